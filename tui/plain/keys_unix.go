//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package plain

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// keys is a terminal that hands on every key at once, and shows none by itself.
// Ctrl+c, ctrl+z and the like stay what they are.
type keys struct {
	fd       int
	was, are unix.Termios
	show     io.Writer // where what is typed is shown; nil if the input is not a terminal
	resumed  chan os.Signal
}

// takeKeys makes a terminal hand on every key. A terminal that does not show what is
// typed, because a program around it does, goes on showing nothing.
func takeKeys(in, out *os.File) *keys {
	k := &keys{fd: int(in.Fd())}
	was, err := unix.IoctlGetTermios(k.fd, getTermios)
	if err != nil {
		return k
	}
	k.was, k.are, k.show, k.resumed = *was, *was, out, Resumed()
	k.are.Lflag &^= unix.ICANON | unix.ECHO
	k.are.Iflag |= unix.ICRNL
	k.are.Cc[unix.VMIN], k.are.Cc[unix.VTIME] = 1, 0
	if was.Lflag&unix.ECHO == 0 {
		k.show = io.Discard
	}
	k.take()
	return k
}

// take sets the modes of the terminal, and sets them again after a shell has had it.
func (k *keys) take() {
	// Where this fails lines come as the terminal gives them, and are shown twice.
	_ = unix.IoctlSetTermios(k.fd, setTermios, &k.are)
}

// giveBack leaves the terminal as it was.
func (k *keys) giveBack() {
	if k.show != nil {
		signal.Stop(k.resumed)
		_ = unix.IoctlSetTermios(k.fd, setTermios, &k.was)
	}
}

// more says whether a key comes within a while, without reading it.
func (k *keys) more(within time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(k.fd), Events: unix.POLLIN}} //nolint:gosec // a descriptor is small
	n, err := unix.Poll(fds, int(within.Milliseconds()))
	return err == nil && n == 1 && fds[0].Revents&unix.POLLIN != 0
}

// Resumed tells of each time the program goes on after a ctrl+z. Until then a shell
// has had the terminal, and may have set its modes. End it with signal.Stop.
func Resumed() chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGCONT)
	return c
}

// Hide makes a terminal show nothing of what is typed, as term.ReadPassword does at
// its beginning and never again.
func Hide(fd int) error {
	modes, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	modes.Lflag = modes.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	return unix.IoctlSetTermios(fd, setTermios, modes)
}
