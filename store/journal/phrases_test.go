package journal_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"shakeoff/store/journal"
)

func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Nothing in quotes.", nil},
		// From encounters.
		{
			"Ring the main desk, so that I am not alone in it. \"I can't do that one here, but let me find out who can.\"",
			[]string{"I can't do that one here, but let me find out who can."},
		},
		{"Tell her why I ask: \"Two quick questions, so you only have to do this once.\"", []string{"Two quick questions, so you only have to do this once."}},
		{"\"I'll ring you back by four.\" Then really ring back.", []string{"I'll ring you back by four."}},
		// Every kind of quotes.
		{"“One moment, please.” and “I see.”", []string{"One moment, please.", "I see."}},
		{"„Einen Moment, bitte.“ „Ich schaue nach.”", []string{"Einen Moment, bitte.", "Ich schaue nach."}},
		{"« Un instant, je vous prie. »", []string{"Un instant, je vous prie."}},
		{"»Einen Moment, bitte.« ‹Un instant, svp›", []string{"Einen Moment, bitte.", "Un instant, svp"}},
		{"「少々お待ちください」と言う。『確認します』", []string{"少々お待ちください", "確認します"}},
		{"«Одну минуту, пожалуйста.»", []string{"Одну минуту, пожалуйста."}},
		{"\"एक मिनट रुकिए।\"", []string{"एक मिनट रुकिए।"}},
		{"他说\"请稍等\"就走了", []string{"请稍等"}},
		// No phrases.
		{"a 'single one' and don't, won't", nil},
		{"the \"customer\" and “rules”", nil},
		{"「はい」「え」", []string{"はい"}},
		{"\"never closed", nil},
		{"never opened\" at all", nil},
		{"a 5\" screen and \"two words\" more", []string{"two words"}},
		{"„nie geschlossen und \"zwei Worte\"", []string{"zwei Worte"}},
		{"“ ” \"\" «»", nil},
		{"\"42 1\"", nil},
		{"foo» bar «zwei Worte»", []string{"zwei Worte"}},
		// Within and across.
		{"“He said “wait here” to me”", []string{"He said “wait here"}},
		{"«She said “wait here” to me»", []string{"She said “wait here” to me"}},
		{"\"broken over\n  two lines\"", []string{"broken over two lines"}},
		{"\"not over\n\na paragraph\"", nil},
		{"“" + strings.Repeat("word ", 300) + "”", nil},
	} {
		if got := journal.Phrases(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%.60q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPhrasesOfEntries(t *testing.T) {
	at := time.Date(2026, 11, 21, 14, 0, 0, 0, time.UTC)
	var entries []journal.Entry
	for i, change := range []string{"“One moment, please.”", "none", "\"ONE MOMENT, PLEASE.\" «Je vérifie ça.»"} {
		e := entry("“Not from here, no.”", "", change)
		e.ID, e.Written = journal.ID('a'+rune(i)), at.Add(time.Duration(i)*time.Hour)
		entries = append(entries, e)
	}
	want := []journal.Phrase{
		{Entry: "c", Written: at.Add(2 * time.Hour), Text: "ONE MOMENT, PLEASE."},
		{Entry: "c", Written: at.Add(2 * time.Hour), Text: "Je vérifie ça."},
	}
	if got := journal.PhrasesOf(entries); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	slices.Reverse(entries)
	if got := journal.PhrasesOf(entries); !slices.Equal(got, want) {
		t.Errorf("in another order: got %+v", got)
	}
}

func FuzzPhrases(f *testing.F) {
	f.Add("Say „so etwas“ or \"that's it\", 「または」 «ou bien»")
	f.Fuzz(func(t *testing.T, text string) {
		rest := strings.Join(strings.Fields(text), " ")
		for _, p := range journal.Phrases(text) {
			_, after, ok := strings.Cut(rest, p)
			if !ok || strings.TrimSpace(p) != p || utf8.RuneCountInString(p) < 2 {
				t.Fatalf("%q is not a phrase of %q", p, text)
			}
			rest = after
		}
	})
}
