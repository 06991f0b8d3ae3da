// Package state remembers what this machine has last seen of its journals: who owns
// the one at a path, and whether it had a lock. So a journal that is gone is not
// begun anew in silence, and one that was exchanged is noticed.
//
// It holds no secret and no word: neither an identity nor anything sealed ever lies
// here. It only ever makes the program more careful. A file that is missing, damaged
// or cannot be written is as if nothing had been seen.
//
// It imports the standard library alone. Rejected: a note beside the journal, which
// whoever exchanges the journal can exchange too.
package state

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
)

// Seen is what was last seen of a journal.
type Seen struct {
	Paths   []string `json:"paths"` // as it was called, and with links followed
	Journal []byte   `json:"journal"`
	Epoch   []byte   `json:"epoch"`
	Owner   []byte   `json:"owner,omitempty"`
	Locked  bool     `json:"locked"`
	Copies  []string `json:"copies,omitempty"` // folders and files that ever held copies of it
}

// most is how many journals are remembered; the ones seen longest ago are forgotten.
const most = 32

// File is where that lies: a path, or "" to remember nothing.
type File string

// Seen returns what was seen at one of these paths, nil for nothing.
func (f File) Seen(paths ...string) *Seen {
	all := f.read()
	if i := at(all, paths); i >= 0 {
		return &all[i]
	}
	return nil
}

// Remember notes what was seen, in the place of what was seen at these paths before.
// The file is replaced as a whole, so that nobody reads half of it.
func (f File) Remember(s Seen) error {
	if f == "" {
		return nil
	}
	all := f.read()
	if i := at(all, s.Paths); i >= 0 {
		all = slices.Delete(all, i, i+1)
	}
	all = slices.Insert(all, 0, s)
	text, err := json.MarshalIndent(all[:min(most, len(all))], "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(string(f)), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(string(f)), ".journals-*.new") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if closed := temp.Close(); err != nil || closed != nil {
		return err
	}
	return os.Rename(temp.Name(), string(f))
}

func (f File) read() (all []Seen) {
	if f == "" {
		return nil
	}
	text, err := os.ReadFile(string(f))
	if err != nil || json.Unmarshal(text, &all) != nil {
		return nil
	}
	return all
}

func at(all []Seen, paths []string) int {
	return slices.IndexFunc(all, func(s Seen) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return slices.Contains(s.Paths, p) })
	})
}
