package mend_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

var full = flag.Bool("full", false, "run the tests of mending at full length")

var freeze = flag.Bool("freeze", false, "write the damaged fixture of the current format; only when a format is new")

// fixtures are the frozen journals of format 1, and their passphrases.
var fixtures = map[string]string{fixture("format1-open"): "", fixture("format1-locked"): storetest.Passphrase}

func fixture(name string) string { return filepath.Join("..", "testdata", name+".db.gz") }

// halfDamaged is the frozen locked journal with its older header and its list
// of free pages gone, and a bit flipped in the record that was filed first.
// Every later shakeoff reads, and saves, what this one does.
var halfDamaged = fixture("format1-half-damaged")

func TestFrozenHalfDamaged(t *testing.T) {
	if *freeze {
		freezeHalfDamaged(t)
	}
	j := storetest.Open(storetest.Thaw(t, halfDamaged))
	chmod(t, filepath.Dir(j.Path()), 0o700)
	n := len(storetest.Encounters(t))
	s, err := j.Status(t.Context())
	if err != nil || !s.Exists || !s.Locked || !s.OneHeader || len(s.Waiting) != 1 {
		t.Errorf("status: %+v, %v", s, err)
	}
	got, err := storetest.Unlock(t, j, storetest.Passphrase).All(t.Context())
	if len(got) != n-1 || !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("%d entries are read, want all but one: %v", len(got), err)
	}
	if _, err := j.Add(t.Context(), storetest.Entry("words")); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("it is written to: %v", err)
	}
	if r := examine(t, j); r.BadRecords != 1 || r.Writable || !says(r, "bad", "--salvage NEWFILE") {
		t.Errorf("doctor: %+v", r)
	}
	saved, report := salvage(t, j)
	if report.Damaged != 1 || report.Drafts != 1 || report.KeyMissing > 0 || report.OnlyRecoveryKey {
		t.Errorf("salvage: %+v", report)
	}
	u := storetest.Unlock(t, saved, storetest.Passphrase)
	same := make(map[journal.ID]bool)
	for _, e := range got {
		same[e.Record] = true
	}
	for _, e := range storetest.All(t, u) {
		if !same[e.Record] {
			t.Errorf("entry %s was saved and not read before", e.ID)
		}
		delete(same, e.Record)
	}
	if len(same) > 0 {
		t.Errorf("%d entries were read before and not saved", len(same))
	}
	if drafts, err := u.Drafts(t.Context()); err != nil || len(drafts) != 1 || storetest.Words(drafts[0].Entry)[0] != "half a page" {
		t.Errorf("%d drafts: %v", len(drafts), err)
	}
	storetest.Add(t, saved, storetest.Entry("a new page"))
}

func freezeHalfDamaged(t *testing.T) {
	t.Helper()
	path := storetest.Thaw(t, fixture("format1-locked"))
	b := []byte(storetest.ReadFile(t, path))
	var first []byte
	storetest.Walk(t, b, "entries", func(_, v []byte) {
		if first == nil {
			first = bytes.Clone(v)
		}
	})
	flipped := bytes.Clone(first)
	flipped[100] ^= 1
	b = bytes.ReplaceAll(b, first, flipped)
	newest, older := 0, page
	if binary.LittleEndian.Uint64(b[page+16+48:]) > binary.LittleEndian.Uint64(b[16+48:]) {
		newest, older = page, 0
	}
	freelist := binary.LittleEndian.Uint64(b[newest+16+32:])
	clear(b[older : older+page])
	clear(b[freelist*page:][:page])
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), os.WriteFile(halfDamaged, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
}
