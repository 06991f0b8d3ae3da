package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// numbered adds n entries a minute apart, in several adds, and returns their
// ids, oldest first.
func numbered(t *testing.T, j *store.Journal, n int) []journal.ID {
	t.Helper()
	var ids []journal.ID
	for i := range n {
		e := storetest.Entry(fmt.Sprintf("entry %d #tag%d", i, i%3))
		e.Written = storetest.At.Add(time.Duration(i) * time.Minute)
		ids = append(ids, storetest.Add(t, j, e)...)
	}
	return ids
}

func TestTailHeadsEntries(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	ids := numbered(t, j, 50)
	u := storetest.Unlock(t, j, storetest.Passphrase)
	tail, err := u.Tail(t.Context(), 7)
	if err != nil || len(tail) != 7 {
		t.Fatalf("a tail of %d: %v", len(tail), err)
	}
	for i, e := range tail {
		if want := fmt.Sprintf("entry %d #tag%d", 49-i, (49-i)%3); storetest.Words(e)[0] != want {
			t.Errorf("tail %d is %q, want %q", i, storetest.Words(e)[0], want)
		}
	}
	if tail, err = u.Tail(t.Context(), 1000); err != nil || len(tail) != 50 {
		t.Errorf("more than there is: %d, %v", len(tail), err)
	}
	heads, err := u.Heads(t.Context())
	if err != nil || len(heads) != 50 {
		t.Fatalf("%d heads: %v", len(heads), err)
	}
	for i, h := range heads {
		if h.ID != ids[49-i] || len(h.Tags) != 1 || len(h.Weighings) != 2 {
			t.Fatalf("head %d: %+v", i, h)
		}
	}
	some, err := u.Entries(t.Context(), ids[3], ids[40], "nosuchentrynosuchentrynosu", ids[0])
	if err != nil || len(some) != 3 || some[0].ID != ids[3] || some[1].ID != ids[40] || some[2].ID != ids[0] {
		t.Errorf("%d entries: %v", len(some), err)
	}
	// What another window adds is found although it was not there when we looked.
	late := storetest.Add(t, storetest.Open(j.Path()), storetest.Entry("late"))
	if some, err = u.Entries(t.Context(), late[0]); err != nil || len(some) != 1 {
		t.Errorf("an entry of another window: %d, %v", len(some), err)
	}
}

func TestOrderIsByTheTimeWritten(t *testing.T) {
	j := storetest.New(t)
	numbered(t, j, 3)
	old := storetest.Entry("imported from last year")
	old.Written = storetest.At.AddDate(-1, 0, 0)
	id := storetest.Add(t, j, old)[0]
	u := storetest.Unlock(t, j, "")
	if heads, err := u.Heads(t.Context()); err != nil || heads[3].ID != id {
		t.Errorf("an old entry that was filed last is not the oldest: %v", err)
	}
}

func TestEditWeighMark(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("one", "", "try it"), storetest.Entry("shares its key"))
	u := storetest.Unlock(t, j, "")
	seen, err := u.Entries(t.Context(), ids[0])
	if err != nil || len(seen) != 1 {
		t.Fatal(err)
	}
	seen[0].Answers = storetest.Entry("one, said better", "", "try it sooner").Answers
	record, err := u.Edit(t.Context(), seen[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Weigh(t.Context(), ids[0], journal.Weighing{At: storetest.At.Add(time.Hour), Moment: journal.Later, Weight: 1}); err != nil {
		t.Fatal(err)
	}
	how := journal.Intention{State: journal.Tried, At: storetest.At.Add(2 * time.Hour), How: "it helped"}
	if err := u.Mark(t.Context(), ids[0], how); err != nil {
		t.Fatal(err)
	}
	for _, u := range []*store.Unlocked{u, storetest.Unlock(t, storetest.Open(j.Path()), "")} {
		got, err := u.Entries(t.Context(), ids...)
		if err != nil || len(got) != 2 {
			t.Fatalf("%d entries: %v", len(got), err)
		}
		e := got[0]
		if e.ID != ids[0] || e.Record != record || storetest.Words(e)[0] != "one, said better" || !e.Written.Equal(storetest.At) {
			t.Errorf("the edited entry: %+v", e)
		}
		if w, _ := e.Latest(); w != 1 || len(e.Weighings) != 3 {
			t.Errorf("weighings: %v", e.Weighings)
		}
		if e.Intention.State != journal.Tried || e.Intention.How != "it helped" {
			t.Errorf("intention: %+v", e.Intention)
		}
		if storetest.Words(got[1])[0] != "shares its key" {
			t.Error("the key shared within one add went with the edited version")
		}
	}
	if err := u.Weigh(t.Context(), ids[0], journal.Weighing{Moment: journal.Later, Weight: 11}); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("weighed 11: %v", err)
	}
	if err := u.Weigh(t.Context(), "nosuchentrynosuchentrynosu", journal.Weighing{Moment: journal.Later, Weight: 1}); !errors.Is(err, journal.ErrInvalid) && !errors.Is(err, journal.ErrNotFound) {
		t.Errorf("weighed what is not there: %v", err)
	}
}

func TestTwoEditsAtOnceBothLive(t *testing.T) {
	j := storetest.New(t)
	id := storetest.Add(t, j, storetest.Entry("as it was"))[0]
	u, other := storetest.Unlock(t, j, ""), storetest.Unlock(t, storetest.Open(j.Path()), "")
	if err := u.Weigh(t.Context(), id, journal.Weighing{At: storetest.At.Add(time.Hour), Moment: journal.Later, Weight: 1}); err != nil {
		t.Fatal(err)
	}
	seen, err := u.Entries(t.Context(), id)
	if err != nil || len(seen) != 1 {
		t.Fatal(err)
	}
	for w, text := range map[*store.Unlocked]string{other: "as she put it", u: "as I put it"} {
		e := seen[0]
		e.Answers = storetest.Entry(text).Answers
		if _, err := w.Edit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got := storetest.All(t, u)
	if len(got) != 2 || got[0].ID != id || got[1].ID != id || got[0].Record == got[1].Record {
		t.Fatalf("%d versions, want both: %+v", len(got), got)
	}
	for _, e := range got {
		if len(e.Weighings) != 3 {
			t.Errorf("a version has the weighings %v", e.Weighings)
		}
	}
}

// TestAnotherWindowIsCaughtUpWith adds to an entry in one window what another one,
// which has read everything, must find without reading everything again.
func TestAnotherWindowIsCaughtUpWith(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 20)
	u, other := storetest.Unlock(t, j, ""), storetest.Unlock(t, storetest.Open(j.Path()), "")
	if _, err := u.Heads(t.Context()); err != nil {
		t.Fatal(err)
	}
	at := storetest.At.Add(time.Hour)
	if err := other.Weigh(t.Context(), ids[3], journal.Weighing{At: at, Moment: journal.Later, Weight: 1}); err != nil {
		t.Fatal(err)
	}
	if err := u.Weigh(t.Context(), ids[3], journal.Weighing{At: at.Add(time.Hour), Moment: journal.Later, Weight: 2}); err != nil {
		t.Fatal(err)
	}
	filed := storetest.Add(t, j, storetest.Entry("filed since"))
	for _, id := range ids[:3] {
		storetest.Damage(t, j, id) // whoever reads them again no longer knows where they lie
	}
	got, err := u.Entries(t.Context(), ids[3], filed[0])
	if err != nil || len(got) != 2 || len(got[0].Weighings) != 4 || storetest.Words(got[1])[0] != "filed since" {
		t.Errorf("%d entries, %+v: %v", len(got), got, err)
	}
	if n := u.Indexed(); n != 23 {
		t.Errorf("it is known where %d records lie, want the 20 and the three that came", n)
	}
}

// TestChoosingAVersion holds that an edit which replaces both versions leaves one.
func TestChoosingAVersion(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("as it was"), storetest.Entry("of another day"))
	u, other := storetest.Unlock(t, j, ""), storetest.Unlock(t, storetest.Open(j.Path()), "")
	seen, err := u.Entries(t.Context(), ids...)
	if err != nil || len(seen) != 2 {
		t.Fatal(err)
	}
	for i, w := range []*store.Unlocked{u, other} { // the second edit is not seen by whoever made the first
		e := seen[0]
		e.Answers = storetest.Entry(fmt.Sprintf("as %d put it", i)).Answers
		if _, err := w.Edit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	both, err := u.Entries(t.Context(), ids[0])
	if err != nil || len(both) != 2 {
		t.Fatalf("%d versions: %v", len(both), err)
	}
	if _, err := u.Edit(t.Context(), both[0], seen[1].Record); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("an edit replaced a version of another entry: %v", err)
	}
	record, err := u.Edit(t.Context(), both[0], both[1].Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []*store.Unlocked{u, storetest.Unlock(t, storetest.Open(j.Path()), "")} {
		got := storetest.All(t, u)
		if len(got) != 2 || got[0].Record != record && got[1].Record != record {
			t.Errorf("after choosing: %+v", got)
		}
	}
}

// TestReadingWhileWriting lets one goroutine read while another weighs and
// edits, as two commands of the screens do; it is for the race detector.
func TestReadingWhileWriting(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"))
	u := storetest.Unlock(t, j, "")
	done := make(chan error)
	go func() {
		for range 60 {
			if got, err := u.Entries(t.Context(), ids...); err != nil || len(got) != 2 {
				done <- fmt.Errorf("%d entries: %w", len(got), err)
				return
			}
			if _, err := u.Heads(t.Context()); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for i := range 30 {
		w := journal.Weighing{At: storetest.At.Add(time.Duration(i) * time.Hour), Moment: journal.Later, Weight: i % 10}
		if err := u.Weigh(t.Context(), ids[0], w); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	got, err := u.Entries(t.Context(), ids[0])
	if err != nil || len(got) != 1 || len(got[0].Weighings) != 32 {
		t.Errorf("%d entries, %d weighings: %v", len(got), len(got[0].Weighings), err)
	}
}

// TestOneBadRecordHidesNoOther flips a byte in the middle of a record.
func TestOneBadRecordHidesNoOther(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 20)
	rid, err := ids[7].Bytes()
	if err != nil {
		t.Fatal(err)
	}
	file := []byte(storetest.ReadFile(t, j.Path()))
	name := append([]byte{1}, rid[:]...)
	for i := 0; ; i++ { // every copy of it, live or in a freed page
		at := bytes.Index(file[i:], name)
		if at < 0 {
			break
		}
		i += at
		file[i+100] ^= 1
	}
	if err := os.WriteFile(j.Path(), file, 0o600); err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, "")
	got, err := u.All(t.Context())
	if !errors.Is(err, journal.ErrDamaged) || len(got) != 19 {
		t.Errorf("%d entries, want 19 of 20 and ErrDamaged: %v", len(got), err)
	}
	if tail, err := u.Tail(t.Context(), 20); !errors.Is(err, journal.ErrDamaged) || len(tail) != 19 {
		t.Errorf("the tail: %d, %v", len(tail), err)
	}
	if storetest.ReadFile(t, j.Path()) != string(file) {
		t.Error("reading a damaged file changed it")
	}
	storetest.Add(t, j, storetest.Entry("writing goes on"))
}

// A record that was damaged after it was indexed is told to be damaged, not gone.
func TestEntriesTellDamageSinceTheyWereIndexed(t *testing.T) {
	j := storetest.New(t)
	ids := storetest.Add(t, j, storetest.Entry("one"), storetest.Entry("two"))
	u := storetest.Unlock(t, j, "")
	if got, err := u.Entries(t.Context(), ids...); err != nil || len(got) != 2 {
		t.Fatalf("%d entries: %v", len(got), err)
	}
	storetest.Damage(t, j, ids[0])
	if got, err := u.Entries(t.Context(), ids...); !errors.Is(err, journal.ErrDamaged) || len(got) != 1 || got[0].ID != ids[1] {
		t.Errorf("%d entries: %v", len(got), err)
	}
}

// A damaged page of tombstones is told to whoever reads all entries, and to nobody who reads one whose
// tombstone would not lie on it.
func TestATombstoneIsLookedUpWhereItLies(t *testing.T) {
	j := storetest.New(t)
	page := storetest.Entry("stays")
	page.ID = journal.NewID(seal.ID(bytes.Repeat([]byte{0xff}, seal.IDSize)))
	page.Written = page.Written.Add(time.Hour)
	imported, err := j.Import(t.Context(), page) // which keeps the id, behind all others
	must(t, err)
	stays := imported[0]
	gone := storetest.Add(t, j, slices.Repeat([]journal.Entry{storetest.Entry("goes")}, 600)...)
	u := storetest.Unlock(t, j, "")
	must(t, u.Delete(t.Context(), store.Deleted, gone...))
	data := []byte(storetest.ReadFile(t, j.Path()))
	least := []byte(slices.Min(storetest.Keys(t, j.Path(), "dead")))
	for at := 2 * storetest.PageSize; at < len(data); at += storetest.PageSize {
		if leaf := data[at+8] == 2; leaf && bytes.Contains(data[at:at+storetest.PageSize], least) {
			data[at+8] = 0xff
		}
	}
	storetest.WriteFile(t, j.Path(), string(data))
	if got, err := u.All(t.Context()); !errors.Is(err, journal.ErrDamaged) || len(got) != 1 {
		t.Fatalf("the control: %d entries, %v", len(got), err)
	}
	for name, read := range map[string]func() ([]journal.Entry, error){
		"last": func() ([]journal.Entry, error) { return u.Last(t.Context()) },
		"one":  func() ([]journal.Entry, error) { return u.Entries(t.Context(), stays) },
	} {
		if got, err := read(); err != nil || len(got) != 1 || got[0].ID != stays {
			t.Errorf("%s: %d entries, %v", name, len(got), err)
		}
	}
}

// Whatever another window files, it is known where all of it lies without reading everything again.
func TestMuchIsFiledSinceEverythingWasRead(t *testing.T) {
	j := storetest.New(t)
	old := numbered(t, j, 3)
	u := storetest.Unlock(t, j, "")
	storetest.All(t, u)
	known := len(old)
	for _, n := range []int{1, 1200, 2} {
		ids, err := storetest.Open(j.Path()).AddSingly(t.Context(), slices.Repeat([]journal.Entry{storetest.Entry("since")}, n)...)
		must(t, err)
		known += n
		for _, id := range []journal.ID{old[1], ids[0], ids[n-1]} {
			w := journal.Weighing{At: storetest.At.Add(time.Duration(known) * time.Hour), Moment: journal.Later, Weight: 2}
			must(t, u.Weigh(t.Context(), id, w))
			known++
			got, err := u.Entries(t.Context(), id)
			if err != nil || len(got) != 1 || got[0].ID != id || !got[0].Weighings[len(got[0].Weighings)-1].Same(w) {
				t.Errorf("%d filed: %+v, %v", n, got, err)
			}
		}
		if got := u.Indexed(); got != known {
			t.Errorf("%d filed: it is known where %d records lie, want %d", n, got, known)
		}
	}
}
