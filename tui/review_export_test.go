package tui_test

import (
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// exportedFile is the one file that was written.
func (d *desk) exportedFile(t *testing.T, name string) string {
	t.Helper()
	text, ok := d.files[name]
	if !ok || len(d.files) != 1 {
		t.Fatalf("files: %v", d.files)
	}
	return text
}

// TestExportOne holds that exactly what the preview shows is written.
func TestExportOne(t *testing.T) {
	d := reviewing(t, pages)
	d.Resize(100, 40)
	d.press("x", "down", "space", "down", "down", "down", "space") // neither what was in my control, nor the weights
	const want = "# Saturday 21 November 2026, 14:05\n\n## What happened?\n\n> " + scene + " #refusal #alone\n\n## What would I change?\n\n> " + differ + "\n"
	for line := range strings.Lines(want) {
		for word := range strings.FieldsSeq(line) {
			d.see(t, word)
		}
	}
	d.notSee(t, mine[:20])
	d.press("enter")
	if got := d.exportedFile(t, "reflections-2026-11-21.md"); got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}
	d.see(t, "/home/sam/reflections-2026-11-21.md")
	d.press("enter")
	d.see(t, "1 of 7")
}

// TestExportFound holds that all results of a search can be written as a dated record,
// the oldest first.
func TestExportFound(t *testing.T) {
	d := reviewing(t, pages)
	d.press("/")
	d.Type("queue")
	d.press("enter", "x")
	d.see(t, words.English().Export.This)
	d.press("space")
	d.see(t, "All 2 that the search found")
	d.press("enter")
	got := d.exportedFile(t, "reflections-2026-11-21.md")
	first, second := strings.Index(got, "He said the queue"), strings.Index(got, "The lift was stuck")
	if !strings.HasPrefix(got, "# Reflections\n\n## Friday 30 October 2026, 09:12\n\nWeight: 5 → 5\n") || first < 0 || second < first || strings.Contains(got, "Covering") {
		t.Errorf("written:\n%s", got)
	}
}

// TestExportNothing holds that no empty file is written, and that no key is offered to
// write one.
func TestExportNothing(t *testing.T) {
	d := reviewing(t, pages)
	d.press("x")
	for range 5 {
		d.press("space", "down")
	}
	d.see(t, words.English().Export.Nothing)
	d.notSee(t, "write the file")
	d.press("enter")
	if len(d.files) != 0 {
		t.Errorf("files: %v", d.files)
	}
	d.press("space")
	d.see(t, "write the file")
}

// TestExportFails holds that a failed export is reported, and that what was chosen
// stays chosen.
func TestExportFails(t *testing.T) {
	d := reviewing(t, pages)
	d.journal.Fail["Export"] = journal.ErrFull
	d.press("x", "space", "enter")
	d.see(t, words.English().Problems.NotExported)
	d.see(t, "○ What happened?")
	delete(d.journal.Fail, "Export")
	d.press("enter")
	d.see(t, "/home/sam/")
	d.notSee(t, words.English().Problems.NotExported)
}
