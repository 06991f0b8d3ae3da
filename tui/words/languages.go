package words

import (
	"embed"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Every language but English is a file, named as in ISO 639-1. Package guide has
// one of the same name.
//
//go:embed *.toml
var files embed.FS

// Languages returns the names of the built-in languages, as in ISO 639-1,
// English first.
func Languages() []string {
	codes := []string{"en"}
	all, _ := files.ReadDir(".")
	for _, f := range all {
		codes = append(codes, strings.TrimSuffix(f.Name(), ".toml"))
	}
	return codes
}

// In returns the words of a language; ok is false for one that is not built in.
func In(code string) (w Words, ok bool) {
	w = English()
	if code == "en" {
		return w, true
	}
	text, err := files.ReadFile(code + ".toml")
	if err != nil {
		return Words{}, false
	}
	var said map[string]any
	if toml.Unmarshal(text, &said) != nil || !lay(reflect.ValueOf(&w).Elem(), said) {
		return Words{}, false
	}
	return w, true
}

// LanguageOf returns the built-in language that a locale asks for, named as in
// LC_MESSAGES: pt_BR, de_AT.UTF-8. English where there is none for it, as for C
// and POSIX.
func LanguageOf(locale string) string {
	code, _, _ := strings.Cut(nameOf(locale), "_")
	if _, err := files.Open(code + ".toml"); err == nil {
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
