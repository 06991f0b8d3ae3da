package guide

// In returns the guide as it comes in a language, named as in ISO 639-1; ok is
// false for one that is not built in. The languages are those of package words.
func In(code string) (g Guide, ok bool) {
	switch code {
	case "en":
		return English(), true
	case "de":
		return German(), true
	default:
		return Guide{}, false
	}
}
