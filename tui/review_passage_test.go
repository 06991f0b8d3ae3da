package tui_test

import (
	"strings"
	"testing"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// passages is a journal with one entry, in which a passage stands twice.
func passages(j *journaltest.Journal, o *kit.Options) {
	o.Room = kit.Review
	j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{
		answer(journal.Happened, happened, "He said he was Mr. Quill of the yard.\nThen he left."),
		answer(journal.Change, change, "Ask whether he is really Mr Quill.\nOr MR.  QUILL of The Yard, then he left: nothing."),
	}})
}

// toPassages leads to the marking of a passage, with all answers taken.
func toPassages(t *testing.T) *desk {
	d := sit(t, passages)
	d.Resize(100, 40)
	d.press("x", "space", "down", "down", "space", "m")
	d.see(t, words.English().Export.PassageAsk, "Mr. Quill")
	return d
}

// TestPassageIsBlackedOut holds that a marked passage, over the end of a line too, goes wherever it
// stands, in the preview and in the file, and that it can be taken back.
func TestPassageIsBlackedOut(t *testing.T) {
	d := toPassages(t)
	d.goTo(t, "He said", "down")
	d.press("ctrl+right", "ctrl+right", "ctrl+right", "ctrl+right", "space") // before Mr.
	d.press("down", "end")
	d.see(t, "“Mr. Quill of the yard. Then he left.”")
	d.press("enter")
	hidden := exchange.Blackout
	d.see(t, "He said he was "+hidden+".\n", "Mr Quill.", "MR.  QUILL")
	d.press("backspace")
	d.see(t, "Mr. Quill of the yard.", "Then he left.")
	d.goTo(t, "He said", "up")
	d.press("home", "ctrl+right", "ctrl+right", "ctrl+right", "ctrl+right", "space", "end")
	d.see(t, "“Mr. Quill of the yard.”")
	d.press("enter")
	d.see(t, "He said he was "+hidden+".", "Then he left.", "Or "+hidden+", then he left")
	d.press("esc", "enter")
	d.Press("enter")
	d.look()
	for path, got := range d.files {
		if strings.Contains(strings.ToLower(got), "yard") || !strings.Contains(got, "Mr Quill.") || strings.Count(got, hidden) != 3 {
			t.Errorf("%s:\n%s", path, got)
		}
	}
	if len(d.files) != 1 {
		t.Errorf("%d files", len(d.files))
	}
}

// TestWordAtTheCursor holds that enter takes the word there, and that words that were typed stay
// blacked out beside it.
func TestWordAtTheCursor(t *testing.T) {
	d := toPassages(t)
	d.press("esc", "r")
	d.Type("yard")
	d.press("enter", "m")
	d.goTo(t, "Then", "down")
	d.press("home", "right")
	d.see(t, "“Then”")
	d.press("enter")
	d.notSee(t, "Then", "yard", "Yard")
	d.see(t, exchange.Blackout+" he left.")
	d.press("space", "space", "up", "home") // begun, and not after all
	d.press("ctrl+end", "end", "enter")
	if d.press("backspace", "backspace", "backspace"); !strings.Contains(d.Text(), "Then") || strings.Contains(d.Text(), "yard") {
		t.Errorf("after all is taken back:\n%s", d.Text())
	}
}

// TestPassageOverAnswers holds that one that lies in two answers goes from both, and that what is
// between them does not keep it.
func TestPassageOverAnswers(t *testing.T) {
	d := toPassages(t)
	d.goTo(t, "Then he", "down")
	d.press("home", "space")
	d.goTo(t, "Ask whether", "down")
	d.press("end", "enter")
	d.notSee(t, "Then he left.", "Ask whether", "really")
	d.see(t, "He said he was Mr. Quill")
}

// goTo moves the cursor to the line that begins so.
func (d *desk) goTo(t *testing.T, begins, key string) {
	t.Helper()
	for range 20 {
		if strings.HasPrefix(d.line(), begins) {
			return
		}
		d.press(key)
	}
	t.Fatalf("%s leads to no line that begins with %q:\n%s", key, begins, d.Text())
}

// line is the line of the screen on which the cursor stands.
func (d *desk) line() string {
	_, y, _ := d.Cursor()
	return strings.TrimSpace(strings.Split(d.Text(), "\n")[y])
}
