package tui_test

import (
	"context"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/words"
)

// Rescue is the optional method of a tui.Draft: the page goes elsewhere, here
// to a place that is named after its words.
func (d *draft) Rescue(ctx context.Context, e journal.Entry) (string, error) {
	if err := d.call(ctx, "Rescue"); err != nil {
		return "", err
	}
	return elsewhere + e.Text(journal.Happened), nil
}

const elsewhere = "~/rescued-"

// full makes every write of the journal fail.
func full(err error) func(*memory, *tui.Options) {
	return func(j *memory, _ *tui.Options) { j.fail["Save"], j.fail["File"] = err, err }
}

// A page that the journal does not take goes elsewhere when it is kept as it is
// once more, and the line says where for as long as those are the words.
func TestRescue(t *testing.T) {
	said := words.English().Problems
	d := sit(t, full(journal.ErrFull))
	d.Type("words")
	d.Advance(d.clock, time.Second)
	d.see(t, "The disk is full.")
	d.see(t, said.Rescue)
	d.press("ctrl+s")
	d.see(t, elsewhere+"words")
	d.Advance(d.clock, 5*time.Second) // every autosave fails
	d.see(t, elsewhere+"words")
	d.press("ctrl+s")
	if n := d.journal.count("Rescue"); n != 1 {
		t.Errorf("the same words were put elsewhere %d times", n)
	}
	d.press("esc")
	if !d.keeper.Pending() {
		t.Error("the page is not pending any more")
	}
	d.see(t, "The disk is full.")
	d.notSee(t, "rescue") // the cover does not say what this is about
	d.press("enter")

	d.Type("-and-on")
	d.Advance(d.clock, time.Second)
	d.notSee(t, elsewhere)
	d.see(t, said.Rescue)
	d.press("ctrl+s")
	d.see(t, elsewhere+"words-and-on")

	clear(d.journal.fail)
	d.press("ctrl+s")
	d.see(t, words.English().Cover.Line)
	if len(d.journal.entries) != 1 || d.keeper.Pending() {
		t.Errorf("%d entries once there is room, pending %v", len(d.journal.entries), d.keeper.Pending())
	}
	d.press("enter")
	d.notSee(t, elsewhere)
}

// The first try is the journal's alone; only who asks again is rescued.
func TestRescueOnlyOnceItHasFailed(t *testing.T) {
	d := sit(t, full(journal.ErrReadOnly))
	d.Type(marker)
	d.press("ctrl+s")
	if d.journal.count("Rescue") != 0 {
		t.Error("rescued before anything had failed")
	}
	d.see(t, "The journal cannot be written.")
	d.press("ctrl+s")
	d.see(t, elsewhere)
}

func TestRescueThatIsNotPossible(t *testing.T) {
	said := words.English().Problems
	d := sit(t, full(journal.ErrFull))
	d.journal.fail["Rescue"] = journal.ErrFull
	d.Type(marker)
	d.Advance(d.clock, time.Second)
	d.press("ctrl+s")
	d.see(t, "No copy could be put elsewhere either.")
	d.see(t, marker)
	d.Advance(d.clock, 5*time.Second)
	d.see(t, "No copy could be put elsewhere either.")
	delete(d.journal.fail, "Rescue")
	d.press("ctrl+s") // tries again
	d.see(t, elsewhere)
	clear(d.journal.fail)
	d.Advance(d.clock, time.Second)
	d.notSee(t, elsewhere)
	d.notSee(t, said.Rescue)
}

// A journal that is in use will be let go: nothing is put elsewhere.
func TestRescueNotOfAJournalInUse(t *testing.T) {
	said := words.English().Problems
	d := sit(t, full(journal.ErrInUse))
	d.Type(marker)
	d.Advance(d.clock, time.Second)
	d.press("ctrl+s")
	d.notSee(t, said.Rescue)
	if d.journal.count("Rescue") != 0 {
		t.Error("rescued from a journal in use")
	}
}
