package mend_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/storetest"
)

const page = storetest.PageSize

// salvage salvages a journal into a new file, and holds that the damaged one
// stays byte for byte as it was and that the counts add up.
func salvage(t *testing.T, j *store.Journal) (*store.Journal, mend.SalvageReport) {
	t.Helper()
	before := storetest.ReadFile(t, j.Path())
	to := filepath.Join(t.TempDir(), "new", "journal.db")
	report, err := mend.Salvage(t.Context(), j.File(), to)
	if err != nil {
		t.Fatalf("salvage: %v", err)
	}
	if storetest.ReadFile(t, j.Path()) != before {
		t.Fatal("the damaged file was changed")
	}
	if report.Found != report.Written+report.Duplicates+report.Purged {
		t.Errorf("the counts do not add up: %+v", report)
	}
	saved := storetest.Open(to)
	if r, err := mend.Examine(t.Context(), saved.File(), true); err != nil || r.Worst() == mend.Bad && !report.NoRecipient {
		t.Errorf("the new file is not well: %+v, %v", r.Findings, err)
	}
	return saved, report
}

// many returns a journal with so many entries, each added alone, and a draft.
func many(t *testing.T, n int, locked bool) *store.Journal {
	t.Helper()
	j := storetest.New(t)
	if locked {
		storetest.Lock(t, j)
	}
	all := make([]journal.Entry, n)
	for i := range all {
		all[i] = nth(i)
	}
	storetest.Add(t, j, all[:n/2]...)
	for _, e := range all[n/2:] {
		storetest.Add(t, j, e)
	}
	if err := j.NewDraft().Save(t.Context(), storetest.Entry("half a page")); err != nil {
		t.Fatal(err)
	}
	return j
}

// nth returns an entry that says its number.
func nth(i int) journal.Entry { return storetest.Entry("entry " + strconv.Itoa(i)) }

func TestSalvageOfAWholeJournalIsACopy(t *testing.T) {
	for name, secret := range fixtures {
		j := storetest.Open(storetest.Thaw(t, name))
		saved, report := salvage(t, j)
		before, after := storetest.Unlock(t, j, secret), storetest.Unlock(t, saved, secret)
		if want, got := storetest.All(t, before), storetest.All(t, after); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d entries, want the same %d", name, len(got), len(want))
		}
		want, err := before.Drafts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := after.Drafts(t.Context()); err != nil || len(got) != 1 || !reflect.DeepEqual(got[0].Entry, want[0].Entry) {
			t.Errorf("%s: %d drafts, want the same: %v", name, len(got), err)
		}
		if report.Carved || report.Duplicates+report.Purged+report.KeyMissing > 0 || report.OnlyRecoveryKey || report.NoRecipient || report.Drafts != 1 {
			t.Errorf("%s: %+v", name, report)
		}
	}
}

// TestSalvageWithoutHeadersAndBranches is what is left when only leaves are:
// every record comes back, once.
func TestSalvageWithoutHeadersAndBranches(t *testing.T) {
	n := 140 // enough for a branch in each of the large buckets, locked
	if *full {
		n = 500
	}
	for _, locked := range []bool{false, true} {
		secret := ""
		if locked {
			secret = storetest.Passphrase
		}
		j := many(t, n, locked)
		storetest.ZeroPages(t, j.Path(), 0, 1, 16)
		if _, err := j.Unlock(t.Context(), []byte(secret)); !errors.Is(err, journal.ErrDamaged) {
			t.Fatalf("the control failed: it still opens: %v", err)
		}
		saved, report := salvage(t, j)
		u := storetest.Unlock(t, saved, secret)
		got := storetest.All(t, u)
		seen := make(map[string]bool)
		for _, e := range got {
			seen[storetest.Words(e)[0]] = true
		}
		if len(got) != n || len(seen) != n {
			t.Errorf("locked %v: %d entries, %d different, want %d: %+v", locked, len(got), len(seen), n, report)
		}
		drafts, err := u.Drafts(t.Context())
		if err != nil || len(drafts) != 1 || storetest.Words(drafts[0].Entry)[0] != "half a page" || report.Drafts != 1 {
			t.Errorf("locked %v: %d drafts, %v: %+v", locked, len(drafts), err, report)
		}
		storetest.Add(t, saved, storetest.Entry("a new page"))
	}
}

// TestSalvageWithoutRoots is a file that no longer says what new pages are
// sealed to: the recovery key opens what is saved, and mends it.
func TestSalvageWithoutRoots(t *testing.T) {
	n := 80
	if *full {
		n = 300
	}
	j := many(t, n, true)
	key := storetest.Unlock(t, j, storetest.Passphrase).RecoveryKey()
	b := []byte(storetest.ReadFile(t, j.Path()))
	for at := 0; at+page <= len(b); at += page {
		if at < 2*page || bytes.Contains(b[at:at+page], []byte("age1pq1")) {
			clear(b[at : at+page])
		}
	}
	storetest.WriteFile(t, j.Path(), string(b))
	saved, report := salvage(t, j)
	if !report.OnlyRecoveryKey || !report.NoRecipient {
		t.Errorf("%+v", report)
	}
	if _, err := saved.Unlock(t.Context(), []byte(storetest.Passphrase)); err == nil {
		t.Error("a passphrase opens it")
	}
	if _, err := saved.Add(t.Context(), storetest.Entry("no")); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("a page was sealed to nobody: %v", err)
	}
	if r, err := mend.Examine(t.Context(), saved.File(), false); err != nil || r.Worst() != mend.Bad {
		t.Errorf("doctor says nothing of it: %+v, %v", r, err)
	}
	u := storetest.Unlock(t, saved, key)
	if got := storetest.All(t, u); len(got) != n {
		t.Errorf("the recovery key opens %d entries, want %d", len(got), n)
	}
	if err := u.Rekey(t.Context(), []byte("again")); err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, saved, storetest.Entry("a new page"))
	if got := storetest.All(t, storetest.Unlock(t, saved, "again")); len(got) != n+1 {
		t.Errorf("after making a new identity: %d entries", len(got))
	}
}

// TestSalvageBringsBackWhatTheDamagedHeaderLedTo is the newest header flipped:
// the file opens as it was before the last page, and salvage finds that page.
func TestSalvageBringsBackWhatTheDamagedHeaderLedTo(t *testing.T) {
	j := many(t, 40, false)
	storetest.Add(t, j, storetest.Entry("the last page"))
	flipHeader(t, j.Path(), true)
	if got := storetest.All(t, storetest.Unlock(t, j, "")); len(got) != 40 {
		t.Fatalf("the control failed: %d entries without salvage", len(got))
	}
	saved, _ := salvage(t, j)
	got := storetest.All(t, storetest.Unlock(t, saved, ""))
	if len(got) != 41 || !slices.ContainsFunc(got, func(e journal.Entry) bool { return storetest.Words(e)[0] == "the last page" }) {
		t.Errorf("%d entries, want the last page too", len(got))
	}
}

// flipHeader flips a bit in the header that the last commit wrote, or in the other.
func flipHeader(t *testing.T, path string, newest bool) {
	t.Helper()
	b := []byte(storetest.ReadFile(t, path))
	txid := func(at int) uint64 { return binary.LittleEndian.Uint64(b[at+16+48:]) }
	at := 0
	if newest == (txid(page) > txid(0)) {
		at = page
	}
	b[at+16+17] ^= 1
	storetest.WriteFile(t, path, string(b))
}

// TestSalvageTellsStatesApart carves a file in which an edited entry and many
// drafts of kept pages still lie: every page is filed once, in the state in
// which it was kept or at worst in the one before, what was replaced stays out,
// and all other states wait.
func TestSalvageTellsStatesApart(t *testing.T) {
	others := 0 // bbolt takes free pages in no order: what is left from before differs each time
	for range 4 {
		others += tellStatesApart(t)
	}
	if others == 0 {
		t.Error("the control failed: no other state was there")
	}
}

func tellStatesApart(t *testing.T) (others int) {
	t.Helper()
	j := storetest.New(t)
	long := strings.Repeat("so long that the drafts get a leaf of their own ", 100)
	drafts := make([]*store.Draft, 30)
	for i := range drafts {
		drafts[i] = j.NewDraft()
		e := nth(i)
		e.Answers = append(e.Answers, storetest.Entry("", long).Answers...)
		if err := drafts[i].Save(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for i, d := range drafts {
		if _, err := d.File(t.Context(), nth(i)); err != nil {
			t.Fatal(err)
		}
	}
	// As if all this had happened before the drafts of kept pages were overwritten.
	withBolt(t, j.Path(), func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Delete([]byte("scrub_due")) })
	u := storetest.Unlock(t, j, "")
	first := storetest.All(t, u)[0]
	edited := first.Answers[0].Text
	first.Answers[0].Text = "said better"
	if _, err := u.Edit(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	storetest.ZeroPages(t, j.Path(), 0, 16)
	saved, report := salvage(t, j)
	read := storetest.Unlock(t, saved, "")
	got := storetest.All(t, read)
	seen, kept := make(map[journal.ID]bool), make(map[string]bool)
	for _, e := range got {
		seen[e.ID], kept[strings.Join(storetest.Words(e), "")] = true, true
	}
	if len(got) != len(drafts) || len(seen) != len(drafts) || report.Drafts+len(drafts) != report.Written {
		t.Errorf("%d entries, %d different: %+v", len(got), len(seen), report)
	}
	waiting, err := read.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range waiting {
		kept[strings.Join(storetest.Words(w.Entry), "")] = true
	}
	kept[edited] = kept["said better"]
	for i := range drafts {
		if !kept["entry "+strconv.Itoa(i)] {
			t.Errorf("entry %d is lost in the state in which it was kept", i)
		}
	}
	if report.Purged == 0 {
		t.Errorf("what was replaced is not there: %+v", report)
	}
	return report.Found - len(drafts) - report.Purged
}

// TestSalvageCarriesAlongWhatItDoesNotKnow holds that a bucket, a value of the
// head and a record of a newer shakeoff come through as they are.
func TestSalvageCarriesAlongWhatItDoesNotKnow(t *testing.T) {
	j := many(t, 10, false)
	record := foreignRecord()
	withBolt(t, j.Path(), func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket([]byte("later"))
		return errors.Join(err, b.SetSequence(7), b.Put([]byte("k"), []byte("v")), b.Put([]byte("empty"), nil),
			tx.Bucket([]byte("meta")).Put([]byte("style"), []byte("x")),
			tx.Bucket([]byte("entries")).Put(binary.BigEndian.AppendUint64(nil, 99), record))
	})
	for _, carved := range []bool{false, true} {
		if carved {
			flipHeader(t, j.Path(), false)
		}
		saved, report := salvage(t, j)
		if report.Carved != carved {
			t.Errorf("carved: %+v", report)
		}
		found := false
		withBolt(t, saved.Path(), func(tx *bbolt.Tx) error {
			if b := tx.Bucket([]byte("later")); b == nil || string(b.Get([]byte("k"))) != "v" || b.Get([]byte("empty")) == nil || b.Sequence() != 7 {
				t.Errorf("the bucket did not come through")
			}
			if string(tx.Bucket([]byte("meta")).Get([]byte("style"))) != "x" {
				t.Error("the value of the head did not come through")
			}
			return tx.Bucket([]byte("entries")).ForEach(func(_, v []byte) error {
				found = found || bytes.Equal(v, record)
				return nil
			})
		})
		if !found {
			t.Errorf("carved %v: the record did not come through", carved)
		}
		if got := storetest.All(t, storetest.Unlock(t, saved, "")); len(got) != 10 {
			t.Errorf("%d entries", len(got))
		}
	}
}

// A salvaged record lies elsewhere, so that the old order would lead astray.
func TestSalvageLeavesTheOrderBehind(t *testing.T) {
	j := storetest.New(t)
	all := make([]journal.Entry, 200)
	for i := range all {
		all[i] = nth(i)
		if all[i].Written = storetest.At.AddDate(0, 0, i); i >= 70 && i < 80 {
			all[i].Written = storetest.At.AddDate(1, 0, i) // the newest will lie where older ones lay
		}
	}
	ids := storetest.Add(t, j, all...)
	if err := storetest.Unlock(t, j, "").Delete(t.Context(), store.Deleted, ids[:40]...); err != nil {
		t.Fatal(err)
	}
	saved, _ := salvage(t, j)
	for i := range 50 { // beyond the addresses of before
		e := nth(i)
		e.Written = storetest.At.AddDate(-1, 0, i)
		storetest.Add(t, saved, e)
	}
	u := storetest.Unlock(t, saved, "")
	want, err := u.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := u.First(t.Context(), journal.Query{}, 5); err != nil || !reflect.DeepEqual(got, want[:5]) {
		t.Errorf("the newest are others: %v", err)
	}
}

func withBolt(t *testing.T, path string, fn func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: page})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fn), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestSalvageRefuses(t *testing.T) {
	whole := many(t, 3, false)
	dir := t.TempDir()
	write := func(name, text string) *store.Journal {
		storetest.WriteFile(t, filepath.Join(dir, name), text)
		return storetest.Open(filepath.Join(dir, name))
	}
	for _, c := range []struct {
		name string
		j    *store.Journal
		to   string
		want error
	}{
		{"a file that is there", whole, write("there", "words").Path(), fs.ErrExist},
		{"itself", whole, whole.Path(), fs.ErrExist},
		{"no journal", storetest.Open(filepath.Join(dir, "none")), "", journal.ErrNoJournal},
		{"an empty file", write("empty", ""), "", journal.ErrDamaged},
		{"something else", write("else", string(bytes.Repeat([]byte("a long day\n"), 9000))), "", journal.ErrNotJournal},
		{"headers alone", write("headers", storetest.ReadFile(t, whole.Path())[:2*page]), "", journal.ErrDamaged},
		{"a folder", storetest.Open(dir), "", journal.ErrNotJournal},
	} {
		to := c.to
		if to == "" {
			to = filepath.Join(dir, "new.db")
		}
		before, _ := os.ReadFile(to)
		if _, err := mend.Salvage(t.Context(), c.j.File(), to); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if after, err := os.ReadFile(to); !bytes.Equal(before, after) || c.to == "" && err == nil {
			t.Errorf("%s: a file was made or changed", c.name)
		}
	}
}

// foreignRecord is a record of a version that this shakeoff does not know.
func foreignRecord() []byte {
	body := bytes.Repeat([]byte{9}, 400)
	sum := sha256.Sum256(body)
	return append(body, sum[:8]...)
}
