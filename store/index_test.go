package store_test

import (
	"runtime"
	"testing"
	"weak"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestNothingReadIsHeldOn holds that what a reading remembers for the next one,
// where everything lies, has nothing of the entries hanging on it.
func TestNothingReadIsHeldOn(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 20)
	u := storetest.Unlock(t, j, "")
	read := readAndLetGo(t, u)
	runtime.GC()
	if read.Value() != nil {
		t.Error("an entry that was read is still in memory")
	}
	if got, err := u.Entries(t.Context(), ids[3]); err != nil || len(got) != 1 {
		t.Errorf("%d entries where they lie: %v", len(got), err)
	}
}

// readAndLetGo reads everything, and returns where a part of it was in memory.
//
//go:noinline
func readAndLetGo(t *testing.T, u *store.Unlocked) weak.Pointer[journal.Weighing] {
	t.Helper()
	return weak.Make(&storetest.All(t, u)[7].Weighings[0])
}

// TestARestoredFileIsReadAnew has another window weigh an entry in a file that was
// restored, where the weighing of another entry, which is gone, lay before.
func TestARestoredFileIsReadAnew(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 3)
	from, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	weigh := func(u *store.Unlocked, id journal.ID, weight int) {
		t.Helper()
		if err := u.Weigh(t.Context(), id, journal.Weighing{At: storetest.At, Moment: journal.Later, Weight: weight}); err != nil {
			t.Fatal(err)
		}
	}
	weigh(u, ids[0], 1)
	weigh(u, ids[1], 2)
	if _, err := u.Heads(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Backups().Restore(t.Context(), from, storetest.Proof("")); err != nil {
		t.Fatal(err)
	}
	weigh(storetest.Unlock(t, j, ""), ids[1], 9)
	got, err := u.Entries(t.Context(), ids[1])
	if err != nil || len(got) != 1 {
		t.Fatalf("%d entries: %v", len(got), err)
	}
	if weight, _ := got[0].Weight(journal.Later); weight != 9 {
		t.Errorf("the last weighing is %d", weight)
	}
}
