package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"sync/atomic"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Path is that of the journal.
func (u *Unlocked) Path() string { return u.j.Path() }

// AddSingly files entries as Add does one after the other, each under a key of
// its own, in one transaction.
func (j *Journal) AddSingly(ctx context.Context, entries ...journal.Entry) (ids []journal.ID, err error) {
	err = j.update(ctx, 0, func(t tx) error {
		for _, e := range entries {
			rid := j.newRID()
			if err := t.fileUnderNew(rid, payload{kind: kindEntry, entry: e.Promised()}); err != nil {
				return err
			}
			ids = append(ids, journal.NewID(rid))
		}
		return nil
	})
	return ids, err
}

// Indexed is of how many records it is known where they lie.
func (u *Unlocked) Indexed() int {
	if x := u.index.Load(); x != nil {
		return len(x.sorted()) + len(x.later)
	}
	return 0
}

// FileAndForgetIt files a draft, which takes it for a commit that failed.
func (d *Draft) FileAndForgetIt(ctx context.Context, e journal.Entry) error {
	return d.j.update(ctx, 0, func(t tx) error {
		if _, err := d.append(t, e); err != nil {
			return err
		}
		return d.remove(t)
	})
}

// SaveAndFail saves a draft in a transaction that fails.
func (d *Draft) SaveAndFail(ctx context.Context, e journal.Entry) error {
	return d.j.update(ctx, 0, func(t tx) error { return errors.Join(d.put(t, e), errors.New("the disk has gone")) })
}

// SaveUnheld is Save as it was when it held a page to no rule.
func (d *Draft) SaveUnheld(ctx context.Context, e journal.Entry) error {
	return d.j.update(ctx, 0, func(t tx) error { return d.put(t, e) })
}

// MarkBeside marks an intention as Mark did before it took out earlier marks, and
// as the joining of two copies still does.
func (u *Unlocked) MarkBeside(ctx context.Context, id journal.ID, i journal.Intention) error {
	first, err := id.Bytes()
	if err != nil {
		return err
	}
	return u.write(ctx, func(t tx) error {
		return u.fileOwn(t, u.j.newRID(), payload{kind: kindMark, of: first, entry: journal.Entry{Intention: i}})
	})
}

// AddUnknown adds a field of a newer shakeoff to a draft.
func (d *Draft) AddUnknown(content string) { d.unknown = appendField(nil, 77, []byte(content)) }

// UnknownIn returns the fields of a newer shakeoff in a draft as it was saved.
func (u *Unlocked) UnknownIn(ctx context.Context, d *Draft) (unknown []byte, err error) {
	err = u.change(ctx, func(t tx, r *reading) error {
		value, _, _ := t.Record(disk.BucketDrafts, d.address)
		p, err := r.openOne(value)
		unknown = p.unknown
		return err
	})
	return unknown, err
}

// reads counts how often a file is read.
type reads struct {
	io.ReaderAt
	n atomic.Int64
}

func (r *reads) ReadAt(b []byte, off int64) (int, error) {
	r.n.Add(1)
	return r.ReaderAt.ReadAt(b, off)
}

// counted has fn read the file of a journal, and returns how often it does.
func (j *Journal) counted(fn func(g *guard.File) error) (int, error) {
	data, err := os.ReadFile(j.Path())
	if err != nil {
		return 0, err
	}
	r := &reads{ReaderAt: bytes.NewReader(data)}
	g, err := guard.Open(r, int64(len(data)))
	if err != nil {
		return 0, err
	}
	err = fn(g)
	return int(r.n.Load()), err
}

// TailReads returns how often Tail reads the file.
func (u *Unlocked) TailReads(ctx context.Context, n int) (int, error) {
	m, err := u.j.file.Meta(ctx)
	if err != nil {
		return 0, err
	}
	return u.j.counted(func(g *guard.File) error {
		_, err := (&reading{ctx: ctx, file: g, meta: m, id: u.id}).tail(n)
		return err
	})
}

// AllReads returns how often reading everything reads the file.
func (u *Unlocked) AllReads(ctx context.Context) (int, error) {
	m, err := u.j.file.Meta(ctx)
	if err != nil {
		return 0, err
	}
	return u.j.counted(func(g *guard.File) error {
		r := &reading{ctx: ctx, file: g, meta: m, id: u.id}
		if err := r.loadKeys(); err != nil {
			return err
		}
		f, err := r.openAll(nil)
		if err != nil {
			return err
		}
		_, err = f.live(r)
		return err
	})
}

// QuickReads returns how often the check before a write reads the file.
func (u *Unlocked) QuickReads() (int, error) { return u.j.counted(disk.CheckPaths) }

// ReencodePayload decodes a payload and encodes it again, for the tests that
// hold that nothing is lost on the way and that no bytes can break the reader.
func ReencodePayload(b []byte) ([]byte, journal.Entry, error) {
	var d decoder
	if err := d.decode(b); err != nil {
		return nil, journal.Entry{}, err
	}
	return d.payload.encode(), d.payload.entry, nil
}

// EncodeEntry returns the payload of an entry, with unknown fields behind it.
func EncodeEntry(e journal.Entry, unknown []byte) []byte {
	return payload{kind: kindEntry, entry: e, unknown: unknown}.encode()
}

// WeighAtOnce adds many later weighings to an entry in one record, as no window does.
func (u *Unlocked) WeighAtOnce(ctx context.Context, id journal.ID, w ...journal.Weighing) error {
	first, err := id.Bytes()
	if err != nil {
		return err
	}
	return u.write(ctx, func(t tx) error {
		return u.fileOwn(t, u.j.newRID(), payload{kind: kindWeighing, of: first, entry: journal.Entry{Weighings: w}})
	})
}

// Forged is a record as somebody writes it who can write the file and holds no secret.
type Forged struct {
	Kind         byte // of an entry if 0
	RID, Of      seal.ID
	Replaces     []seal.ID
	Entry        journal.Entry
	InTheDrafts  bool
	OfLaterTimes bool // of a version of records that is not known
}

// Forge seals a record to a locked journal's recipient, and puts it there.
func (j *Journal) Forge(ctx context.Context, f Forged) error {
	return j.update(ctx, 0, func(t tx) error {
		key, err := t.keyOf(nil)
		if err != nil {
			return err
		}
		if f.RID == (seal.ID{}) {
			f.RID = j.newRID()
		}
		p := payload{kind: max(kindEntry, kind(f.Kind)), of: f.Of, replaces: f.Replaces, entry: f.Entry}
		value := t.seal(key, f.RID, p).Value
		if f.OfLaterTimes {
			value[0]++
			sum := sha256.Sum256(value[:len(value)-8])
			value = append(value[:len(value)-8], sum[:8]...)
		}
		bucket := disk.BucketEntries
		if f.InTheDrafts {
			bucket = disk.BucketDrafts
		}
		_, err = t.Append(bucket, value)
		return err
	})
}

// NewestOpens returns how many records looking for the n newest opens.
func (u *Unlocked) NewestOpens(ctx context.Context, n int) (opened int, err error) {
	err = u.read(ctx, func(r *reading) error {
		f := r.found()
		_, err := f.newest(n)
		opened = len(f.opened)
		return err
	})
	return opened, err
}

// AddUnordered files entries as a shakeoff does that knows of no order.
func (j *Journal) AddUnordered(ctx context.Context, entries ...journal.Entry) error {
	return j.file.Write(ctx, func(d *disk.Tx) error {
		for _, e := range entries {
			if err := (tx{d}).fileUnderNew(j.newRID(), payload{kind: kindEntry, entry: e}); err != nil {
				return err
			}
		}
		return nil
	})
}

// OrderKey is a key that the order has of an entry's later records; without its address.
func OrderKey(id journal.ID) string {
	rid, _ := id.Bytes()
	return "\x01" + string(rid[:])
}
