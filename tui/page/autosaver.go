package page

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"shakeoff/store/journal"
)

// Autosaver holds the newest text of the page that is being written, and saves it. It outlives the
// screens: whoever made it flushes what was typed last.
//
// All methods are safe for use by several goroutines. Put, Pending and Forget
// never wait for a disk; the others use one draft at a time, in turn.
type Autosaver struct {
	journal Journal
	// turn is a lock that is held while a draft is in use. It is a channel and not a mutex,
	// so that waiting for a slow disk ends with the context.
	turn chan struct{}

	mu      sync.Mutex    // guards everything below
	current *draftState   // nil for none
	pages   []*draftState // those that were left with words not yet on disk, and it
	others  map[string]*Autosaver
}

// draftState is a draft and the newest text of it. Its fields are guarded by the
// autosaver's mu; its draft is used only by the holder of the turn.
type draftState struct {
	draft     Draft
	entry     journal.Entry
	changes   int  // how often the text was put
	saved     int  // changes as of the last save
	onDisk    bool // may be among the drafts of the file
	busy      bool // the holder of the turn is using the draft
	forgotten bool // while busy: the holder wipes the key when done
}

// pending says that the page has changes that are not in the file. An empty page
// that was never saved has none.
func (p *draftState) pending() bool {
	return p.changes != p.saved && (p.onDisk || !Nothing(p.entry))
}

// NewAutosaver returns an autosaver for the drafts of j, with nothing in it.
func NewAutosaver(j Journal) *Autosaver {
	return &Autosaver{journal: j, turn: make(chan struct{}, 1)}
}

// Other returns the autosaver of another page that is being written at the same time, such as an
// entry that is being edited, by a name. Flush, Pending and Forget of a include it.
func (a *Autosaver) Other(name string) *Autosaver {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.others == nil {
		a.others = map[string]*Autosaver{}
	}
	if a.others[name] == nil {
		a.others[name] = NewAutosaver(a.journal)
	}
	return a.others[name]
}

// Put takes e as the newest text of the page. It only remembers; Flush saves.
// The slices of e must not be changed afterwards.
func (a *Autosaver) Put(e journal.Entry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.put(e)
}

// put is Put for callers that hold mu.
func (a *Autosaver) put(e journal.Entry) *draftState {
	p := a.page()
	p.entry = e
	p.changes++
	return p
}

// page returns the current page, a new one if there is none, with mu held.
func (a *Autosaver) page() *draftState {
	if a.current == nil {
		a.begin(&draftState{draft: a.journal.NewDraft()})
	}
	return a.current
}

func (a *Autosaver) begin(p *draftState) {
	a.current = p
	a.pages = append(a.pages, p)
}

// Empty says that the page has neither words nor a weight.
func (a *Autosaver) Empty() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.current == nil || Nothing(a.current.entry)
}

// Pending says that there are words which are not yet on disk.
func (a *Autosaver) Pending() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, other := range a.others {
		if other.Pending() {
			return true
		}
	}
	return slices.ContainsFunc(a.pages, (*draftState).pending)
}

// Flush saves what changed since the last time, and takes a page that was emptied out of the
// drafts. What is put meanwhile, and what fails, stays pending for the next Flush.
func (a *Autosaver) Flush(ctx context.Context) error {
	a.mu.Lock()
	pages := slices.Clone(a.pages)
	others := slices.Collect(maps.Values(a.others))
	a.mu.Unlock()
	var failed []error
	for _, p := range pages {
		failed = append(failed, a.save(ctx, p))
	}
	for _, other := range others {
		failed = append(failed, other.Flush(ctx))
	}
	return errors.Join(failed...)
}

// save saves one page. From the first attempt on it may be among the drafts, even if that failed.
func (a *Autosaver) save(ctx context.Context, p *draftState) error {
	pick := func() *draftState {
		if p.forgotten || !p.pending() {
			return nil
		}
		p.onDisk = true
		return p
	}
	blank := false
	return a.use(ctx, pick, func(d Draft, e journal.Entry) error {
		if blank = Nothing(e); blank {
			return d.Discard(ctx)
		}
		return d.Save(ctx, e)
	}, func(p *draftState, at int) {
		if blank {
			a.finish(p, at)
			return
		}
		p.saved = at
		if p != a.current && p.changes == at {
			a.drop(p)
		}
	})
}

// use works with the draft of a page and its text, when it is its turn. With mu held, pick chooses
// the page, nil for none; after a success, then is called with it and the change that was saved.
func (a *Autosaver) use(ctx context.Context, pick func() *draftState, work func(Draft, journal.Entry) error, then func(p *draftState, at int)) error {
	if err := a.take(ctx); err != nil {
		return err
	}
	defer func() { <-a.turn }()

	a.mu.Lock()
	p := pick()
	if p == nil {
		a.mu.Unlock()
		return nil
	}
	p.busy = true
	entry, at := p.entry, p.changes
	a.mu.Unlock()

	err := work(p.draft, entry)

	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil {
		then(p, at)
	}
	if p.busy = false; p.forgotten {
		p.wipe()
	}
	return err
}

// take waits for the turn. It takes a free one even if the context is over: the last flush
// comes when everything else has ended.
func (a *Autosaver) take(ctx context.Context) error {
	select {
	case a.turn <- struct{}{}:
		return nil
	default:
	}
	select {
	case a.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// finish lets go of a page whose draft has ended, with mu held. Text that was put since
// then begins a new draft: rather a page twice than a word lost.
func (a *Autosaver) finish(p *draftState, at int) {
	if p.changes == at {
		a.drop(p)
		return
	}
	p.draft.Forget()
	p.draft, p.changes, p.saved, p.onDisk = a.journal.NewDraft(), 1, 0, false
}

// drop lets go of a page, with mu held. One in use is wiped when its work is done.
func (a *Autosaver) drop(p *draftState) {
	a.pages = slices.DeleteFunc(a.pages, func(other *draftState) bool { return other == p })
	if a.current == p {
		a.current = nil
	}
	if p.forgotten = true; !p.busy {
		p.wipe()
	}
}

// File files e, as the end of the current page, under the same draft. After an
// error the words stay here, to be filed or flushed again.
func (a *Autosaver) File(ctx context.Context, e journal.Entry) (filed Filed, err error) {
	put := false
	err = a.use(ctx, func() *draftState {
		p := a.put(e)
		p.onDisk, put = true, true
		return p
	}, func(d Draft, e journal.Entry) (err error) {
		filed, err = d.File(ctx, e)
		return err
	}, a.finish)
	if !put { // it was not its turn
		a.Put(e)
	}
	return filed, err
}

// Edit replaces the version e.Record of an entry by e, which has the words of the current page.
// The draft ends with that; after an error it stays.
func (a *Autosaver) Edit(ctx context.Context, u Unlocked, e journal.Entry) error {
	return a.use(ctx, a.page, func(d Draft, _ journal.Entry) error { return u.EditDraft(ctx, d, e) }, a.finish)
}

// Mark marks the intention of an entry with a line, which is the current page. The
// draft ends with that; after an error it stays.
func (a *Autosaver) Mark(ctx context.Context, u Unlocked, id journal.ID, i journal.Intention) error {
	return a.use(ctx, a.page, func(d Draft, _ journal.Entry) error { return u.MarkDraft(ctx, d, id, i) }, a.finish)
}

// Adopt goes on with an unfinished page: d is its draft and e its contents. The next Flush saves
// what is unsaved of the page before.
func (a *Autosaver) Adopt(d Draft, e journal.Entry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.leave()
	a.begin(&draftState{draft: d, entry: e, onDisk: true})
}

// Leave lets go of the current page, which is unfinished from now on. The next Flush saves what
// is unsaved of it.
func (a *Autosaver) Leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.leave()
}

func (a *Autosaver) leave() {
	if p := a.current; p != nil && !p.pending() {
		a.drop(p)
	}
	a.current = nil
}

// Discard deletes the draft of the current page and forgets the page.
func (a *Autosaver) Discard(ctx context.Context) error {
	current := func() *draftState { return a.current }
	return a.use(ctx, current, func(d Draft, _ journal.Entry) error { return d.Discard(ctx) }, a.finish)
}

// Rescue writes e, the current page, to a file of its own in another place. The page stays
// here as it is, to be filed or flushed once that is possible.
func (a *Autosaver) Rescue(ctx context.Context, e journal.Entry) (path string, err error) {
	err = a.use(ctx, func() *draftState {
		if a.current == nil {
			return a.put(e)
		}
		return a.current
	}, func(d Draft, _ journal.Entry) (err error) {
		path, err = d.Rescue(ctx, e)
		return err
	}, func(*draftState, int) {})
	return path, err
}

// Forget wipes keys and text from memory. What was not flushed is lost, so
// whoever locks the journal flushes first. The next Put begins a new draft.
func (a *Autosaver) Forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range slices.Clone(a.pages) {
		a.drop(p)
	}
	for _, other := range a.others {
		other.Forget()
	}
}

func (p *draftState) wipe() {
	p.draft.Forget()
	p.entry = journal.Entry{}
}
