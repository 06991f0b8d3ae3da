package main_test

import (
	"testing"

	program "shakeoff/cmd/shakeoff"
)

// Windows has no variables for the language; where there are some, they count.
func TestNativeLanguage(t *testing.T) {
	for _, c := range []struct{ native, lang, want string }{
		{"de_AT", "", "de"},
		{"pt_BR", "", "pt"},
		{"da_DK", "", "en"},
		{"nl_NL", "", "nl"},
		{"de_AT", "LANG=fr_FR.UTF-8", "fr"},
		{"de_AT", "LC_ALL=C", "en"},
		{"", "", "en"},
	} {
		if got := program.LocaleLanguage(c.native, c.lang); got != c.want {
			t.Errorf("%q and %q: %q, want %q", c.native, c.lang, got, c.want)
		}
	}
}
