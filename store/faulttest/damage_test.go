//go:build unix

package faulttest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/storetest"
)

// patience is how long one call on a damaged file may take before it counts
// as a hang. It is no measure of speed: all of them together take milliseconds.
const patience = 2 * time.Minute

// outcome is what became of a damaged file.
type outcome int

const (
	readWhole outcome = iota
	readInPart
	refused
)

// TestDamaged breaks a journal in every way that storage.md names, and in a
// thousand at random: no panic, no hang, no journal that is silently empty, no
// wrong word, no byte changed by reading, and every error says what to do.
func TestDamaged(t *testing.T) {
	t.Parallel()
	files := rounds(40, 1000)
	counts, saved := make(map[outcome]int), 0
	bases := []*base{newBase(t, ""), newBase(t, storetest.Passphrase)}
	n := 0
	try := func(b *base, name string, data []byte) outcome {
		n++
		d := damaged{base: b, T: t, name: name, data: data}
		was := d.try()
		counts[was]++
		saved += d.saved
		return was
	}
	for _, b := range bases {
		if try(b, "none", b.data) != readWhole {
			t.Fatal("the journal itself is not read whole")
		}
		for _, k := range namedDamages() {
			data := k.do(bytes.Clone(b.data))
			if bytes.Equal(data, b.data) {
				t.Errorf("%s: it changed nothing", k.name)
			}
			if was := try(b, k.name, data); was != k.want {
				t.Errorf("%s, locked %v: outcome %d, want %d", k.name, b.secret != "", was, k.want)
			}
		}
	}
	random := rand.New(rand.NewPCG(20, 26))
	for i := range files {
		b := bases[i%len(bases)]
		data := bytes.Clone(b.data)
		var names []string
		for range 1 + random.IntN(4) {
			var name string
			data, name = harm(data, random, b.used)
			names = append(names, name)
		}
		try(b, fmt.Sprintf("random %d: %s", i, strings.Join(names, ", ")), data)
	}
	t.Logf("damaged %d, read whole %d, read in part %d, refused %d, panics 0, silently empty 0; salvage brought %d of %d entries back",
		n, counts[readWhole], counts[readInPart], counts[refused], saved, n*entries)
	if counts[readInPart] < files/10 || counts[refused] < files/10 {
		t.Errorf("the damage is not what it should be: %v", counts)
	}
}

// entries is how many the journals have that are damaged.
const entries = 80

// base is a sound journal.
type base struct {
	secret, recovery string
	data             []byte
	used             int               // bytes, from the beginning, in which pages were ever used
	text             map[string]string // of each entry, by id
}

// newBase writes a journal with entries that were added together and alone,
// edited, weighed and marked, with drafts and a burnt page.
func newBase(t *testing.T, secret string) *base {
	t.Helper()
	j := storetest.New(t)
	if secret != "" {
		storetest.Lock(t, j)
	}
	kept, err := j.NewDraft().File(t.Context(), storetest.Entry("burnt"))
	check(t, err)
	check(t, kept.Burn(t.Context()))
	var some []journal.Entry
	for i := range entries / 2 {
		some = append(some, numbered(i))
	}
	_, err = j.Add(t.Context(), some...)
	check(t, err)
	for i := entries / 2; i < entries-3; i++ {
		_, err = j.Add(t.Context(), numbered(i))
		check(t, err)
	}
	u := storetest.Unlock(t, j, secret)
	b := &base{secret: secret, recovery: u.RecoveryKey(), text: make(map[string]string)}
	all, err := u.All(t.Context())
	check(t, err)
	edited := all[7]
	edited.Answers[0].Text += ", said better"
	_, err = u.Edit(t.Context(), edited)
	check(t, err)
	check(t, u.Weigh(t.Context(), all[8].ID, journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: 1}))
	check(t, j.NewDraft().Save(t.Context(), storetest.Entry("half a page")))
	check(t, j.NewDraft().Save(t.Context(), storetest.Entry("half", strings.Repeat("a long page ", 1000))))
	for i := entries - 3; i < entries; i++ {
		_, err = j.Add(t.Context(), numbered(i))
		check(t, err)
	}
	all, err = u.All(t.Context())
	check(t, err)
	if len(all) != entries {
		t.Fatalf("%d entries", len(all))
	}
	for _, e := range all {
		b.text[string(e.ID)] = e.Text(journal.Happened)
	}
	b.data, err = os.ReadFile(j.Path())
	check(t, err)
	b.used = len(bytes.TrimRight(b.data, "\x00"))
	return b
}

func numbered(i int) journal.Entry {
	return storetest.Entry("entry "+strconv.Itoa(i), strings.Repeat("words ", i))
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// damaged is one damaged file on trial.
type damaged struct {
	*base
	*testing.T
	name  string
	data  []byte
	saved int // entries that salvage brought back
}

// try does with the file whatever a person may do.
func (d *damaged) try() outcome {
	dir, err := os.MkdirTemp(d.TempDir(), "")
	check(d.T, err)
	defer func() { check(d.T, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "journal.db")
	check(d.T, os.WriteFile(path, d.data, 0o600))
	j := storetest.Open(path)

	var status store.Status
	statusErr := d.bounded("status", func(ctx context.Context) (err error) { status, err = j.Status(ctx); return err })
	got, readErr := d.read("read", j, d.secret)
	var report mend.Report
	d.named("doctor", d.bounded("doctor", func(ctx context.Context) (err error) { report, err = mend.Examine(ctx, j.File(), true); return err }))
	d.unchanged(path)
	d.named("status", statusErr)
	d.named("read", readErr)
	d.salvage(j, filepath.Join(dir, "saved.db"), got)
	d.unchanged(path)
	d.write(j, got)

	if statusErr == nil && !status.Exists {
		d.Errorf("%s: it is said that there is no journal", d.name)
	}
	// The state before the last page is what one damaged header may lead to,
	// and that is told.
	last := 0
	if status.OneHeader {
		last = 1
	}
	if statusErr == nil && readErr == nil && len(got) < len(d.text)-last {
		d.Errorf("%s: %d of %d entries are read, and nothing is said of it", d.name, len(got), len(d.text))
	}
	if readErr != nil && report.Worst() != mend.Bad && (d.secret == "" || !errors.Is(readErr, journal.ErrDamaged)) {
		d.Errorf("%s: doctor finds it %s, reading says %v", d.name, report.Worst(), readErr)
	}
	for _, f := range report.Findings {
		if f.Level != mend.Well && f.Next == "" {
			d.Errorf("%s: no next step for %q", d.name, f.What)
		}
	}
	switch {
	case readErr == nil:
		return readWhole
	case len(got) > 0:
		return readInPart
	}
	return refused
}

// bounded runs one call, and fails the test if it panics or does not end.
func (d *damaged) bounded(what string, call func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(d.Context(), patience)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				d.Errorf("%s: %s panics: %v", d.name, what, p)
				done <- nil
			}
		}()
		done <- call(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		d.Fatalf("%s: %s hangs", d.name, what)
		return nil
	}
}

// read returns the texts of all entries that can be read, by id, having held
// that no word is wrong.
func (d *damaged) read(what string, j *store.Journal, secret string) (map[string]string, error) {
	got := make(map[string]string)
	err := d.bounded(what, func(ctx context.Context) error {
		u, err := j.Unlock(ctx, []byte(secret))
		if err != nil {
			return err
		}
		defer u.Lock()
		all, err := u.All(ctx)
		for _, e := range all {
			got[string(e.ID)] = e.Text(journal.Happened)
		}
		_, draftsErr := u.Drafts(ctx)
		return errors.Join(err, draftsErr)
	})
	for id, text := range got {
		// An edited entry may come back as it was before; without a root, a draft
		// that nobody can tell from an entry is filed as one.
		want, isEntry := d.text[id]
		before, draft := text+", said better" == want, !isEntry && strings.HasPrefix(text, "half")
		if text != want && !before && !draft && text != written {
			d.Errorf("%s: %s: an entry says %q, want %q", d.name, what, text, want)
		}
	}
	return got, err
}

// named holds that an error is one that the commands know an answer to, and that it
// does not carry a word.
func (d *damaged) named(what string, err error) {
	if err == nil {
		return
	}
	for _, known := range []error{
		journal.ErrDamaged, journal.ErrNotJournal, journal.ErrNewer, journal.ErrPassphrase, journal.ErrLocked,
	} {
		if errors.Is(err, known) {
			if text := err.Error(); strings.Contains(text, "entry ") || strings.Contains(text, "half a") {
				d.Errorf("%s: %s: the error carries words: %s", d.name, what, text)
			}
			return
		}
	}
	d.Errorf("%s: %s: an error without a name: %v", d.name, what, err)
}

func (d *damaged) unchanged(path string) {
	now, err := os.ReadFile(path)
	check(d.T, err)
	if !bytes.Equal(now, d.data) {
		d.Fatalf("%s: reading changed the file", d.name)
	}
}

// salvage saves what is left: never less than could be read.
func (d *damaged) salvage(j *store.Journal, to string, got map[string]string) {
	var report mend.SalvageReport
	err := d.bounded("salvage", func(ctx context.Context) (err error) { report, err = mend.Salvage(ctx, j.File(), to); return err })
	d.named("salvage", err)
	if err != nil {
		if len(got) > 0 {
			d.Errorf("%s: %d entries are read and none saved: %v", d.name, len(got), err)
		}
		return
	}
	secret := d.secret
	if report.OnlyRecoveryKey {
		secret = d.recovery
	}
	saved, err := d.read("read what was saved", storetest.Open(to), secret)
	if err != nil && !errors.Is(err, journal.ErrDamaged) {
		d.Logf("%s: what was saved does not open: %v", d.name, err)
	}
	missing := 0
	for id := range got {
		if saved[id] == "" {
			missing++
		}
	}
	// Reading looks at a record's tag, and needs the key for it; without a key
	// a record whose sum alone is damaged cannot be told from another.
	if missing > report.Damaged {
		d.Errorf("%s: %d entries that are read were not saved, %d are damaged: %v", d.name, missing, report.Damaged, err)
	}
	d.saved = len(saved)
}

// written is what is written into damaged files.
const written = "written into a damaged file"

// write adds an entry, last of all as it may change the file: it is refused,
// or the entry is there afterwards, and with it all that was.
func (d *damaged) write(j *store.Journal, before map[string]string) {
	var ids []journal.ID
	err := d.bounded("add", func(ctx context.Context) (err error) {
		ids, err = j.Add(ctx, storetest.Entry(written))
		return err
	})
	if err != nil {
		d.named("add", err)
		d.unchanged(j.Path())
		return
	}
	after, err := d.read("read after writing", j, d.secret)
	want := maps.Clone(before)
	if len(before) > 0 {
		want[string(ids[0])] = written
	}
	for id := range want {
		if after[id] == "" {
			d.Errorf("%s: after a page was written another is gone: %v", d.name, err)
		}
	}
}
