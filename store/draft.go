package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Draft is one page that is being written. Its key lives in it: it can
// overwrite its own page as often as it likes without being able to read any
// other, or, once Forget was called, even its own. It is for one goroutine at
// a time.
//
// It overwrites or deletes a draft in the file only if what lies there is what
// it last wrote itself. If its page was taken up, filed or removed by another
// window, it goes on as another page, under another name and key. So the worst
// that two windows can do to each other is a page kept twice, never a page lost.
type Draft struct {
	j       *Journal
	rid     seal.ID
	from    []seal.ID // drafts it was taken up from; a backup may still have them
	unknown []byte    // fields of a newer shakeoff, from a draft that was taken up
	key     *seal.Key
	epoch   seal.Epoch
	place   uint64                 // where it lies among the drafts; 0: nowhere
	saved   bool                   // it is known to have lain there
	mine    [][seal.NonceSize]byte // versions this page may have there: the last, and any whose commit failed
	since   uint64                 // entries' counter before the first try to keep it
	tries   []try                  // to keep it; empty as a rule
}

// try is a Keep whose commit failed, and may have gone through all the same.
type try struct {
	nonce [seal.NonceSize]byte
	entry journal.Entry
}

// NewDraft returns a page on which nothing is written yet. It does no I/O.
func (j *Journal) NewDraft() *Draft {
	d := &Draft{j: j}
	if _, err := io.ReadFull(j.opts.Random, d.rid[:]); err != nil {
		d.rid = seal.ID{} // seal tries again, and tells
	}
	return d
}

// Record returns the name under which the page waits among the drafts once it
// was saved: how a window knows its own page from those of others.
func (d *Draft) Record() journal.ID { return journal.NewID(d.rid) }

// Save seals the page as it stands and puts it among the drafts.
func (d *Draft) Save(ctx context.Context, e journal.Entry) error {
	err := d.j.update(ctx, func(t *tx) error {
		if err := d.goOn(t); err != nil {
			return err
		}
		value, err := d.seal(t, d.rid, d.payload(e))
		if err != nil {
			return err
		}
		return d.put(t, value)
	})
	if err == nil {
		d.mine, d.saved = d.mine[len(d.mine)-1:], true
	}
	return err
}

// Keep files the page as an entry and takes the draft away, in one
// transaction. Called again after an error, it never files the page twice; if
// the page was filed after all and has other words by now, they become its
// next version.
func (d *Draft) Keep(ctx context.Context, e journal.Entry) (*Kept, error) {
	if e.Blank() {
		return nil, fmt.Errorf("a page without a word: %w", journal.ErrInvalid)
	}
	e = e.Promised()
	var k *Kept
	err := d.j.update(ctx, func(t *tx) error {
		records, err := d.file(t, e)
		if err != nil {
			return err
		}
		k = &Kept{j: d.j, rid: d.rid, key: d.key, epoch: d.epoch, records: append(records, d.from...)}
		return d.takeOut(t)
	})
	if err != nil {
		return nil, err
	}
	d.key, d.mine, d.place, d.saved, d.tries = nil, nil, 0, false, nil // the key went on to k
	return k, nil
}

// file puts the page among the entries, and returns its records.
func (d *Draft) file(t *tx, e journal.Entry) ([]seal.ID, error) {
	if done, ok := d.filed(t); ok { // and not by another window
		if sameWords(done, e) {
			return []seal.ID{d.rid}, nil
		}
		return d.fileNext(t, e)
	}
	if err := d.goOn(t); err != nil {
		return nil, err
	}
	value, err := d.seal(t, d.rid, d.payload(e))
	if err != nil {
		return nil, err
	}
	r, err := seal.ParseRecord(value)
	if err != nil {
		return nil, err
	}
	if len(d.tries) == 0 {
		d.since = t.bucket(bucketEntries).Sequence()
	}
	d.tries = append(d.tries, try{nonce: r.Nonce, entry: e})
	_, err = t.append(bucketEntries, value)
	return []seal.ID{d.rid}, err
}

// fileNext files other words as the next version of a page that a Keep before
// has filed although it failed.
func (d *Draft) fileNext(t *tx, e journal.Entry) ([]seal.ID, error) {
	next, err := d.j.newRID()
	if err != nil {
		return nil, err
	}
	p := d.payload(e)
	p.of, p.replaces = d.rid, append([]seal.ID{d.rid}, p.replaces...)
	value, err := d.seal(t, next, p)
	if err != nil {
		return nil, err
	}
	if _, err := t.takeOut(setOf(d.rid), bucketEntries); err != nil {
		return nil, err
	}
	// The key is the next version's too.
	if err := errors.Join(t.put(bucketDead, d.rid[:], []byte{whyReplaced}), t.putKey(d.key)); err != nil {
		return nil, err
	}
	_, err = t.append(bucketEntries, value)
	return []seal.ID{d.rid, next}, err
}

func sameWords(a, b journal.Entry) bool {
	same := func(a, b journal.Weighing) bool { return a.Same(b) }
	return slices.Equal(a.Answers, b.Answers) && slices.EqualFunc(a.Weighings, b.Weighings, same)
}

// filed says whether a Keep that failed has filed the page after all, and what
// it held.
func (d *Draft) filed(t *tx) (e journal.Entry, ok bool) {
	if len(d.tries) == 0 {
		return e, false
	}
	t.filedAfter(d.since, func(r seal.Record) bool {
		for _, tried := range d.tries {
			if r.RID == d.rid && r.Nonce == tried.nonce {
				e, ok = tried.entry, true
			}
		}
		return ok
	})
	return e, ok
}

// goOn makes the page another one if it was saved and is no longer there: what
// became of it in another window, as an entry or as that window's page, keeps
// its name and its key for itself.
func (d *Draft) goOn(t *tx) (err error) {
	if _, ours := d.ours(t); ours || !d.saved {
		return nil
	}
	if _, ok := d.filed(t); ok {
		return nil // it is an entry by our own doing
	}
	if d.key != nil {
		d.key.Wipe()
	}
	d.key, d.mine, d.place, d.saved, d.from, d.tries = nil, nil, 0, false, nil, nil
	d.rid, err = d.j.newRID()
	return err
}

// Discard takes the page out of the drafts, if it is there and still its own.
func (d *Draft) Discard(ctx context.Context) error {
	if d.place == 0 {
		return nil
	}
	err := d.j.update(ctx, func(t *tx) error {
		if _, ours := d.ours(t); !ours {
			return nil // its key may be another window's by now
		}
		if err := d.takeOut(t); err != nil {
			return err
		}
		return t.dropKey(d.key)
	})
	if err == nil {
		d.mine, d.place, d.saved = nil, 0, false
	}
	return err
}

// Forget wipes the key. What is in the file can be opened only by unlocking.
func (d *Draft) Forget() {
	if d.key != nil {
		d.key.Wipe()
	}
	*d = *d.j.NewDraft()
}

// payload is the page with what belongs to it beside the words.
func (d *Draft) payload(e journal.Entry) payload {
	return payload{kind: kindEntry, replaces: d.from, entry: e, unknown: d.unknown}
}

// seal seals a payload under the key of this page. No key outlives its epoch:
// if another window has set, changed or removed the lock, a key that the old
// identity could open is not used again.
func (d *Draft) seal(t *tx, rid seal.ID, p payload) ([]byte, error) {
	var err error
	if rid == (seal.ID{}) { // NewDraft could draw none
		if rid, err = d.j.newRID(); err != nil {
			return nil, err
		}
		d.rid = rid
	}
	if d.key, err = t.keyOf(d.key, d.epoch); err != nil {
		return nil, err
	}
	d.epoch = t.meta.epoch
	plain := p.encode()
	defer clear(plain)
	return d.key.SealRecord(rid, plain, t.j.opts.Random)
}

// keyOf returns the key if it is of this epoch, else a new one, and makes sure
// that it lies in the file.
func (t *tx) keyOf(k *seal.Key, epoch seal.Epoch) (*seal.Key, error) {
	if k == nil || epoch != t.meta.epoch {
		if k != nil {
			k.Wipe()
		}
		var err error
		if k, err = seal.NewKey(t.j.opts.Random); err != nil {
			return nil, err
		}
	}
	return k, t.putKey(k)
}

// put overwrites this page's draft, or makes one.
func (d *Draft) put(t *tx, value []byte) error {
	r, err := seal.ParseRecord(value)
	if err != nil {
		return err
	}
	if old, ok := d.ours(t); ok {
		if err := t.put(bucketDrafts, addressKey(d.place), value); err != nil {
			return err
		}
		if old.KID != r.KID {
			err = t.remove(bucketKeys, old.KID[:])
		}
	} else {
		d.place, err = t.append(bucketDrafts, value)
		d.mine = nil
	}
	// A commit may fail and yet have gone through: every version written is
	// remembered until one is known to lie there.
	d.mine = append(d.mine, r.Nonce)
	if len(d.mine) > maxMine {
		d.mine = d.mine[1:]
	}
	return err
}

// maxMine bounds the versions remembered on a disk that keeps failing.
const maxMine = 64

// ours returns this page's draft as it lies in the file, if it is one that
// this Draft wrote.
func (d *Draft) ours(t *tx) (seal.Record, bool) {
	if d.place == 0 {
		return seal.Record{}, false
	}
	_, r, ok := t.record(bucketDrafts, d.place)
	if !ok || r.RID != d.rid {
		return r, false
	}
	for _, nonce := range d.mine {
		if r.Nonce == nonce {
			return r, true
		}
	}
	return r, false
}

func (d *Draft) takeOut(t *tx) error {
	old, ok := d.ours(t)
	if !ok {
		return nil
	}
	if err := t.remove(bucketDrafts, addressKey(d.place)); err != nil {
		return err
	}
	if d.key != nil && old.KID != d.key.ID {
		return t.remove(bucketKeys, old.KID[:])
	}
	return nil
}

func (t *tx) dropKey(k *seal.Key) error {
	if k == nil {
		return nil
	}
	return t.remove(bucketKeys, k.ID[:])
}

// KeepWaiting files a waiting draft as it is, word for word, without reading
// it: that is possible even while locked. ErrChanged if it is no longer there
// in that version.
func (j *Journal) KeepWaiting(ctx context.Context, w journal.Waiting) error {
	return j.update(ctx, func(t *tx) error {
		value, err := t.waiting(w)
		if errors.Is(err, journal.ErrChanged) && t.filedAfter(0, func(r seal.Record) bool {
			return journal.NewID(r.RID) == w.Record && r.Nonce == w.Nonce
		}) {
			return nil // by a try before this one, whose commit seemed to fail
		}
		if err != nil {
			return err
		}
		// bbolt may move the value while it writes.
		value = append([]byte(nil), value...)
		if _, err := t.append(bucketEntries, value); err != nil {
			return err
		}
		return t.remove(bucketDrafts, addressKey(w.Address))
	})
}

// waiting returns a waiting draft's value in just that version.
func (t *tx) waiting(w journal.Waiting) ([]byte, error) {
	value, r, ok := t.record(bucketDrafts, w.Address)
	if !ok || journal.NewID(r.RID) != w.Record || r.Nonce != w.Nonce {
		return nil, fmt.Errorf("the waiting page: %w", journal.ErrChanged)
	}
	return value, nil
}
