package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
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

// New returns the backups of the journal in a file. ours says of a head that is not the one
// of that journal why not. New does no I/O.
func New(file disk.File, opts Options, now func() time.Time, ours func(disk.Meta) error, memory Memory) *Set {
	return &Set{file: file, opts: opts.withDefaults(), now: now, ours: ours, memory: memory}
}

// main returns the folder of the backups, whole: that of Options, or one beside the journal,
// whichever of its names that was opened by.
func (s *Set) main() string {
	return disk.File{Path: cmp.Or(s.opts.Dir, filepath.Join(filepath.Dir(s.file.Whole()), "backups"))}.Whole()
}

// Info is one backup.
type Info struct {
	Path   string
	At     time.Time // when it was made, by its name
	Size   int64     // bytes
	Sound  bool      // it was read from end to end, and every page and record is as it was written
	Locked bool      // it needs the passphrase

	Unreached bool // it is not there; a disk may be missing
	Behind    bool // it could not be brought up to date
}

// Make writes a compact copy of the journal to a new file and returns its path. to is that
// file, or a folder in which it gets a name of its own, or "" for that of Options. It needs no
// passphrase. The copy is synced and read back whole before it gets its name.
//
// Errors: fs.ErrExist for a file that is there already; journal.ErrDamaged if the journal is
// not sound; journal.ErrReplaced if another one lies in its place.
func (s *Set) Make(ctx context.Context, to string) (path string, err error) {
	dir := to
	if to == "" {
		dir = s.main()
	} else if info, err := os.Stat(to); err != nil || !info.IsDir() {
		return to, s.copyTo(ctx, to, to != "")
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

// copyTo publishes the copy while the journal is held, so that what is taken out later finds it:
// in a place that a person has chosen, or among the backups.
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

// Daily makes today's backup if there is none yet, and then removes those that are too many, if the
// new one reads back: only files that have the name of a backup and hold a copy of this journal.
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
	_ = s.catchUp(ctx, m) // what fails is tried again
	today := s.now().Format(time.DateOnly)
	made, err := s.copies(ctx, s.main(), m.Journal, func(name string) (time.Time, bool) {
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
		err = errors.Join(err, disk.Remove(ctx, c.file.Path))
	}
	return err
}

// named reads a head. A write gives one from before journals had names a name.
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

// Folder is where the backups lie that are made by themselves.
func (s *Set) Folder() string { return s.main() }

// Off says that no backups are made by themselves.
func (s *Set) Off() bool { return s.opts.Off }

// Last returns the newest backup, read from end to end; the zero Info if there is none.
func (s *Set) Last(ctx context.Context) (Info, error) {
	all, err := s.newestFirst(ctx)
	if err != nil || len(all) == 0 {
		return Info{}, err
	}
	return all[0].info(ctx), ctx.Err()
}

// List returns the backups, newest first, each read from end to end. When the journal cannot
// say which one it is, or is another one, those of any journal are listed that have the name.
func (s *Set) List(ctx context.Context) ([]Info, error) {
	own, err := s.newestFirst(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Info, len(own))
	for i, c := range own {
		out[i] = c.info(ctx)
	}
	return out, ctx.Err()
}

func (c ownCopy) info(ctx context.Context) Info {
	return Info{Path: c.file.Path, At: c.at, Size: c.size, Sound: sound(ctx, c.file), Locked: c.meta.Locked()}
}

func (s *Set) newestFirst(ctx context.Context) ([]ownCopy, error) {
	m, err := s.file.Meta(ctx)
	if err != nil || s.ours(m) != nil {
		m.Journal = seal.ID{}
	}
	own, err := s.own(ctx, m)
	if m.Journal == (seal.ID{}) {
		own, err = s.copies(ctx, s.main(), m.Journal, s.timeOfThis)
	}
	if err != nil {
		return nil, err
	}
	for _, c := range s.elsewhere(ctx, m.Journal) {
		if !c.at.IsZero() {
			own = append(own, c)
		}
	}
	sort.SliceStable(own, func(i, j int) bool { return own[i].at.After(own[j].at) })
	return own, nil
}

func sound(ctx context.Context, f disk.File) bool {
	held, err := f.Hold(ctx, false)
	if err != nil {
		return false
	}
	defer held.Close()
	return f.Verify(held.File) == nil
}

const timeInName = "20060102T150405"

func (s *Set) stem() string {
	base := filepath.Base(s.file.Resolved())
	return strings.TrimSuffix(base, filepath.Ext(base)) + "-"
}

func (s *Set) name(at time.Time) string { return s.stem() + at.Format(timeInName) + ".db" }

// timeOf returns the time in the name of a backup, whatever the journal was called then.
func (s *Set) timeOf(name string) (time.Time, bool) {
	stem, ok := strings.CutSuffix(name, ".db")
	at := len(stem) - len(timeInName)
	if !ok || at < 2 || stem[at-1] != '-' {
		return time.Time{}, false
	}
	made, err := time.ParseInLocation(timeInName, stem[at:], s.now().Location())
	return made, err == nil && made.Format(timeInName) == stem[at:]
}

// timeOfThis is timeOf for what the journal is called now.
func (s *Set) timeOfThis(name string) (time.Time, bool) {
	at, ok := s.timeOf(name)
	return at, ok && s.name(at) == name
}

// ownCopy is a copy of this journal, known by its name and by the journal inside.
type ownCopy struct {
	file disk.File
	at   time.Time
	size int64
	meta disk.Meta
}

func (s *Set) own(ctx context.Context, m disk.Meta) ([]ownCopy, error) {
	if m.Journal == (seal.ID{}) {
		return nil, nil
	}
	return s.copies(ctx, s.main(), m.Journal, s.timeOf)
}

// isPresent says that a path names the journal itself.
func (s *Set) isPresent(path string) bool {
	present, err := os.Stat(s.file.Path)
	info, failed := os.Stat(path)
	return err == nil && failed == nil && os.SameFile(info, present)
}

// Paths returns where the backups of the journal with this head lie, newest first.
func (s *Set) Paths(ctx context.Context, m disk.Meta) (paths []string) {
	own, _ := s.own(ctx, m)
	for _, c := range own {
		paths = append(paths, c.file.Path)
	}
	return paths
}

// copies returns the files of a folder that have such a name and hold a copy of the journal of
// that id, or of any if it is zero; newest first. What is too damaged to tell is nobody's.
func (s *Set) copies(ctx context.Context, dir string, id seal.ID, named func(string) (time.Time, bool)) ([]ownCopy, error) {
	in, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, disk.PathError(err)
	}
	var found []ownCopy
	for _, e := range in {
		at, ok := named(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() || s.isPresent(filepath.Join(dir, e.Name())) {
			continue
		}
		c := ownCopy{file: s.at(filepath.Join(dir, e.Name())), at: at, size: info.Size()}
		if c.meta, err = c.file.Meta(ctx); err == nil && (id == (seal.ID{}) || c.meta.Journal == id) {
			found = append(found, c)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].at.After(found[j].at) })
	return found, ctx.Err()
}
