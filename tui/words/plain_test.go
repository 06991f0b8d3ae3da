package words_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"shakeoff/tui/words"
)

// TestPlainNamesWhatIsTyped holds that nobody has to guess a word of the plain mode:
// each is named where it is asked for, just as it is typed, in every language.
func TestPlainNamesWhatIsTyped(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		p, say := w.Plain, w.Plain.Say
		for prompt, typed := range map[string][]string{
			p.Write.WaitingHow:                {say.Open, say.Keep},
			p.Write.NotKept:                   {say.Copy},
			p.Write.End:                       {say.Burn},
			p.Write.Burn:                      {say.Burn},
			p.Lock.Offer:                      {say.Lock},
			p.Review.Ask:                      {"/", say.More, say.Quit, "?"},
			p.Review.About:                    {say.Next, say.Previous, say.Edit, say.Weigh, say.Export, say.Delete, say.Burn, say.List, say.Quit},
			strings.Join(p.Review.Help, "\n"): {"/", say.More, say.List, say.Next, say.Previous, say.Edit, say.Weigh, say.Export, say.Delete, say.Burn, say.Quit},
			p.Review.Delete:                   {say.Delete},
			p.Review.Burn:                     {say.Burn},
			p.Review.Unknown:                  {"?"},
			p.Ready.Mark:                      {"1 " + say.Tried, say.Tried, say.LetGo, say.Reopen},
			strings.Join(p.Write.How, "\n"):   {`\`, "?", `\?`},
		} {
			for _, word := range typed {
				if word == "" || !strings.Contains(prompt, word) {
					t.Errorf("%s: %q is not named in %q", code, word, prompt)
				}
			}
		}
	}
}

// TestPlainWordsAreDistinct holds that a line can mean one thing only.
func TestPlainWordsAreDistinct(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		say := w.Plain.Say
		for _, place := range [][]string{
			{say.Open, say.Keep},
			{say.More, say.List, say.Next, say.Previous, say.Quit, say.Edit, say.Weigh, say.Export, say.Delete, say.Burn},
			{say.Tried, say.LetGo, say.Reopen},
		} {
			if sorted := slices.Sorted(slices.Values(place)); len(slices.Compact(sorted)) != len(place) {
				t.Errorf("%s: two of %q are the same", code, place)
			}
			for _, word := range place {
				if _, err := strconv.Atoi(word); err == nil || strings.ToLower(word) != word || strings.ContainsAny(word, `/?\`) {
					t.Errorf("%s: %q is no word to type", code, word)
				}
			}
		}
	}
}
