package tui_test

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// elsewhere is how the path of a rescued page begins.
const elsewhere = "~/shakeoff-rescue-2026-11-21-"

// tilde leaves a test out where no path begins with ~, so that a temporary folder fills the line.
func tilde(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no ~")
	}
}

// seeRescued fails unless these pages were put elsewhere, and nothing else.
func seeRescued(t *testing.T, d *desk, want ...string) {
	t.Helper()
	if got := d.journal.Rescued(); !slices.Equal(got, want) {
		t.Errorf("put elsewhere were %q, want %q", got, want)
	}
}

// writesFail makes every write of the journal fail.
func writesFail(err error) func(*journaltest.Journal, *kit.Options) {
	return func(j *journaltest.Journal, _ *kit.Options) {
		j.Safeguard()
		j.Fail["Save"], j.Fail["File"] = err, err
	}
}

// A page that could not be filed is put elsewhere when ctrl+s is pressed again, and the
// line says where until the words change.
func TestRescue(t *testing.T) {
	tilde(t)
	said := words.English().Problems
	d := sit(t, writesFail(journal.ErrFull))
	d.Type("words")
	d.Advance(d.clock, time.Second)
	d.see(t, "The disk is full.")
	d.see(t, said.Rescue)
	d.press("ctrl+s")
	d.see(t, elsewhere)
	d.Advance(d.clock, 5*time.Second) // every autosave fails
	d.see(t, elsewhere)
	d.press("ctrl+s")
	seeRescued(t, d, "words")
	d.press("esc")
	if !d.autosaver.Pending() {
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
	d.see(t, elsewhere)
	seeRescued(t, d, "words", "words-and-on")

	clear(d.journal.Fail)
	d.press("ctrl+s")
	d.see(t, words.English().Cover.Line)
	if len(d.journal.Entries()) != 1 || d.autosaver.Pending() {
		t.Errorf("%d entries once there is room, pending %v", len(d.journal.Entries()), d.autosaver.Pending())
	}
	d.press("enter")
	d.notSee(t, elsewhere)
}

// Nothing is put elsewhere before filing has failed once.
func TestRescueOnlyOnceItHasFailed(t *testing.T) {
	tilde(t)
	d := sit(t, writesFail(journal.ErrReadOnly))
	d.Type(marker)
	d.press("ctrl+s")
	if d.journal.Count("Rescue") != 0 {
		t.Error("rescued before anything had failed")
	}
	d.see(t, opening(words.English().Problems.ReadOnly))
	d.press("ctrl+s")
	d.see(t, elsewhere)
}

func TestRescueFails(t *testing.T) {
	tilde(t)
	said := words.English().Problems
	d := sit(t, writesFail(journal.ErrFull))
	d.journal.Fail["Rescue"] = journal.ErrFull
	d.Type(marker)
	d.Advance(d.clock, time.Second)
	d.press("ctrl+s")
	d.see(t, opening(words.English().Problems.NotRescued))
	d.see(t, marker)
	d.Advance(d.clock, 5*time.Second)
	d.see(t, opening(words.English().Problems.NotRescued))
	delete(d.journal.Fail, "Rescue")
	d.press("ctrl+s") // tries again
	d.see(t, elsewhere)
	clear(d.journal.Fail)
	d.Advance(d.clock, time.Second)
	d.notSee(t, elsewhere)
	d.notSee(t, said.Rescue)
}

// Nothing is put elsewhere while another program holds the journal, for it will let go.
func TestNoRescueFromAJournalInUse(t *testing.T) {
	said := words.English().Problems
	d := sit(t, writesFail(journal.ErrInUse))
	d.Type(marker)
	d.Advance(d.clock, time.Second)
	d.press("ctrl+s")
	d.notSee(t, said.Rescue)
	if d.journal.Count("Rescue") != 0 {
		t.Error("rescued from a journal in use")
	}
}

// TestJournalGone holds that no journal is begun in the place of one that is gone: it is
// told, and the page is saved by itself once the file is back.
func TestJournalGone(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { pages(j) })
	path, away := d.journal.Path(), d.journal.Path()+".away"
	if err := os.Rename(path, away); err != nil {
		t.Fatal(err)
	}
	d.Press("esc", "3")
	d.see(t, "Your journal is not where it was.")
	d.Press("esc", "1")
	d.Type("words")
	d.Advance(d.clock, time.Second)
	d.see(t, "Your journal is not where it was.")
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another journal was begun: %v", err)
	}
	if err := os.Rename(away, path); err != nil {
		t.Fatal(err)
	}
	d.Advance(d.clock, 5*time.Second)
	d.notSee(t, "Your journal is not where it was.")
	if got := d.journal.Drafts(); len(got) != 1 || got[0].Text(journal.Happened) != "words" {
		t.Errorf("in the journal that is back there are %d pages", len(got))
	}
}

// What is to be done about the journal may end with a command: the next sentence is no part of it.
func TestRescueBehindACommand(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, err := range []error{journal.ErrDamaged, journal.ErrFull, errors.New("anything else")} {
			said := kit.Say(w.Problems, page.NotTaken{Err: err})
			if reason, ok := strings.CutSuffix(said, ". "+w.Problems.Rescue); !ok || strings.HasSuffix(reason, ".") {
				t.Errorf("%s: %q", code, said)
			}
		}
	}
}
