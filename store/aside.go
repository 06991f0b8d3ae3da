package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"shakeoff/store/guard"
)

// asideSuffix and the number of the last commit behind the journal's name are
// the name of the copy that is put aside.
const asideSuffix = ".one-header-"

// putAside copies a file of which one header of two is damaged, before a write
// makes that final: if the damaged header was the newer, the state it led to
// can still be found in the copy. One copy lies there at most, that of the
// newest such state; a write that is tried again makes no other.
func (j *Journal) putAside(file *os.File, f *guard.File) error {
	path := j.resolved()
	dir, base := filepath.Dir(path), filepath.Base(path)
	aside := path + asideSuffix + strconv.FormatUint(f.Txid(), 10)
	if _, err := os.Lstat(aside); err == nil {
		return nil
	}
	temp, err := os.CreateTemp(dir, tempPattern(base)) // 0600
	if err != nil {
		return createError(dir, err)
	}
	defer os.Remove(temp.Name())
	// Locked until it has its name, so that nobody takes it for a leftover.
	if _, err = tryLock(temp, true); err != nil {
		return errors.Join(err, temp.Close())
	}
	_, err = io.Copy(temp, io.NewSectionReader(file, 0, 1<<62))
	if err = errors.Join(err, temp.Sync()); err == nil {
		_, err = publish(context.Background(), temp.Name(), aside)
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return createError(dir, err)
	}
	if err := syncDir(dir); err != nil {
		return err
	}
	if j.opts.Aside != nil {
		j.opts.Aside(aside)
	}
	return j.removeAsides(aside)
}

// asides returns the copies that were put aside: one, or none.
func (j *Journal) asides() ([]string, error) {
	path := j.resolved()
	in, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range in {
		txid, ok := strings.CutPrefix(e.Name(), filepath.Base(path)+asideSuffix)
		if _, err := strconv.ParseUint(txid, 10, 64); ok && err == nil {
			out = append(out, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return out, nil
}

// removeAsides removes the copies that were put aside, but for one.
func (j *Journal) removeAsides(but string) error {
	all, err := j.asides()
	if err != nil {
		return fmt.Errorf("copies put aside: %w", err)
	}
	for _, name := range all {
		if name != but {
			err = errors.Join(err, os.Remove(name))
		}
	}
	return err
}
