package guide

// In returns the guide as it comes in a language, named as in ISO 639-1; ok is
// false for one that is not built in. The languages are those of package words.
func In(code string) (g Guide, ok bool) {
	switch code {
	case "en":
		return English(), true
	case "es":
		return Spanish(), true
	case "fr":
		return French(), true
	case "de":
		return German(), true
	case "pt":
		return Portuguese(), true
	case "id":
		return Indonesian(), true
	default:
		return Guide{}, false
	}
}
