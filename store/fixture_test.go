package store_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

var full = flag.Bool("full", false, "run the tests of the store at full length")

// rounds is how often something is done, or of how many: short, or in full.
func rounds(short, long int) int {
	if *full {
		return long
	}
	return short
}

var freeze = flag.Bool("freeze", false, "write the fixtures of the current format; only when a format is new")

// The frozen journals of format 1: written once, by the first shakeoff that
// wrote it, and opened for ever by every later one. Each holds the encounters,
// one of them edited, weighed again and marked, one burnt, and a draft.
var fixtures = map[string]string{"format1-open.db.gz": "", "format1-locked.db.gz": storetest.Passphrase}

func TestFrozenFixtures(t *testing.T) {
	for name, secret := range fixtures {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			if *freeze {
				writeFixture(t, path, secret)
			}
			j := storetest.Open(storetest.Thaw(t, path))
			checkFixture(t, j, secret)
			// It is not only readable: it goes on being a journal.
			storetest.Add(t, j, storetest.Entry("a new page"))
			if got := storetest.All(t, storetest.Unlock(t, j, secret)); len(got) != len(storetest.Encounters(t))+1 {
				t.Errorf("%d entries after a new page", len(got))
			}
		})
	}
}

func checkFixture(t *testing.T, j *store.Journal, secret string) {
	t.Helper()
	u := storetest.Unlock(t, j, secret)
	got, want := storetest.All(t, u), storetest.Encounters(t)
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d", len(got), len(want))
	}
	for i := range want {
		if i != 1 && !slices.Equal(storetest.Words(got[i]), storetest.Words(want[i])) || !got[i].Written.Equal(want[i].Written) {
			t.Errorf("entry %d is not the encounter it was made of", i)
		}
	}
	edited := got[1]
	if edited.ID == edited.Record || storetest.Words(edited)[0] != "said better" {
		t.Errorf("the edited entry: %+v", edited)
	}
	if w, _ := edited.Latest(); w != 1 || len(edited.Weighings) != 3 || edited.Intention.How != "it helped" {
		t.Errorf("weighed again and marked: %+v, %+v", edited.Weighings, edited.Intention)
	}
	drafts, err := u.Drafts(t.Context())
	if err != nil || len(drafts) != 1 || storetest.Words(drafts[0].Entry)[0] != "half a page" {
		t.Errorf("%d drafts: %v", len(drafts), err)
	}
}

func writeFixture(t *testing.T, path, secret string) {
	t.Helper()
	j := storetest.New(t)
	if secret != "" {
		storetest.Lock(t, j)
	}
	ids := storetest.Add(t, j, storetest.Encounters(t)...)
	k, err := j.NewDraft().File(t.Context(), storetest.Entry("to be burnt"))
	if err != nil {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, secret)
	seen, err := u.Entries(t.Context(), ids[1])
	if err != nil {
		t.Fatal(err)
	}
	seen[0].Answers[0].Text = "said better"
	later := storetest.At.Add(time.Hour)
	_, err = u.Edit(t.Context(), seen[0])
	for _, step := range []func() error{
		func() error { return err },
		func() error {
			return u.Weigh(t.Context(), ids[1], journal.Weighing{At: later, Moment: journal.Later, Weight: 1})
		},
		func() error {
			return u.Mark(t.Context(), ids[1], journal.Intention{State: journal.Tried, At: later, How: "it helped"})
		},
		func() error { return k.Burn(t.Context()) },
		func() error { return j.NewDraft().Save(t.Context(), storetest.Entry("half a page")) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := io.WriteString(z, storetest.ReadFile(t, j.Path())); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
