// Package state remembers what this machine has last seen of its journals: who owns
// the one at a path, and whether it had a lock. So a journal that is gone is not
// begun anew in silence, and one that was exchanged is noticed. It also remembers where
// copies of a journal lie, so that what is taken out of it goes from them too.
//
// It holds no secret and no word: neither an identity nor anything sealed ever lies
// here. It only ever makes the program more careful. A file that is missing, damaged
// or cannot be written is as if nothing had been seen.
//
// It imports the standard library alone. Rejected: a note beside the journal, which
// whoever exchanges the journal can exchange too.
package state

import (
	"bytes"
	"encoding/json"
	"errors"
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
	Copy    bool     `json:"copy,omitempty"`  // the same journal lay elsewhere when a person first chose this one
	Tally   uint64   `json:"tally,omitempty"` // the highest counter of its owner's tally
}

// Copy is a place that held copies of a journal, and may still.
type Copy struct {
	Of     []byte `json:"of"`               // the name of the journal; its path if it had no name yet
	Path   string `json:"path"`             // whole, with links followed
	Own    []byte `json:"own,omitempty"`    // the name of the journal in a file; a folder of backups has none
	Behind bool   `json:"behind,omitempty"` // it could not be reached when something was taken out
	Gone   bool   `json:"gone,omitempty"`   // it is not there any more
}

// is says that it is the same place.
func (c Copy) is(other Copy) bool { return c.Path == other.Path && bytes.Equal(c.Of, other.Of) }

// most is how many journals are remembered; the ones seen longest ago are forgotten.
const most = 256

// File is where that lies: a path, or "" to remember nothing. Copies lie in a file beside it.
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
	for i := at(all, s.Paths); i >= 0; i = at(all, s.Paths) {
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

// Elsewhere says that a journal was seen at another path too, and a file still lies there.
func (f File) Elsewhere(journal []byte, path string) bool {
	here, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(f.read(), func(s Seen) bool {
		return bytes.Equal(s.Journal, journal) && slices.ContainsFunc(s.Paths, func(p string) bool {
			there, err := os.Stat(p)
			return err == nil && !os.SameFile(here, there)
		})
	})
}

func (f File) copies() string { return filepath.Join(filepath.Dir(string(f)), "copies.jsonl") }

// Copies returns the places that held copies of a journal, by any of these names.
func (f File) Copies(of ...[]byte) (copies []Copy) {
	if f == "" {
		return nil
	}
	text, _ := os.ReadFile(f.copies())
	for line := range bytes.Lines(text) {
		var c Copy
		if json.Unmarshal(line, &c) != nil || !slices.ContainsFunc(of, func(name []byte) bool { return bytes.Equal(name, c.Of) }) {
			continue
		}
		copies = slices.DeleteFunc(copies, c.is)
		if !c.Gone {
			copies = append(copies, c)
		}
	}
	return copies
}

// Note notes places. What is noted last of one holds: each is a line at the end of the file, so
// that processes which note something at once lose nothing of each other.
func (f File) Note(copies ...Copy) error {
	if f == "" {
		return nil
	}
	text := []byte("\n") // the line before may be cut short
	for _, c := range copies {
		line, err := json.Marshal(c)
		if err != nil {
			return err
		}
		text = append(append(text, line...), '\n')
	}
	if err := os.MkdirAll(filepath.Dir(string(f)), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(f.copies(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
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
