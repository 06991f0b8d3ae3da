package review

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
)

func (r *room) pressJump(e kit.Env, k tea.KeyPressMsg) {
	a := e.Action(kit.InJump, k)
	if a != kit.ActGoOn {
		kit.Edit(r.jump, a, k)
		return
	}
	told, ok := r.search.days.Read(r.jump.Text(), e.Now)
	if !ok {
		e.App.Notice(e.Words.Review.NoDay)
		return
	}
	r.jump = nil
	r.choose(r.shape(e), r.list.at(told.Last))
}

func (r *room) openDay(e kit.Env, d journal.Day) tea.Cmd {
	r.jump, r.reading = nil, false
	before := r.list.current()
	if r.narrowed() {
		before = r.search.before
	}
	r.search.line.SetText("since:" + d.String() + " until:" + d.String())
	r.search.typing, r.search.before = false, before
	r.list.chosen = 0
	return r.seek(e)
}
