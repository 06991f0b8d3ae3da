package disk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// On a network disk a file's lock is known only to the computer that took it: two computers, each
// with a lock, lost 79 of 100 acknowledged entries. So whoever opens a journal there first makes a
// folder with a note of who they are, and renames it to the one name beside the journal that counts:
// the disk refuses that as long as a folder of this name is not empty. (Creating the folder under
// that name would not do: the computer may go by its own memory of the disk, which may be 20 s old.)
//
// A note that was not renewed for a minute belongs to a program that was killed, and whoever comes
// next removes it; no two notes have the same name. Ages go by the disk's clock, as those of two
// computers may differ.
const (
	claimSuffix  = ".writing"
	claimLasts   = time.Minute
	claimRenewed = claimLasts / 4
	claimLook    = time.Second // between two checks of whose turn it is
	claimRetry   = 5 * time.Millisecond
)

// claim is the folder of a reader or writer; nil where none is needed.
type claim struct {
	folder string // the name that counts
	own    string // its name before that
	note   string // the name of the note in it
	done   chan struct{}
}

// claim takes the name once it is free. Where no folder can be made the file can still be read; if
// there is no file, opening it says so.
func (f File) claim(ctx context.Context, write bool) (*claim, error) {
	path, lies := f.Resolved(), Network
	if f.Network != nil {
		lies = f.Network
	}
	if f.Copy && !write || lies(path) == "" { // whoever reads a copy may open it again meanwhile
		return nil, nil //nolint:nilnil // see claim
	}
	note := rand.Text()
	c := &claim{folder: path + claimSuffix, own: path + claimSuffix + "." + note, note: note, done: make(chan struct{})}
	err := os.Mkdir(c.own, 0o700)
	if errors.Is(err, fs.ErrNotExist) || readOnly(err) && !write {
		return nil, nil //nolint:nilnil // see claim
	}
	if err == nil {
		err = writeNote(filepath.Join(c.own, note), os.O_CREATE|os.O_EXCL)
	}
	if err == nil {
		err = c.wait(ctx, path)
	}
	if err != nil {
		removeNote(c.own, note)
		if readOnly(err) {
			err = fmt.Errorf("%s %w", f.Path, journal.ErrReadOnly)
		}
		return nil, createError(path, err)
	}
	go c.renew()
	return c, nil
}

func (c *claim) wait(ctx context.Context, path string) error {
	host := "another computer"
	for looked := (time.Time{}); os.Rename(c.own, c.folder) != nil; {
		if time.Since(looked) > claimLook {
			looked = time.Now()
			host = c.clear(host)
		}
		if err := pause(ctx, claimRetry); err != nil {
			return fmt.Errorf("%s is being used on %s: %w", path, host, err)
		}
	}
	return nil
}

// renew keeps the note from growing old.
func (c *claim) renew() {
	tick := time.NewTicker(claimRenewed)
	defer tick.Stop()
	for {
		select {
		case <-c.done:
			return
		case <-tick.C:
			_ = writeNote(filepath.Join(c.folder, c.note), 0)
		}
	}
}

func (c *claim) release() {
	if c != nil {
		close(c.done)
		removeNote(c.folder, c.note)
	}
}

// lost is an error if the note was taken for a leftover because this computer slept meanwhile.
func (c *claim) lost() error {
	if c == nil {
		return nil
	}
	if _, _, err := readNote(filepath.Join(c.folder, c.note)); err != nil {
		return fmt.Errorf("%s was taken over: %w", c.folder, journal.ErrInUse)
	}
	return nil
}

// clear removes what killed programs have left, and returns the name of the computer whose turn it
// is, or host if that is not known.
func (c *claim) clear(host string) string {
	mine := filepath.Join(c.own, c.note)
	if writeNote(mine, 0) != nil {
		return host
	}
	_, now, err := readNote(mine)
	if err != nil {
		return host
	}
	beside, _ := os.ReadDir(filepath.Dir(c.folder))
	for _, b := range beside {
		if !strings.HasPrefix(b.Name(), filepath.Base(c.folder)) {
			continue
		}
		folder := filepath.Join(filepath.Dir(c.folder), b.Name())
		notes, err := os.ReadDir(folder)
		if err == nil && len(notes) == 0 && folder == c.folder {
			_ = os.Remove(folder) // on Windows an empty one blocks the name too
		}
		for _, n := range notes {
			by, at, err := readNote(filepath.Join(folder, n.Name()))
			switch {
			case err != nil:
			case now.Sub(at) >= claimLasts:
				removeNote(folder, n.Name())
			case folder == c.folder && by != "":
				host = by
			}
		}
	}
	return host
}

// writeNote writes the name of this computer, which also renews the note.
func writeNote(path string, flag int) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC|flag, 0o600)
	if err != nil {
		return err
	}
	host, _ := os.Hostname()
	_, err = fmt.Fprintf(file, "%s\n%s\n", host, time.Now().Format(time.RFC3339))
	return errors.Join(err, file.Close())
}

// readNote returns whose a note is, and when it was last written. It opens the note, because what the
// system knows of a file that is not open may be out of date.
func readNote(path string) (host string, at time.Time, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", at, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", at, err
	}
	const longest = 255
	text, err := io.ReadAll(io.LimitReader(file, longest))
	host, _, _ = strings.Cut(string(text), "\n")
	return host, info.ModTime(), err
}

func removeNote(folder, note string) {
	_ = os.Remove(filepath.Join(folder, note))
	_ = os.Remove(folder) // fails where another has the name by now
}
