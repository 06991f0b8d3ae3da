package main

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// Entries are as long as the budgets say, the same each time, and may be filed.
func TestEntriesKeepToLengths(t *testing.T) {
	for _, l := range []length{usual, searched} {
		for i := range 200 {
			e, again, letters, size := l.entry(i, 1000), l.entry(i, 1000), 0, 0
			if err := e.Validate(); err != nil {
				t.Fatal(err)
			}
			for a, answer := range e.Answers {
				letters += utf8.RuneCountInString(answer.Text)
				size += len(answer.Text)
				if answer != again.Answers[a] {
					t.Fatalf("entry %d is another the second time", i)
				}
			}
			if letters > int(l) || letters < int(l)-8 || l == usual && size != letters {
				t.Errorf("an entry of %d letters, %d bytes, instead of %d", letters, size, l)
			}
		}
	}
}

// The words that are searched for stand where they should, in five scripts.
func TestEntriesHaveTheWords(t *testing.T) {
	found, scripts := map[string]int{}, map[string]bool{}
	for i := range middle {
		text := searched.entry(i, middle).Text(journal.Happened)
		for _, word := range []string{wordRare, wordCommon, wordNone, tagSought} {
			if strings.Contains(text, word) {
				found[word]++
			}
		}
		for _, r := range text {
			for _, script := range []string{"Latin", "Cyrillic", "Arabic", "Devanagari", "Han"} {
				scripts[script] = scripts[script] || unicode.Is(unicode.Scripts[script], r)
			}
		}
	}
	if found[wordRare] != 5 || found[wordCommon] != 3_333 || found[wordNone] != 0 || found[tagSought] != 250 {
		t.Errorf("the words stand in %v entries", found)
	}
	for script, met := range scripts {
		if !met {
			t.Errorf("no entry is in %s", script)
		}
	}
}
