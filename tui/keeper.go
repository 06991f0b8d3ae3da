package tui

import (
	"context"
	"errors"
	"slices"
	"sync"

	"shakeoff/store/journal"
)

// Keeper holds the newest text of the page that is being written, and brings it
// to disk. It is made outside the model and outlives it: when the terminal is
// closed or a screen panics, cmd still flushes what was typed last.
//
// All methods are safe for use by several goroutines. Put, Pending and Forget
// never wait for a disk; the others save one at a time, in turn.
type Keeper struct {
	journal Journal
	// turn is held, by putting into it, by whoever uses a draft. A channel, not
	// a mutex, so that waiting for a slow disk ends with its context.
	turn chan struct{}

	mu     sync.Mutex // guards everything below
	leaf   *leaf      // nil while nothing was put
	left   []*leaf    // pages that were left with words not yet on disk
	beside *Keeper    // of a second page; nil until it was asked for
}

// leaf is one page: a draft and the newest text of it. Its fields are guarded by the
// keeper's mu; its draft is used only by the holder of the turn.
type leaf struct {
	draft   Draft
	entry   journal.Entry
	changes int  // how often the text was put
	saved   int  // changes as of the last save
	filed   bool // may be among the drafts of the file
	busy    bool // the holder of the turn is using the draft
	dropped bool // forgotten while busy: the holder wipes the key when done
}

// pending says that the file does not hold what the page holds. A blank page
// that was never filed owes the file nothing.
func (p *leaf) pending() bool {
	return p.changes != p.saved && (p.filed || !p.entry.Blank())
}

// NewKeeper returns a keeper for the drafts of j, with nothing in it.
func NewKeeper(j Journal) *Keeper {
	return &Keeper{journal: j, turn: make(chan struct{}, 1)}
}

// Beside returns the keeper of a second page: an entry that is being edited, while
// the page in Write stays as it is. Flush, Pending and Forget of k take the second
// page along, so whoever holds k alone loses neither.
func (k *Keeper) Beside() *Keeper {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.beside == nil {
		k.beside = NewKeeper(k.journal)
	}
	return k.beside
}

// Put takes e as the newest text of the page. It only remembers; Flush saves.
// The slices of e must not be changed afterwards.
func (k *Keeper) Put(e journal.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(e)
}

// put is Put for who holds mu already.
func (k *Keeper) put(e journal.Entry) *leaf {
	if k.leaf == nil {
		k.leaf = &leaf{draft: k.journal.NewDraft()}
	}
	k.leaf.entry = e
	k.leaf.changes++
	return k.leaf
}

// Pending says that there are words which are not yet on disk.
func (k *Keeper) Pending() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.ContainsFunc(k.leaves(), (*leaf).pending) || k.beside != nil && k.beside.Pending()
}

// leaves returns every page that the keeper holds, the current one last.
func (k *Keeper) leaves() []*leaf {
	if k.leaf == nil {
		return k.left
	}
	return append(slices.Clip(k.left), k.leaf)
}

// Flush seals and saves what is newest, if anything changed since the last save.
// A text put while it saves stays pending for the next Flush. After an error
// nothing is lost: the next Flush tries again. A page that was emptied is taken
// out of the drafts.
func (k *Keeper) Flush(ctx context.Context) error {
	if err := k.take(ctx); err != nil {
		return err
	}
	defer k.give()

	k.mu.Lock()
	leaves, beside := k.leaves(), k.beside
	k.mu.Unlock()
	var failed []error
	for _, p := range leaves {
		failed = append(failed, k.save(ctx, p))
	}
	if beside != nil {
		failed = append(failed, beside.Flush(ctx))
	}
	return errors.Join(failed...)
}

// save brings one page to disk, in the turn of its caller.
func (k *Keeper) save(ctx context.Context, p *leaf) error {
	entry, at, ok := k.begin(p)
	if !ok {
		return nil
	}
	var err error
	blank := entry.Blank()
	if blank {
		err = p.draft.Discard(ctx)
	} else {
		err = p.draft.Save(ctx, entry)
	}

	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case err != nil:
	case blank:
		p.draft.Forget()
		k.spent(p, at)
	default:
		if p.saved = at; p.changes == at {
			p.dropped = k.leave(p) || p.dropped
		}
	}
	k.end(p)
	return err
}

// begin marks the draft of a page that needs saving as in use, and returns the
// text to save and its count. From here on the page may be among the drafts,
// whatever the outcome of the save.
func (k *Keeper) begin(p *leaf) (e journal.Entry, at int, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p.dropped || !p.pending() {
		return e, 0, false
	}
	p.busy, p.filed = true, true
	return p.entry, p.changes, true
}

// end gives up the draft, with mu held, and wipes its key if the page was
// forgotten meanwhile.
func (k *Keeper) end(p *leaf) {
	p.busy = false
	if p.dropped {
		p.wipe()
	}
}

// spent lets go of a page whose draft has come to its end, with mu held. Text
// put since then begins a draft of its own: rather a page twice than a word lost.
func (k *Keeper) spent(p *leaf, at int) {
	var next *leaf
	if p.changes != at {
		next = &leaf{draft: k.journal.NewDraft(), entry: p.entry, changes: 1}
	}
	switch left := k.leave(p); {
	case k.leaf == p:
		k.leaf = next
	case left && next != nil:
		k.left = append(k.left, next)
	}
}

// leave takes p out of the pages that were left, if it is one of them.
func (k *Keeper) leave(p *leaf) bool {
	n := len(k.left)
	k.left = slices.DeleteFunc(k.left, func(l *leaf) bool { return l == p })
	return len(k.left) < n
}

// Keep files e, as the end of the current page, under the same draft. After an
// error the words stay here, to be kept or flushed again.
func (k *Keeper) Keep(ctx context.Context, e journal.Entry) (Kept, error) {
	if err := k.take(ctx); err != nil {
		k.Put(e)
		return nil, err
	}
	defer k.give()

	k.mu.Lock()
	p := k.put(e)
	at := p.changes
	p.busy, p.filed = true, true
	k.mu.Unlock()

	kept, err := p.draft.Keep(ctx, e)

	k.mu.Lock()
	defer k.mu.Unlock()
	if err == nil {
		k.spent(p, at)
	}
	k.end(p)
	return kept, err
}

// Adopt goes on with a waiting page: d is its draft and e what it says. The page
// before is left; what of it is not on disk yet, also what was put while it was
// being saved, the next Flush saves.
func (k *Keeper) Adopt(d Draft, e journal.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p := k.leaf; p != nil && p.pending() {
		k.left = append(k.left, p)
	} else if p != nil {
		p.forget()
	}
	k.leaf = &leaf{draft: d, entry: e, filed: true}
}

// Discard takes the current page out of the drafts and forgets it.
func (k *Keeper) Discard(ctx context.Context) error {
	if err := k.take(ctx); err != nil {
		return err
	}
	defer k.give()

	k.mu.Lock()
	p := k.leaf
	if p == nil {
		k.mu.Unlock()
		return nil
	}
	at := p.changes
	p.busy = true
	k.mu.Unlock()

	err := p.draft.Discard(ctx)

	k.mu.Lock()
	defer k.mu.Unlock()
	if err == nil {
		p.draft.Forget()
		k.spent(p, at)
	}
	k.end(p)
	return err
}

// Forget wipes keys and text from memory. What was not flushed is lost, so
// whoever locks the journal flushes first. The next Put begins a new draft.
func (k *Keeper) Forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, p := range k.leaves() {
		p.forget()
	}
	k.leaf, k.left = nil, nil
	if k.beside != nil {
		k.beside.Forget()
	}
}

// forget drops a page; one in use is wiped when its save is done.
func (p *leaf) forget() {
	p.dropped = true
	if !p.busy {
		p.wipe()
	}
}

func (p *leaf) wipe() {
	p.draft.Forget()
	p.entry = journal.Entry{}
}

func (k *Keeper) take(ctx context.Context) error {
	select {
	case k.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (k *Keeper) give() { <-k.turn }
