package tui_test

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
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
	id := d.journal.Entries()[0].ID
	d.journal.Calls, d.journal.Read = nil, nil
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
	if want := []string{"Edit", "Entries", "Status"}; !slices.Equal(d.journal.Calls, want) {
		t.Errorf("an edit called %v, want %v", d.journal.Calls, want)
	}
	if len(d.journal.Drafts()) != 0 {
		t.Error("the draft is still there")
	}
	if !slices.Contains(d.journal.Read, id) || len(d.journal.Read) != 1 {
		t.Errorf("after an edit of %s these were read: %v", id, d.journal.Read)
	}
}

// TestOnlyWhatChangedIsReadAgain holds that after a change of one entry that entry
// alone is read again, and not the journal, with and without a search.
func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	for name, keys := range map[string][]string{
		"edited":  {"e", "ctrl+j", "ctrl+s"},
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
			id := d.journal.Entries()[1].ID
			d.journal.Calls, d.journal.Read = nil, nil
			d.press(keys...)
			d.Advance(d.clock, 11*time.Second)
			for _, call := range d.journal.Calls {
				if slices.Contains([]string{"Tail", "Heads", "All", "Search"}, call) {
					t.Errorf("%s, looking for %q: the journal was read by %s", name, search, call)
				}
			}
			if len(d.journal.Read) == 0 || slices.ContainsFunc(d.journal.Read, func(r journal.ID) bool { return r != id }) {
				t.Errorf("%s, looking for %q: these were read: %v", name, search, d.journal.Read)
			}
			// What is shown is what a fresh look at the journal shows.
			d.press("f1", "esc") // the notice goes
			seen := d.Text()
			d.press("1")
			d.press("esc", "2")
			if got := d.Text(); name != "edited" && got != seen {
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
