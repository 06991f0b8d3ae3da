package journaltest

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/page"
)

// Passphrase is what opens a journal on which Lock was called, and RecoveryKey what
// opens it too if that was done before the file was made.
const (
	Passphrase  = "heron on the gate"
	RecoveryKey = "AGE-SECRET-KEY-PQ-1S0WDJGDE3YNECTE2XLWJDAQVS8F9WE99GY0CWUHK52DWMJXDQ4VSHCSS4J"
)

// New returns a journal without a lock in which nothing is filed yet. A test then
// prepares it; what it prepares lies in the file from the first call on.
func New(t testing.TB, now func() time.Time) *Journal {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	j := &Journal{t: t, now: now, Fail: map[string]error{}, Panics: map[string]any{}}
	j.store, j.other = open(path, now, 1<<40), open(path, now, 1<<48)
	j.window = wire.New(j.store)
	j.Journal = j.window
	return j
}

// open returns the journal at a path, as a process that draws its ids from here on.
func open(path string, now func() time.Time, from uint64) *store.Journal {
	return store.New(store.Options{
		Path: path, WorkFactor: storetest.WorkFactor, Patience: time.Minute, Now: now,
		Random: &counter{n: from}, Backups: backup.Options{Off: true},
	})
}

// counter gives ids, keys and nonces in a fixed order, so that goldens do not change.
type counter struct {
	mu sync.Mutex
	n  uint64
}

func (c *counter) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	clear(p)
	for i, n := len(p)-1, c.n; i >= 0; i, n = i-1, n>>8 {
		p[i] = byte(n)
	}
	return len(p), nil
}

// content is what a test wants in the file before the program opens it.
type content struct {
	absent, locked, pending, newer bool
	offered                        store.Offer
	entries, waiting               []journal.Entry
	edits                          []edit
}

// edit is what became of an entry in several windows.
type edit struct {
	id    journal.ID
	texts []string
}

// Path is where the file lies.
func (j *Journal) Path() string { return j.store.Path() }

// Absent takes the file away.
func (j *Journal) Absent() {
	if j.content.absent = true; j.made {
		j.check(os.Remove(j.store.Path()))
	}
}

// Lock sets a lock that Passphrase opens. Where there is one already it is another,
// as if somebody had taken it off and set it again.
func (j *Journal) Lock() {
	was := j.secret
	if j.content.locked, j.secret = true, Passphrase; !j.made {
		return
	}
	u := j.unlockOther(was)
	if was != "" {
		j.check(u.SetPassphrase(j.t.Context(), nil))
	}
	j.check(u.SetPassphrase(j.t.Context(), []byte(Passphrase)))
}

// Offer notes that something was offered before.
func (j *Journal) Offer(o page.Offer) {
	if j.content.offered |= store.Offer(o); j.made {
		j.check(j.other.MarkOffered(j.t.Context(), store.Offer(o)))
	}
}

// Add files an entry and returns its id.
func (j *Journal) Add(e journal.Entry) journal.ID {
	j.ids++
	var rid [journal.RecordSize]byte
	binary.BigEndian.PutUint64(rid[len(rid)-8:], j.ids)
	e.ID = journal.NewID(rid)
	if !j.made {
		j.content.entries = append(j.content.entries, e)
		return e.ID
	}
	_, err := j.other.Import(j.t.Context(), e)
	j.check(err)
	return e.ID
}

// Wait leaves an unfinished page.
func (j *Journal) Wait(e journal.Entry) {
	if !j.made {
		j.content.waiting = append(j.content.waiting, e)
		return
	}
	j.leave(j.other, e)
}

func (j *Journal) leave(s *store.Journal, e journal.Entry) {
	d := s.NewDraft()
	j.check(d.Save(j.t.Context(), e))
	d.Forget()
}

// Edit gives an entry a version for each of these texts, as windows do that edit it
// at once.
func (j *Journal) Edit(id journal.ID, texts ...string) {
	if !j.made {
		j.content.edits = append(j.content.edits, edit{id, texts})
		return
	}
	j.edit(j.Elsewhere(), id, texts)
}

func (j *Journal) edit(u *store.Unlocked, id journal.ID, texts []string) {
	was, err := u.Entries(j.t.Context(), id)
	j.check(err)
	for _, text := range texts {
		e := was[0]
		e.Answers = slices.Clone(e.Answers)
		e.Answers[0].Text = text
		_, err := u.Edit(j.t.Context(), e)
		j.check(err)
	}
}

// Delete takes an entry out.
func (j *Journal) Delete(id journal.ID) {
	j.check(j.Elsewhere().Delete(j.t.Context(), store.Deleted, id))
}

// Pending takes an entry out that is not overwritten yet.
func (j *Journal) Pending() { j.content.pending = true }

// ReadOnly makes it a file that this program may not write.
func (j *Journal) ReadOnly() { j.content.newer = true }

// Safeguard has pages that the journal does not take put into another folder.
func (j *Journal) Safeguard() {
	j.window.Safeguard(j.now, j.t.TempDir())
	j.t.Cleanup(func() { j.window.End(time.Minute) })
}

// Damage makes an entry one that cannot be opened any more.
func (j *Journal) Damage(id journal.ID) {
	j.make()
	storetest.Damage(j.t, j.store, id)
}

// files has every content that was made before, so that it need only be written.
var files sync.Map // from string to []byte

//go:embed testdata/locked.db.gz
var locked []byte

// make puts the content into the file, once.
func (j *Journal) make() {
	if j.made {
		return
	}
	if j.made = true; j.content.absent {
		return
	}
	name := fmt.Sprintf("%+v", j.content)
	if data, ok := files.Load(name); ok {
		j.check(os.WriteFile(j.store.Path(), data.([]byte), 0o600))
		return
	}
	j.build()
	data, err := os.ReadFile(j.store.Path())
	j.check(err)
	files.Store(name, data)
}

// build makes the file of the content.
func (j *Journal) build() {
	c, ctx := j.content, j.t.Context()
	s := open(j.store.Path(), j.now, 1<<32)
	if c.locked {
		z, err := gzip.NewReader(bytes.NewReader(locked))
		j.check(err)
		data, err := io.ReadAll(z)
		j.check(errors.Join(err, os.WriteFile(s.Path(), data, 0o600)))
	}
	j.check(s.MarkOffered(ctx, c.offered))
	_, err := s.Import(ctx, c.entries...)
	j.check(err)
	for _, e := range c.waiting {
		j.leave(s, e)
	}
	for _, e := range c.edits {
		u, err := s.Unlock(ctx, []byte(j.secret))
		j.check(err)
		j.edit(u, e.id, e.texts)
	}
	if c.pending {
		k, err := s.NewDraft().File(ctx, storetest.Entry("to be burnt"))
		j.check(err)
		cut, stop := context.WithCancel(ctx)
		stop()
		j.check(k.Burn(cut))
	}
	if c.newer {
		storetest.Newer(j.t, s)
	}
}

func (j *Journal) check(err error) {
	j.t.Helper()
	if err != nil {
		j.t.Fatal(err)
	}
}

// Elsewhere returns the journal as another window has it unlocked.
func (j *Journal) Elsewhere() *store.Unlocked {
	j.make()
	return j.unlockOther(j.secret)
}

func (j *Journal) unlockOther(secret string) *store.Unlocked {
	u, err := j.other.Unlock(j.t.Context(), []byte(secret))
	j.check(err)
	return u
}

// Entries returns all that can be opened, in the order in which it was filed.
func (j *Journal) Entries() []journal.Entry {
	if !j.status().Exists {
		return nil
	}
	all, err := j.Elsewhere().All(j.t.Context())
	if !errors.Is(err, journal.ErrDamaged) {
		j.check(err)
	}
	slices.SortStableFunc(all, func(a, b journal.Entry) int {
		x, _ := a.ID.Bytes()
		y, _ := b.ID.Bytes()
		return bytes.Compare(x[:], y[:])
	})
	return all
}

// Drafts returns what the unfinished pages say, the oldest first, those of the
// program too.
func (j *Journal) Drafts() []journal.Entry {
	if !j.status().Exists {
		return nil
	}
	waiting, err := j.Elsewhere().Drafts(j.t.Context())
	j.check(err)
	var drafts []journal.Entry
	for _, w := range waiting {
		drafts = append(drafts, w.Entry)
	}
	return drafts
}

// Rescued returns what the pages say that were put elsewhere.
func (j *Journal) Rescued() (texts []string) {
	for i, path := range j.window.Rescued() {
		u, err := open(path, j.now, 1<<56).Unlock(j.t.Context(), []byte(j.secret))
		j.check(err)
		entries, err := u.All(j.t.Context())
		if j.check(err); len(entries) != 1 {
			j.t.Fatalf("%d entries in rescued page %d", len(entries), i)
		}
		texts = append(texts, entries[0].Text(journal.Happened))
	}
	return texts
}

// Records returns what lies in a bucket of the file.
func (j *Journal) Records(bucket string) (records []string) {
	storetest.Walk(j.t, []byte(storetest.ReadFile(j.t, j.Path())), bucket, func(_, v []byte) { records = append(records, string(v)) })
	return records
}

func (j *Journal) status() store.Status {
	j.make()
	s, err := j.other.Status(j.t.Context())
	j.check(err)
	return s
}

// Offered says that something was offered.
func (j *Journal) Offered(o page.Offer) bool { return j.status().Offered&store.Offer(o) != 0 }

// IsPending says that something must still be overwritten.
func (j *Journal) IsPending() bool { return j.status().Pending }

// Locked says that a lock is set.
func (j *Journal) Locked() bool { return j.status().Locked }

// LockedBy says that a lock is set, and that this passphrase opens it.
func (j *Journal) LockedBy(passphrase string) bool {
	u, err := j.other.Unlock(j.t.Context(), []byte(passphrase))
	return err == nil && u != nil && j.Locked()
}

// Identities says how many of the identities that were handed out are still in
// memory.
func (j *Journal) Identities() int {
	n := 0
	for _, u := range j.unlocked {
		if u.RecoveryKey() != "" {
			n++
		}
	}
	return n
}
