package tui_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

// reviewPlaces leads to the places of Review, each in a state in which its keys have
// something to do.
func reviewPlaces() map[kit.KeyContext]func(t *testing.T) *desk {
	in := func(keys ...string) func(t *testing.T) *desk {
		return func(t *testing.T) *desk {
			d := reviewing(t, longPages)
			d.Press("down", "down", "down", "down", "down", "down", "down", "down")
			d.press(keys...)
			return d
		}
	}
	edited := func(t *testing.T) *desk {
		d := in("e")(t)
		d.Type("one two three")
		return d
	}
	return map[kit.KeyContext]func(t *testing.T) *desk{
		kit.InReview: in(),
		kit.InReader: in("enter", "space"),
		kit.InFound: func(t *testing.T) *desk {
			d := in("/")(t)
			d.Type("desk")
			d.Press("enter")
			return d
		},
		kit.InSearch: func(t *testing.T) *desk {
			d := in("/")(t)
			d.Type("the desk")
			d.Press("left", "left", "ctrl+k", "ctrl+z")
			return d
		},
		kit.InEdit: func(t *testing.T) *desk {
			d := in("e")(t)
			d.press("tab")
			d.Type("one two three")
			d.press("ctrl+j")
			d.Type("four five six")
			d.press("ctrl+j")
			d.Type("seven eight nine")
			d.press("up", "left", "left", "left", "left", "left", "left")
			d.Press("ctrl+k", "ctrl+z")
			return d
		},
		kit.InAgain:  in("w"),
		kit.InDelete: in("d"),
		kit.InJump: func(t *testing.T) *desk {
			d := in("t")(t)
			d.Type("the desk")
			d.Press("left", "left", "ctrl+k", "ctrl+z")
			return d
		},
		kit.InClosing: in("d", "d", "ctrl+c"),
		kit.InVersion: in("end", "v"),
		kit.InHomeless: func(t *testing.T) *desk {
			d := edited(t)
			d.journal.Fail["Edit"] = journal.ErrNotFound
			d.Press("ctrl+s")
			return d
		},
		kit.InDrop: func(t *testing.T) *desk {
			d := edited(t)
			d.Press("esc")
			return d
		},
		kit.InExport: func(t *testing.T) *desk {
			d := in("x")(t)
			d.Press("space", "down", "space", "down", "space", "down", "space", "down", "space", "up", "up", "up", "pgdown")
			return d
		},
		kit.InExported: in("x", "space", "enter", "enter"),
		kit.InBlackout: func(t *testing.T) *desk {
			d := in("x", "r")(t)
			d.Type("the desk")
			d.Press("left", "left", "ctrl+k", "ctrl+z")
			return d
		},
		kit.InPassage: func(t *testing.T) *desk {
			d := in("x", "space", "m")(t)
			d.Press("space", "down", "right", "right", "right")
			d.Press("enter", "down", "down", "right", "right", "right", "right", "right", "right", "right")
			return d
		},
		kit.InPlace: func(t *testing.T) *desk {
			d := in("x", "space", "enter")(t)
			d.Press("left", "left", "backspace", "ctrl+w", "ctrl+z")
			return d
		},
	}
}

// longPages fills a journal with entries that are longer than the screen, the oldest in
// two versions.
func longPages(j *journaltest.Journal) {
	long := strings.Repeat(scene+"\n", 12)
	for i := range 40 {
		at := today().Add(-time.Duration(i) * 30 * time.Hour)
		j.Add(journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", long)}})
	}
	at := today().AddDate(-1, 0, 0)
	id := j.Add(journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", "one version")}})
	j.Edit(id, "one version", long)
}
