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

// On a network disk a file's lock is known only to the computer that took it. Two computers, each
// with its lock, lost 79 of 100 acknowledged entries. So whoever opens a journal there first makes
// a folder with a note in it that says who they are, and gives it the one name beside the journal
// that counts: the disk refuses the name as long as another folder has it that is not empty.
// (Making the folder by that name asks only the computer's own memory of the disk, in which it may
// still be there 20 s after it went.)
//
// A note that was not renewed for a minute is of somebody who was killed. Whoever comes next
// removes it, by a name that no other note has. Ages are told by the disk's clock: those of two
// computers may differ.
const (
	claimSuffix  = ".writing"
	claimLasts   = time.Minute
	claimRenewed = claimLasts / 4
	claimLook    = time.Second // between two looks at whose it is
	claimRetry   = 5 * time.Millisecond
)

// claim is the folder of one who reads or writes; nil where nobody has to make one.
type claim struct {
	folder string // the name that counts
	own    string // its name before it gets that
	note   string // the name of the note in it
	done   chan struct{}
}

// claim takes the name, once whoever has it gives it back. Where no folder can be made the file
// can be read all the same, and opening one that is not there tells so.
func (f File) claim(ctx context.Context, write bool) (*claim, error) {
	path, lies := f.Resolved(), Network
	if f.Network != nil {
		lies = f.Network
	}
	if f.Copy && !write || lies(path) == "" { // a copy that is read may be looked at again meanwhile
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

// wait tries again and again.
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

// renew says again and again that the note is of somebody who is there.
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

// release gives the name back.
func (c *claim) release() {
	if c != nil {
		close(c.done)
		removeNote(c.folder, c.note)
	}
}

// lost says that the note was taken for a leftover: this computer slept in the middle.
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
// is, or the one that was known before.
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
			_ = os.Remove(folder) // in Windows an empty one keeps the name too
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

// writeNote says in a note who made it, and that they are there.
func writeNote(path string, flag int) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC|flag, 0o600)
	if err != nil {
		return err
	}
	host, _ := os.Hostname()
	_, err = fmt.Fprintf(file, "%s\n%s\n", host, time.Now().Format(time.RFC3339))
	return errors.Join(err, file.Close())
}

// readNote returns who a note is of, and when it was written last. It is opened, as what is known
// of a file that is not open may be old.
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
