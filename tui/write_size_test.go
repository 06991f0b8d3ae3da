package tui_test

import (
	"strings"
	"testing"
)

func TestEarlierAnswersMakeRoom(t *testing.T) {
	d := sit(t, nil)
	d.Paste(strings.Repeat("word ", 60))
	d.press("tab", "8", "tab")
	if n := strings.Count(d.Text(), "word word"); n < 4 {
		t.Errorf("the answer before is shown on %d lines while there is room:\n%s", n, d.Text())
	}
	d.Paste(strings.Repeat("mine ", 400))
	var before, open int
	for _, line := range strings.Split(d.Text(), "\n") {
		switch {
		case strings.Contains(line, "mine mine"):
			open++
		case strings.Contains(line, "word word"):
			before++
		}
	}
	d.see(t, "word…")
	if before != 1 || open < 6 {
		t.Errorf("%d lines of the answer before and %d of the open one, want 1 and at least 6:\n%s", before, open, d.Text())
	}
}

func TestSmallScreenShowsOneStep(t *testing.T) {
	d := sit(t, nil)
	d.write("The lift was stuck.")
	d.write("8")
	d.Resize(59, 19)
	d.seeOpen(t, control)
	d.see(t, happened+" · The lift was stuck.")
	d.notSee(t, change, release)
	d.write("My voice.")
	d.seeOpen(t, change)
	d.see(t, control+" · My voice.")
	d.notSee(t, "The lift")
}

func TestTinyTerminalKeepsLettersAndIgnoresEnter(t *testing.T) {
	for _, size := range [][2]int{{39, 24}, {80, 11}, {10, 3}, {1, 1}} {
		d := sit(t, nil)
		d.Type("The lift ")
		d.Resize(size[0], size[1])
		d.write("was stuck")
		d.press("enter", "tab", "ctrl+s", "ctrl+t", ".")
		d.Resize(80, 24)
		d.seeOpen(t, happened)
		d.see(t, "The lift was stuck.")
		if n := d.journal.Count("File"); n != 0 {
			t.Errorf("at %v the page was kept", size)
		}
	}
}

func TestTinyTerminalDecidesNothing(t *testing.T) {
	d := sit(t, nil)
	d.toShake("8")
	for _, keys := range [][]string{{"space", "3", "enter"}, {"3", "left", "enter"}, {"b", "b", "enter"}} {
		before := d.Text()
		d.Resize(39, 11)
		d.press(keys...)
		d.Resize(80, 24)
		if after := d.Text(); after != before {
			t.Errorf("%v decided something unseen:\n%s", keys, after)
		}
		d.press("enter")
	}
}

func TestTinyTerminalSaysSo(t *testing.T) {
	d := sit(t, nil)
	d.Type("The lift")
	d.Resize(39, 11)
	d.see(t, "Your words are safe. Make the window", "bigger.")
	d.notSee(t, "lift")
}
