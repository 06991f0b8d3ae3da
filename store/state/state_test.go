package state_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"shakeoff/store/state"
)

func seen(path string) state.Seen {
	return state.Seen{Paths: []string{path}, Journal: []byte(path), Locked: true}
}

// What was seen last at a path is what is known of it, by each of its names.
func TestSeen(t *testing.T) {
	f := state.File(filepath.Join(t.TempDir(), "state", "journals.json"))
	if f.Seen("a") != nil {
		t.Error("something was seen before anything was")
	}
	first, second := seen("a"), seen("b")
	second.Paths = append(second.Paths, "link")
	for _, s := range []state.Seen{first, second} {
		if err := f.Remember(s); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.Seen("link"); got == nil || string(got.Journal) != "b" || !got.Locked {
		t.Errorf("under its second name: %+v", got)
	}
	second.Locked = false
	if err := f.Remember(second); err != nil {
		t.Fatal(err)
	}
	if got := f.Seen("other", "b"); got == nil || got.Locked {
		t.Errorf("what was seen last does not count: %+v", got)
	}
	if got := f.Seen("a"); got == nil || string(got.Journal) != "a" {
		t.Errorf("of another journal: %+v", got)
	}
	info, err := os.Stat(string(f))
	if err != nil || info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(string(f)), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Processes that note something at once lose nothing of each other, though the file is made
// shorter meanwhile.
func TestRemembersAtOnce(t *testing.T) {
	f := state.File(filepath.Join(t.TempDir(), "journals.json"))
	const processes, each = 6, 12
	var all sync.WaitGroup
	for p := range processes {
		all.Go(func() {
			for i := range each {
				for _, path := range []string{strconv.Itoa(p*each + i), "every time"} {
					if err := f.Remember(seen(path)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	for i := range processes * each {
		if f.Seen(strconv.Itoa(i)) == nil {
			t.Errorf("%d is forgotten", i)
		}
	}
	if text, err := os.ReadFile(string(f)); err != nil || bytes.Count(text, []byte("\n")) > 2*(processes*each+80) {
		t.Errorf("%d lines: %v", bytes.Count(text, []byte("\n")), err)
	}
}

// A file that cannot be read or written is as if nothing had been seen.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	f := state.File(filepath.Join(dir, "journals.json"))
	for _, text := range []string{"", "{", `{"paths":"a"}`, "[1,2]", "\x00\xff"} {
		if err := os.WriteFile(string(f), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := f.Seen("a"); got != nil {
			t.Errorf("%q: %+v", text, got)
		}
		if err := f.Remember(seen("a")); err != nil || f.Seen("a") == nil {
			t.Errorf("%q is not replaced: %v", text, err)
		}
	}
	if f := state.File(filepath.Join(string(f), "below", "a.json")); f.Remember(seen("a")) == nil || f.Seen("a") != nil {
		t.Error("a folder that cannot be made")
	}
	if f := state.File(""); f.Remember(seen("a")) != nil || f.Seen("a") != nil {
		t.Error("no file remembers something")
	}
}

// The journals seen longest ago are forgotten.
func TestForgets(t *testing.T) {
	f := state.File(filepath.Join(t.TempDir(), "journals.json"))
	const many = 300
	for i := range many {
		if err := f.Remember(seen(strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
	}
	if f.Seen("0") != nil || f.Seen(strconv.Itoa(many-1)) == nil || f.Seen(strconv.Itoa(many-20)) == nil {
		t.Error("not the oldest ones were forgotten")
	}
}

// Copies are known by the name of their journal, whatever is seen of it, and each once.
func TestCopies(t *testing.T) {
	f := state.File(filepath.Join(t.TempDir(), "journals.json"))
	a, b := []byte("a"), []byte("b")
	put := func(copies ...state.Copy) {
		t.Helper()
		if err := f.Note(copies...); err != nil {
			t.Fatal(err)
		}
	}
	put(state.Copy{Of: a, Path: "backups"}, state.Copy{Of: b, Path: "backups"}, state.Copy{Of: a, Path: "file", Own: a})
	put(state.Copy{Of: a, Path: "backups", Behind: true})
	if err := f.Remember(seen("a")); err != nil {
		t.Fatal(err)
	}
	if got := f.Copies(a); len(got) != 2 || string(got[0].Own) != "a" || !got[1].Behind {
		t.Errorf("of a: %+v", got)
	}
	cut, err := os.OpenFile(filepath.Join(filepath.Dir(string(f)), "copies.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = cut.WriteString(`{"of":"YQ==","pa`)
	}
	if err != nil || cut.Close() != nil {
		t.Fatal(err)
	}
	if got := f.Copies(b, []byte("c")); len(got) != 1 || got[0].Behind {
		t.Errorf("of b: %+v", got)
	}
	if err := f.Note(state.Copy{Of: a, Path: "backups", Gone: true}); err != nil || len(f.Copies(a)) != 1 || len(f.Copies(b)) != 1 {
		t.Errorf("one is not forgotten, or too many are: %v", err)
	}
}

// A journal is elsewhere too if another file lies where it was seen.
func TestElsewhere(t *testing.T) {
	dir := t.TempDir()
	f := state.File(filepath.Join(dir, "journals.json"))
	here, there, link := filepath.Join(dir, "here"), filepath.Join(dir, "there"), filepath.Join(dir, "link")
	for _, path := range []string{here, there} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Link(here, link); err != nil {
		t.Skip("no second names on this disk")
	}
	if err := f.Remember(state.Seen{Paths: []string{there}, Journal: []byte("a")}); err != nil {
		t.Fatal(err)
	}
	is := func(want bool, journal, path string) {
		t.Helper()
		if f.Elsewhere([]byte(journal), path) != want {
			t.Errorf("%s at %s: want %v", journal, filepath.Base(path), want)
		}
	}
	is(true, "a", here)
	is(false, "a", there)
	is(false, "b", here)
	if err := f.Remember(state.Seen{Paths: []string{here}, Journal: []byte("b")}); err != nil {
		t.Fatal(err)
	}
	is(false, "b", link)
	if err := os.Remove(there); err != nil {
		t.Fatal(err)
	}
	is(false, "a", here)
}
