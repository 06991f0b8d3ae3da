package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

// The cached journals are named by edition: who changes what the writer writes
// must change that too, and then the sum here.
func TestWriterIsAlwaysTheSame(t *testing.T) {
	sum := sha256.New()
	for _, k := range []kind{mixed, even, plain} {
		w := newWriter(k, 1_000)
		for range 300 {
			if err := exchange.EncodeJSONEntry(sum, w.entry()); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := fmt.Sprint(edition, " ", hex.EncodeToString(sum.Sum(nil))[:16])
	if want := "1 70ddc7d158683e27"; got != want {
		t.Errorf("edition and sum are %q, want %q: set the next edition", got, want)
	}
}

// Lengths are as the budgets have them, and every entry may be filed.
func TestWriterKeepsToLengths(t *testing.T) {
	const n = 10_000
	for k, want := range map[kind]struct{ shortest, longest, mean int }{
		mixed: {20, 20_000, 900},
		even:  {380, 400, 398},
		plain: {880, 900, 897},
	} {
		w, total := newWriter(k, n), 0
		for range n {
			e := w.entry()
			if err := e.Validate(); err != nil {
				t.Fatalf("%s: %v", k, err)
			}
			length := 0
			for _, a := range e.Answers {
				if k == even {
					length += utf8.RuneCountInString(a.Text)
				} else {
					length += len(a.Text)
				}
			}
			if length < want.shortest || length > want.longest {
				t.Fatalf("%s: an entry of %d", k, length)
			}
			total += length
		}
		if mean := total / n; mean < want.mean*97/100 || mean > want.mean*103/100 {
			t.Errorf("%s: %d on average, want about %d", k, mean, want.mean)
		}
	}
}

// The words that are searched for stand where they should, and in no sentence.
func TestWriterPlantsWords(t *testing.T) {
	const n = 10_000
	found := map[string]int{}
	scripts := map[string]bool{}
	w := newWriter(even, n)
	for range n {
		e := w.entry()
		text := e.Text(journal.Happened)
		for _, word := range []string{wordRare, wordCommon, wordNone, "#" + tagSought} {
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
	if found[wordRare] != 5 || found[wordCommon] != 3_333 || found[wordNone] != 0 || found["#"+tagSought] != 250 {
		t.Errorf("planted %v", found)
	}
	if len(scripts) != 5 {
		t.Errorf("scripts %v", scripts)
	}
}
