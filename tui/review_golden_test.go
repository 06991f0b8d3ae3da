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
		{"dense", pages, keys("z", "down"), asText},
		{"jump", pages, keys("t"), asText},
		{"deleted", pages, keys("down", "d", "d"), asText},
		{"delete-covered", pages, keys("d", "d", "esc"), asText},
		{"delete-close", pages, keys("d", "d", "ctrl+c"), asText},
		{"versions", twoVersions, keys("down", "enter"), asText},
		{"version", twoVersions, keys("down", "v"), asText},
		{"export", pages, keys("x", "space", "down", "space"), pictured},
		{"export-preview", pages, keys("x", "space", "down", "down", "space", "f", "f", "f", "pgdown"), asText},
		{"export-found", pages, look("queue", "enter", "x", "space", "down", "space"), asText},
		{"blackout", pages, func(d *desk) { d.press("x", "space", "r"); d.Type("desk") }, asText},
		{"blacked-out", pages, func(d *desk) { d.press("x", "space", "r"); d.Type("desk"); d.press("enter") }, asText},
		{"passage", pages, keys("x", "space", "m", "down", "down", "down", "down", "down", "space", "down", "end"), asText},
		{"export-place", pages, keys("x", "space", "enter"), asText},
		{"exported", pages, keys("x", "space", "enter", "enter"), asText},
		{"export-removed", pages, keys("x", "space", "enter", "enter", "d"), asText},
	} {
		prepare := func(j *journaltest.Journal, o *kit.Options) { o.Room = kit.Review; test.fill(j) }
		holdState(t, "review-"+test.name, test.as, prepare, test.act)
	}
}
