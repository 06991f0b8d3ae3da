package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// BackupInfo is one of the journal's own backups.
type BackupInfo struct {
	Path   string
	At     time.Time // when it was made, by its name
	Size   int64     // bytes
	Sound  bool      // it was read from end to end, and every page and record is as it was written
	Locked bool      // it needs the passphrase
}

// Backup writes a compact copy of the journal to a new file and returns its
// path. to is that file, or a folder in which it gets a name of its own, or ""
// for the folder of Options.Backups. It needs no passphrase. Before the copy
// gets its name it is synced and read back, every page and every record.
//
// Errors: fs.ErrExist if there is a file already, which stays as it is;
// journal.ErrDamaged if the journal, and so a copy of it, is not sound.
func (j *Journal) Backup(ctx context.Context, to string) (path string, err error) {
	dir := to
	if to == "" {
		dir = j.opts.Backups.Dir
	} else if info, err := os.Stat(to); err != nil || !info.IsDir() {
		return to, j.backup(ctx, to)
	}
	// Two in the same second: the later one's name is a second ahead.
	const most = 60
	for at := j.opts.Now(); ; at = at.Add(time.Second) {
		path = filepath.Join(dir, j.backupName(at))
		err = j.backup(ctx, path)
		if !errors.Is(err, fs.ErrExist) || at.Sub(j.opts.Now()) > most*time.Second {
			return path, err
		}
	}
}

// backup copies the journal while it is held for reading, and publishes the
// copy before it lets go: so whoever takes words out afterwards finds it.
func (j *Journal) backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	return j.view(ctx, func(f *guard.File) error {
		m, err := readMeta(fileGetter(f))
		if err != nil {
			return err
		}
		if !m.writable() {
			return fmt.Errorf("%s: %w", j.opts.Path, journal.ErrNewer)
		}
		made, err := buildLike(ctx, path, f.Size(), func(t *tx) error { return t.copyFrom(ctx, f, nil) })
		if err == nil && !made {
			err = fmt.Errorf("%s: %w", path, fs.ErrExist)
		}
		return err
	})
}

// DailyBackup makes today's backup if there is none yet, by the date of
// Options.Now, and then removes those that are too many. If it cannot make one,
// or the copy does not read back, nothing is removed. It only ever removes a
// file that has the name of a backup and holds a copy of this journal.
func (j *Journal) DailyBackup(ctx context.Context) error {
	if j.opts.Backups.Off {
		return nil
	}
	if err := j.ensureName(ctx); err != nil {
		return err
	}
	own, err := j.ownBackups(ctx)
	if err != nil {
		return err
	}
	today := j.opts.Now().Format(time.DateOnly)
	if slices.ContainsFunc(own, func(c ownCopy) bool { return c.at.Format(time.DateOnly) == today }) {
		return nil
	}
	if _, err := j.Backup(ctx, ""); err != nil {
		return err
	}
	if own, err = j.ownBackups(ctx); err != nil {
		return err
	}
	err = j.sweep(ctx)
	for _, c := range j.opts.Backups.rotate(own) {
		err = errors.Join(err, j.remove(ctx, c.path))
	}
	return err
}

// ensureName gives a journal from before journals had names one.
func (j *Journal) ensureName(ctx context.Context) error {
	m, err := j.head(ctx)
	if err != nil || m.journal != (seal.ID{}) {
		return err
	}
	return j.update(ctx, func(*tx) error { return nil })
}

// head reads the head of the file.
func (j *Journal) head(ctx context.Context) (m meta, err error) {
	err = j.view(ctx, func(f *guard.File) error {
		m, err = readMeta(fileGetter(f))
		return err
	})
	return m, err
}

// Backups returns the journal's own backups, newest first. It reads each of
// them from end to end. When the journal itself is gone or cannot say which one
// it is, those of any journal are listed that have the name.
func (j *Journal) Backups(ctx context.Context) ([]BackupInfo, error) {
	m, err := j.head(ctx)
	if err != nil {
		m.journal = seal.ID{}
	}
	own, err := j.copiesIn(ctx, j.opts.Backups.Dir, m.journal, j.backupAt)
	if err != nil {
		return nil, err
	}
	out := make([]BackupInfo, len(own))
	for i, c := range own {
		out[i] = BackupInfo{Path: c.path, At: c.at, Size: c.size, Sound: c.journal(j).verify(ctx) == nil, Locked: c.meta.locked()}
	}
	return out, ctx.Err()
}

// verify holds that the whole file is sound.
func (j *Journal) verify(ctx context.Context) error {
	file, err := j.hold(ctx, false)
	if err != nil {
		return err
	}
	defer file.Close()
	return j.fileError(verify(file))
}

// ownCopy is a file that is known as a copy of this journal, by its name and by
// the journal inside.
type ownCopy struct {
	path string
	at   time.Time
	size int64
	meta meta
}

// journal returns the copy as a journal of its own: that is what it is. It has
// no backups itself.
func (c ownCopy) journal(of *Journal) *Journal {
	opts := of.opts
	opts.Path, opts.Aside, opts.Backups = c.path, nil, Backups{Off: true}
	return &Journal{opts: opts, copy: true}
}

const backupTime = "20060102T150405"

// stem is what the names of backups begin with: that of the journal.
func (j *Journal) stem() string {
	base := filepath.Base(j.opts.Path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

func (j *Journal) backupName(at time.Time) string {
	return j.stem() + "-" + at.Format(backupTime) + ".db"
}

// backupAt returns the time that a backup's name tells.
func (j *Journal) backupAt(name string) (time.Time, bool) {
	middle, ok := strings.CutPrefix(name, j.stem()+"-")
	middle, isDB := strings.CutSuffix(middle, ".db")
	at, err := time.ParseInLocation(backupTime, middle, j.opts.Now().Location())
	return at, ok && isDB && err == nil && j.backupName(at) == name
}

// ownBackups returns the journal's own backups, newest first.
func (j *Journal) ownBackups(ctx context.Context) ([]ownCopy, error) {
	m, err := j.head(ctx)
	if err != nil || m.journal == (seal.ID{}) {
		return nil, err
	}
	return j.copiesIn(ctx, j.opts.Backups.Dir, m.journal, j.backupAt)
}

// copiesIn returns the files of a folder that have such a name and hold a copy
// of the journal of that id, or of any if it is zero; newest first. What is so
// damaged that it does not tell which journal it is of is nobody's.
func (j *Journal) copiesIn(ctx context.Context, dir string, id seal.ID, named func(string) (time.Time, bool)) ([]ownCopy, error) {
	in, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, pathError(err)
	}
	present, err := os.Stat(j.opts.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, pathError(err)
	}
	var own []ownCopy
	for _, e := range in {
		at, ok := named(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() || present != nil && os.SameFile(info, present) {
			continue
		}
		c := ownCopy{path: filepath.Join(dir, e.Name()), at: at, size: info.Size()}
		if c.meta, err = c.journal(j).head(ctx); err == nil && (id == (seal.ID{}) || c.meta.journal == id) {
			own = append(own, c)
		}
	}
	slices.SortStableFunc(own, func(a, b ownCopy) int { return b.at.Compare(a.at) })
	return own, ctx.Err()
}
