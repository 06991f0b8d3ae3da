//go:build linux

package faulttest_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// TestPowerCuts records the writes and syncs of a run that adds entries, and
// replays it up to a random moment at which the power fails: what was synced is
// there; of what was written since then, each sector is there or not, in any
// order. Whatever was acknowledged before that moment must be there, and the
// journal must open.
//
// The control replays the same run as if no sync had ever reached the disk.
func TestPowerCuts(t *testing.T) {
	t.Parallel()
	cuts := rounds(60, 2000)
	path := filepath.Join(t.TempDir(), "journal.db")
	// The run begins with a journal of some age: its pages are used again.
	for n := -60; n < 0; n++ {
		if err := draftOne(storetest.Open(path), strconv.Itoa(n)); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	events := record(t, "draft", path, 25)
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := replay(before, events, len(events), true, nil); string(got) != string(after) {
		t.Fatalf("the record of %d events is not complete: replayed, it does not give the file", len(events))
	}
	random := rand.New(rand.NewPCG(3, 4))
	image := filepath.Join(t.TempDir(), "image.db")
	count := func(synced bool) (lost, unreadable, acked int) {
		for range cuts {
			at := random.IntN(len(events) + 1)
			if err := os.WriteFile(image, replay(before, events, at, synced, random), 0o600); err != nil {
				t.Fatal(err)
			}
			want := 0
			for _, e := range events[:at] {
				if e.kind == 'a' {
					want++
				}
			}
			acked += want
			switch there, ok := countThere(t, image, want); {
			case !ok:
				unreadable++
			case there < want+60:
				lost++
			}
		}
		return lost, unreadable, acked
	}
	lost, unreadable, acked := count(true)
	t.Logf("power cuts %d, acknowledged %d, journals with a loss %d, unreadable %d", cuts, acked, lost, unreadable)
	if lost+unreadable > 0 {
		t.Errorf("%d journals lost an acknowledged entry, %d could not be read", lost, unreadable)
	}
	lost, unreadable, _ = count(false)
	t.Logf("control without sync: power cuts %d, journals with a loss %d, unreadable %d", cuts, lost, unreadable)
	if 2*(lost+unreadable) < cuts {
		t.Errorf("the control failed: without sync only %d of %d journals were harmed", lost+unreadable, cuts)
	}
}

// countThere opens an image as the program would after the power is back, and
// writes to it, as the program would.
func countThere(t *testing.T, path string, want int) (there int, ok bool) {
	t.Helper()
	j := storetest.Open(path)
	if _, err := j.Status(t.Context()); err != nil {
		return 0, false
	}
	if _, err := j.Add(t.Context(), storetest.Entry("after the power came back")); err != nil {
		return 0, false
	}
	u, err := j.Unlock(t.Context(), nil)
	if err != nil {
		return 0, false
	}
	defer u.Lock()
	entries, err := u.All(t.Context())
	if err != nil {
		return 0, false
	}
	seen := make(map[string]int)
	for _, e := range entries {
		seen[e.Text(journal.Happened)]++
	}
	for n := -60; n < want; n++ {
		if seen[strconv.Itoa(n)] > 1 {
			t.Errorf("entry %d is there twice", n)
		}
		there += seen[strconv.Itoa(n)]
	}
	return there, true
}

// replay returns the file as it lies on the disk after the first n events and a
// power cut: with syncs honoured or not, and of what was not synced a random
// part. Without a source of randomness everything is there.
func replay(before []byte, events []event, n int, synced bool, random *rand.Rand) []byte {
	image := append([]byte(nil), before...)
	var pending []event
	apply := func(e event) {
		switch e.kind {
		case 't':
			image = resize(image, int(e.offset))
		case 'w':
			if end := int(e.offset) + len(e.data); end > len(image) {
				image = resize(image, end)
			}
			copy(image[e.offset:], e.data)
		}
	}
	for _, e := range events[:n] {
		switch {
		case e.kind == 's' && synced || random == nil:
			for _, p := range pending {
				apply(p)
			}
			pending = pending[:0]
			apply(e)
		case e.kind == 'w':
			for at := 0; at < len(e.data); at += sector {
				pending = append(pending, event{kind: 'w', offset: e.offset + int64(at), data: e.data[at:min(at+sector, len(e.data))]})
			}
		case e.kind == 't':
			pending = append(pending, e)
		}
	}
	if random == nil {
		return image
	}
	part := random.Float64() // a cut right after the write, or long after
	random.Shuffle(len(pending), func(i, k int) { pending[i], pending[k] = pending[k], pending[i] })
	for _, p := range pending {
		if random.Float64() < part {
			apply(p)
		}
	}
	return image
}

func resize(b []byte, n int) []byte {
	if n <= len(b) {
		return b[:n]
	}
	return append(b, make([]byte, n-len(b))...)
}
