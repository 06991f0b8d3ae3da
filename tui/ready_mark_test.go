package tui_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// intention returns the intention of the entry that was filed as the nth.
func (d *desk) intention(n int) journal.Intention { return d.journal.Entries()[n].Intention }

// TestReadyMarksTried holds that t marks at once, that a line on how it went is kept
// with the entry within a second, and that t opens it again without losing that line.
func TestReadyMarksTried(t *testing.T) {
	d := readying(t, promises)
	d.Press("down", "t")
	if got := d.intention(1); got.State != journal.Tried || !got.At.Equal(today()) || got.How != "" {
		t.Errorf("t has kept %+v", got)
	}
	d.see(t, "How did it go?", "tried  21 Nov")
	d.Type("The second breath")
	d.Advance(d.clock, time.Second)
	if got := d.drafted(); len(got) != 1 || got[0] != "The second breath" || d.intention(1).How != "" {
		t.Errorf("after a second the drafts say %q, and the entry %q", got, d.intention(1).How)
	}
	d.Type(" helped most.")
	d.Press("enter")
	if got := d.intention(1); got.State != journal.Tried || got.How != "The second breath helped most." {
		t.Errorf("enter has kept %+v", got)
	}
	if got := d.drafted(); len(got) != 0 || d.journal.Count("Mark") != 2 {
		t.Errorf("once it is marked the drafts say %q, after %d marks", got, d.journal.Count("Mark"))
	}
	d.notSee(t, "How did it go?")
	d.see(t, "The second breath helped most.", "t puts it back.")
	d.Press("t")
	if got := d.intention(1); got.State != journal.Open || got.How != "The second breath helped most." {
		t.Errorf("t again has kept %+v", got)
	}
	d.Press("1", "esc", "3")
	d.see(t, "Slow down for one breath.")
}

// TestReadyLetsGo holds that l lets go at once, and opens again; and that what was
// marked stays in sight until the room is entered again.
func TestReadyLetsGo(t *testing.T) {
	d := readying(t, promises)
	d.Press("l")
	if got := d.intention(0); got.State != journal.LetGo {
		t.Errorf("l has kept %+v", got)
	}
	d.see(t, "let go  21 Nov", "Ring the main desk", "l puts it back.")
	d.Press("l")
	if got := d.intention(0); got.State != journal.Open {
		t.Errorf("l again has kept %+v", got)
	}
	d.Press("l", "1", "esc", "3")
	d.notSee(t, "Ring the main desk")
	d.see(t, "Ask what would help")
}

// TestReadyLinesAreOptional holds that enter at once saves the mark without a line.
func TestReadyLinesAreOptional(t *testing.T) {
	d := readying(t, promises)
	d.Press("t", "enter")
	d.notSee(t, "How did it go?")
	if got := d.intention(0); got.State != journal.Tried || got.How != "" || d.journal.Count("Mark") != 1 {
		t.Errorf("kept %+v with %d writes", got, d.journal.Count("Mark"))
	}
}

// TestReadyLineLeavesNoOlderWording holds that earlier wordings of a line are not in
// the file once the intention is marked with it.
func TestReadyLineLeavesNoOlderWording(t *testing.T) {
	for name, end := range map[string]string{"enter": "enter", "close": "ctrl+c"} {
		t.Run(name, func(t *testing.T) {
			d := readying(t, promises)
			d.Press("t")
			d.Type("She laughed")
			d.Advance(d.clock, page.SaveAfter)
			drafts := d.journal.Records("drafts")
			d.Type(" at me")
			d.Press(end)
			if got := d.intention(0).How; len(drafts) != 1 || got != "She laughed at me" {
				t.Fatalf("%d drafts, then marked %q", len(drafts), got)
			}
			if file, err := os.ReadFile(d.journal.Path()); err != nil || strings.Contains(string(file), drafts[0]) {
				t.Error("an older wording is in the file", err)
			}
		})
	}
}

// TestReadyLineIsALine holds that what is pasted becomes one line.
func TestReadyLineIsALine(t *testing.T) {
	d := readying(t, promises)
	d.Press("t")
	d.Paste("one\r\ntwo\n\n three")
	d.Press("esc")
	if got := d.intention(0).How; got != "one two three" {
		t.Errorf("kept %q", got)
	}
	d.notSee(t, "How did it go?", words.English().Cover.Line)
}

// TestReadyLineIsSealed holds that the line on how it went survives a cover, a lock and
// the end of the program.
func TestReadyLineIsSealed(t *testing.T) {
	for name, leave := range map[string]func(*desk){
		"lock":  func(d *desk) { d.Press("ctrl+l") },
		"close": func(d *desk) { d.Press("ctrl+c") },
		"idle":  func(d *desk) { d.Advance(d.clock, 5*time.Minute) },
		"esc":   func(d *desk) { d.Press("esc", "esc") },
	} {
		t.Run(name, func(t *testing.T) {
			d := readyLocked(t)
			d.Press("enter")
			d.Type(passphrase)
			d.Press("enter", "t")
			d.Type("She laughed")
			leave(d)
			if got := d.intention(0); got.State != journal.Tried || got.How != "She laughed" {
				t.Errorf("kept %+v", got)
			}
			d.notSee(t, "She laughed")
		})
	}
}

// TestReadyLineOfADeletedEntry holds that a line on how it went outlives its entry: if
// another window deletes that while the line is being written, the words wait in Write
// as a page of their own.
func TestReadyLineOfADeletedEntry(t *testing.T) {
	d := readyLocked(t)
	d.Press("enter")
	d.Type(passphrase)
	d.Press("enter", "t")
	d.Type("She laughed")
	d.journal.Fail["Mark"] = journal.ErrNotFound
	d.Press("ctrl+l")
	d.notSee(t, "She laughed")
	if n := len(d.journal.Drafts()); n != 1 {
		t.Fatalf("%d pages wait, want the line", n)
	}
	if got := d.journal.Drafts()[0].Text(journal.Happened); got != "She laughed" {
		t.Errorf("what waits is %q", got)
	}
}

// TestReadyLineStaysUntilSaved holds that a full disk costs no letter: the line stays
// on screen, one line says why, and enter tries again.
func TestReadyLineStaysUntilSaved(t *testing.T) {
	d := readying(t, promises)
	d.Press("t")
	d.journal.Fail["Mark"], d.journal.Fail["Save"] = journal.ErrFull, journal.ErrFull
	d.Type("She laughed")
	d.Advance(d.clock, 5*time.Second) // every autosave fails
	d.see(t, "She laughed", "How did it go?", "The disk is full.")
	d.notSee(t, words.English().Problems.Rescue) // which no key does here
	delete(d.journal.Fail, "Save")
	d.Press("enter")
	d.see(t, "She laughed", "How did it go?", "The disk is full.")
	d.Press("ctrl+l")
	d.Press("enter")
	d.see(t, "She laughed")
	delete(d.journal.Fail, "Mark")
	d.Press("enter")
	d.notSee(t, "How did it go?", "The disk is full.")
	if got := d.intention(0).How; got != "She laughed" {
		t.Errorf("kept %q", got)
	}
}

// TestReadyReportsADeletedEntry holds that marking an entry which was deleted elsewhere
// reports that, and that what is shown is read again.
func TestReadyReportsADeletedEntry(t *testing.T) {
	d := readying(t, promises)
	d.journal.Delete(d.journal.Entries()[0].ID)
	d.Press("l")
	d.see(t, words.English().Problems.NotFound)
	d.notSee(t, "Ring the main desk")
}

// TestReadyMarksInOrder holds that marks are saved one after another, however slow the
// disk, so that the last one counts.
func TestReadyMarksInOrder(t *testing.T) {
	d := readying(t, promises)
	d.journal.During("Mark", func() { d.Press("l", "l") })
	d.Press("l")
	if got := d.intention(0).State; got != journal.LetGo || d.journal.Count("Mark") != 3 {
		t.Errorf("state %d after %d writes", got, d.journal.Count("Mark"))
	}
}
