package main

import "golang.org/x/sys/unix"

// undumpable keeps the memory of this process, words and key, out of core files
// and away from other processes of the same person. It still sees its own /proc, so
// that a passphrase in <(...) of a shell can be read.
func undumpable() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return err
	}
	return unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
