// Package page is the page that is being written, without a screen: its answers and weights,
// which question comes next, what the person takes along, the autosaver, and the small interfaces
// to the journal that it and the screens need. The screens, editing in Review and plain mode are
// three fronts on it, so that no rule of the guide is written twice.
//
// It imports the standard library, store/journal, tui/guide and tui/words. Rejected:
// editors in the page, because plain mode has none; a copy of the rules in each front,
// because they drifted apart.
package page

import (
	"context"
	"time"

	"shakeoff/store/journal"
)

// Journal is what the screens may do with the journal while it is locked: ask for its
// status, and write. Only Unlock gives something that can read. Every method may take as
// long as a disk does, and none holds the file longer than the call.
type Journal interface {
	// Status returns the state of the file. No file yet is not an error.
	Status(ctx context.Context) (Status, error)
	// Unlock opens the journal with the passphrase or the recovery key, which the caller
	// wipes; with nil where no lock is set. Where one is, it takes about a second.
	// Errors: journal.ErrPassphrase, journal.ErrLocked, journal.ErrDamaged.
	Unlock(ctx context.Context, secret []byte) (Unlocked, error)
	// NewDraft returns a page on which nothing is written yet. No I/O.
	NewDraft() Draft
	// FileWaiting files a waiting draft as it is. journal.ErrChanged if it was taken up.
	FileWaiting(ctx context.Context, w journal.Waiting) error
	// MarkOffered notes in the file that the person was asked. It makes the file if need be.
	MarkOffered(ctx context.Context, o Offer) error
	// FinishPending does what Status calls Pending.
	FinishPending(ctx context.Context) error
	// Backups returns the state of the backups. It reads the newest from end to end.
	Backups(ctx context.Context) (Backups, error)
	// BackUp makes a backup now, and reads it back.
	BackUp(ctx context.Context) error
	// Unreached says that some copy of the journal could not be reached by the last
	// deletion or change of the lock.
	Unreached() bool
	// Scour overwrites freed memory, a moment later and in the background. Unlocking and
	// locking do so by themselves.
	Scour()
}

// Reached returns what to say after something was done: all if it reached every copy of the
// journal, or else some.
func Reached(j Journal, all, some string) string {
	if j.Unreached() {
		return some
	}
	return all
}

// Backups is the state of the automatic backups.
type Backups struct {
	Folder string // as it is shown to a person
	Off    bool   // none are made
	Last   time.Time
	Sound  bool // the last one was read from end to end, and is intact
}

// Offer is what the program offers in the life of a journal: bits, for what is offered once.
type Offer uint8

// The offers.
const (
	OfferRecovery Offer = 2  // at a later, calm unlock
	OfferSomeone  Offer = 32 // once the recovery key was shown
	OfferLock           = offerFirst | offerThird | offerTenth

	// KeyShown is not an offer: the recovery key was shown, so that it may be mentioned.
	KeyShown Offer = 16

	offerFirst Offer = 1 // see LockOffer
	offerThird Offer = 4
	offerTenth Offer = 8
)

// Status is what can be known about the journal without opening a single word.
type Status struct {
	Exists    bool              // there is a file
	Locked    bool              // a lock is set: reading needs the passphrase
	ReadOnly  bool              // the file or the disk cannot be written
	OneHeader bool              // one of its two headers is damaged: what was written last may be missing
	Pending   bool              // deleted records must still be overwritten, see FinishPending
	Entries   int               // about how many entries there are, up to ten; never shown as a score
	Waiting   []journal.Waiting // drafts, the oldest first, without the pages of this window
	Offered   Offer             // what was offered already
}

// Draft is one page that is being written. Only it holds the key of the page: it can overwrite
// that page and read no other. Until it is forgotten, its page does not count as waiting. It is
// for one goroutine at a time; the Autosaver sees to that.
type Draft interface {
	// Save seals the page as it stands and puts it among the drafts.
	Save(ctx context.Context, e journal.Entry) error
	// File files the page as an entry and removes the draft, in one transaction. Called
	// again after an error it never files twice. From then on the Filed holds the key.
	File(ctx context.Context, e journal.Entry) (Filed, error)
	// Discard deletes the draft, and overwrites it here and in the journal's own backups.
	Discard(ctx context.Context) error
	// Rescue writes the page to a sealed file of its own in another place, for when the
	// journal cannot be written. The path is as it is shown to a person.
	Rescue(ctx context.Context, e journal.Entry) (path string, err error)
	// Forget wipes the key: from then on the page opens only by unlocking, and its overwritten
	// versions never. Forgetting a draft that is forgotten or filed does nothing.
	Forget()
}

// Filed is a page that was filed in this sitting: it may still be weighed once
// more, or burnt, without unlocking anything.
type Filed interface {
	ID() journal.ID
	// Weigh adds a weighing to the entry.
	Weigh(ctx context.Context, w journal.Weighing) error
	// Burn deletes the entry and overwrites it.
	Burn(ctx context.Context) error
	Forget()
}

// Unlocked is the journal opened for reading. Every method may return journal.ErrLocked
// once another window changed the lock: the screen then locks itself and asks again.
type Unlocked interface {
	// Tail returns the n entries filed last, newest first, at once.
	Tail(ctx context.Context, n int) ([]journal.Entry, error)
	// Heads returns the heads of all entries, newest first.
	Heads(ctx context.Context) ([]journal.Head, error)
	// Entries opens these entries, in this order, with both versions of one that was edited
	// in two places. One that is gone is left out, and so is one that cannot be opened: the
	// others are returned with an error that wraps journal.ErrDamaged.
	Entries(ctx context.Context, ids ...journal.ID) ([]journal.Entry, error)
	// All opens every entry, newest first, with errors as of Entries.
	All(ctx context.Context) ([]journal.Entry, error)
	// Mark marks the intention of an entry as tried or let go, or opens it again, with the
	// line on how it went. journal.ErrNotFound if it is gone.
	Mark(ctx context.Context, id journal.ID, i journal.Intention) error
	// MarkDraft is Mark with a line that was a draft, which the same transaction removes.
	MarkDraft(ctx context.Context, d Draft, id journal.ID, i journal.Intention) error
	// Search returns the heads of the entries that match the query, newest first. It may
	// take half a second, and ends promptly with ctx.
	Search(ctx context.Context, q journal.Query) ([]journal.Head, error)
	// Edit replaces the version e.Record of an entry, and the other versions named, by one
	// with the answers of e. If another window replaced the same version meanwhile, both
	// stay. journal.ErrNotFound if the entry was deleted.
	Edit(ctx context.Context, e journal.Entry, others ...journal.ID) error
	// EditDraft is Edit with words that were a draft, which the same transaction removes.
	EditDraft(ctx context.Context, d Draft, e journal.Entry) error
	// Weigh adds a weighing to an entry. journal.ErrNotFound if it was deleted.
	Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error
	// Delete deletes entries with all their versions, all or none of them, and overwrites
	// them, in the journal's own backups too.
	Delete(ctx context.Context, ids ...journal.ID) error
	// Drafts opens the drafts that wait, as in Status, the oldest first.
	Drafts(ctx context.Context) ([]journal.WaitingEntry, error)
	// Adopt takes up a waiting draft as this window's page. journal.ErrChanged if another
	// window was quicker.
	Adopt(ctx context.Context, w journal.Waiting) (Draft, journal.Entry, error)
	// SetPassphrase sets or changes the lock; an empty one is an error. The journal stays
	// unlocked here. The passphrase is the caller's to wipe.
	SetPassphrase(ctx context.Context, passphrase []byte) error
	// RemoveLock takes the lock off: the file then holds a new identity, in clear.
	RemoveLock(ctx context.Context) error
	// RecoveryKey returns the identity as text, for printing.
	RecoveryKey() string
	// Tidy rewraps the keys that were sealed while locked, so that reading is quick.
	Tidy(ctx context.Context) error
	// Lock forgets the identity.
	Lock()
}
