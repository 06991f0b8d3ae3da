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
	"runtime"
	"slices"
	"syscall"
	"time"
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
	Turn    uint64   `json:"turn,omitempty"`  // the highest number of a form of its identity
}

// Copy is a place that held copies of a journal, and may still.
type Copy struct {
	Of     []byte `json:"of"`               // the name of the journal; its path if it had no name yet
	Path   string `json:"path"`             // whole, with links followed
	Own    []byte `json:"own,omitempty"`    // the name of the journal in a file; a folder of backups has none
	Page   []byte `json:"page,omitempty"`   // the name of the page that was rescued into it
	Drafts []byte `json:"drafts,omitempty"` // the versions of its draft that the journal may have had then
	Behind bool   `json:"behind,omitempty"` // it could not be reached when something was taken out
	Gone   bool   `json:"gone,omitempty"`   // it is not there any more
}

// is says that it is the same place.
func (c Copy) is(other Copy) bool { return c.Path == other.Path && bytes.Equal(c.Of, other.Of) }

// at says that it was seen at one of these paths.
func (s Seen) at(paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool { return slices.Contains(s.Paths, p) })
}

// most is how many journals are remembered; the ones seen longest ago are forgotten. spare is
// how many lines may be out of date before the file is written anew.
const (
	most  = 256
	spare = 64
)

// File is where that lies: a path, or "" to remember nothing. Copies lie in a file beside it.
// Each note is a line at the end of a file, so that processes which note something at once lose
// nothing of each other; the last one holds.
type File string

// Seen returns what was seen at one of these paths, nil for nothing.
func (f File) Seen(paths ...string) *Seen {
	for _, s := range seenIn(readFile(string(f))) {
		if s.at(paths) {
			return &s
		}
	}
	return nil
}

// Remember notes what was seen, in the place of what was seen at these paths before.
func (f File) Remember(s Seen) error {
	if err := note(string(f), s); err != nil {
		return err
	}
	text := readFile(string(f))
	if all := seenIn(text); bytes.Count(text, []byte("\n")) > len(all)+spare {
		_ = f.shorten(all, int64(len(text)))
	}
	return nil
}

// shorten replaces the file by one with only what still holds, unless something was noted
// since it was size bytes long. It is replaced as a whole, so that nobody reads half of it; under a
// second name the old one stays until it is known that nothing was noted at the last moment. A disk
// without such names keeps the long file.
func (f File) shorten(all []Seen, size int64) error {
	temp, err := os.CreateTemp(filepath.Dir(string(f)), ".journals-*.new") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	slices.Reverse(all)
	_, err = temp.Write(lines(all...))
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	old := temp.Name() + ".old"
	if err := os.Link(string(f), old); err != nil {
		return err
	}
	defer os.Remove(old)
	if info, err := os.Stat(old); err != nil || info.Size() != size {
		return err
	}
	if err := os.Rename(temp.Name(), string(f)); err != nil {
		return err
	}
	if text := readFile(old); int64(len(text)) > size {
		return add(string(f), text[size:])
	}
	return nil
}

// note adds values to a file, each on a line.
func note[T any](path string, values ...T) error {
	if path == "" || len(values) == 0 {
		return nil
	}
	return add(path, lines(values...))
}

// add adds lines to the end of a file, again if that was replaced meanwhile.
func add(path string, lines []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	for {
		var file *os.File
		err := patiently(func() (err error) {
			file, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
			return err
		})
		if err != nil {
			return err
		}
		_, err = file.Write(lines)
		ours, failed := file.Stat()
		if err = errors.Join(err, failed, file.Close()); err != nil {
			return err
		}
		if now, err := os.Stat(path); err != nil || os.SameFile(ours, now) {
			return err
		}
	}
}

// readFile returns what a file holds, nothing if it cannot be read.
func readFile(path string) (text []byte) {
	_ = patiently(func() (err error) {
		text, err = os.ReadFile(path)
		return err
	})
	return text
}

// patiently tries again for a while to open a file: Windows refuses it in the moment in which
// another process replaces the file.
func patiently(open func() error) error {
	for tries := 100; ; tries-- {
		err := open()
		refused := errors.Is(err, errSharing) || errors.Is(err, errDenied)
		if runtime.GOOS != "windows" || !refused || tries == 0 {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// What Windows says of such a file, by its own numbers.
const (
	errDenied  = syscall.Errno(5) // its name is being taken away
	errSharing = syscall.Errno(32)
)

func lines[T any](values ...T) []byte {
	text := []byte("\n") // the line before may be cut short
	for _, v := range values {
		line, _ := json.Marshal(v) // of fields that cannot fail
		text = append(append(text, line...), '\n')
	}
	return text
}

// Elsewhere says that a journal was seen at another path too, which is no copy itself, and a
// file still lies there.
func (f File) Elsewhere(journal []byte, path string) bool {
	here, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(seenIn(readFile(string(f))), func(s Seen) bool {
		return !s.Copy && bytes.Equal(s.Journal, journal) && slices.ContainsFunc(s.Paths, func(p string) bool {
			there, err := os.Stat(p)
			return err == nil && !os.SameFile(here, there)
		})
	})
}

func (f File) copies() string {
	if f == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(string(f)), "copies.jsonl")
}

// Copies returns the places that held copies of a journal, by any of these names.
func (f File) Copies(of ...[]byte) (copies []Copy) {
	for line := range bytes.Lines(readFile(f.copies())) {
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

// Note notes places.
func (f File) Note(copies ...Copy) error { return note(f.copies(), copies...) }

// seenIn returns what still holds of all that was noted, the newest first.
func seenIn(text []byte) (all []Seen) {
	for line := range bytes.Lines(text) {
		var s Seen
		if json.Unmarshal(line, &s) == nil && len(s.Paths) > 0 {
			all = slices.DeleteFunc(all, func(older Seen) bool { return older.at(s.Paths) })
			all = append(all, s)
		}
	}
	slices.Reverse(all)
	return all[:min(most, len(all))]
}
