//go:build unix

package store

import (
	"io/fs"
	"os"
	"syscall"
)

// links returns how many names an open file has.
func links(_ *os.File, info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink) //nolint:unconvert // another type on each system
	}
	return 1
}
