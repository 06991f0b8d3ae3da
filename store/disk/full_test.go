package disk_test

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"
	"testing"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
)

// A quota that is used up is told as a full disk is: there is the same to do.
func TestFullDisk(t *testing.T) {
	codes := []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT}
	if runtime.GOOS == "windows" {
		codes = []syscall.Errno{39, 112, 1295} // the handle's disk, the disk, the quota
	}
	for _, code := range codes {
		err := &fs.PathError{Op: "write", Path: "journal.db", Err: code}
		if err := (disk.File{}).Explain(fmt.Errorf("save: %w", err)); !errors.Is(err, journal.ErrFull) {
			t.Errorf("%v is told as %v", code, err)
		}
	}
}
