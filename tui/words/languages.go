package words

import (
	"embed"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/tui/tomlfile"
)

// Every language but English is a file, named by its ISO 639-1 code. Package guide has one of
// the same name.
//
//go:embed *.toml
var files embed.FS

// Languages returns the names of the built-in languages, as in ISO 639-1, English first.
func Languages() []string {
	codes := []string{"en"}
	all, _ := files.ReadDir(".")
	for _, f := range all {
		codes = append(codes, strings.TrimSuffix(f.Name(), ".toml"))
	}
	return codes
}

// In returns the words of a language; ok is false for one that is not built in.
func In(code string) (w *Words, ok bool) {
	w = English()
	if code == "en" {
		return w, true
	}
	text, err := files.ReadFile(code + ".toml")
	if err != nil {
		return nil, false
	}
	var table map[string]any
	r, all := reading{builtIn: true, mistakes: map[string]tomlfile.Mistake{}}, reflect.ValueOf(w).Elem()
	ok = toml.Unmarshal(text, &table) == nil
	r.lay("", all, all, table, "")
	return w, ok && len(r.mistakes) == 0
}

// IsTag says that a text is the tag of a language, as in da, pt-BR or zh-Hant.
func IsTag(s string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	of := func(part, set string, least, most int) bool {
		return len(part) >= least && len(part) <= most && strings.Trim(part, set) == ""
	}
	parts := strings.Split(s, "-")
	return of(parts[0], letters, 2, 3) && len(parts) <= 4 && !slices.ContainsFunc(parts[1:], func(part string) bool {
		return !of(part, letters+strings.ToUpper(letters)+"0123456789", 2, 8)
	})
}

// Tags returns the languages that a locale asks for, the closest first: pt-BR and pt
// for pt_BR.UTF-8.
func Tags(locale string) (tags []string) {
	tag := nameOf(locale)
	language, _, _ := strings.Cut(tag, "-")
	return slices.DeleteFunc(slices.Compact([]string{tag, language}), func(s string) bool { return !IsTag(s) })
}

// LanguageOf returns the built-in language that a tag or a locale asks for, as pt-BR or
// de_AT.UTF-8. English if that is not built in, as for C and POSIX.
func LanguageOf(locale string) string {
	code, _, _ := strings.Cut(nameOf(locale), "-")
	if _, err := files.Open(code + ".toml"); err == nil {
		return code
	}
	return "en"
}

// nameOf returns the language and country of a locale, as a tag.
func nameOf(locale string) string {
	name, _, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	return strings.ReplaceAll(name, "_", "-")
}
