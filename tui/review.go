package tui

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// review is the room of past entries, newest first: a list, and the reader of
// the chosen entry beside it, or, where the screen is narrow, in front of it.
//
// It knows the heads of all entries, and the words only of those in sight and
// around: with ten years of entries no key does work for each of them.
type review struct {
	whole   list // all entries
	list    list // those in sight: all, or what was found
	search  search
	hits    hits
	task    task // what is being done with an entry, in the place of the list; nil for nothing
	reader  reader
	reading bool // the keys are the reader's
	sealed  bool // the passphrase was asked for, and has not come yet

	loaded  bool // the newest are here
	all     bool // and the heads of all others
	loading bool
	stale   bool // something has changed since loading began
	unread  bool // loading failed, and there is nothing to show
	tidied  bool
	waits   bool // an edit was cut short, and waits as a page

	next   journal.ID // the version to choose once it is there
	wanted journal.ID // another room wants this entry to be read

	pages    map[journal.ID]openedPage // opened entries, by their record
	fetching bool
	stuck    bool // fetching failed; the next key tries again
}

// openedPage is an entry as far as it could be opened.
type openedPage struct {
	entry journal.Entry
	err   error // why it could not be opened
}

// What Review tells itself.
type (
	tailRead struct {
		entries []journal.Entry
		list    list
		err     error
	}
	headsRead struct {
		list list
		err  error
	}
	pagesRead struct {
		pages map[journal.ID]openedPage
		err   error
	}
	tidied struct{}
)

// tailLength is how many entries are read at once; more than any screen shows.
const tailLength = 60

// mostOpened is how many opened entries stay in memory at most.
const mostOpened = 400

func newReview() *review { return &review{search: newSearch("")} }

// locked forgets everything, but for what is looked for: whoever comes back finds
// the same entries. An edit that was cut short is told of then.
func (r *review) locked() {
	r.search.stop()
	t, editing := r.task.(*edit)
	waits := r.waits || editing && t.begun
	*r = review{search: newSearch(r.search.text()), waits: waits}
}

func (r *review) typing() bool { return r.place().takesText() }

func (r *review) mutes(a action) bool {
	m, ok := r.task.(muter)
	return ok && m.mutes(a)
}

func (r *review) place() place {
	switch {
	case r.sealed:
		return placeSealed
	case r.task != nil:
		return r.task.place()
	case r.search.typing:
		return placeSearch
	case len(r.whole.rows) == 0:
		return placeQuiet
	case r.reading:
		return placeReader
	case r.search.text() != "":
		return placeFound
	default:
		return placeReview
	}
}

// escape leaves what is being done, then the search line, then the reader, and
// then shows all entries again, before esc covers.
func (r *review) escape(e env) (cmd tea.Cmd, taken bool) {
	switch {
	case r.sealed:
		return nil, false
	case r.task != nil:
		cmd = r.task.leave(e, r)
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

func (r *review) update(e env, msg tea.Msg) tea.Cmd {
	cmd := r.handle(e, msg)
	return tea.Batch(cmd, r.fetch(e))
}

func (r *review) handle(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		r.stuck = false
		return r.press(e, msg)
	case tea.PasteMsg:
		if r.task != nil {
			return r.task.update(e, r, msg)
		}
		r.search.insert(msg.Content)
		return r.seek(e)
	case picked:
		return r.pick(e, msg)
	case wheeled:
		return r.turn(e, msg)
	case entered, unlockedMsg:
		if r.sealed = e.unlocked == nil && e.known && e.status.Locked; e.unlocked == nil {
			return e.app.Unlock(nil)
		}
		return r.load(e)
	case openEntry:
		r.wanted = msg.id
		r.search.stop()
		r.search = newSearch("")
		r.list = r.whole
		r.findWanted()
	case statusMsg:
		r.sealed = e.unlocked == nil && msg.Locked
	case tailRead:
		return r.tail(e, msg)
	case headsRead:
		return r.heads(e, msg)
	case pagesRead:
		return r.opened(e, msg)
	case searched:
		return r.searched(e, msg)
	case done:
		return r.done(e, msg)
	case lockedMsg:
		r.locked()
	case failed:
		r.loading, r.fetching, r.stuck, r.search.cancel = false, false, true, nil
		return r.updateTask(e, msg)
	default:
		return r.updateTask(e, msg)
	}
	return nil
}

func (r *review) updateTask(e env, msg tea.Msg) tea.Cmd {
	if r.task == nil {
		return nil
	}
	return r.task.update(e, r, msg)
}

func (r *review) press(e env, k tea.KeyPressMsg) tea.Cmd {
	at := r.place()
	a := e.action(at, k)
	switch {
	case a == actUnlock:
		return e.app.Unlock(nil)
	case r.task != nil:
		return r.task.update(e, r, k)
	case at == placeSearch:
		return r.pressSearch(e, k)
	case a == actSearch:
		r.search.typing = true
		r.search.line.SetCursorEnd()
		return nil
	case len(r.list.rows) == 0:
		return nil
	}
	if begun, cmd := r.begin(e, a); begun {
		return cmd
	}
	if r.reading {
		r.pressReader(e, a)
	} else {
		r.pressList(e, a)
	}
	return nil
}

// pick takes a click: on the search line, on a row to choose it, and on the chosen
// row to read it.
func (r *review) pick(e env, p picked) tea.Cmd {
	switch {
	case r.task != nil:
		return r.task.update(e, r, p)
	case p.does == actSearch:
		r.search.typing = true
		r.search.line.SetCursorEnd()
	case p.at == r.list.chosen && !r.reading:
		r.search.typing = false
		r.pressList(e, actRead)
	default:
		r.reading, r.search.typing = false, false
		r.choose(r.shape(e), p.at)
	}
	return nil
}

// turn takes the wheel: over the list it goes from entry to entry, over the reader
// through the lines.
func (r *review) turn(e env, w wheeled) tea.Cmd {
	s := r.shape(e)
	switch {
	case r.task != nil:
		return r.task.update(e, r, w)
	case len(r.list.rows) == 0:
	case w.at == wheelReader:
		r.reader.scroll.by(w.by, len(r.readerLines(e)), s.height)
	default:
		r.choose(s, r.list.chosen+w.by/wheelLines)
	}
	return nil
}

func (r *review) pressList(e env, a action) {
	s := r.shape(e)
	switch a {
	case actRead:
		r.reading = true
	case actReadOn:
		if !s.wide {
			r.reading = true
			return
		}
		r.readOn(e)
	default:
		r.choose(s, r.list.target(a, s))
	}
}

func (r *review) pressReader(e env, a action) {
	s := r.shape(e)
	switch a {
	case actList:
		r.reading = false
	case actOlder:
		r.choose(s, r.list.chosen+1)
	case actNewer:
		r.choose(s, r.list.chosen-1)
	case actReadOn:
		r.readOn(e)
	default:
		r.reader.scroll.press(a, len(r.readerLines(e)), s.height)
	}
}

// readOn goes a page down in the entry, and from its end to the next.
func (r *review) readOn(e env) {
	s := r.shape(e)
	length := len(r.readerLines(e))
	if r.reader.scroll.atEnd(length, s.height) {
		r.choose(s, r.list.chosen+1)
		return
	}
	r.reader.scroll.press(actReadOn, length, s.height)
}

// choose goes to an entry, or to the nearest there is.
func (r *review) choose(s shape, i int) {
	r.list.show(s) // after a resize, what is in sight is not yet where top is
	i = max(0, min(i, len(r.list.rows)-1))
	if i != r.list.chosen {
		r.list.chosen = i
		r.reader.scroll = scroll{}
	}
	r.list.show(s)
}
