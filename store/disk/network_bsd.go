//go:build darwin || freebsd

package disk

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Network names the kind of network disk that a path lies on, whether or not anything is there
// yet: "" for a disk of this computer. See statfs(2).
func Network(path string) string {
	for ; ; path = filepath.Dir(path) {
		var s unix.Statfs_t
		if err := unix.Statfs(path, &s); err == nil {
			if uint64(s.Flags)&unix.MNT_LOCAL != 0 { //nolint:unconvert // another type on each system
				return ""
			}
			return unix.ByteSliceToString(s.Fstypename[:])
		}
		if path == filepath.Dir(path) {
			return ""
		}
	}
}

// refresh does nothing: opening a file asks the disk anew.
func refresh(*os.File) {}
