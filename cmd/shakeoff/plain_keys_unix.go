//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package main

import (
	"io"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// keys is a terminal that hands on every key at once, and shows none by itself.
// Ctrl+c, ctrl+z and the like stay what they are. A nil one is something else,
// from which lines come whole.
type keys struct {
	fd       int
	was, are unix.Termios
	show     io.Writer
	wakes    chan os.Signal
}

// takeKeys has the terminal in hand on every key; nil if it is none. One that
// does not show what is typed, because somebody else does that, stays so.
func takeKeys(in, out *os.File) *keys {
	k := &keys{fd: int(in.Fd()), show: out}
	was, err := unix.IoctlGetTermios(k.fd, getTermios)
	if err != nil {
		return nil
	}
	k.was, k.are = *was, *was
	k.are.Lflag &^= unix.ICANON | unix.ECHO
	k.are.Iflag |= unix.ICRNL
	k.are.Cc[unix.VMIN], k.are.Cc[unix.VTIME] = 1, 0
	if was.Lflag&unix.ECHO == 0 {
		k.show = io.Discard
	}
	k.wakes = wakeSignals()
	k.take()
	return k
}

// take sets the terminal so, once more after a shell has had it.
func (k *keys) take() {
	// Where this fails lines come as the terminal gives them, and are shown twice.
	_ = unix.IoctlSetTermios(k.fd, setTermios, &k.are)
}

// giveBack leaves the terminal as it was.
func (k *keys) giveBack() {
	if k == nil {
		return
	}
	signal.Stop(k.wakes)
	_ = unix.IoctlSetTermios(k.fd, setTermios, &k.was)
}

// resumed tells of each time the program goes on after a ctrl+z.
func (k *keys) resumed() <-chan os.Signal {
	if k == nil {
		return nil
	}
	return k.wakes
}

// line begins a line.
func (k *keys) line() *typed {
	if k == nil {
		return &typed{}
	}
	return &typed{show: k.show}
}

// more says whether anything comes within a while, without reading it.
func (k *keys) more(within time.Duration) bool {
	if k == nil {
		return false
	}
	fds := []unix.PollFd{{Fd: int32(k.fd), Events: unix.POLLIN}} //nolint:gosec // a descriptor is small
	n, err := unix.Poll(fds, int(within.Milliseconds()))
	return err == nil && n == 1 && fds[0].Revents&unix.POLLIN != 0
}
