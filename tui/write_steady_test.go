package tui_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

// TestTextStaysWhereItIsTyped holds that the first line of an answer does not move
// while letters are typed, at sizes where the hint has room and where it has not, under
// a line about the page before, and whatever messages arrive.
func TestTextStaysWhereItIsTyped(t *testing.T) {
	waits := func(j *journaltest.Journal, o *kit.Options) {
		offered(j, o)
		j.Wait(journal.Entry{Written: today().AddDate(0, 0, -9), Answers: []journal.Answer{answer(journal.Happened, "", "The lift.")}})
	}
	for _, size := range [][2]int{{40, 12}, {47, 13}, {50, 16}, {59, 30}, {80, 19}, {80, 24}, {140, 40}} {
		d := sit(t, waits)
		d.Resize(size[0], size[1])
		for range 2 { // the first answer, and one with an answer above
			d.breathe()
			_, was, _ := d.Cursor()
			for _, letter := range strings.Split("We said so", "") {
				d.Type(letter)
				d.Advance(d.clock, 500*time.Millisecond)
				if _, y, shown := d.Cursor(); y != was || !shown {
					t.Fatalf("%v: at %q the line went from row %d to row %d:\n%s", size, letter, was, y, d.Text())
				}
			}
			d.press("tab", "tab")
		}
		d.press("ctrl+s", "enter")
		d.see(t, "Saved as it is.")
		_, was, _ := d.Cursor()
		d.Type("w")
		if _, y, _ := d.Cursor(); y != was {
			t.Errorf("%v: under a quiet line the first letter moved the answer from row %d to row %d:\n%s", size, was, y, d.Text())
		}
		d.notSee(t, "Saved as it is.")
	}
}

// TestWordsWhileFiling holds that what is typed while a page is being filed begins the
// next page and is saved, and that the screen says so.
func TestWordsWhileFiling(t *testing.T) {
	for _, test := range []struct {
		name string
		keep []string // ends the page that is open
		rest []string // leads from there to the next
	}{
		{"at the end", []string{"enter"}, []string{"enter", "enter", "enter"}},
		{"as it is", []string{"ctrl+s"}, []string{"enter"}},
		{"burnt", []string{"enter"}, []string{"enter", "enter", "b", "b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, offered)
			d.write("The lift.")
			d.press("enter", "enter", "enter")
			var during string
			d.journal.During("File", func() {
				d.Type("And then he")
				d.Paste(" came back")
				during = d.Text()
			})
			d.press(test.keep...)
			d.Advance(d.clock, time.Second)
			if !strings.Contains(during, "What you type now starts a new page.") {
				t.Errorf("nothing says where the words go:\n%s", during)
			}
			if len(d.journal.Drafts()) != 1 || d.journal.Drafts()[0].Text(journal.Happened) != "And then he came back" {
				t.Errorf("the words are not on disk: %d drafts", len(d.journal.Drafts()))
			}
			d.press(test.rest...)
			d.see(t, "And then he came back")
			d.Type(" twice")
			d.press("ctrl+s")
			for _, e := range d.journal.Entries() {
				if text := e.Text(journal.Happened); text != "The lift." && text != "And then he came back twice" {
					t.Errorf("an entry says %q", text)
				}
			}
		})
	}
}

// TestKeysOtherThanWordsWhileFiling holds that a space, a digit or an arrow pressed too
// early does not begin a page.
func TestKeysOtherThanWordsWhileFiling(t *testing.T) {
	d := sit(t, offered)
	d.write("The lift.")
	d.press("enter", "enter", "enter")
	d.journal.During("File", func() { d.Press("space", "3", "left", "backspace") })
	d.press("enter", "enter", "enter", "enter")
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 0 {
		t.Errorf("%d pages were begun", len(d.journal.Drafts()))
	}
}

// TestWordsWhileFilingFails holds that such words go on in the open answer if the page
// could not be filed.
func TestWordsWhileFilingFails(t *testing.T) {
	d := sit(t, offered)
	d.write("The lift.")
	d.press("enter", "enter", "enter")
	d.Type("Enough")
	d.journal.Fail["File"] = journal.ErrFull
	d.journal.During("File", func() { d.Type(" of it") })
	d.press("tab")
	d.see(t, "Enough of it")
	if !errors.Is(d.autosaver.Flush(t.Context()), nil) || !strings.Contains(d.journal.Drafts()[0].Text(journal.Release), "Enough of it") {
		t.Errorf("the draft says %q", d.journal.Drafts()[0].Answers)
	}
}
