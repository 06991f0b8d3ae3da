package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"shakeoff/store/guard"
)

// headerCopySuffix and the number of the last commit follow the journal's name.
const headerCopySuffix = ".one-header-"

// copyHeader copies a file with one damaged header, before a write makes that final: if the damaged
// header was the newer, the copy still has the state that it led to. Only the newest copy is kept.
func (f File) copyHeader(file *os.File, g *guard.File) error {
	to := f.Resolved() + headerCopySuffix + strconv.FormatUint(g.Txid(), 10)
	if _, err := os.Lstat(to); err == nil {
		return nil
	}
	if err := ignore(copyFile(file, to), fs.ErrExist); err != nil {
		return createError(to, err)
	}
	all, err := f.HeaderCopies()
	if err != nil {
		return fmt.Errorf("earlier copies: %w", err)
	}
	for _, name := range all {
		if name != to {
			err = errors.Join(err, os.Remove(name))
		}
	}
	return err
}

// HeaderCopies returns the copies made before a damaged header was written over: one, or none.
func (f File) HeaderCopies() ([]string, error) {
	dir, base := filepath.Split(f.Resolved())
	in, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range in {
		txid, ok := strings.CutPrefix(e.Name(), base+headerCopySuffix)
		if _, err := strconv.ParseUint(txid, 10, 64); ok && err == nil {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}
