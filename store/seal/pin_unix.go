//go:build unix

package seal

import "golang.org/x/sys/unix"

func pin(b []byte)   { _ = unix.Mlock(b) }
func unpin(b []byte) { _ = unix.Munlock(b) }
