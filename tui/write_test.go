package tui_test

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// desk is somebody at the program: the whole of it, on a journal in a folder
// of the test and a clock that stands still.
type desk struct {
	*drive
	clock     *clock
	files     map[string]string // what was exported, by name
	journal   *journaltest.Journal
	autosaver *page.Autosaver
}

// today is when every test of Write takes place.
func today() time.Time { return time.Date(2026, time.November, 21, 14, 5, 0, 0, time.UTC) }

// sit opens the program at 80×24, on a journal that was prepared.
func sit(t testing.TB, prepare func(*journaltest.Journal, *kit.Options)) *desk {
	t.Helper()
	return sitAt(t, tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}, prepare) // as the pictures count
}

// sitAt is sit at a terminal that says how it counts.
func sitAt(t testing.TB, counts tea.Msg, prepare func(*journaltest.Journal, *kit.Options)) *desk {
	t.Helper()
	clock := newClock(today())
	d := &desk{clock: clock, files: map[string]string{}, journal: journaltest.New(t, clock.Now)}
	d.autosaver = page.NewAutosaver(d.journal)
	o := kit.Options{
		Journal: d.journal, Autosaver: d.autosaver, Guide: guide.English(), Words: words.English(),
		Profile: colorprofile.TrueColor, Dark: true, Idle: 5 * time.Minute, Now: clock.Now, After: clock.After,
		ExportFolder: "/home/sam", Export: d.export, RemoveExport: d.removeExport, Mouse: true, Settings: d.kept(),
	}
	if prepare != nil {
		prepare(d.journal, &o)
	}
	d.drive = newDrive(t, tui.New(o), 80, 24)
	d.Send(counts)
	return d
}

// export takes what is exported.
func (d *desk) export(_ context.Context, path string, data []byte) (string, error) {
	if err := d.journal.Fail["Export"]; err != nil {
		return "", err
	}
	d.files[filepath.ToSlash(path)] = string(data)
	return path, nil
}

// removeExport deletes what was exported.
func (d *desk) removeExport(_ context.Context, path string) error {
	delete(d.files, filepath.ToSlash(path))
	return d.journal.Fail["RemoveExport"]
}

// identities says how many of the identities that were handed out are still in memory.
func (d *desk) identities() int {
	n := 0
	for _, u := range d.journal.Opened {
		if u.RecoveryKey() != "" {
			n++
		}
	}
	return n
}

// drafted are the words of the unfinished pages, the oldest first.
func (d *desk) drafted() []string {
	var texts []string
	for _, e := range d.journal.Drafts() {
		texts = append(texts, e.Text(journal.Happened))
	}
	return texts
}

// said is an entry that says this.
func said(text string) journal.Entry {
	return journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, happened, text)}}
}

// breathe lets as much time pass as a person takes between two thoughts.
func (d *desk) breathe() { d.Advance(d.clock, 300*time.Millisecond) }

// look lets as much time pass as it takes to see what a dialog asks.
func (d *desk) look() { d.Advance(d.clock, 600*time.Millisecond) }

// write types, then goes on with tab.
func (d *desk) write(text string) {
	d.breathe()
	d.Type(text)
	d.breathe()
	d.Press("tab")
	d.breathe()
}

// press presses keys with a breath between them. The same letter again is an answer to what
// it has asked.
func (d *desk) press(keys ...string) {
	for i, k := range keys {
		if d.breathe(); i > 0 && len(k) == 1 && k == keys[i-1] {
			d.look()
		}
		d.Press(k)
	}
	d.breathe()
}

// see fails unless the screen shows every one of the texts.
func (d *desk) see(t *testing.T, texts ...string) {
	t.Helper()
	screen := d.Text()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			t.Errorf("the screen does not show %q:\n%s", text, screen)
		}
	}
}

// prose is what is on screen as if it were one line, without the bars beside it.
func (d *desk) prose() string {
	return strings.Join(strings.FieldsFunc(d.Text(), func(r rune) bool { return unicode.IsSpace(r) || r == '┃' || r == '│' }), " ")
}

// notSee fails if the screen shows one of the texts.
func (d *desk) notSee(t *testing.T, texts ...string) {
	t.Helper()
	screen := d.Text()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			t.Errorf("the screen shows %q:\n%s", text, screen)
		}
	}
}

// open returns the lines of the open step, without the bar at their left.
func (d *desk) open() []string {
	var lines []string
	for line := range strings.Lines(d.Text()) {
		if _, after, found := strings.Cut(line, theme.Bar); found {
			lines = append(lines, strings.TrimSpace(after))
		}
	}
	return lines
}

// seeOpen fails unless the open question is this one.
func (d *desk) seeOpen(t *testing.T, question string) {
	t.Helper()
	open := d.open()
	if len(open) > 0 {
		open[0], _, _ = strings.Cut(open[0], "   ") // at the right may stand when it happened
	}
	if len(open) == 0 || open[0] != question {
		t.Errorf("open is %q, want %q:\n%s", open, question, d.Text())
	}
}

// entry returns the one entry of the journal.
func (d *desk) entry(t *testing.T) journal.Entry {
	t.Helper()
	if len(d.journal.Entries()) != 1 {
		t.Fatalf("%d entries are in the journal, want 1:\n%s", len(d.journal.Entries()), d.Text())
	}
	return d.journal.Entries()[0]
}

// answers are the texts of an entry by step.
func answers(e journal.Entry) map[journal.Step]string {
	texts := map[journal.Step]string{}
	for _, a := range e.Answers {
		texts[a.Step] = a.Text
	}
	return texts
}

// seeAnswers fails unless an entry says exactly this.
func seeAnswers(t *testing.T, e journal.Entry, want map[journal.Step]string) {
	t.Helper()
	if got := answers(e); !maps.Equal(got, want) {
		t.Errorf("the entry says %q, want %q", got, want)
	}
}

// The questions, as they are asked.
var (
	asked    = guide.English()
	happened = asked.Steps[0].Question
	heavy    = asked.Before.Question
	control  = asked.Steps[1].Question
	change   = asked.Steps[2].Question
	release  = asked.Steps[3].Question
	heavyNow = asked.After.Question
)

// offered is a journal where the lock was offered before, so that the page after the
// ending is a fresh one.
func offered(j *journaltest.Journal, _ *kit.Options) { j.Offer(page.OfferLock) }
