package store_test

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

func imported(t *testing.T, j *store.Journal, entries ...journal.Entry) []journal.ID {
	t.Helper()
	ids, err := j.Import(t.Context(), entries...)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	return ids
}

// What was taken along comes back once, under the same ids, locked or not.
func TestImportKnowsWhatItHas(t *testing.T) {
	from := storetest.New(t)
	storetest.Add(t, from, storetest.Encounters(t)...)
	taken := storetest.All(t, storetest.Unlock(t, from, ""))
	if len(taken) < 5 {
		t.Fatalf("there are %d entries to take along", len(taken))
	}
	if ids := imported(t, from, taken...); len(ids) != 0 {
		t.Errorf("%d entries were filed where they came from", len(ids))
	}
	for _, locked := range []bool{false, true} {
		to := storetest.New(t)
		if locked {
			storetest.Lock(t, to)
		}
		if ids := imported(t, to, taken[1:]...); len(ids) != len(taken)-1 || ids[0] != taken[1].ID {
			t.Errorf("locked %v: %d entries were filed of %d", locked, len(ids), len(taken)-1)
		}
		if ids := imported(t, to, taken...); len(ids) != 1 || ids[0] != taken[0].ID {
			t.Errorf("locked %v: %v was filed, want what is new alone", locked, ids)
		}
		got := storetest.All(t, storetest.Unlock(t, to, storetest.Passphrase))
		if len(got) != len(taken) || got[0].ID != taken[0].ID || got[0].Record != taken[0].ID {
			t.Errorf("locked %v: %d entries, want %d", locked, len(got), len(taken))
		}
	}
}

// What was edited here stays as it is, and what was taken out stays out.
func TestImportLeavesEditedAndForgottenAlone(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("edited"), storetest.Entry("deleted"), storetest.Entry("burnt"))
	u := storetest.Unlock(t, j, "")
	taken := storetest.All(t, u)
	for _, e := range taken {
		switch e.Text(journal.Happened) {
		case "edited":
			e.Answers[0].Text = "anew"
			if _, err := u.Edit(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		case "deleted":
			if err := u.Delete(t.Context(), store.Deleted, e.ID); err != nil {
				t.Fatal(err)
			}
		case "burnt":
			if err := u.Delete(t.Context(), store.Burnt, e.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if ids := imported(t, j, taken...); len(ids) != 0 {
		t.Errorf("%d entries were filed", len(ids))
	}
	if got := storetest.All(t, u); len(got) != 1 || got[0].Text(journal.Happened) != "anew" {
		t.Errorf("%d entries are there, want the edited one", len(got))
	}
}

// TestImportTakesNoStrangersWord has somebody write into a locked journal that a page was
// taken out which comes home: it is filed all the same, once, and read. What the owner took
// out or edited stays so, also from before the lock was set and after another was.
func TestImportTakesNoStrangersWord(t *testing.T) {
	from := storetest.New(t)
	storetest.Add(t, from, storetest.Entry("deleted"), storetest.Entry("edited"), storetest.Entry("posted"), storetest.Entry("home"))
	all, named := storetest.All(t, storetest.Unlock(t, from, "")), make(map[string]journal.Entry)
	for _, e := range all {
		named[e.Text(journal.Happened)] = e
	}
	rid, err := named["home"].ID.Bytes()
	must(t, err)
	for name, proof := range map[string][]byte{"no proof": nil, "a token": rid[:]} {
		j := storetest.New(t)
		imported(t, j, named["deleted"], named["edited"])
		u := storetest.Unlock(t, j, "")
		edit := func(e journal.Entry) {
			e.Answers = []journal.Answer{{Step: journal.Happened, Text: "anew"}}
			_, err := u.Edit(t.Context(), e)
			must(t, err)
		}
		must(t, u.Delete(t.Context(), store.Deleted, named["deleted"].ID))
		edit(named["edited"])
		must(t, u.SetPassphrase(t.Context(), []byte(storetest.Passphrase)))
		must(t, u.Rekey(t.Context(), []byte(storetest.Passphrase)))
		imported(t, j, named["posted"])
		edit(named["posted"])
		write(t, j.Path(), func(tx *disk.Tx) error {
			return tx.Bury(disk.Tombstones{rid: disk.NewTombstone(disk.Deleted, proof)})
		})
		for n, want := range []int{1, 0} {
			if ids := imported(t, j, all...); len(ids) != want {
				t.Errorf("%s: %d entries were filed the %d. time", name, len(ids), n+1)
			}
		}
		if got := storetest.All(t, u); len(got) != 3 {
			t.Errorf("%s: %d entries are there, want two edited and the one that came home", name, len(got))
		}
	}
}

// Two versions of one entry both come along, and neither a second time.
func TestImportKeepsBothVersions(t *testing.T) {
	one, other, nameless := storetest.Entry("one"), storetest.Entry("other"), storetest.Entry("nameless")
	one.ID = "abcdefghijklmnopqrstuvwxya"
	other.ID = one.ID
	j := storetest.New(t)
	ids := imported(t, j, one, other, nameless)
	if len(ids) != 3 || ids[0] != one.ID || ids[1] == one.ID || ids[1] == ids[2] {
		t.Errorf("filed as %v", ids)
	}
	if ids := imported(t, j, one, other); len(ids) != 0 {
		t.Errorf("filed again as %v", ids)
	}
	// Without an id it cannot be known.
	if ids := imported(t, j, nameless); len(ids) != 1 {
		t.Errorf("filed as %v", ids)
	}
}

// A bad entry refuses the good ones beside it, and zeros are no name.
func TestImportRefuses(t *testing.T) {
	j := storetest.New(t)
	bad := storetest.Entry("bad")
	bad.ID = "Marker"
	if _, err := j.Import(t.Context(), storetest.Entry("good"), bad); err == nil {
		t.Error("an id that is none was taken")
	}
	if s, err := j.Status(t.Context()); err != nil || s.Entries != 0 {
		t.Errorf("after a refusal: %+v, %v", s, err)
	}
	zero := storetest.Entry("zero")
	zero.ID = journal.NewID([journal.RecordSize]byte{})
	if ids := imported(t, j, zero); len(ids) != 1 || ids[0] == zero.ID {
		t.Errorf("filed as %v", ids)
	}
}

// bbolt copies a whole transaction each time that the file outgrows its map: what an import will take
// is known before, so that it is copied once at most.
func TestImportOutgrowsItsMapOnce(t *testing.T) {
	entries := make([]journal.Entry, 4000)
	for i := range entries {
		entries[i] = storetest.Entry(strings.Repeat("a long day ", 40))
	}
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("the first"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	imported(t, j, entries...)
	runtime.ReadMemStats(&after)
	const each = 7000 // bytes: 4000 as it is, 10,500 where the map grows with it
	if got := (after.TotalAlloc - before.TotalAlloc) / uint64(len(entries)); got > each {
		t.Errorf("an entry takes %d bytes of memory on its way, want at most %d", got, each)
	} else {
		t.Logf("%d bytes an entry", got)
	}
}

// What the file is said to grow by is not what it grows by: Windows makes it as long as it is mapped.
func TestFewEntriesTakeLittleRoom(t *testing.T) {
	j := storetest.New(t)
	for range 12 {
		storetest.Add(t, j, storetest.Entry("a long day"))
	}
	info, err := os.Stat(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 1<<20 {
		t.Errorf("12 entries take %d bytes", info.Size())
	}
}
