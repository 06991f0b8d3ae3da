package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// autosave brings what changes on a page to disk, soon after it has changed, and
// tells where that fails. One timer is pending at most.
type autosave struct {
	to      *page.Autosaver
	put     journal.Entry // what it was given last
	ticking bool
	warned  bool // the error line says that saving failed
	rescue  page.Rescue
}

// What an autosave tells the room that it belongs to.
type (
	saveDue struct{}
	saved   struct{ err error }
)

// note takes the page as it stands, and says whether anything of it has changed.
func (s *autosave) note(e env, now journal.Entry) (changed bool, cmd tea.Cmd) {
	if page.Same(now, s.put) {
		return false, nil
	}
	s.rescue = page.Rescue{}
	s.put = now
	s.to.Put(now)
	return true, s.tick(e)
}

// tick asks for the next save, if there is something to save and none is due.
func (s *autosave) tick(e env) tea.Cmd {
	if s.ticking || !s.to.Pending() {
		return nil
	}
	s.ticking = true
	return e.after(page.SaveAfter, saveDue{})
}

// update takes what an autosave tells its room.
func (s *autosave) update(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case saveDue:
		s.ticking = false
		to := s.to
		return e.do(func(ctx context.Context) tea.Msg { return saved{to.Flush(ctx)} })
	case saved:
		switch {
		case msg.err != nil:
			s.trouble(e, msg.err)
		case s.warned:
			s.warned, s.rescue = false, page.Rescue{}
			e.app.Problem(nil)
		}
		return s.tick(e)
	}
	return nil
}

// trouble tells that the page is not in the journal, and where else it is or could
// be.
func (s *autosave) trouble(e env, err error) {
	s.warned = true
	e.app.Problem(page.Trouble(err, s.rescue))
}

// rescues says whether filing the page as it is puts it elsewhere if it fails again:
// once it has failed, and unless these words lie there already.
func (s *autosave) rescues() bool { return s.warned && s.rescue.Path == "" }
