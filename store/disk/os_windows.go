package disk

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

var errReadOnlyDisk error = windows.ERROR_WRITE_PROTECT

// diskFull says whether the disk, or the person's quota of it, is full.
func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

// lockByte is far beyond the end of any journal, and not the byte that bbolt locks: Windows refuses a
// second lock even to its holder. Every shakeoff takes this one first, so bbolt finds its own free.
const lockByte = 1 << 30

// tryLock takes our own lock on the open file.
func tryLock(file *os.File, exclusive bool) (bool, error) {
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if exclusive {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: lockByte})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	if errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) {
		return false, noLocks(file.Name())
	}
	return err == nil, err
}

func unlock(file *os.File) error {
	return windows.UnlockFileEx(windows.Handle(file.Fd()), 0, 1, 0, &windows.Overlapped{OffsetHigh: lockByte})
}

// syncDir does nothing: Windows keeps names by itself and has no call for it.
func syncDir(string) error { return nil }

// links returns how many names an open file has.
func links(file *os.File, _ fs.FileInfo) uint64 {
	var i windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(windows.Handle(file.Fd()), &i); err != nil {
		return 1
	}
	return uint64(i.NumberOfLinks)
}
