package tui_test

import (
	"testing"

	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

// TestReviewGolden holds every look of the search and of what is done with an entry.
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
		fill func(*journaltest.Journal)
		act  func(*desk)
		as   goldens
	}{
		{"search-empty", pages, look(""), asText},
		{"search", pages, look("que"), pictured},
		{"search-found", pages, look("queue #lift ", "enter"), asText},
		{"search-reader", pages, look("desk alone", "enter", "enter"), asText},
		{"search-nothing", pages, look("since:2026-11 forklift"), asText},
		{"search-scripts", scripts, look("窓口"), asText},
		{"help-search", pages, look("", "f1"), asText},
		{"edit", pages, keys("e", "tab"), pictured},
		{"edit-drop", pages, func(d *desk) { d.press("e"); d.Type(" And more."); d.press("esc") }, pictured},
		{"edit-gone", pages, func(d *desk) {
			d.press("e")
			d.Type(" And more.")
			d.journal.Delete(d.journal.Entries()[0].ID)
			d.press("ctrl+s")
		}, asText},
		{"weigh-again", pages, keys("w", "2"), pictured},
		{"delete", pages, keys("down", "d"), pictured},
		{"burn", pages, keys("b"), asText},
		{"versions", twoVersions, keys("down", "enter"), asText},
		{"version", twoVersions, keys("down", "v"), asText},
		{"export", pages, keys("x", "down", "space"), pictured},
		{"export-preview", pages, keys("x", "pgdown"), asText},
		{"export-found", pages, look("queue", "enter", "x", "space"), asText},
		{"exported", pages, keys("x", "enter"), asText},
	} {
		prepare := func(j *journaltest.Journal, o *kit.Options) { o.Room = kit.Review; test.fill(j) }
		holdState(t, "review-"+test.name, test.as, prepare, test.act)
	}
}
