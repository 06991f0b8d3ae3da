package words

import "strings"

// language is one that is built in: its name as in ISO 639-1, and its words.
type language struct {
	code  string
	words func() Words
}

// builtIn is the one list of the languages. Package guide asks its questions in
// the same ones; a test holds that.
func builtIn() []language {
	return []language{
		{"en", English},
		{"es", Spanish},
		{"fr", French},
		{"de", German},
		{"pt", Portuguese},
		{"id", Indonesian},
	}
}

// Languages returns the names of the built-in languages, as in ISO 639-1,
// English first.
func Languages() []string {
	var codes []string
	for _, l := range builtIn() {
		codes = append(codes, l.code)
	}
	return codes
}

// In returns the words of a language; ok is false for one that is not built in.
func In(code string) (w Words, ok bool) {
	for _, l := range builtIn() {
		if l.code == code {
			return l.words(), true
		}
	}
	return Words{}, false
}

// LanguageOf returns the built-in language that a locale asks for, named as in
// LC_MESSAGES: pt_BR, de_AT.UTF-8. English where there is none for it, as for C
// and POSIX.
func LanguageOf(locale string) string {
	code, _, _ := strings.Cut(nameOf(locale), "_")
	if _, ok := In(code); ok {
		return code
	}
	return "en"
}

// nameOf is the part of a locale that names language and country.
func nameOf(locale string) string {
	name, _, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	return name
}
