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
	Copy    bool     `json:"copy,omitempty"` // the same journal lay elsewhere when this one was first seen
}

// Copy is a place that held copies of a journal, and may still.
type Copy struct {
	Of     []byte `json:"of"`               // the name of the journal; its path if it had no name yet
	Path   string `json:"path"`             // whole, with links followed
	Own    []byte `json:"own,omitempty"`    // the name of the journal in a file; a folder of backups has none
	Behind bool   `json:"behind,omitempty"` // it could not be reached when something was taken out
}

type memory struct {
	Journals []Seen `json:"journals"` // those seen last come first
	Copies   []Copy `json:"copies"`
}

// most is how many journals are remembered; the ones seen longest ago are forgotten.
const most = 32

// File is where that lies: a path, or "" to remember nothing.
type File string

// Seen returns what was seen at one of these paths, nil for nothing.
func (f File) Seen(paths ...string) *Seen {
	m := f.read()
	if i := at(m.Journals, paths); i >= 0 {
		return &m.Journals[i]
	}
	return nil
}

// Remember notes what was seen, in the place of what was seen at these paths before.
func (f File) Remember(s Seen) error {
	m := f.read()
	if i := at(m.Journals, s.Paths); i >= 0 {
		m.Journals = slices.Delete(m.Journals, i, i+1)
	}
	m.Journals = slices.Insert(m.Journals, 0, s)
	m.Journals = m.Journals[:min(most, len(m.Journals))]
	return f.write(m)
}

// Elsewhere says that a journal was seen at another path too, and a file still lies there.
func (f File) Elsewhere(journal []byte, path string) bool {
	here, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(f.read().Journals, func(s Seen) bool {
		return bytes.Equal(s.Journal, journal) && !slices.Contains(s.Paths, path) && slices.ContainsFunc(s.Paths, func(p string) bool {
			there, err := os.Stat(p)
			return err == nil && !os.SameFile(here, there)
		})
	})
}

// Copies returns the places that held copies of a journal, by any of these names.
func (f File) Copies(of ...[]byte) []Copy {
	return slices.DeleteFunc(f.read().Copies, func(c Copy) bool {
		return !slices.ContainsFunc(of, func(name []byte) bool { return bytes.Equal(name, c.Of) })
	})
}

// Note adds or replaces places, and takes others out.
func (f File) Note(put, drop []Copy) error {
	m := f.read()
	m.Copies = slices.DeleteFunc(m.Copies, func(c Copy) bool {
		return slices.ContainsFunc(slices.Concat(put, drop), func(n Copy) bool { return c.Path == n.Path && bytes.Equal(c.Of, n.Of) })
	})
	m.Copies = append(m.Copies, put...)
	return f.write(m)
}

// write replaces the file as a whole, so that nobody reads half of it.
func (f File) write(m memory) error {
	if f == "" {
		return nil
	}
	text, err := json.MarshalIndent(m, "", "\t")
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

func (f File) read() (m memory) {
	if f == "" {
		return m
	}
	text, err := os.ReadFile(string(f))
	if err != nil || json.Unmarshal(text, &m) != nil {
		return memory{}
	}
	return m
}

func at(all []Seen, paths []string) int {
	return slices.IndexFunc(all, func(s Seen) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return slices.Contains(s.Paths, p) })
	})
}
