package store

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// Draft is one page that is being written. It holds its own key: it can overwrite its own page,
// but read no other, nor after Forget its own. It is for one goroutine.
//
// It overwrites or deletes only what it last wrote itself. If another window took its page up,
// filed or removed it, it goes on as another page with another key: the worst that two windows
// can do to each other is to keep a page twice.
type Draft struct {
	j       *Journal
	rid     seal.ID
	from    []seal.ID // the drafts it was taken up from, which a backup may still have
	proofs  proofs    // that its records and those may be taken out
	unknown []byte    // fields of a newer shakeoff, from a draft that was taken up
	version uint64    // the number of versions that were sealed
	key     *seal.Key
	address uint64       // where it lies among the drafts; 0: nowhere
	saved   bool         // it is known to have lain there
	rescues []state.Copy // copies that lie elsewhere under its name, and may be brought home
	written []seal.Nonce // versions of it that may lie there: one, or two after a commit that failed
	tried   *try         // nil as a rule
}

// try is the last File, whose commit failed, and may have gone through all the same.
type try struct {
	nonce seal.Nonce
	entry journal.Entry
}

// NewDraft returns a page on which nothing is written yet. It does no I/O.
func (j *Journal) NewDraft() *Draft { return &Draft{j: j, rid: j.newRID(), proofs: make(proofs)} }

// Record returns the name under which the page waits among the drafts once it was saved.
func (d *Draft) Record() journal.ID { return journal.NewID(d.rid) }

// Save seals the page as it stands and puts it among the drafts. It returns journal.ErrInvalid for
// what cannot become an entry, unless only the words are missing.
func (d *Draft) Save(ctx context.Context, e journal.Entry) error {
	e = e.Joined()
	if err := e.ValidateUnfinished(); err != nil {
		return err
	}
	_, err := d.j.commit(ctx, 0, func(t tx) error {
		d.detach(t)
		return d.put(t, e)
	})
	if err == nil {
		d.written, d.saved = d.written[len(d.written)-1:], true
		d.atHome(ctx)
	}
	return err
}

// File files the page as an entry and takes the draft away, in one transaction. Called again
// after an error it never files the page twice; words that changed by then become its next version.
//
// What earlier versions have left is noted as pending, for FinishPending, so that filing need not
// wait for it.
func (d *Draft) File(ctx context.Context, e journal.Entry) (*Filed, error) {
	e = e.Joined().Promised()
	if err := e.Validate(); err != nil {
		return nil, err
	}
	var f *Filed
	_, err := d.j.commit(ctx, 0, func(t tx) error {
		records, err := d.append(t, e)
		if err != nil {
			return err
		}
		f = &Filed{page: *d, records: append(records, d.from...)}
		if d.address == 0 {
			return nil
		}
		return errors.Join(d.remove(t), t.outgrow(d.from, d.proofs), t.ScrubLater())
	})
	if err != nil {
		return nil, err
	}
	d.atHome(ctx)
	d.j.backups.Show(d.rid, d.proofs[d.rid])
	*d = *d.j.NewDraft() // the key went on to f
	return f, nil
}

func (d *Draft) append(t tx, e journal.Entry) ([]seal.ID, error) {
	if d.filed(t) {
		done := d.tried.entry
		if slices.Equal(done.Answers, e.Answers) && slices.EqualFunc(done.Weighings, e.Weighings, journal.Weighing.Same) {
			return []seal.ID{d.rid}, nil
		}
		return d.appendVersion(t, e)
	}
	d.detach(t)
	d.tried = nil // it did fail
	r, err := d.seal(t, d.rid, d.payload(e))
	if err != nil {
		return nil, err
	}
	d.tried = &try{nonce: r.Nonce, entry: e}
	_, err = t.Append(disk.BucketEntries, r.Value)
	return []seal.ID{d.rid}, err
}

// appendVersion files other words as the next version of a page that was filed after all.
func (d *Draft) appendVersion(t tx, e journal.Entry) ([]seal.ID, error) {
	next := d.j.newRID()
	// First, for the key goes with the old version and comes back with the next.
	if err := t.replace(d.proofs, d.rid); err != nil {
		return nil, err
	}
	p := d.payload(e)
	p.of, p.replaces = d.rid, append([]seal.ID{d.rid}, p.replaces...)
	return []seal.ID{d.rid, next}, d.file(t, next, p)
}

// filed says whether a File that failed has filed the page after all; another window does not count.
func (d *Draft) filed(t tx) bool {
	return d.tried != nil && filed(t.Before, func(r seal.Record) bool { return r.RID == d.rid && r.Nonce == d.tried.nonce })
}

// detach turns the page into another one if it was saved and is no longer there: its name and
// key stay with whatever another window made of it.
func (d *Draft) detach(t tx) {
	if _, ours := d.ours(t); ours || !d.saved || d.filed(t) {
		return // it is a draft, or an entry by our own doing
	}
	unknown := d.unknown
	d.Forget()
	d.unknown = unknown
}

// Discard takes the page out of the drafts, if it is there and still its own: with all its
// versions and for good, like an entry that is deleted.
func (d *Draft) Discard(ctx context.Context) error {
	if d.address == 0 {
		return nil
	}
	err := d.j.update(ctx, 0, func(t tx) error { return d.discard(t, Deleted) })
	if err != nil {
		return err
	}
	if len(d.rescues) > 0 { // so that no tombstone tells the backups
		d.j.backups.Show(d.rid, d.proofs[d.rid])
		_ = d.j.ForgetVersions(ctx, journal.Waiting{Record: d.Record()})
	}
	d.Forget()
	return nil
}

// names are those of the page and of the drafts it was taken up from; none of a nil Draft.
func (d *Draft) names() []seal.ID {
	if d == nil {
		return nil
	}
	return append(slices.Clip(d.from), d.rid)
}

// end forgets the page once its words have gone into an entry. A nil Draft is no page.
func (d *Draft) end(ctx context.Context) {
	if d != nil {
		d.atHome(ctx)
		d.Forget()
	}
}

// discard takes the page out within a transaction, if there is one; Forget follows once that is done.
func (d *Draft) discard(t tx, reason Reason) error {
	if d == nil {
		return nil
	}
	if _, ours := d.ours(t); !ours {
		return nil // its name and key may be another window's by now
	}
	gone := t.tombstones(reason, d.names(), d.proofs)
	if len(d.rescues) > 0 && reason.ForGood() {
		delete(gone, d.rid)
	}
	bury := t.Bury
	if d.tried != nil { // and it may not have failed
		bury = func(gone disk.Tombstones) error { return t.takeOut(gone, disk.BucketEntries) }
	}
	err := errors.Join(d.remove(t), bury(gone), t.ScrubLater())
	if d.key != nil {
		err = errors.Join(err, t.Remove(disk.BucketKeys, d.key.ID[:]))
	}
	if reason.ForGood() {
		err = errors.Join(err, t.BackupsLater())
	}
	return err
}

// Left returns how the page will wait after Forget, for ForgetVersions. older says that there may
// be something to overwrite.
func (d *Draft) Left() (w journal.Waiting, older bool) {
	if d.address == 0 || d.version < 2 {
		return w, false
	}
	d.j.backups.Show(d.rid, d.proofs[d.rid])
	return journal.Waiting{Address: d.address, Record: d.Record(), Nonce: d.written[len(d.written)-1]}, true
}

// Forget wipes the key and begins another page; the one in the file opens only by unlocking.
func (d *Draft) Forget() {
	d.key.Wipe()
	*d = *d.j.NewDraft()
}

// payload returns what its next version says.
func (d *Draft) payload(e journal.Entry) payload {
	d.version++
	return payload{kind: kindEntry, replaces: d.from, entry: e, revision: d.version, unknown: d.unknown}
}

func (d *Draft) seal(t tx, rid seal.ID, p payload) (r seal.Record, err error) {
	if d.key, err = t.keyOf(d.key); err != nil {
		return r, err
	}
	if d.tried == nil || d.proofs[rid] == nil { // else the entry has another
		d.proofs[rid] = bytes.Clone(d.key.Token[:]) // the key may be wiped before
	}
	return t.seal(d.key, rid, p), nil
}

func (d *Draft) file(t tx, rid seal.ID, p payload) error {
	r, err := d.seal(t, rid, p)
	if err == nil {
		_, err = t.Append(disk.BucketEntries, r.Value)
	}
	return err
}

func (d *Draft) put(t tx, e journal.Entry) error {
	old, ours := d.ours(t)
	r, err := d.seal(t, d.rid, d.payload(e))
	if err != nil {
		return err
	}
	// A commit may fail and yet have gone through, so either version may lie there.
	d.written = []seal.Nonce{r.Nonce}
	if ours {
		d.written = []seal.Nonce{old.Nonce, r.Nonce}
		err = errors.Join(t.outgrow(d.from, d.proofs), t.Put(disk.BucketDrafts, disk.AddressKey(d.address), r.Value))
		if old.KID != d.key.ID {
			err = errors.Join(err, t.dropKey(old.KID))
		}
	} else {
		d.address, err = t.Append(disk.BucketDrafts, r.Value)
	}
	return err
}

// ours returns this page's draft as it lies in the file, if it is one that this Draft wrote.
func (d *Draft) ours(t tx) (seal.Record, bool) {
	if d.address == 0 {
		return seal.Record{}, false
	}
	_, r, ok := t.Record(disk.BucketDrafts, d.address)
	return r, ok && r.RID == d.rid && slices.Contains(d.written, r.Nonce)
}

// remove takes the draft out, and its key if that is not the page's any more.
func (d *Draft) remove(t tx) error {
	old, ours := d.ours(t)
	if !ours {
		return nil
	}
	err := t.Remove(disk.BucketDrafts, disk.AddressKey(d.address))
	if d.key != nil && old.KID != d.key.ID {
		err = errors.Join(err, t.dropKey(old.KID))
	}
	return err
}

// dropKey removes the key of a draft, unless a try that seemed to fail has filed it too.
func (t tx) dropKey(kid seal.ID) error {
	if filed(t.Before, func(r seal.Record) bool { return r.KID == kid }) {
		return nil
	}
	return t.Remove(disk.BucketKeys, kid[:])
}

// Filed is a page that was filed in this sitting. Its key is still in memory, so it can be
// weighed again, or burnt, while the journal is locked.
type Filed struct {
	page    Draft
	records []seal.ID // the entry, its later weighings, and drafts it was taken up from
}

// ID returns the entry's id.
func (f *Filed) ID() journal.ID { return f.page.Record() }

// Weigh adds a weighing to the entry: a small record of its own.
func (f *Filed) Weigh(ctx context.Context, w journal.Weighing) error {
	if err := w.Validate(); err != nil {
		return err
	}
	p := payload{kind: kindWeighing, of: f.page.rid, entry: journal.Entry{Weighings: []journal.Weighing{w}}}
	rid := f.page.j.newRID()
	_, err := f.page.j.commit(ctx, 0, func(t tx) error {
		if t.forGood(f.page.rid) {
			return journal.ErrNotFound
		}
		f.records = append(f.records, rid)
		return f.page.file(t, rid, p)
	})
	return err
}

// Burn takes the entry out and overwrites where it lay, here and in the journal's own backups.
// It needs no secret, since it knows the names of what it wrote itself.
func (f *Filed) Burn(ctx context.Context) error {
	err := f.page.j.update(ctx, 0, func(t tx) error { return t.purge(Burnt, f.records, f.page.proofs) })
	if err == nil {
		f.Forget()
	}
	return err
}

// Forget wipes the key.
func (f *Filed) Forget() {
	f.page.key.Wipe()
	f.page.key = nil
	clear(f.page.proofs)
}

// FileWaiting files a waiting draft without reading it, so also while locked. As after Draft.File,
// something is pending. journal.ErrChanged if that version is no longer there.
func (j *Journal) FileWaiting(ctx context.Context, w journal.Waiting) error {
	_, err := j.commit(ctx, 0, func(t tx) error {
		value, _, err := t.waiting(w)
		if errors.Is(err, journal.ErrChanged) && filed(t.Before, func(r seal.Record) bool {
			return journal.NewID(r.RID) == w.Record && r.Nonce == w.Nonce
		}) {
			return nil // by a try before this one, whose commit seemed to fail
		}
		if err != nil {
			return err
		}
		// bbolt may move the value while it writes.
		if _, err := t.Append(disk.BucketEntries, bytes.Clone(value)); err != nil {
			return err
		}
		return errors.Join(t.Remove(disk.BucketDrafts, disk.AddressKey(w.Address)), t.ScrubLater())
	})
	return err
}
