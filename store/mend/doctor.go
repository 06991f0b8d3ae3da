package mend

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Examine says how the file stands and what to do next. With deep, every page is accounted for.
// Damage is a finding, and so is a missing file or one of another kind; the error is for a file that
// could not be examined.
func Examine(ctx context.Context, f disk.File, deep bool) (Report, error) {
	r := Report{Path: f.Path, Deep: deep}
	file, err := f.Hold(ctx, false)
	switch {
	case errors.Is(err, journal.ErrNoJournal):
		r.say(Well, "write a page, and shakeoff makes one", "There is no journal here yet.")
		r.Place(f.Path)
		return r, nil
	case errors.Is(err, journal.ErrNotJournal):
		r.say(Bad, nextOther, "%v.", err)
		return r, nil
	case err != nil:
		return r, err
	}
	defer file.Close() // releases the lock; nothing was written
	info, err := file.Stat()
	if err != nil {
		return r, err
	}
	r.Exists, r.Size, r.Mode = true, info.Size(), info.Mode().Perm()
	r.outside(info, f.Resolved())
	r.sayIf(!f.Writable(), Warn, "check who owns it, and whether its disk can be written", "You may read this journal, but not write in it.")
	r.Place(f.Resolved())
	if r.HeaderCopies, err = f.HeaderCopies(); err != nil {
		r.say(Warn, "check who may read the folder", "The folder of the journal cannot be listed.")
	}
	g, err := guard.Open(file, info.Size())
	if err != nil {
		r.unopened(err)
		return r, nil
	}
	e := exam{ctx: ctx, file: g, keys: make(map[seal.ID]seal.Epoch), Report: &r}
	e.Opened, e.OneHeader = true, g.OneHeader()
	e.readMeta()
	e.records()
	e.pages(deep)
	r.conclude()
	return r, ctx.Err()
}

// unopened reports on a file without a readable header.
func (r *Report) unopened(err error) {
	switch {
	case errors.Is(err, guard.ErrEmpty):
		r.say(Bad, nextRestore, "The file is empty. A journal never is, so something has emptied it.")
	case errors.Is(err, guard.ErrNotBolt):
		r.say(Bad, nextOther+"; if it was your journal once, "+nextRestore, "This is not a shakeoff journal, or too damaged to recognise.")
	case errors.Is(err, guard.ErrDamaged):
		r.fault(err)
		r.say(Bad, nextEither, "The beginning of the file is damaged: it cannot be opened.")
	default:
		r.fault(err)
		r.say(Bad, "copy the file to another disk before anything else; then "+nextEither, "The disk cannot read the file.")
	}
}

func (r *Report) outside(info fs.FileInfo, path string) {
	r.sayIf(others(info), Warn, "chmod 600 "+Quoted(path), "Others on this computer may open the file (mode %03o).", r.Mode)
	r.sayIf(!mine(info), Warn, "check who owns it before you write in it", "The file belongs to another user.")
	if d, err := os.Stat(filepath.Dir(path)); err == nil && others(d) {
		r.say(Warn, "keep the journal in a folder of your own, with mode 700", "Others on this computer may look into the folder of the journal (mode %03o).", d.Mode().Perm())
	}
	if service := disk.Synced(path); service != "" {
		r.say(Warn, "write on one computer at a time, and let "+service+" finish before you go on at another", "The journal is in a folder that %s copies to other computers.", service)
	} else if kind := disk.Network(path); kind != "" {
		r.say(Well, "", "The journal is on a network drive (%s). One computer at a time can use it; the others wait for it.", kind)
	}
}

// Place warns if nothing can be written in the folder of a file, or in the nearest one above it that
// exists.
func (r *Report) Place(path string) {
	folder := filepath.Dir(path)
	for {
		above := filepath.Dir(folder)
		if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) || above == folder {
			break
		}
		folder = above
	}
	next := "check who owns it, and whether its disk can be written; or keep the journal elsewhere with --journal FILE"
	r.sayIf(!mayWrite(folder), Warn, next, "Nothing can be written in the folder %s.", folder)
}

type exam struct {
	ctx  context.Context //nolint:containedctx // lives as long as the call it was made for
	file *guard.File
	keys map[seal.ID]seal.Epoch // of every key, its epoch
	meta disk.Meta
	*Report
}

func (e *exam) readMeta() {
	if v, err := e.file.Get(disk.BucketMeta, []byte(disk.MetaFormat)); err == nil && len(v) == 1 {
		e.Format = int(v[0])
	}
	m, err := disk.ReadMeta(e.file)
	if err != nil {
		e.fault(err)
		e.say(Bad, nextEither, "The part of the file with its lock and format cannot be read.")
		return
	}
	e.meta = m
	e.Newer, e.Locked, e.Pending, e.Epoch = !m.Writable(), m.Locked(), m.Pending(), hex.EncodeToString(m.Epoch[:])
	if _, err = m.SealTo(); err == nil && !m.Locked() {
		var id *seal.Identity
		if id, err = m.OpenClear(); err == nil {
			id.Wipe()
		}
	}
	switch {
	case err == nil:
	case m.Recipient == "":
		e.say(Bad, "`shakeoff rekey` makes a new one; it asks for the passphrase or the recovery key", "The key that new pages are sealed to is missing; nothing can be written until it is back.")
	default:
		e.say(Bad, "do not write in it; "+nextEither, "The key that new pages are sealed to does not belong to this journal. It is damaged, or someone has exchanged it.")
	}
}

// records checks the sum and the key of every record.
func (e *exam) records() {
	opens, end := opener(e.meta.Identity)
	defer end()
	e.walk(disk.BucketKeys, func(k, box []byte) {
		e.Keys++
		epoch, _, err := seal.BoxEpoch(box)
		if err != nil || len(k) != seal.IDSize || epoch == e.meta.Epoch && !opens(seal.ID(k), box) {
			return // the records that need it lack their key
		}
		e.keys[seal.ID(k)] = epoch
	})
	e.walk(disk.BucketTombstones, func(_, _ []byte) { e.Purged++ })
	count := func(n *int) func(_, v []byte) {
		return func(_, v []byte) {
			*n++
			e.record(v)
		}
	}
	e.walk(disk.BucketEntries, count(&e.Records))
	e.walk(disk.BucketDrafts, count(&e.Drafts))
}

func (e *exam) record(value []byte) {
	r, err := seal.ParseRecord(value)
	switch {
	case errors.Is(err, seal.ErrVersion):
		e.NewerRecords++
		return
	case err != nil:
		e.BadRecords++
		return
	}
	epoch, ok := e.keys[r.KID]
	switch {
	case !ok:
		e.KeyMissing++
	case epoch != e.meta.Epoch && e.Epoch != "":
		e.KeyOfOther++
	}
}

func (e *exam) walk(bucket string, fn func(k, v []byte)) {
	err := e.file.Walk(bucket, func(k, v []byte) error {
		fn(k, v)
		return e.ctx.Err()
	})
	if err != nil && e.ctx.Err() == nil {
		e.UnreadBuckets++
		e.fault(err)
	}
}

// pages checks the pages that the next write relies on, and all others if asked.
func (e *exam) pages(deep bool) {
	err := disk.CheckPaths(e.file)
	e.Writable = err == nil
	e.fault(err)
	if !deep || e.ctx.Err() != nil {
		return
	}
	e.Pages = e.file.Pages()
	for _, err := range e.file.Deep() {
		e.fault(err)
	}
}
