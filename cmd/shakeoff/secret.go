package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v3"
	"golang.org/x/term"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/plain"
)

// unlock opens the journal for reading. It asks for a passphrase only where a
// lock is set. The caller locks it again.
func (h host) unlock(ctx context.Context, c *cli.Command, j *store.Journal) (*store.Unlocked, error) {
	u, secret, err := h.unlockWith(ctx, c, j)
	clear(secret)
	return u, err
}

// unlockWith is unlock for who needs what it was opened with once more: nil
// where no lock is set. The caller wipes it, also beside an error.
func (h host) unlockWith(ctx context.Context, c *cli.Command, j *store.Journal) (u *store.Unlocked, secret []byte, err error) {
	u, err = j.Unlock(ctx, nil)
	if !errors.Is(err, journal.ErrLocked) {
		return u, nil, err
	}
	if secret, err = h.secret(ctx, c); err != nil {
		return nil, secret, err
	}
	u, err = j.Unlock(ctx, secret)
	return u, secret, err
}

// secret returns the passphrase: from the file that was named, else from the
// person at the terminal. The caller wipes it.
func (h host) secret(ctx context.Context, c *cli.Command) ([]byte, error) {
	if file := h.secretFile(c); file != "" {
		return h.readSecret(file)
	}
	return h.askSecret(ctx, "Passphrase: ")
}

func (h host) secretFile(c *cli.Command) string {
	if file := c.String(flagPassphrase); file != "" {
		return file
	}
	return h.env(envPassphrase)
}

// maxSecret is longer than any passphrase: a larger file is another file.
const maxSecret = 4096

// readSecret reads a passphrase from a file, "-" being standard input. The
// line end after it is not part of it.
func (h host) readSecret(name string) ([]byte, error) {
	file := h.stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return nil, noSecret(err)
		}
		defer file.Close()
	}
	// One buffer that never moves, so that wiping it wipes the passphrase.
	buffer := make([]byte, maxSecret+1)
	n, err := io.ReadFull(file, buffer)
	if err == nil {
		clear(buffer)
		return nil, noSecret(fmt.Errorf("%s is longer than any passphrase", name))
	}
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		clear(buffer)
		return nil, noSecret(err)
	}
	return withoutLineEnd(buffer[:n]), nil
}

func withoutLineEnd(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
		if n := len(b); n > 0 && b[n-1] == '\r' {
			b = b[:n-1]
		}
	}
	return b
}

func noSecret(err error) error {
	return failure{exitPassphrase, fmt.Errorf("the passphrase cannot be read: %w", err), "name the file that holds it, and nothing else"}
}

// askSecret asks the person at the terminal, who sees the prompt and nothing of
// the answer. Where nobody is, it returns journal.ErrLocked.
func (h host) askSecret(ctx context.Context, prompt string) ([]byte, error) {
	in, out, done, err := h.terminal()
	if err != nil {
		return nil, err
	}
	defer done()
	fd := int(in.Fd())
	state, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	wakes := plain.Resumed()
	defer signal.Stop(wakes)
	type answer struct {
		secret []byte
		err    error
	}
	answers := make(chan answer, 1)
	fmt.Fprint(out, prompt)
	go func() {
		secret, err := term.ReadPassword(fd)
		answers <- answer{secret, err}
	}()
	defer fmt.Fprintln(out)
	for {
		select {
		case a := <-answers:
			if errors.Is(a.err, io.EOF) {
				a.err = journal.ErrLocked
			}
			// The reader leaves the terminal as it found it, which may be hidden.
			_ = term.Restore(fd, state)
			return a.secret, a.err
		case <-wakes:
			_ = plain.Hide(fd) // of a terminal that is gone, the reader tells
		case <-ctx.Done():
			// The reader is still waiting, and would leave the terminal without echo.
			return nil, errors.Join(context.Canceled, term.Restore(fd, state))
		}
	}
}

// terminal returns where a person can be asked: the terminal itself, so that
// standard input and output stay free for what is piped. Somebody is there if
// standard input or standard error is a terminal.
func (h host) terminal() (in, out *os.File, done func(), err error) {
	if !isTerminal(h.stdin) && !isTerminal(h.stderr) {
		return nil, nil, nil, journal.ErrLocked
	}
	if tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0); err == nil {
		return tty, tty, func() { _ = tty.Close() }, nil
	}
	if !isTerminal(h.stdin) {
		return nil, nil, nil, journal.ErrLocked
	}
	return h.stdin, h.stderr, func() {}, nil
}

func isTerminal(f *os.File) bool {
	return term.IsTerminal(int(f.Fd()))
}
