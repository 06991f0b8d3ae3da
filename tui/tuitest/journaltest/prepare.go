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
	j.Window = wire.New(j.store)
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

// prepare returns the content as long as it is not in the file.
func (j *Journal) prepare() *content {
	if j.made {
		j.t.Fatal("the program has opened the file, and this should have been done before")
	}
	return &j.content
}

// Absent leaves the file out.
func (j *Journal) Absent() { j.prepare().absent = true }

// Lock sets a lock that Passphrase opens. Where there is one already it is another,
// as if somebody had taken it off and set it again.
func (j *Journal) Lock() {
	was := j.secret
	if j.content.locked, j.secret = true, Passphrase; !j.made {
		return
	}
	u := storetest.Unlock(j.t, j.other, was)
	if was != "" {
		j.check(u.RemoveLock(j.t.Context()))
	}
	j.check(u.SetPassphrase(j.t.Context(), []byte(Passphrase)))
}

// Offer notes that something was offered before.
func (j *Journal) Offer(o page.Offer) { j.prepare().offered |= store.Offer(o) }

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
	c := j.prepare()
	c.waiting = append(c.waiting, e)
}

// Edit gives an entry a version for each of these texts, as windows do that edit it
// at once.
func (j *Journal) Edit(id journal.ID, texts ...string) {
	c := j.prepare()
	c.edits = append(c.edits, edit{id, texts})
}

// Delete takes an entry out.
func (j *Journal) Delete(id journal.ID) {
	j.check(j.Elsewhere().Delete(j.t.Context(), store.Deleted, id))
}

// Pending takes an entry out that is not overwritten yet.
func (j *Journal) Pending() { j.prepare().pending = true }

// ReadOnly makes it a file that this program may not write.
func (j *Journal) ReadOnly() { j.prepare().newer = true }

// Safeguard has pages that the journal does not take put into another folder.
func (j *Journal) Safeguard() {
	j.Window.Safeguard(j.now, j.t.TempDir())
	j.t.Cleanup(func() { j.Window.End(time.Minute) })
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
		d := s.NewDraft()
		j.check(d.Save(ctx, e))
		d.Forget()
	}
	for _, e := range c.edits {
		u := storetest.Unlock(j.t, s, j.secret)
		was, err := u.Entries(ctx, e.id)
		j.check(err)
		for _, text := range e.texts {
			next := was[0]
			next.Answers = slices.Clone(next.Answers)
			next.Answers[0].Text = text
			_, err := u.Edit(ctx, next)
			j.check(err)
		}
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
