package ready

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// howLine is the line on how it went, while it is being written: a draft of its own, so that the file
// never holds an older wording. At its end the intention is marked once more, and the line stays on
// screen until that is on disk.
type howLine struct {
	of     *journal.Promise
	text   *editor.Editor
	was    string // as it stood before
	save   kit.Autosave
	ending bool
}

func newHowLine(e kit.Env, p *journal.Promise) *howLine {
	h := &howLine{of: p, text: editor.New(), was: p.How, save: kit.Autosave{To: e.Opts.Autosaver.Other("how")}}
	h.text.SetText(p.How)
	return h
}

func (h *howLine) marking(now time.Time) (m marking, changed bool) {
	line := page.HowLine(h.text.Text())
	return marking{h.of.Entries(), journal.Intention{State: h.of.State, At: now, How: line}, h.save.To}, line != h.was
}

func (r *room) pressHow(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(kit.InHow, k)
	if a == kit.ActDone {
		return r.endHow(e)
	}
	kit.Edit(r.how.text, a, k)
	return r.noteHow(e)
}

func (r *room) noteHow(e kit.Env) tea.Cmd {
	m, changed := r.how.marking(e.Now)
	if !changed && r.how.save.Put.Blank() {
		return nil
	}
	_, cmd := r.how.save.Note(e, page.HowPage(m.intention, e.Words.Ready.HowAsk))
	return cmd
}

func (r *room) endHow(e kit.Env) tea.Cmd {
	if r.how.ending {
		return nil
	}
	m, changed := r.how.marking(e.Now)
	if !changed {
		return r.closeHow(e)
	}
	r.how.ending = true
	return r.mark(e, r.how.of, m)
}

func (r *room) closeHow(e kit.Env) tea.Cmd {
	to := r.how.save.To
	r.how = nil
	e.App.Problem(nil)
	return e.Do(func(ctx context.Context) tea.Msg {
		_ = page.Drop(ctx, to) // a draft that stays is an unfinished page: better twice than lost
		return nil
	})
}
