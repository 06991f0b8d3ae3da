// Package review is the room of past entries: a list, a reader, a search, and what can be done with an
// entry. It is made of tui/kit and imports no other room.
package review

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/when"
)

// room lists past entries, newest first, with the reader beside the list or in front of it. It opens
// only entries in sight and nearby, so that no key works through all of them.
type room struct {
	whole   list // all entries
	loads   int  // how often whole was read
	list    list // those in sight: all, or what was found
	search  search
	task    task // what is being done with an entry, in the place of the list; nil for nothing
	reader  reader
	reading bool           // the keys are the reader's
	dense   bool           // a row is one line
	jump    *editor.Editor // the line on which a day is named; nil for none

	all     bool // the heads of all are here
	loading bool
	stale   bool // something has changed since loading began
	unread  bool // loading failed, and there is nothing to show
	waits   bool // an edit was cut short, and waits as a page

	wanted journal.ID // another room wants this entry to be read
	next   journal.ID // the entry that was changed, or filed anew, to be chosen once it is here

	pages    map[journal.ID]openedPage // opened entries, by their record
	fetching bool
	stuck    bool // fetching failed; the next key tries again
}

type openedPage struct {
	entry journal.Entry
	err   error // why it could not be opened
	loads int   // as room.loads was then
}

// tailLength is how many entries are read first, more than any screen shows.
const tailLength = 60

// mostOpened is how many opened entries stay in memory, and some more.
const mostOpened = 400

// New returns the room as it is at the start.
func New(*kit.Options) kit.Screen { return newRoom(newSearch("", when.Reader{})) }

func newRoom(s search) *room { return &room{search: s, pages: make(map[journal.ID]openedPage)} }

// locked forgets everything but the search. If an edit was cut short, that is said later.
func (r *room) locked() {
	t, editing := r.task.(*edit)
	waits, dense := r.waits || editing && t.begun, r.dense
	*r = *newRoom(newSearch(r.search.text(), r.search.days))
	r.waits, r.dense = waits, dense
}

func (r *room) Disables(a kit.Action) bool {
	m, ok := r.task.(kit.Disabler)
	return ok && m.Disables(a)
}

func (r *room) KeyContext() kit.KeyContext {
	switch {
	case r.task != nil:
		return r.task.KeyContext()
	case r.jump != nil:
		return kit.InJump
	case r.search.typing:
		return kit.InSearch
	case len(r.whole.rows) == 0 && !r.loading:
		return kit.InQuiet
	case r.reading:
		return kit.InReader
	case r.search.text() != "":
		return kit.InFound
	default:
		return kit.InReview
	}
}

// Escape leaves the task, then the line being typed, then the reader, then the search.
func (r *room) Escape(e kit.Env) (cmd tea.Cmd, taken bool) {
	switch {
	case e.Locked:
		return nil, false
	case r.task != nil:
		if !r.task.of().busy {
			cmd = r.task.leave(e, r)
		}
	case r.jump != nil:
		r.jump = nil
	case r.search.typing:
		r.search.typing = false
	case r.reading:
		r.reading = false
	case r.search.text() != "":
		r.search.line.SetText("")
		cmd = r.seek(e)
	default:
		return nil, false
	}
	return tea.Batch(cmd, r.fetch(e)), true
}

func (r *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	return tea.Batch(r.handle(e, msg), r.fetch(e))
}

func (r *room) handle(e kit.Env, msg tea.Msg) tea.Cmd {
	r.search.now = e.Now
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		r.stuck = false
		return r.press(e, msg)
	case tea.PasteMsg:
		switch {
		case r.task != nil:
			return r.updateTask(e, msg)
		case r.jump != nil:
			insert(r.jump, msg.Content)
		default:
			insert(r.search.line, msg.Content)
			return r.seek(e)
		}
	case kit.Picked:
		return r.pick(e, msg)
	case kit.Wheeled:
		return r.turn(e, msg)
	case kit.Entered, kit.UnlockedMsg:
		r.search.days = when.In(e.Words.Dates)
		if e.Unlocked == nil {
			return e.App.Unlock(nil)
		}
		return r.load(e)
	case kit.OpenEntry:
		r.search.line.SetText("")
		r.wanted, r.search.typing, r.list = msg.ID, false, r.whole
		r.findWanted()
	case kit.OpenDay:
		return r.openDay(e, msg.Day)
	case kit.Deleted:
		if r.loads > 0 {
			reread := r.reread(e)
			return e.Do(func(ctx context.Context) tea.Msg { return reread(ctx, msg.IDs...) })
		}
	case kit.Then:
		return msg(e)
	case kit.LockedMsg:
		r.locked()
	case kit.Failed:
		r.loading, r.fetching, r.stuck, r.search.cancel = false, false, true, nil
		return r.updateTask(e, msg)
	default:
		return r.updateTask(e, msg)
	}
	return nil
}

func (r *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	at := r.KeyContext()
	a := e.Action(at, k)
	switch {
	case r.task != nil:
		return r.updateTask(e, k)
	case at == kit.InJump:
		r.pressJump(e, k)
	case at == kit.InSearch:
		return r.pressSearch(e, k)
	case a == kit.ActSearch:
		r.openSearch()
	case a == kit.ActDense:
		r.dense = !r.dense
	case len(r.list.rows) == 0 || r.begin(e, a):
	case a == kit.ActJump:
		r.jump = newLine("")
	case a == kit.ActMonthBefore || a == kit.ActMonthAfter:
		r.choose(r.shape(e), r.list.month(a))
	default:
		r.move(e, a)
	}
	return nil
}

func (r *room) pick(e kit.Env, p kit.Picked) tea.Cmd {
	switch {
	case r.task != nil:
		return r.updateTask(e, p)
	case p.Does == kit.ActSearch:
		r.openSearch()
	case p.At == r.list.chosen && !r.reading:
		r.reading, r.search.typing = true, false
	default:
		r.reading, r.search.typing = false, false
		r.choose(r.shape(e), p.At)
	}
	return nil
}

func (r *room) turn(e kit.Env, w kit.Wheeled) tea.Cmd {
	s := r.shape(e)
	switch {
	case r.task != nil:
		return r.updateTask(e, w)
	case len(r.list.rows) == 0:
	case w.At == wheelReader:
		r.reader.scroll.By(w.By, len(r.readerLines(e)), s.height)
	default:
		r.choose(s, r.list.chosen+w.By/kit.WheelLines)
	}
	return nil
}

// move goes through the list, or in the reader through the lines, and from one to the other.
func (r *room) move(e kit.Env, a kit.Action) {
	s := r.shape(e)
	switch {
	case a == kit.ActList:
		r.reading = false
	case a == kit.ActOlder:
		r.choose(s, r.list.chosen+1)
	case a == kit.ActNewer:
		r.choose(s, r.list.chosen-1)
	case a == kit.ActReadOn && (s.wide || r.reading):
		r.readOn(e)
	case a == kit.ActRead, a == kit.ActReadOn:
		r.reading = true
	case r.reading:
		r.reader.scroll.Press(a, len(r.readerLines(e)), s.height)
	default:
		r.choose(s, r.list.target(a, s))
	}
}

// readOn goes a page down, and from the end of an entry to the next.
func (r *room) readOn(e kit.Env) {
	s := r.shape(e)
	length := len(r.readerLines(e))
	if r.reader.scroll.Top+s.height >= length {
		r.choose(s, r.list.chosen+1)
		return
	}
	r.reader.scroll.Press(kit.ActReadOn, length, s.height)
}

func (r *room) choose(s shape, i int) {
	r.list.show(s) // after a resize, what is in sight is not yet where top is
	if i = max(0, min(i, len(r.list.rows)-1)); i != r.list.chosen {
		r.list.chosen, r.reader.scroll = i, kit.Scroll{}
	}
	r.list.show(s)
}
