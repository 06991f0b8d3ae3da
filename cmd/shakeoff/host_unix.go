//go:build unix

package main

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"

	"shakeoff/tui"
)

// ownConsole is false: a desktop entry says what happens when the program ends.
func ownConsole() bool { return false }

// systemLocale is "": the environment says all that there is to know.
func systemLocale() string { return "" }

// undisturbed has Go pause its own work at calls only, and not by a signal as well. For each signal
// the system writes the registers into our memory, and with them what was copied last: 32 bytes of a
// passphrase were found there after locking, which nothing of ours can clear.
func undisturbed() { signal.Ignore(syscall.SIGURG) }

// suspends passes a suspend signal on to the screens, which cover and seal the page, and then have
// Bubble Tea give the terminal back. Bubble Tea then sends the same signal to stop the program, but
// Go does not stop at one that is listened for.
type suspends struct {
	ready atomic.Bool // the terminal is given back, or will be before the next signal
}

func (s *suspends) hear(send func(tea.Msg)) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTSTP)
	go func() {
		for range signals {
			if s.ready.Load() {
				_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
			} else {
				send(tui.Suspend{})
			}
		}
	}()
}

// filter keeps it from suspending in a terminal without a shell, where nobody could bring it back.
func (s *suspends) filter(msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		if session, err := unix.Getsid(0); err != nil || session == unix.Getpgrp() {
			return nil
		}
		s.ready.Store(true)
	case tea.ResumeMsg:
		s.ready.Store(false)
	}
	return msg
}
