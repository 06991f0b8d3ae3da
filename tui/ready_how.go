package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// howLine is the line on how it went, while it is written. The intention itself
// is marked before the first letter; the line is saved as it is typed, and stays
// on screen until it is on disk.
type howLine struct {
	of      *journal.Promise
	text    *editor.Editor
	kept    *string // as it was last given to be saved; nil if that failed
	ticking bool
	ending  bool // closes once it is saved
}

// saveHow says that a second has passed since the first letter that is not on
// disk.
type saveHow struct{}

func newHowLine(p *journal.Promise) *howLine {
	how := p.How
	h := &howLine{of: p, text: editor.New(), kept: &how}
	h.text.SetText(how)
	return h
}

// line is what was typed, on one line.
func (h *howLine) line() string { return strings.Join(strings.Fields(h.text.Text()), " ") }

// howMarking returns the line as it is to be kept, and whether that is not so
// already.
func (r *ready) howMarking(now time.Time) (m marking, changed bool) {
	if r.how == nil {
		return m, false
	}
	line := r.how.line()
	m = marking{r.how.of.Entry, journal.Intention{State: r.how.of.State, At: now, How: line}}
	return m, r.how.kept == nil || *r.how.kept != line
}

func (r *ready) pressHow(e env, k tea.KeyPressMsg) tea.Cmd {
	switch e.action(placeHow, k) {
	case actDone:
		return r.endHow(e)
	case actUndo:
		r.how.text.Undo()
		return r.tickHow(e)
	}
	if r.how.text.Press(k) {
		return r.tickHow(e)
	}
	return r.typeHow(e, k.Text)
}

func (r *ready) typeHow(e env, text string) tea.Cmd {
	if text == "" {
		return nil
	}
	r.how.text.Insert(text)
	return r.tickHow(e)
}

// tickHow sees to it that what changed is saved within a second.
func (r *ready) tickHow(e env) tea.Cmd {
	if _, changed := r.howMarking(e.now); !changed || r.how.ticking {
		return nil
	}
	r.how.ticking = true
	return e.after(time.Second, saveHow{})
}

func (r *ready) saveHow(e env) tea.Cmd {
	if r.how == nil {
		return nil
	}
	r.how.ticking = false
	m, changed := r.howMarking(e.now)
	if !changed {
		return nil
	}
	r.how.kept = &m.intention.How
	return r.mark(e, r.how.of, m.intention.State, m.intention.How)
}

// endHow closes the line once it is on disk.
func (r *ready) endHow(e env) tea.Cmd {
	r.how.ending = true
	return tea.Batch(r.saveHow(e), r.howSaved())
}

// howSaved closes the line if nothing of it is left to be saved.
func (r *ready) howSaved() tea.Cmd {
	if r.how != nil && r.how.ending && len(r.queue) == 0 {
		r.how = nil
		return send(problem{})
	}
	return nil
}
