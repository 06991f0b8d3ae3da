package words_test

import (
	"slices"
	"testing"

	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// TestEveryLanguageHasAGuide holds that package guide asks in every language of
// this one. That it has no others cannot be asked, but nobody would be led to them.
func TestEveryLanguageHasAGuide(t *testing.T) {
	for _, code := range words.Languages() {
		if _, ok := guide.In(code); !ok {
			t.Errorf("there is no guide in %q", code)
		}
	}
	for _, code := range []string{"", "tlh", "EN", "de_DE"} {
		if _, ok := words.In(code); ok {
			t.Errorf("there are words in %q", code)
		}
		if _, ok := guide.In(code); ok {
			t.Errorf("there is a guide in %q", code)
		}
	}
	if codes := words.Languages(); codes[0] != "en" || len(slices.Compact(slices.Sorted(slices.Values(codes)))) != len(codes) {
		t.Errorf("the languages are %q, want English first and each once", codes)
	}
}

func TestLanguageOfALocale(t *testing.T) {
	for locale, want := range map[string]string{
		"de": "de", "de_AT": "de", "de_CH.UTF-8": "de", "de_DE@euro": "de",
		"en_GB.UTF-8": "en", "": "en", "C": "en", "C.UTF-8": "en", "POSIX": "en",
		"ja_JP.UTF-8": "en", "deu": "en", "d": "en", "_DE": "en",
	} {
		if got := words.LanguageOf(locale); got != want {
			t.Errorf("%q asks for %q, want %q", locale, got, want)
		}
	}
}
