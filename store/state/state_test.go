package state_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"shakeoff/store/state"
)

func seen(path string) state.Seen {
	return state.Seen{Paths: []string{path}, Journal: []byte(path), Locked: true, Copies: []string{"backups"}}
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
	if got := f.Seen("link"); got == nil || string(got.Journal) != "b" || !got.Locked || got.Copies[0] != "backups" {
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
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(string(f)), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
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
	const many = 50
	for i := range many {
		if err := f.Remember(seen(strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
	}
	if f.Seen("0") != nil || f.Seen(strconv.Itoa(many-1)) == nil || f.Seen(strconv.Itoa(many-20)) == nil {
		t.Error("not the oldest ones were forgotten")
	}
}
