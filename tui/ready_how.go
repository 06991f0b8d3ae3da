package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
)

// howLine is the line on how it went, while it is written. The intention itself is
// marked before the first letter. The line is a draft of its own as it is typed, so
// that the file never holds an older wording of it; at its end the intention is
// marked once more with it, and it stays on screen until that is on disk.
type howLine struct {
	of     *journal.Promise
	text   *editor.Editor
	was    string // as it stood before
	save   autosave
	ending bool
}

func newHowLine(e env, p *journal.Promise) *howLine {
	h := &howLine{of: p, text: editor.New(), was: p.How, save: autosave{to: e.opts.Autosaver.Other("how")}}
	h.text.SetText(p.How)
	return h
}

// line is what was typed, on one line.
func (h *howLine) line() string { return strings.Join(strings.Fields(h.text.Text()), " ") }

// marking is the line as it is to be marked, and whether that is not so already.
func (h *howLine) marking(now time.Time) (m marking, changed bool) {
	line := h.line()
	return marking{h.of.Entry, journal.Intention{State: h.of.State, At: now, How: line}}, line != h.was
}

func (r *ready) pressHow(e env, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(placeHow, k)
	if a == actDone {
		return r.endHow(e)
	}
	edits(r.how.text, a, k)
	return r.noteHow(e)
}

func (r *ready) pasteHow(e env, text string) tea.Cmd {
	r.how.text.Insert(text)
	return r.noteHow(e)
}

// noteHow gives the autosaver what has changed.
func (r *ready) noteHow(e env) tea.Cmd {
	m, changed := r.how.marking(e.now)
	if !changed && r.how.save.put.Blank() {
		return nil
	}
	_, cmd := r.how.save.note(e, page.HowPage(m.intention, e.words.Ready.HowAsk))
	return cmd
}

// endHow marks the line, once, and closes it when that is on disk.
func (r *ready) endHow(e env) tea.Cmd {
	if r.how.ending {
		return nil
	}
	m, changed := r.how.marking(e.now)
	if !changed {
		return r.closeHow(e)
	}
	r.how.ending = true
	return r.mark(e, r.how.of, m.intention.State, m.intention.How)
}

// closeHow closes the line, and lets go of its draft.
func (r *ready) closeHow(e env) tea.Cmd {
	to := r.how.save.to
	r.how = nil
	e.app.Problem(nil)
	return e.do(func(ctx context.Context) tea.Msg {
		_ = page.Drop(ctx, to) // a draft that stays is an unfinished page: rather twice than lost
		return nil
	})
}
