package backup

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/state"
)

// Memory is what this machine remembers of the places that held copies of a journal.
type Memory interface {
	Copies(of seal.ID) []state.Copy
	Note(copies ...state.Copy)
}

// Why a remembered place has no copy to purge.
var (
	errTakenAway = errors.New("the copy was taken away")
	errMissing   = errors.New("the disk with the copy may be missing")
	errStale     = errors.New("the copy has an earlier lock, which cannot be opened")
)

// remember notes a place before a copy is made there. own is the name of the journal in a file, nil
// for a folder of backups.
func (s *Set) remember(of seal.ID, path string, own []byte) {
	c := state.Copy{Of: of[:], Path: disk.File{Path: path}.Whole(), Own: own}
	known := slices.ContainsFunc(s.memory.Copies(of), func(k state.Copy) bool { return k.Path == c.Path && bytes.Equal(k.Own, own) })
	if of != (seal.ID{}) && !known {
		s.memory.Note(c)
	}
}

// Remember notes a file elsewhere as a copy of the journal, such as a salvaged one.
func (s *Set) Remember(ctx context.Context, path string) error {
	m, err := s.named(ctx, s.at(path))
	if err != nil {
		return err
	}
	of := m.Journal
	if m, err := s.file.Meta(ctx); err == nil && m.Journal != (seal.ID{}) {
		of = m.Journal
	}
	s.remember(of, path, m.Journal[:])
	return nil
}

// Forget removes a place from those that are remembered; false if it was not among them.
func (s *Set) Forget(ctx context.Context, path string) (bool, error) {
	m, err := s.file.Meta(ctx)
	if err != nil {
		return false, err
	}
	path = disk.File{Path: path}.Whole()
	for _, c := range s.memory.Copies(m.Journal) {
		if c.Path == path {
			c.Gone = true
			s.memory.Note(c)
			return true, nil
		}
	}
	return false, nil
}

// Unreached returns the places that could not be brought up to date when something was last taken out
// or the lock was changed. They stay remembered, and Daily tries again.
func (s *Set) Unreached() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unreached
}

// Elsewhere returns the copies that are remembered as files or were replaced by a restore, and the
// places that cannot be reached.
func (s *Set) Elsewhere(ctx context.Context) (copies []Info, err error) {
	m, err := s.file.Meta(ctx)
	if err != nil {
		m.Journal = seal.ID{}
	}
	copies, err = s.replacedCopies(ctx)
	for _, c := range s.memory.Copies(m.Journal) {
		meta, err := s.look(ctx, c)
		told := slices.ContainsFunc(copies, func(i Info) bool { return i.Path == c.Path })
		reached := err == nil && c.Own == nil && !c.Behind // whose backups List returns
		if told || reached || errors.Is(err, errTakenAway) {
			continue
		}
		open := err == nil && c.Own != nil && !meta.Locked()
		copies = append(copies, Info{Path: c.Path, Unreached: err != nil, Behind: c.Behind, Locked: !open})
	}
	return copies, errors.Join(err, ctx.Err())
}

// elsewhere returns the copies outside the folder of the backups, as far as those can be reached. One
// in a file has no time.
func (s *Set) elsewhere(ctx context.Context, id seal.ID) (found []Info) {
	for _, c := range s.memory.Copies(id) {
		m, err := s.look(ctx, c)
		switch {
		case err != nil || c.Path == s.Folder() || s.isPresent(c.Path):
		case c.Own == nil:
			in, _ := s.copies(ctx, c.Path, id, s.timeOf)
			found = append(found, in...)
		default:
			found = append(found, Info{Path: c.Path, Locked: m.Locked(), meta: m})
		}
	}
	return found
}

// look checks that a remembered place is there, and reads the meta if it is a file. Missing from a
// folder that is there and not empty, a copy was taken away; else its disk may be missing.
func (s *Set) look(ctx context.Context, c state.Copy) (m disk.Meta, err error) {
	if _, err := os.Stat(c.Path); errors.Is(err, fs.ErrNotExist) {
		if in, err := os.ReadDir(filepath.Dir(c.Path)); err == nil && len(in) > 0 {
			return m, errTakenAway
		}
		return m, errMissing
	}
	if c.Own == nil {
		return m, nil
	}
	m, err = s.at(c.Path).Meta(ctx)
	if errors.Is(err, journal.ErrNotJournal) || err == nil && !bytes.Equal(m.Journal[:], c.Own) {
		err = errTakenAway
	}
	return m, err
}

// places returns where copies of the journal may lie, beginning with the folder of its backups.
func (s *Set) places(now disk.Meta) []state.Copy {
	places, main := s.memory.Copies(now.Journal), s.Folder()
	if slices.ContainsFunc(places, func(c state.Copy) bool { return c.Path == main }) {
		return places
	}
	return slices.Insert(places, 0, state.Copy{Path: main})
}

// visit purges places. It notes those that cannot be brought up to date, to be reported, and goes on.
// Only the present folder of backups must be up to date, if it exists.
func (s *Set) visit(ctx context.Context, o orders, places []state.Copy) (failed error) {
	var noted []state.Copy
	var unreached []string
	for _, c := range places {
		err := s.purgePlace(ctx, o, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		was := c.Behind
		switch c.Behind = err != nil; {
		case errors.Is(err, errTakenAway):
			c.Gone = true
		case c.Behind && c.Path == s.Folder() && !errors.Is(err, errMissing):
			failed = err
			continue
		case c.Behind:
			unreached = append(unreached, c.Path)
		}
		if c.Of != nil && (c.Gone || c.Behind != was) { // it is remembered
			noted = append(noted, c)
		}
	}
	s.memory.Note(noted...)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unreached = unreached
	return failed
}

// purgePlace purges what lies at a remembered place.
func (s *Set) purgePlace(ctx context.Context, o orders, c state.Copy) error {
	_, err := s.look(ctx, c)
	switch {
	case err != nil || s.isPresent(c.Path):
		return err
	case c.Own == nil:
		return s.purgeFolder(ctx, o, c.Path)
	}
	file := s.at(c.Path)
	if err := o.follow(ctx, file); err != nil {
		return err
	}
	m, err := file.Meta(ctx)
	if err == nil && o.now.Locked() && o.retired(m) {
		err = errStale
	}
	return err
}

// catchUp tries again what could not be reached.
func (s *Set) catchUp(ctx context.Context, m disk.Meta) {
	places := slices.DeleteFunc(s.memory.Copies(m.Journal), func(c state.Copy) bool { return !c.Behind })
	if len(places) == 0 {
		return
	}
	if o, err := s.orders(ctx); err == nil {
		_ = s.visit(ctx, o, places) // what fails is tried again
	}
}
