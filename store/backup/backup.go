package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"shakeoff/store/disk"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Set is the backups of one journal.
type Set struct {
	file   disk.File
	opts   Options
	now    func() time.Time
	ours   func(disk.Meta) error
	memory Memory

	mu        sync.Mutex
	unreached []string
	shown     map[seal.ID][]byte // proofs that drafts have ended
}

// New returns the backups of the journal in a file. ours returns an error for a head that is not of
// that journal. New does no I/O.
func New(file disk.File, opts Options, now func() time.Time, ours func(disk.Meta) error, memory Memory) *Set {
	return &Set{file: file, opts: opts.withDefaults(), now: now, ours: ours, memory: memory}
}

// Folder is where automatic backups lie: the folder of Options, or else one beside the journal's real
// path.
func (s *Set) Folder() string {
	return disk.File{Path: cmp.Or(s.opts.Dir, filepath.Join(filepath.Dir(s.file.Whole()), "backups"))}.Whole()
}

// Info is one copy of the journal.
type Info struct {
	Path   string
	At     time.Time // when it was made, by its name; zero for a copy that is not among the backups
	Size   int64     // bytes
	Sound  bool      // it was read from end to end, and every page and record is as it was written
	Locked bool      // it needs the passphrase

	Unreached bool // it is not there; a disk may be missing
	Behind    bool // it could not be brought up to date

	meta disk.Meta
}

// Make writes a compact copy of the journal to a new file and returns its path. to is that file, or a
// folder in which the copy gets a name, or "" for Folder. It needs no passphrase. The copy is synced
// and read back in full before it gets its name.
//
// Errors: fs.ErrExist if the file exists; journal.ErrDamaged if the journal is not sound;
// journal.ErrReplaced if another one lies in its place.
func (s *Set) Make(ctx context.Context, to string) (path string, err error) {
	dir := to
	if to == "" {
		dir = s.Folder()
	} else if info, err := os.Stat(to); err != nil || !info.IsDir() {
		return to, s.copyTo(ctx, to, true)
	}
	// Two in the same second: the later one's name is a second ahead.
	const most = time.Minute
	for at := s.now(); ; at = at.Add(time.Second) {
		path = filepath.Join(dir, s.name(at))
		err = s.copyTo(ctx, path, to != "")
		if !errors.Is(err, fs.ErrExist) || at.Sub(s.now()) > most {
			return path, err
		}
	}
}

// copyTo publishes the copy while the journal is held, so that later deletions reach it. chosen says
// that a person has named the place.
func (s *Set) copyTo(ctx context.Context, path string, chosen bool) error {
	exists := fmt.Errorf("%s: %w", path, fs.ErrExist)
	if _, err := os.Lstat(path); err == nil {
		return exists
	}
	return s.file.View(ctx, func(g *guard.File) error {
		m, err := disk.ReadMeta(g)
		if err != nil {
			return err
		}
		if !m.Writable() {
			return fmt.Errorf("%s: %w", s.file.Path, journal.ErrNewer)
		}
		if err := s.ours(m); err != nil {
			return err
		}
		if chosen {
			s.remember(m.Journal, path, m.Journal[:])
		} else {
			s.remember(m.Journal, filepath.Dir(path), nil)
		}
		made, err := s.at(path).Build(ctx, g.Size(), func(t *disk.Tx) error { return t.CopyFrom(ctx, g, nil, nil) })
		if err == nil && !made {
			err = exists
		}
		return err
	})
}

func (s *Set) at(path string) disk.File {
	return disk.File{Path: path, Random: s.file.Random, Patience: s.file.Patience, Copy: true}
}

// Daily makes today's backup if there is none yet. If it reads back, surplus ones are removed: only
// files that are named like a backup and hold a copy of this journal.
func (s *Set) Daily(ctx context.Context) error {
	if s.opts.Off {
		return nil
	}
	m, err := s.named(ctx, s.file)
	if err == nil {
		err = s.ours(m)
	}
	if err != nil {
		return err
	}
	s.catchUp(ctx, m)
	today := s.now().Format(time.DateOnly)
	made, err := s.copies(ctx, s.Folder(), m.Journal, func(name string) (time.Time, bool) {
		at, ok := s.timeOf(name)
		return at, ok && at.Format(time.DateOnly) == today
	})
	if err != nil || len(made) > 0 {
		return err
	}
	if _, err := s.Make(ctx, ""); err != nil {
		return err
	}
	own, err := s.own(ctx, m)
	if err != nil {
		return err
	}
	err = s.sweep(ctx, nil)
	for _, c := range s.opts.tooMany(own) {
		err = errors.Join(err, disk.Remove(ctx, c.Path))
	}
	return err
}

// named reads a head. If the journal is so old that it has no name, a write gives it one.
func (s *Set) named(ctx context.Context, f disk.File) (m disk.Meta, err error) {
	m, err = f.Meta(ctx)
	if err == nil && m.Journal == (seal.ID{}) {
		err = f.Write(ctx, func(t *disk.Tx) error {
			m = t.Meta
			return nil
		})
	}
	return m, err
}

// Off says whether automatic backups are off.
func (s *Set) Off() bool { return s.opts.Off }

// Last returns the newest backup, read from end to end; the zero Info if there is none.
func (s *Set) Last(ctx context.Context) (Info, error) {
	all, err := s.newestFirst(ctx)
	if err != nil || len(all) == 0 {
		return Info{}, err
	}
	all[0].Sound = s.sound(ctx, all[0].Path)
	return all[0], ctx.Err()
}

// List returns the backups, newest first, each read from end to end. If the journal cannot tell its
// name, or another lies there, it lists what is named like its backups, of any journal.
func (s *Set) List(ctx context.Context) ([]Info, error) {
	all, err := s.newestFirst(ctx)
	for i := range all {
		all[i].Sound = s.sound(ctx, all[i].Path)
	}
	return all, cmp.Or(err, ctx.Err())
}

func (s *Set) newestFirst(ctx context.Context) ([]Info, error) {
	m, err := s.file.Meta(ctx)
	if err != nil || s.ours(m) != nil {
		m.Journal = seal.ID{}
	}
	own, err := s.own(ctx, m)
	if m.Journal == (seal.ID{}) {
		own, err = s.copies(ctx, s.Folder(), m.Journal, s.timeOfThis)
	}
	if err != nil {
		return nil, err
	}
	for _, c := range s.elsewhere(ctx, m.Journal) {
		if !c.At.IsZero() {
			own = append(own, c)
		}
	}
	sortNewest(own)
	return own, nil
}

func sortNewest(all []Info) {
	slices.SortStableFunc(all, func(a, b Info) int { return b.At.Compare(a.At) })
}

func (s *Set) sound(ctx context.Context, path string) bool {
	held, err := s.at(path).Hold(ctx, false)
	if err != nil {
		return false
	}
	defer held.Close()
	return s.at(path).Verify(held.File) == nil
}

const timeInName = "20060102T150405"

func (s *Set) stem() string {
	base := filepath.Base(s.file.Resolved())
	return strings.TrimSuffix(base, filepath.Ext(base)) + "-"
}

func (s *Set) name(at time.Time) string { return s.stem() + at.Format(timeInName) + ".db" }

// timeOf returns the time in the name of a backup, whatever the journal's file was called then.
func (s *Set) timeOf(name string) (time.Time, bool) {
	stem, ok := strings.CutSuffix(name, ".db")
	at := len(stem) - len(timeInName)
	if !ok || at < 2 || stem[at-1] != '-' {
		return time.Time{}, false
	}
	made, err := time.ParseInLocation(timeInName, stem[at:], s.now().Location())
	return made, err == nil && made.Format(timeInName) == stem[at:]
}

// timeOfThis is timeOf for backups under the journal's present file name.
func (s *Set) timeOfThis(name string) (time.Time, bool) {
	at, ok := s.timeOf(name)
	return at, ok && s.name(at) == name
}

func (s *Set) own(ctx context.Context, m disk.Meta) ([]Info, error) {
	if m.Journal == (seal.ID{}) {
		return nil, nil
	}
	return s.copies(ctx, s.Folder(), m.Journal, s.timeOf)
}

// isPresent says whether a path names the journal itself.
func (s *Set) isPresent(path string) bool {
	present, err := os.Stat(s.file.Path)
	info, failed := os.Stat(path)
	return err == nil && failed == nil && os.SameFile(info, present)
}

// Paths returns where the backups of the journal with this head lie, newest first.
func (s *Set) Paths(ctx context.Context, m disk.Meta) (paths []string) {
	own, _ := s.own(ctx, m)
	for _, c := range own {
		paths = append(paths, c.Path)
	}
	return paths
}

// copies returns the files of a folder with such a name that hold a copy of the journal of that id,
// or of any journal if it is zero; newest first. What is too damaged to tell is left out.
func (s *Set) copies(ctx context.Context, dir string, id seal.ID, named func(string) (time.Time, bool)) ([]Info, error) {
	in, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, disk.PathError(err)
	}
	var found []Info
	for _, e := range in {
		path := filepath.Join(dir, e.Name())
		at, ok := named(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() || s.isPresent(path) {
			continue
		}
		if m, err := s.at(path).Meta(ctx); err == nil && (id == (seal.ID{}) || m.Journal == id) {
			found = append(found, Info{Path: path, At: at, Size: info.Size(), Locked: m.Locked(), meta: m})
		}
	}
	sortNewest(found)
	return found, ctx.Err()
}
