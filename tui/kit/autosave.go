package kit

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// Autosave brings a page to disk soon after it has changed, and tells if that fails. One timer is
// pending at most.
type Autosave struct {
	To      *page.Autosaver
	Put     journal.Entry // the page as it was last given
	Ticking bool
	// Elsewhere says that ctrl+s, where saving failed, puts the page into another folder.
	Elsewhere bool
	warned    bool // the error line says that saving failed
	Rescue    page.Rescue
}

type (
	// SaveDue and Saved are for the room that an autosave belongs to, which hands
	// them back to it.
	SaveDue struct{}
	// Saved is the end of a save.
	Saved struct{ err error }
)

// Note takes the page as it stands, and says whether anything of it has changed.
func (s *Autosave) Note(e Env, now journal.Entry) (changed bool, cmd tea.Cmd) {
	if page.Same(now, s.Put) {
		return false, nil
	}
	s.Rescue = page.Rescue{}
	s.Put = now
	s.To.Put(now)
	return true, s.Tick(e)
}

// Tick asks for the next save, if there is something to save and no timer is pending.
func (s *Autosave) Tick(e Env) tea.Cmd {
	if s.Ticking || !s.To.Pending() {
		return nil
	}
	s.Ticking = true
	return e.After(page.SaveAfter, SaveDue{})
}

// Update takes what an autosave tells its room.
func (s *Autosave) Update(e Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case SaveDue:
		s.Ticking = false
		to := s.To
		return e.Do(func(ctx context.Context) tea.Msg { return Saved{to.Flush(ctx)} })
	case Saved:
		switch {
		case msg.err != nil:
			s.Trouble(e, msg.err)
		case s.warned:
			s.warned, s.Rescue = false, page.Rescue{}
			e.App.Problem(nil)
		}
		return s.Tick(e)
	}
	return nil
}

// Trouble tells that the page is not in the journal, and where else it is or could be.
func (s *Autosave) Trouble(e Env, err error) {
	s.warned = true
	if !s.Elsewhere {
		e.App.Problem(page.Unsaved(err))
		return
	}
	e.App.Problem(page.Trouble(err, s.Rescue))
}

// Rescues says whether filing the page puts it elsewhere if the journal fails again: once it has
// failed, and unless these words are there already.
func (s *Autosave) Rescues() bool { return s.warned && s.Rescue.Path == "" }
