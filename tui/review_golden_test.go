package tui_test

import (
	"slices"
	"testing"

	"shakeoff/tui"
)

// TestReviewGolden holds every look of the search and of what is done with an entry,
// as a picture.
func TestReviewGolden(t *testing.T) {
	look := func(line string, keys ...string) func(*desk) {
		return func(d *desk) {
			d.press("/")
			d.Type(line)
			d.press(keys...)
		}
	}
	keys := func(keys ...string) func(*desk) { return func(d *desk) { d.press(keys...) } }
	for _, test := range []struct {
		name string
		fill func(*memory)
		act  func(*desk)
		all  bool // also wide and without colours
	}{
		{"search-empty", pages, look(""), false},
		{"search", pages, look("que"), true},
		{"search-found", pages, look("queue #lift ", "enter"), false},
		{"search-reader", pages, look("desk alone", "enter", "enter"), true},
		{"search-nothing", pages, look("since:2026-11 forklift"), true},
		{"search-scripts", scripts, look("窓口"), false},
		{"help-search", pages, look("", "f1"), false},
		{"edit", pages, keys("e", "enter"), true},
		{"edit-drop", pages, func(d *desk) { d.press("e"); d.Type(" And more."); d.press("esc") }, false},
		{"edit-gone", pages, func(d *desk) {
			d.press("e")
			d.Type(" And more.")
			d.journal.entries = slices.Delete(d.journal.entries, 0, 1)
			d.press("ctrl+s")
		}, false},
		{"weigh-again", pages, keys("w", "2"), true},
		{"delete", pages, keys("down", "d"), true},
		{"burn", pages, keys("b"), false},
		{"versions", twoVersions, keys("down", "enter"), true},
		{"version", twoVersions, keys("down", "v"), false},
		{"export", pages, keys("x", "down", "space"), true},
		{"export-preview", pages, keys("x", "pgdown"), false},
		{"export-found", pages, look("queue", "enter", "x", "space"), false},
		{"exported", pages, keys("x", "enter"), false},
	} {
		prepare := func(j *memory, o *tui.Options) { o.Room = tui.Review; test.fill(j) }
		looks(t, "review-"+test.name, test.all, prepare, test.act)
	}
}
