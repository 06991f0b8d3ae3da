//go:build unix

package plain

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// takeKeys makes a terminal hand on every key at once, and show none by itself; ctrl+c, ctrl+z and
// the like do what they always do. take does so again after a shell had the terminal, and giveBack
// leaves it as it was. What is typed belongs on show: nowhere if the program around this one shows
// it, nil if this is not a terminal.
func takeKeys(fd int, out io.Writer) (show io.Writer, take, giveBack func()) {
	was, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, func() {}, func() {}
	}
	modes := *was
	modes.Lflag &^= unix.ICANON | unix.ECHO
	modes.Iflag |= unix.ICRNL
	modes.Cc[unix.VMIN], modes.Cc[unix.VTIME] = 1, 0
	if was.Lflag&unix.ECHO == 0 {
		out = io.Discard
	}
	// Where this fails lines come as the terminal gives them, and are shown twice.
	take = func() { _ = unix.IoctlSetTermios(fd, setTermios, &modes) }
	take()
	return out, take, func() { _ = unix.IoctlSetTermios(fd, setTermios, was) }
}

// keyWithin says whether a key comes within a while, without reading it.
func keyWithin(fd int, while time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}} //nolint:gosec // a descriptor is small
	n, err := unix.Poll(fds, int(while.Milliseconds()))
	return err == nil && n == 1 && fds[0].Revents&unix.POLLIN != 0
}

// Resumed tells each time the program goes on after ctrl+z: a shell has had the terminal, and may
// have changed its modes. End it with signal.Stop.
func Resumed() chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGCONT)
	return c
}

// Hide makes a terminal show nothing of what is typed, as term.ReadPassword does once, when it
// begins.
func Hide(fd int) error {
	modes, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	modes.Lflag = modes.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	return unix.IoctlSetTermios(fd, setTermios, modes)
}
