package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// exportedFile is the one file that was written.
func (d *desk) exportedFile(t *testing.T, path string) string {
	t.Helper()
	text, ok := d.files[path]
	if !ok || len(d.files) != 1 {
		t.Fatalf("files: %v", d.files)
	}
	return text
}

// TestExportOne holds that nothing is taken unasked, that exactly what the preview shows is
// written, in the place that was shown, and not before the last enter.
func TestExportOne(t *testing.T) {
	d := reviewing(t, pages)
	d.Resize(100, 40)
	d.press("x")
	d.see(t, words.English().Export.Nothing)
	d.press("space", "down", "down", "space") // neither what was in my control, nor the weights
	for word := range strings.FieldsSeq(scene + " #refusal #alone " + differ) {
		d.see(t, word)
	}
	d.notSee(t, mine[:20])
	d.press("f", "enter")
	d.see(t, "/home/sam/reflections-2026-11-21.md")
	if len(d.files) != 0 {
		t.Fatal("written before the last enter")
	}
	d.press("enter")
	const want = "# Saturday 21 November 2026, 14:05\n\n## What happened?\n\n> " + scene + " #refusal #alone\n\n## What would I change?\n\n> " + differ + "\n"
	if got := d.exportedFile(t, "/home/sam/reflections-2026-11-21.md"); got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}
	d.see(t, "/home/sam/reflections-2026-11-21.md")
	d.press("enter")
	d.see(t, "1 of 7")
}

// TestExportForms holds that f goes through the forms, and that each is named as it is.
func TestExportForms(t *testing.T) {
	for n, want := range []struct{ path, begins, has string }{
		{"/home/sam/reflections-2026-11-21.txt", "Saturday 21 November 2026, 14:05\n---", scene},
		{"/home/sam/reflections-2026-11-21.md", "# Saturday 21 November 2026, 14:05\n", scene},
		{"/home/sam/reflections-2026-11-21.html", "<!DOCTYPE html>", scene},
		{"/home/sam/reflections-2026-11-21.txt", "Saturday 21 November 2026, 14:05\n---", "What I need\n\n____"},
		{"/home/sam/reflections-2026-11-21.html", "<!DOCTYPE html>", "Signature"},
	} {
		d := reviewing(t, pages)
		d.press("x", "space")
		for range n {
			d.press("f")
		}
		d.see(t, words.English().Export.Forms[n])
		d.press("enter", "enter")
		if got := d.exportedFile(t, want.path); !strings.HasPrefix(got, want.begins) || !strings.Contains(got, want.has) {
			t.Errorf("form %d:\n%s", n, got)
		}
	}
}

// TestExportBlackedOut holds that words are blacked out in the preview and in the file, that the
// line of them can be changed, and that none may be in the name of the file.
func TestExportBlackedOut(t *testing.T) {
	w := words.English().Export
	d := reviewing(t, pages)
	d.Resize(100, 40)
	d.press("x", "space", "r")
	d.see(t, w.BlackoutAsk)
	d.Type("SITE, desk")
	d.press("enter")
	d.notSee(t, "another site", "the desk")
	d.see(t, exchange.Blackout+" = "+w.Redacted)
	d.press("r")
	d.see(t, "SITE, desk")
	d.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "enter")
	d.see(t, "the desk")
	d.notSee(t, "another site")
	d.press("r", "esc", "enter", "ctrl+u")
	d.Paste("/media/stick/site.txt\n")
	d.press("enter")
	d.see(t, w.Named)
	if len(d.files) != 0 {
		t.Fatal("the name of the file tells what was blacked out")
	}
	d.press("ctrl+u")
	d.Type("/media/stick/notes.txt")
	d.press("enter")
	if got := d.exportedFile(t, "/media/stick/notes.txt"); strings.Contains(got, "site") || !strings.Contains(got, "desk") {
		t.Errorf("written:\n%s", got)
	}
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
	d.see(t, fmt.Sprintf(words.English().Export.Found, "2"))
	d.press("down", "space", "down", "down", "down", "down", "space", "f", "enter", "enter")
	got := d.exportedFile(t, "/home/sam/reflections-2026-11-21.md")
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
	d.see(t, words.English().Export.Nothing)
	d.notSee(t, words.English().Keys["writeout"])
	d.press("enter", "enter")
	if len(d.files) != 0 {
		t.Errorf("files: %v", d.files)
	}
	d.press("space")
	d.see(t, words.English().Keys["writeout"])
}

// TestExportFails holds that a failed export is reported, and that what was chosen
// stays chosen.
func TestExportFails(t *testing.T) {
	d := reviewing(t, pages)
	d.journal.Fail["Export"] = journal.ErrFull
	d.press("x", "space", "enter", "enter")
	d.see(t, words.English().Problems.NotExported)
	d.press("esc")
	d.see(t, "● What happened?")
	delete(d.journal.Fail, "Export")
	d.press("enter", "enter")
	d.see(t, "/home/sam/")
	d.notSee(t, words.English().Problems.NotExported)
}

// TestExportIsDeletedAgain holds that the file can be deleted where it was written, once, and
// that what deletion cannot reach is said.
func TestExportIsDeletedAgain(t *testing.T) {
	w := words.English()
	d := reviewing(t, pages)
	d.press("x", "space", "enter", "enter", "d")
	d.see(t, w.Export.Removed, w.Export.Elsewhere[:40])
	if len(d.files) != 0 {
		t.Errorf("files: %v", d.files)
	}
	d.press("d", "enter")
	d.see(t, "1 of 7")
	d.journal.Fail["RemoveExport"] = journal.ErrReadOnly
	d.press("x", "space", "enter", "enter", "d")
	d.see(t, w.Problems.NotRemoved)
	d.notSee(t, w.Export.Removed)
}
