package store_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"shakeoff/store"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// What things cost in numbers that do not depend on the machine: whoever makes
// one larger says why.

// singly returns a journal of n entries, each with a key of its own, behind some
// that were added in one go.
func singly(t *testing.T, some, n int) *store.Unlocked {
	t.Helper()
	j := storetest.New(t)
	at := make([]journal.Entry, some)
	for i := range at {
		at[i] = account(i, 400)
	}
	storetest.Add(t, j, at...)
	at = make([]journal.Entry, n)
	for i := range at {
		at[i] = account(some+i, 400)
	}
	if _, err := j.AddSingly(t.Context(), at...); err != nil {
		t.Fatal(err)
	}
	return storetest.Unlock(t, j, "")
}

// allocations is how many a further entry costs: those of a journal are not
// counted that are the same for one of twice as many.
func allocations(t *testing.T, some, twice *store.Unlocked, read func(u *store.Unlocked) error) float64 {
	t.Helper()
	of := func(u *store.Unlocked) float64 {
		return testing.AllocsPerRun(5, func() {
			if err := read(u); err != nil {
				t.Fatal(err)
			}
		})
	}
	got := (of(twice) - of(some)) / few
	t.Logf("%.1f allocations an entry", got)
	return got
}

const few = 120

func TestReadingAllocatesLittle(t *testing.T) {
	some, twice := singly(t, 0, few), singly(t, 0, 2*few)
	search := func(typed string) func(u *store.Unlocked) error {
		q := journal.ParseQuery(typed, nil)
		return func(u *store.Unlocked) error { _, err := u.Search(t.Context(), q); return err }
	}
	for name, read := range map[string]func(u *store.Unlocked) error{
		"nothing is found":    search("kafka"),
		"everything is found": search("entry"),
		"heads":               func(u *store.Unlocked) error { _, err := u.Heads(t.Context()); return err },
		// A few of them, whole: no other text is copied.
		"the first five": func(u *store.Unlocked) error {
			_, err := u.First(t.Context(), journal.ParseQuery("entry", nil), 5)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			// The key, what it is bound to, and the cipher of the record, with room for
			// one more and for what every page takes: no text is copied.
			if got := allocations(t, some, twice, read); got > 4.5 {
				t.Errorf("%.1f allocations an entry", got)
			}
		})
	}
	t.Run("the control", func(t *testing.T) {
		all := func(u *store.Unlocked) error { _, err := u.All(t.Context()); return err }
		if got := allocations(t, some, twice, all); got < 6 {
			t.Errorf("%.1f allocations an entry for all its texts", got)
		}
	})
}

// TestTailOpensWhatItShows damages every record but the last fifty of many:
// the latest page does not notice, since it opens none of them.
func TestTailOpensWhatItShows(t *testing.T) {
	const n, page = 200, 50
	u := singly(t, n-page, page)
	// Without a lock it goes by the order of the entries, see TestNewestOpensFewRecords.
	if err := u.SetPassphrase(t.Context(), []byte(storetest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(u.Path())
	if err != nil {
		t.Fatal(err)
	}
	var records [][]byte
	storetest.Walk(t, data, "entries", func(_, v []byte) { records = append(records, bytes.Clone(v)) })
	if len(records) != n {
		t.Fatalf("%d records", len(records))
	}
	for _, v := range records[:n-page] { // every copy of it, live or in a freed page
		data = bytes.ReplaceAll(data, v, bytes.Repeat([]byte("x"), len(v)))
	}
	if err := os.WriteFile(u.Path(), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := u.Tail(t.Context(), page); err != nil || len(got) != page {
		t.Errorf("%d entries: %v", len(got), err)
	}
	// The control: one more would have been damaged.
	if got, err := u.Tail(t.Context(), page+1); !errors.Is(err, journal.ErrDamaged) || len(got) != page {
		t.Errorf("one more: %d entries, %v", len(got), err)
	}
}

// TestPagesThatAreRead counts how often the file is read.
func TestPagesThatAreRead(t *testing.T) {
	u := singly(t, 950, 50)
	// The two headers and where the second is, the list of free pages, the root,
	// the branch and the last leaves of the entries; and for each of fifty the
	// root and the leaf where its key lies.
	const tail = 12 + 50*2
	if got, err := u.TailReads(t.Context(), 50); err != nil || got > tail {
		t.Errorf("a tail of 50 takes %d reads, at most %d: %v", got, tail, err)
	}
	// The headers, the list of free pages, the root for itself and for each of five
	// buckets, and what those that are not small begin with, down to the last page.
	const quick = 12
	if got, err := u.QuickReads(); err != nil || got > quick {
		t.Errorf("the check before a write takes %d reads, at most %d: %v", got, quick, err)
	}
}

// TestOneTransactionEach holds that a save, keeping a page, adding one and
// weighing it take one transaction each. Keeping a page alone leaves something to
// overwrite, for which nobody who writes on has to wait.
func TestOneTransactionEach(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	e := storetest.Entry("one", "two")
	d := j.NewDraft()
	var k *store.Filed
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"a first save", func() error { return d.Save(t.Context(), e) }},
		{"the next save", func() error { return d.Save(t.Context(), e) }},
		{"keeping it", func() (err error) { k, err = d.File(t.Context(), e); return err }},
		{"weighing it", func() error { return k.Weigh(t.Context(), e.Weighings[1]) }},
		{"adding one", func() error { _, err := j.Add(t.Context(), e); return err }},
		{"adding three", func() error { _, err := j.Add(t.Context(), e, e, e); return err }},
	} {
		before := txid(t, j)
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if n := txid(t, j) - before; n != 1 {
			t.Errorf("%s takes %d transactions", c.name, n)
		}
		if s, err := j.Status(t.Context()); err != nil || s.Pending != (c.name == "keeping it") {
			t.Errorf("%s: pending %v, %v", c.name, s.Pending, err)
		}
		if err := j.FinishPending(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func txid(t *testing.T, j *store.Journal) uint64 {
	t.Helper()
	data, err := os.ReadFile(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	f, err := guard.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return f.Txid()
}
