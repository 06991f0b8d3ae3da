package tui_test

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
	"shakeoff/tui/words"
)

// TestAnEditTakesFewRounds holds that saving an edit takes few rounds of Update and one
// transaction, which also takes away the draft of the new words.
func TestAnEditTakesFewRounds(t *testing.T) {
	d := reviewing(t, pages)
	d.press("e")
	d.Type(" And more.")
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 1 {
		t.Fatalf("%d drafts, want the edit", len(d.journal.Drafts()))
	}
	d.journal.Calls = nil
	rounds := 0
	for msgs := []tea.Msg{tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}}; len(msgs) > 0; msgs = msgs[1:] {
		rounds++
		_, cmd := d.Model().Update(msgs[0])
		msgs = append(msgs, slices.DeleteFunc(brought(cmd), func(msg tea.Msg) bool { return msg == nil })...)
	}
	d.see(t, words.English().Change.Edited)
	if rounds > 5 {
		t.Errorf("an edit took %d rounds", rounds)
	}
	if want := []string{"Edit", "Heads", "Status", "Entries"}; !slices.Equal(d.journal.Calls, want) {
		t.Errorf("an edit called %v, want %v", d.journal.Calls, want)
	}
	if len(d.journal.Drafts()) != 0 {
		t.Error("the draft is still there")
	}
}

// TestAChangeIsShown holds that after a change of one entry what is shown is what a fresh look at
// the journal shows, with and without a search.
func TestAChangeIsShown(t *testing.T) {
	for name, keys := range map[string][]string{
		"weighed": {"w", "2", "enter"},
		"deleted": {"d", "d"},
	} {
		for _, search := range []string{"", "lift"} {
			d := reviewing(t, pages)
			d.press("down")
			if search != "" {
				d.press("/")
				d.Type(search)
				d.press("enter")
			}
			d.press(keys...)
			d.Advance(d.clock, 11*time.Second)
			d.press("f1", "esc") // the notice goes
			seen := d.Text()
			d.press("1")
			d.press("esc", "2")
			if got := d.Text(); got != seen {
				t.Errorf("%s, looking for %q, it shows\n%s\nand afresh\n%s", name, search, seen, got)
			}
		}
	}
}

// TestOneClickWeighsOnce holds that a second click on the number, while the weight is
// being saved, weighs nothing again.
func TestOneClickWeighsOnce(t *testing.T) {
	d := sit(t, nil)
	d.write(scene)
	d.press("enter", "enter", "enter", "enter", "enter", "3")
	var number kit.Target
	for _, target := range d.targets() {
		if target.Does == kit.ActNext {
			number = target
		}
	}
	if number.Width == 0 {
		t.Fatalf("no number can be clicked:\n%s", d.Text())
	}
	d.journal.During("Weigh", func() { d.click(number.X, number.Y) })
	d.click(number.X, number.Y)
	if n := d.journal.Count("Weigh"); n != 1 {
		t.Errorf("weighed %d times", n)
	}
}
