package tui_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

// TestNoLetterIsLost presses keys at random, with and without a breath between them,
// and holds that every letter which was typed on a page is in the journal in the end:
// as an entry, or as a draft.
func TestNoLetterIsLost(t *testing.T) {
	t.Parallel()
	keys := []string{
		"x", "v", "z", "x", "v", "z", "space", ",", "enter", "enter", "tab", "shift+tab", "up", "down", "left", "right",
		"ctrl+j", "ctrl+t", "ctrl+o", "ctrl+s", "8", "1", "0", "esc", "ctrl+l", "f1", "home", "end", "2", "é",
	}
	const letters = "xvzé" // none is a unit of time, as in 0y, which the field for when would understand
	for seed := range uint64(rounds(30, 150)) {
		random := rand.New(rand.NewPCG(seed, 1))
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			if seed%2 == 0 {
				j.Lock()
			}
			if seed%3 == 0 {
				asking(t, ownWords)(j, o)
			}
			if seed%5 == 0 {
				o.Guide.Before, o.Guide.After = guide.Weigh{}, guide.Weigh{}
			}
		})
		typed := 0
		var pressed []string
		for range 120 {
			k := keys[random.IntN(len(keys))]
			place := d.Model().(*tui.Model).KeyContextNow()
			if strings.Contains(letters, k) && (place == kit.InAnswer || place == kit.InWeigh && !strings.Contains(d.Text(), heavyNow)) {
				typed++
			}
			pressed = append(pressed, k)
			d.Press(k)
			if strings.Contains(letters, k) && place == kit.InShake && d.Model().(*tui.Model).KeyContextNow() == kit.InAnswer {
				typed++ // it took the page back
			}
			d.Advance(d.clock, time.Duration(random.IntN(4))*100*time.Millisecond)
		}
		if err := d.autosaver.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, e := range d.journal.Entries() {
			found += count(e, letters)
		}
		for _, page := range d.journal.Drafts() {
			found += count(page, letters)
		}
		if found != typed {
			t.Fatalf("seed %d: %d letters were typed and %d are in the journal, after %q\n%s", seed, typed, found, pressed, d.Text())
		}
	}
}

// count is how often one of these letters stands in an entry.
func count(e journal.Entry, letters string) int {
	n := 0
	for _, a := range e.Answers {
		for _, r := range a.Text {
			if strings.ContainsRune(letters, r) {
				n++
			}
		}
	}
	return n
}
