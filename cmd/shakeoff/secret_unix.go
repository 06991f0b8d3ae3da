//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package main

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// wakeSignals tells of each time the program goes on after a ctrl+z. Until then a shell
// has had the terminal, and may have set its modes. End it with signal.Stop.
func wakeSignals() chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGCONT)
	return c
}

// hide has the terminal show nothing of what is typed, as term.ReadPassword does
// at its beginning and never again.
func hide(fd int) error {
	modes, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	modes.Lflag = modes.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	return unix.IoctlSetTermios(fd, setTermios, modes)
}
