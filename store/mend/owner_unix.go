//go:build unix

package mend

import (
	"io/fs"
	"os"
	"syscall"
)

// others says whether someone other than the owner may open it.
func others(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }

// mine says whether it belongs to the user.
func mine(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(stat.Uid) == os.Geteuid()
}

// mayWrite says whether files can be made in a folder.
func mayWrite(folder string) bool {
	const write = 2 // W_OK
	return syscall.Access(folder, write) == nil
}
