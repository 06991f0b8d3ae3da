package mend_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/storetest"
)

// examine is Doctor, held to change nothing.
func examine(t *testing.T, j *store.Journal) mend.Report {
	t.Helper()
	before, _ := os.ReadFile(j.Path())
	r, err := mend.Examine(t.Context(), j.File(), true)
	if err != nil {
		t.Fatalf("doctor: %v", err)
	}
	if after, _ := os.ReadFile(j.Path()); !bytes.Equal(before, after) {
		t.Fatal("doctor changed the file")
	}
	for _, f := range r.Findings {
		if f.What == "" || f.Level != mend.Well && f.Next == "" {
			t.Errorf("a finding without words, or without the next step: %+v", f)
		}
	}
	return r
}

// says tells whether a finding of a level has this text.
func says(r mend.Report, level mend.Level, text string) bool {
	for _, f := range r.Findings {
		if f.Level == level && strings.Contains(f.What+" → "+f.Next, text) {
			return true
		}
	}
	return false
}

func TestDoctorFindsAWholeJournalWell(t *testing.T) {
	for name := range fixtures {
		j := storetest.Open(storetest.Thaw(t, name))
		if err := os.Chmod(filepath.Dir(j.Path()), 0o700); err != nil {
			t.Fatal(err)
		}
		r := examine(t, j)
		worst := mend.Well
		if fixtures[name] == "" {
			worst = mend.Warn // for there is no lock
		}
		if r.Worst() != worst || !r.Exists || !r.Opened || !r.Writable || len(r.Faults) > 0 {
			t.Errorf("%s: %+v", name, r)
		}
		want := len(storetest.Encounters(t)) + 2 // one weighed again and marked
		if r.Records != want || r.Drafts != 1 || r.Purged != 2 || r.Keys == 0 || r.Format != 1 || len(r.Epoch) != 16 || r.Pages == 0 {
			t.Errorf("%s: %+v", name, r)
		}
		if r.Locked != (fixtures[name] != "") {
			t.Errorf("%s: locked %v", name, r.Locked)
		}
	}
}

func TestDoctorNamesWhatIsWrong(t *testing.T) {
	inBolt := func(fn func(tx *bbolt.Tx) error) func(t *testing.T, path string) {
		return func(t *testing.T, path string) { withBolt(t, path, fn) }
	}
	newer := inBolt(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("writer"), []byte{2}) })
	due := inBolt(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("scrub_due"), []byte{1}) })
	recipient := inBolt(func(tx *bbolt.Tx) error {
		meta := tx.Bucket([]byte("meta"))
		other := bytes.Clone(meta.Get([]byte("recipient")))
		other[30] ^= 1
		return meta.Put([]byte("recipient"), other)
	})
	first := func(tx *bbolt.Tx, bucket string, change func(b *bbolt.Bucket, k, v []byte) error) error {
		b := tx.Bucket([]byte(bucket))
		k, v := b.Cursor().First()
		return change(b, bytes.Clone(k), bytes.Clone(v))
	}
	whole := storetest.ReadFile(t, many(t, 40, false).Path())
	for _, c := range []struct {
		name  string
		level mend.Level
		says  string
		do    func(t *testing.T, path string)
	}{
		{"no file", mend.Well, "no journal here yet", func(t *testing.T, path string) { remove(t, path) }},
		{"empty", mend.Bad, "empty. A journal never is, so something has emptied it. → restore the newest backup", func(t *testing.T, path string) { storetest.WriteFile(t, path, "") }},
		{"text", mend.Bad, "not a shakeoff journal", func(t *testing.T, path string) { storetest.WriteFile(t, path, strings.Repeat("a long day\n", 9000)) }},
		{"a folder", mend.Bad, "is a folder", func(t *testing.T, path string) {
			remove(t, path)
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{"a link to nothing", mend.Bad, "a link to a file that is not there", func(t *testing.T, path string) {
			remove(t, path)
			storetest.Link(t, "nothing", path)
		}},
		{"both headers gone", mend.Bad, "--salvage", func(t *testing.T, path string) { storetest.ZeroPages(t, path, 0) }},
		{"one header gone", mend.Warn, "your last page may be missing", func(t *testing.T, path string) { flipHeader(t, path, true) }},
		{"truncated", mend.Bad, "cannot be read whole", func(t *testing.T, path string) { storetest.WriteFile(t, path, storetest.ReadFile(t, path)[:5*page]) }},
		{"freelist gone", mend.Bad, "You can read, but not save", func(t *testing.T, path string) { storetest.ZeroPages(t, path, 16) }},
		{"leaves gone", mend.Bad, "cannot be read", func(t *testing.T, path string) { storetest.ZeroPages(t, path, 2) }},
		{"newer", mend.Warn, "made by a newer shakeoff", newer},
		{"scrub due", mend.Warn, "is not fully overwritten yet", due},
		{"recipient exchanged", mend.Bad, "sealed to does not belong", recipient},
		{"a record", mend.Bad, "1 record is damaged", inBolt(func(tx *bbolt.Tx) error {
			return first(tx, "entries", func(b *bbolt.Bucket, k, v []byte) error { v[100] ^= 1; return b.Put(k, v) })
		})},
		{"a key gone", mend.Bad, "key and cannot be opened", inBolt(func(tx *bbolt.Tx) error {
			return first(tx, "keys", func(b *bbolt.Bucket, k, _ []byte) error { return b.Delete(k) })
		})},
		{"a key damaged", mend.Bad, "key and cannot be opened", inBolt(func(tx *bbolt.Tx) error {
			return first(tx, "keys", func(b *bbolt.Bucket, k, v []byte) error { v[40] ^= 1; return b.Put(k, v) })
		})},
		{"a key of before", mend.Bad, "locked with an earlier key", inBolt(func(tx *bbolt.Tx) error {
			return first(tx, "keys", func(b *bbolt.Bucket, k, v []byte) error { v[3] ^= 1; return b.Put(k, v) })
		})},
		{"a record of a newer", mend.Warn, "written by a newer shakeoff", inBolt(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("entries")).Put(binary.BigEndian.AppendUint64(nil, 99), foreignRecord())
		})},
		{"a bucket gone", mend.Bad, "cannot be read whole", inBolt(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("entries")) })},
		{"file for all", mend.Warn, "chmod 600", func(t *testing.T, path string) { chmod(t, path, 0o644) }},
		{"folder for all", mend.Warn, "a folder of your own", func(t *testing.T, path string) { chmod(t, filepath.Dir(path), 0o755) }},
	} {
		if runtime.GOOS == "windows" && strings.HasSuffix(c.name, "for all") {
			continue
		}
		path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		storetest.WriteFile(t, path, whole)
		c.do(t, path)
		r := examine(t, storetest.Open(path))
		if !says(r, c.level, c.says) || r.Worst() != c.level {
			t.Errorf("%s: %v: %+v", c.name, r.Worst(), r.Findings)
		}
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// TestDoctorSaysWhenTheFileIsInUse holds that a file that another process
// writes is not looked at half done.
func TestDoctorSaysWhenTheFileIsInUse(t *testing.T) {
	j := many(t, 3, false)
	held, err := j.File().Hold(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	short := store.New(store.Options{Path: j.Path(), Patience: time.Millisecond})
	if _, err := mend.Examine(t.Context(), short.File(), true); !errors.Is(err, journal.ErrInUse) {
		t.Errorf("doctor: %v", err)
	}
	if _, err := mend.Salvage(t.Context(), short.File(), filepath.Join(t.TempDir(), "new.db")); !errors.Is(err, journal.ErrInUse) {
		t.Errorf("salvage: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := mend.Examine(ctx, j.File(), true); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestReportIsPlain holds that cmd can encode a report: each field has its name in JSON, and no word
// of an entry is in any.
func TestReportIsPlain(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("Zebrafink"))
	r := examine(t, j)
	for i := range reflect.TypeOf(r).NumField() {
		if f := reflect.TypeOf(r).Field(i); !f.IsExported() || f.Tag.Get("json") == "" {
			t.Errorf("the field %s", f.Name)
		}
	}
	for _, f := range r.Findings {
		if strings.Contains(f.What+f.Next, "Zebrafink") {
			t.Error("a word of an entry")
		}
	}
}

// TestOneHeaderIsCopiedAside holds that a write never makes it final, silently
// and alone, that the newest header was lost.
func TestOneHeaderIsCopiedAside(t *testing.T) {
	told := 0
	j := store.New(store.Options{
		Path: many(t, 5, false).Path(), WorkFactor: storetest.WorkFactor,
		OneHeader: func() { told++ },
	})
	if s, err := j.Status(t.Context()); err != nil || s.OneHeader {
		t.Fatalf("before: %+v, %v", s, err)
	}
	var copied string
	for n := range 3 {
		if storetest.Add(t, j, storetest.Entry("the page that is lost")); told > 0 {
			t.Fatal("told of a header that is well")
		}
		flipHeader(t, j.Path(), true)
		before := storetest.ReadFile(t, j.Path())
		if s, err := j.Status(t.Context()); err != nil || !s.OneHeader {
			t.Fatalf("status: %+v, %v", s, err)
		}
		if told != 1 {
			t.Fatalf("reading told %d times", told)
		}
		if storetest.Add(t, j, storetest.Entry("the next page")); told < 2 {
			t.Fatal("writing did not tell")
		}
		told = 0
		copies, err := j.File().HeaderCopies()
		if err != nil || len(copies) != 1 || copies[0] == copied || storetest.ReadFile(t, copies[0]) != before || !strings.HasPrefix(copies[0], j.Path()+".one-header-") {
			t.Fatalf("%d: copied to %v, %v", n, copies, err)
		}
		copied = copies[0]
		info, err := os.Stat(copied)
		if err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		if left, err := os.ReadDir(filepath.Dir(j.Path())); err != nil || len(left) != 2 {
			t.Errorf("%d: %d files, want the journal and one copy: %v", n, len(left), err)
		}
		if s, err := j.Status(t.Context()); err != nil || s.OneHeader {
			t.Errorf("a write did not mend the header: %+v, %v", s, err)
		}
	}
	if r := examine(t, j); !says(r, mend.Warn, copied) {
		t.Errorf("doctor does not name the copy: %+v", r.Findings)
	}
	saved, _ := salvage(t, storetest.Open(copied))
	got := storetest.All(t, storetest.Unlock(t, saved, ""))
	if len(got) != 8 || storetest.Words(got[0])[0] == "" {
		t.Errorf("the copy gives %d entries back, want 8", len(got))
	}
}

// TestWriteIsRefusedWhenTheCopyCannotBeMade holds that the copy comes first.
func TestWriteIsRefusedWhenTheCopyCannotBeMade(t *testing.T) {
	j := many(t, 5, false)
	flipHeader(t, j.Path(), true)
	before := storetest.ReadFile(t, j.Path())
	// No disk has room for the name of the copy.
	long := filepath.Join(t.TempDir(), strings.Repeat("j", 250))
	storetest.WriteFile(t, long, before)
	if _, err := storetest.Open(long).Add(t.Context(), storetest.Entry("words")); err == nil || storetest.ReadFile(t, long) != before {
		t.Errorf("written without a copy: %v", err)
	}
}
