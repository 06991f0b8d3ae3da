package store_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/storetest"
)

var rescueName = regexp.MustCompile(`^shakeoff-rescue-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.db$`)

// rescue rescues a page into a folder, and holds that just one private file
// came of it, and that the journal stays byte for byte as it was.
func rescue(t *testing.T, d *store.Draft, from *store.Journal, e journal.Entry) *store.Journal {
	t.Helper()
	read := func() string {
		b, err := os.ReadFile(from.Path())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		return string(b)
	}
	dir, before := t.TempDir(), read()
	path, err := d.Rescue(t.Context(), dir, e)
	if err != nil {
		t.Fatalf("rescue: %v", err)
	}
	if read() != before {
		t.Error("the journal was changed")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 || !rescueName.MatchString(left[0].Name()) || filepath.Join(dir, left[0].Name()) != path {
		t.Fatalf("the folder holds %v (%v), the path is %s", left, err, path)
	}
	if info, err := left[0].Info(); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	j := storetest.Open(path)
	if r, err := mend.Examine(t.Context(), j.File(), true); err != nil || r.Worst() == mend.Bad {
		t.Errorf("the new file is not well: %+v, %v", r.Findings, err)
	}
	return j
}

// A rescued page opens with what opens the journal, and with nothing else.
func TestRescueIsSealedToTheSameIdentity(t *testing.T) {
	const marker = "marker-of-a-rescued-page"
	j := storetest.New(t)
	storetest.Lock(t, j)
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("half of it")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(j.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	saved := rescue(t, d, j, storetest.Entry(marker))
	if strings.Contains(storetest.ReadFile(t, saved.Path()), marker) {
		t.Error("the page lies there in clear")
	}
	if _, err := saved.Unlock(t.Context(), nil); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("opened without a passphrase: %v", err)
	}
	key := storetest.Unlock(t, j, storetest.Passphrase).RecoveryKey()
	for _, secret := range []string{storetest.Passphrase, key} {
		got := storetest.All(t, storetest.Unlock(t, saved, secret))
		if len(got) != 1 || !slices.Equal(storetest.Words(got[0]), []string{marker}) || len(got[0].Weighings) != 2 {
			t.Errorf("%d entries came back", len(got))
		}
	}
	// It goes on being a journal, and so does the page.
	storetest.Add(t, saved, storetest.Entry("a new page"))
	if err := os.Chmod(j.Path(), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.File(t.Context(), storetest.Entry(marker)); err != nil {
		t.Errorf("keeping the page after all: %v", err)
	}
}

// Without a journal, and without a lock, the page is where a first one would be.
func TestRescueWithoutALock(t *testing.T) {
	for name, begin := range map[string]func(j *store.Journal){
		"no journal": func(*store.Journal) {},
		"no lock":    func(j *store.Journal) { storetest.Add(t, j, storetest.Entry("before")) },
	} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			begin(j)
			saved := rescue(t, j.NewDraft(), j, storetest.Entry("words"))
			if got := storetest.All(t, storetest.Unlock(t, saved, "")); len(got) != 1 || !slices.Equal(storetest.Words(got[0]), []string{"words"}) {
				t.Errorf("%d entries came back", len(got))
			}
		})
	}
}

// A journal whose pages are damaged still says what to seal to.
func TestRescueBesideADamagedJournal(t *testing.T) {
	const freelist = 16
	j := storetest.New(t)
	storetest.Lock(t, j)
	storetest.Add(t, j, storetest.Entry("before"))
	storetest.ZeroPages(t, j.Path(), freelist)
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("words")); !errors.Is(err, journal.ErrDamaged) {
		t.Fatalf("saved into a damaged file: %v", err)
	}
	saved := rescue(t, d, j, storetest.Entry("words"))
	if got := storetest.All(t, storetest.Unlock(t, saved, storetest.Passphrase)); len(got) != 1 {
		t.Errorf("%d entries came back", len(got))
	}
}

// Nothing is ever written in clear because it could not be sealed.
func TestRescueRefuses(t *testing.T) {
	locked := func(t *testing.T) *store.Journal {
		j := storetest.New(t)
		storetest.Lock(t, j)
		return j
	}
	for name, spoil := range map[string]func(t *testing.T, path string){
		"leaves gone": func(t *testing.T, path string) { storetest.ZeroPages(t, path, 2) },
		"cut short":   func(t *testing.T, path string) { truncateFile(t, path, 20_000) },
		"empty":       func(t *testing.T, path string) { truncateFile(t, path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			j, dir := locked(t), t.TempDir()
			d := storetest.Open(j.Path()).NewDraft() // which never read the file while it was well
			spoil(t, j.Path())
			if path, err := d.Rescue(t.Context(), dir, storetest.Entry("words")); !errors.Is(err, journal.ErrDamaged) {
				t.Errorf("got %s, %v", path, err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left in the folder: %v, %v", left, err)
			}
		})
	}
	if _, err := locked(t).NewDraft().Rescue(t.Context(), t.TempDir(), journal.Entry{}); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("a blank page: %v", err)
	}
}

// A window goes on sealing to what it read last, whatever becomes of the file.
func TestRescueWithTheHeadItLastRead(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"gone":    os.Remove,
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"garbage": func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("nothing"), 9000), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			j := storetest.New(t)
			storetest.Lock(t, j)
			window := storetest.Open(j.Path())
			if _, err := window.Status(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := spoil(j.Path()); err != nil {
				t.Fatal(err)
			}
			d := window.NewDraft()
			if err := d.Save(t.Context(), storetest.Entry("words")); err == nil {
				t.Fatal("a journal was begun in the place of the one that was there")
			}
			saved := rescue(t, d, window, storetest.Entry("words"))
			if s, err := saved.Status(t.Context()); err != nil || !s.Locked {
				t.Errorf("the rescued page has a lock: %v, %v", s.Locked, err)
			}
			if got := storetest.All(t, storetest.Unlock(t, saved, storetest.Passphrase)); len(got) != 1 {
				t.Errorf("%d entries came back", len(got))
			}
		})
	}
}

func truncateFile(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

// A rescued page comes home once: not if the page was filed after all, nor twice. While
// an older state of it waits as a draft, the two stay apart: throwing that one away
// leaves the entry alone.
func TestRescuedPageComesHomeOnce(t *testing.T) {
	for _, filed := range []bool{false, true} {
		j := storetest.New(t)
		d := j.NewDraft()
		if err := d.Save(t.Context(), storetest.Entry("half of it")); err != nil {
			t.Fatal(err)
		}
		saved := rescue(t, d, j, storetest.Entry("all of it"))
		home := storetest.All(t, storetest.Unlock(t, saved, ""))
		if filed {
			if _, err := d.File(t.Context(), storetest.Entry("all of it")); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if _, err := j.Import(t.Context(), home...); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Discard(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Import(t.Context(), home...); err != nil {
			t.Fatal(err)
		}
		got := storetest.All(t, storetest.Unlock(t, j, ""))
		if len(got) != 1 || !slices.Equal(storetest.Words(got[0]), []string{"all of it"}) || got[0].ID == d.Record() && !filed {
			t.Errorf("filed %v: %d entries came of it", filed, len(got))
		}
		if s, err := j.Status(t.Context()); err != nil || len(s.Waiting) != 0 {
			t.Errorf("filed %v: %+v, %v", filed, s, err)
		}
	}
}

// TestRescueGoesOnceThePageIsAtHome rescues a page and keeps it in the journal after all, in
// each way: no copy lies elsewhere that would double its words. What somebody has gone on
// writing in stays, and so does the rescue of a page that was thrown away on the strength of it.
func TestRescueGoesOnceThePageIsAtHome(t *testing.T) {
	for name, c := range map[string]struct {
		then  func(j *store.Journal, d *store.Draft) error
		meet  func(saved *store.Journal)
		stays bool
	}{
		"saved": {then: func(_ *store.Journal, d *store.Draft) error {
			return d.Save(t.Context(), storetest.Entry("all of it"))
		}},
		"filed": {then: func(_ *store.Journal, d *store.Draft) error {
			_, err := d.File(t.Context(), storetest.Entry("all of it"))
			return err
		}},
		"filed as another version": {then: func(j *store.Journal, d *store.Draft) error {
			u := storetest.Unlock(t, j, "")
			e := storetest.All(t, u)[0]
			e.Answers[0].Text = "all of it"
			_, err := u.EditDraft(t.Context(), d, e)
			return err
		}},
		"discarded": {stays: true, then: func(_ *store.Journal, d *store.Draft) error { return d.Discard(t.Context()) }},
		"written in": {
			stays: true,
			meet:  func(saved *store.Journal) { storetest.Add(t, saved, storetest.Entry("more")) },
			then: func(_ *store.Journal, d *store.Draft) error {
				return d.Save(t.Context(), storetest.Entry("all of it"))
			},
		},
	} {
		j := storetest.New(t)
		storetest.Add(t, j, storetest.Entry("before"))
		d := j.NewDraft()
		save(t, d, "half of it")
		saved := rescue(t, d, j, storetest.Entry("all of it"))
		if c.meet != nil {
			c.meet(saved)
		}
		if err := c.then(j, d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if left := storetest.FilesUnder(t, filepath.Dir(saved.Path())); (len(left) > 0) != c.stays {
			t.Errorf("%s: %q lie where it was rescued to", name, left)
		}
	}
}

// TestKilledWindowDoublesNoWords brings a rescued page home after the window that rescued it was
// killed: before it could save the page again, or after that and before it could remove the file.
// The page is there once, with its latest words, be it known which those are; if not, rather twice.
func TestKilledWindowDoublesNoWords(t *testing.T) {
	for _, c := range []struct {
		name         string
		saved, after []string // what was saved before the rescue, and after it
		unknown      bool     // nothing is remembered
		entries      []string
		waits        int
	}{
		{name: "before it saved again", saved: []string{"half"}, entries: []string{"all of it"}},
		{name: "after it saved again", saved: []string{"half"}, after: []string{"all of it, and more"}, waits: 1},
		{name: "after its first save", after: []string{"all of it, and more"}, waits: 1},
		{name: "never saved", entries: []string{"all of it"}},
		{name: "on another machine", saved: []string{"half"}, unknown: true, entries: []string{"all of it"}, waits: 1},
	} {
		for _, secret := range []string{"", storetest.Passphrase} {
			t.Run(c.name+secret, func(t *testing.T) {
				m := newMachine(t)
				storetest.Add(t, m.open(), storetest.Entry("before"))
				if secret != "" {
					storetest.Lock(t, m.open())
				}
				d := m.open().NewDraft()
				for _, words := range c.saved {
					save(t, d, words)
				}
				path, err := d.Rescue(t.Context(), t.TempDir(), storetest.Entry("all of it"))
				must(t, err)
				copied := storetest.ReadFile(t, path)
				head, err := m.open().File().Meta(t.Context())
				must(t, err)
				noted := m.state.Copies(head.Journal[:])
				for _, words := range c.after {
					save(t, d, words)
					storetest.WriteFile(t, path, copied) // as if it was not removed any more
					must(t, m.state.Note(noted...))
				}
				if c.unknown {
					must(t, os.RemoveAll(string(m.state)))
					m.state = ""
				}
				home := storetest.All(t, storetest.Unlock(t, storetest.Open(path), secret))
				for range 2 {
					_, err = m.open().Import(t.Context(), home...)
					must(t, err)
				}
				u := storetest.Unlock(t, m.open(), secret)
				var words []string
				for _, e := range storetest.All(t, u) {
					if text := e.Text(journal.Happened); text != "before" {
						words = append(words, text)
					}
				}
				if !slices.Equal(words, c.entries) || len(storetest.Keys(t, m.path, "drafts")) != c.waits {
					t.Errorf("%q, and %d pages wait", words, len(storetest.Keys(t, m.path, "drafts")))
				}
			})
		}
	}
}
