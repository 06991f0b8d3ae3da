package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// The newest of a long journal are found by opening as many records as of a short one.
func TestNewestOpensFewRecords(t *testing.T) {
	t.Parallel()
	for _, length := range []int{1, 40, rounds(1000, 5000)} {
		u := singly(t, 0, length)
		for _, n := range []int{1, 20} {
			got, err := u.NewestOpens(t.Context(), n)
			if most := n + disk.BlockSize - 1; err != nil || got > most || got < min(n, length) {
				t.Errorf("the newest %d of %d open %d records, at most %d: %v", n, length, got, most, err)
			}
		}
	}
}

// What was imported late, told late, noted later or dated by a wrong clock costs what it has
// to, and no more: a block for each.
func TestNewestOpensFewRecordsOutOfOrder(t *testing.T) {
	t.Parallel()
	j := storetest.New(t)
	var own, old []journal.Entry
	for i := range 1000 {
		e := account(i, 40)
		own = append(own, e)
		e.Written = e.Written.AddDate(-10, 0, 0)
		old = append(old, e)
	}
	own[300].Written = own[300].Written.AddDate(5, 0, 0)
	for _, some := range [][]journal.Entry{own, old} {
		if _, err := j.AddSingly(t.Context(), some...); err != nil {
			t.Fatal(err)
		}
	}
	u := storetest.Unlock(t, j, "")
	got, err := u.NewestOpens(t.Context(), 20)
	if most := 3 * disk.BlockSize; err != nil || got > most {
		t.Errorf("%d records are opened, at most %d: %v", got, most, err)
	}
	sameNewest(t, u, "imported behind")
}

// sameNewest holds the newest to what reading everything yields.
func sameNewest(t *testing.T, u *store.Unlocked, after string) {
	t.Helper()
	all, err := u.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 3, 20, len(all) + 1} {
		got, err := u.First(t.Context(), journal.Query{}, n)
		if want := all[:min(n, len(all))]; err != nil || len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("after %s: the newest %d are %v, and not %v: %v", after, n, titles(got), titles(want), err)
		}
	}
	var last []journal.Entry
	for _, e := range all {
		if e.ID == all[0].ID {
			last = append(last, e)
		}
	}
	if got, err := u.Last(t.Context()); err != nil || !reflect.DeepEqual(got, last) {
		t.Fatalf("after %s: the last is %v, and not %v: %v", after, titles(got), titles(last), err)
	}
}

func titles(entries []journal.Entry) (out []string) {
	for _, e := range entries[:min(3, len(entries))] {
		out = append(out, fmt.Sprint(e.Title(), e.Written, e.Weights(), e.Intention))
	}
	return append(out, fmt.Sprint(len(entries)))
}

// Whatever is done to a journal, in whatever order of times, the newest are those that reading
// everything yields.
func TestNewestAreTheNewest(t *testing.T) {
	t.Parallel()
	for seed := range uint64(rounds(1, 4)) {
		r := rand.New(rand.NewPCG(seed, 13))
		j := storetest.New(t)
		written := 0
		entry := func() journal.Entry {
			written++
			e := storetest.Entry(fmt.Sprint("page ", written), "", "Promise.")
			e.Written = storetest.At.Add(time.Duration(r.IntN(60)*r.IntN(60)) * time.Second)
			if r.IntN(3) == 0 {
				e.Happened = e.Written.Add(-time.Duration(r.IntN(3600)) * time.Second)
			}
			if r.IntN(2) == 0 {
				e.Happened = storetest.At.Add(time.Duration(r.IntN(60)*r.IntN(60)) * time.Second)
			}
			return e
		}
		storetest.Add(t, j, entry())
		u := storetest.Unlock(t, j, "")
		some := func() journal.Entry {
			all, err := u.All(t.Context())
			if err != nil || len(all) == 0 {
				t.Fatal(len(all), err)
			}
			return all[r.IntN(len(all))]
		}
		steps := map[string]func() error{
			"adding":     func() error { storetest.Add(t, j, entry()); return nil },
			"adding 50":  func() error { storetest.Add(t, j, entries(50, entry)...); return nil },
			"an old one": func() error { return j.AddUnordered(t.Context(), entries(3, entry)...) },
			"editing": func() error {
				e := some()
				e.Answers[0].Text += " again"
				e.Happened = e.Written.Add(-time.Duration(r.IntN(3600)) * time.Second)
				_, err := u.Edit(t.Context(), e)
				return err
			},
			"editing twice at once": func() error {
				e := some()
				for range 2 {
					if _, err := u.Edit(t.Context(), e); err != nil {
						return err
					}
				}
				return nil
			},
			"weighing": func() error {
				return u.Weigh(t.Context(), some().ID, journal.Weighing{At: storetest.At.Add(time.Hour * time.Duration(written)), Moment: journal.Later, Weight: r.IntN(11)})
			},
			"marking": func() error {
				return u.Mark(t.Context(), some().ID, journal.Intention{State: journal.Tried, At: storetest.At.Add(time.Hour), How: "well"})
			},
			"deleting": func() error {
				e := some()
				storetest.Add(t, j, entry()) // so that one is left
				return u.Delete(t.Context(), store.Deleted, e.ID)
			},
			"locking and unlocking": func() error {
				if err := u.SetPassphrase(t.Context(), []byte(storetest.Passphrase)); err != nil {
					return err
				}
				sameNewest(t, u, "locking")
				storetest.Add(t, j, entry())
				return u.RemoveLock(t.Context())
			},
		}
		names := make([]string, 0, len(steps))
		for name := range steps {
			names = append(names, name)
		}
		slices.Sort(names)
		for range 30 {
			name := names[r.IntN(len(names))]
			if err := steps[name](); err != nil {
				t.Fatalf("seed %d, %s: %v", seed, name, err)
			}
			sameNewest(t, u, fmt.Sprintf("seed %d, %s", seed, name))
		}
	}
}

func entries(n int, entry func() journal.Entry) (out []journal.Entry) {
	for range n {
		out = append(out, entry())
	}
	return out
}

// A lock and a deletion leave nothing of the order: not when, and not what belonged together.
func TestOrderIsForgotten(t *testing.T) {
	t.Parallel()
	j := storetest.New(t)
	plain, late := storetest.Entry("one"), storetest.Entry("two")
	late.Written = storetest.At.AddDate(1, 2, 3).Add(12345 * time.Second)
	storetest.Add(t, j, plain)
	id := storetest.Add(t, j, late)[0]
	u := storetest.Unlock(t, j, "")
	weigh := func(id journal.ID) {
		if err := u.Weigh(t.Context(), id, journal.Weighing{At: late.Written, Moment: journal.Later, Weight: 1}); err != nil {
			t.Fatal(err)
		}
	}
	second := func(at time.Time) string { return string(binary.BigEndian.AppendUint64(nil, uint64(at.Unix()))) }
	lies := func(what string) bool {
		return slices.ContainsFunc(storetest.FilesUnder(t, filepath.Dir(j.Path())), func(path string) bool {
			return strings.Contains(storetest.ReadFile(t, path), what)
		})
	}
	weigh(id)
	link := store.OrderKey(id) + "\x00\x00\x00\x00\x00\x00\x00\x03"
	if !lies(second(late.Written)) || !lies(link) {
		t.Error("the control: there is no order")
	}
	if _, err := j.Backups().Make(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if err := u.Delete(t.Context(), store.Deleted, id); err != nil {
		t.Fatal(err)
	}
	if lies(second(late.Written)) || lies(link) {
		t.Error("the order still tells of what was deleted")
	}
	if !lies(second(plain.Written)) {
		t.Error("the order tells no more of what is left")
	}
	if err := u.SetPassphrase(t.Context(), []byte(storetest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	if lies(second(plain.Written)) {
		t.Error("a lock leaves the order")
	}
	weigh(storetest.Add(t, j, late)[0])
	if lies(second(late.Written)) {
		t.Error("there is an order under a lock")
	}
}

// Damage of the order is no reason to refuse words, or to show others than the newest.
func TestDamagedOrderRefusesNothing(t *testing.T) {
	t.Parallel()
	j := storetest.New(t)
	some := make([]journal.Entry, 5000) // so many that the order has pages of its own
	for i := range some {
		some[i] = account(i, 10)
	}
	if _, err := j.AddSingly(t.Context(), some...); err != nil {
		t.Fatal(err)
	}
	data := []byte(storetest.ReadFile(t, j.Path()))
	const page = 16384
	key := []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x64") // of block 100
	g, err := guard.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	damaged := 0
	for at := 2 * page; at < int(g.Pages())*page; at += page {
		if bytes.Contains(data[at:at+page], key) {
			copy(data[at+8:], "\xff\xff\xff\xff")
			damaged++
		}
	}
	storetest.WriteFile(t, j.Path(), string(data))
	if damaged == 0 {
		t.Fatal("the order has no page of its own")
	}
	newer := account(6000, 10)
	storetest.Add(t, j, newer)
	u := storetest.Unlock(t, j, "")
	sameNewest(t, u, "damage")
	if got, err := u.Last(t.Context()); err != nil || !got[0].Written.Equal(newer.Written) {
		t.Error(titles(got), err)
	}
}

// A backup keeps the order.
func TestOrderOfABackup(t *testing.T) {
	t.Parallel()
	u := singly(t, 0, 200)
	j := storetest.Open(u.Path())
	made, err := j.Backups().Make(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	copied := storetest.Unlock(t, storetest.Open(made), "")
	sameNewest(t, copied, "a backup")
	if got, err := copied.NewestOpens(t.Context(), 1); err != nil || got > disk.BlockSize {
		t.Errorf("%d records are opened: %v", got, err)
	}
}
