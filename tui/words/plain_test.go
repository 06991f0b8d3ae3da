package words_test

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"shakeoff/tui/words"
)

// TestPlainWordsAreWords holds that what is typed in plain mode is a word, and cannot
// be taken for a number, a search or another angle, which are typed there too.
func TestPlainWordsAreWords(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		eachString(reflect.ValueOf(w.Plain.Say), code, func(path, word string) {
			if _, err := strconv.Atoi(word); err == nil || word == "" || strings.ToLower(word) != word || strings.ContainsAny(word, `/?\`) {
				t.Errorf("%s is %q", path, word)
			}
		})
		for prompt, typed := range map[string]string{
			w.Plain.Review.Ask: "/", w.Plain.Review.Unknown: "?", w.Plain.Ready.Mark: "1 " + w.Plain.Say.Tried,
			strings.Join(w.Plain.Write.How, " "): `\?`,
		} {
			if !strings.Contains(prompt, typed) {
				t.Errorf("in %q nobody is told to type %q: %q", code, typed, prompt)
			}
		}
	}
}
