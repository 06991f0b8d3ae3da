package main

import (
	"bytes"
	"cmp"
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

// unlock opens the journal for reading. It asks for a passphrase only if a lock is set.
// The caller locks it again.
func (h *host) unlock(ctx context.Context, c *cli.Command, j *store.Journal) (*store.Unlocked, error) {
	u, secret, err := h.unlockWith(ctx, c, j)
	clear(secret)
	return u, err
}

// unlockWith also returns what it was opened with, nil if no lock is set. The caller
// wipes it, even if there is an error too.
func (h *host) unlockWith(ctx context.Context, c *cli.Command, j *store.Journal) (u *store.Unlocked, secret []byte, err error) {
	u, err = j.Unlock(ctx, nil)
	h.fail(j.Trouble()) // it can be read all the same
	if !errors.Is(err, journal.ErrLocked) {
		return u, nil, err
	}
	if secret, err = h.secret(ctx, c); err == nil {
		u, err = j.Unlock(ctx, secret)
	}
	return u, secret, err
}

// secret returns the passphrase, from the file named for it or else from the terminal.
func (h *host) secret(ctx context.Context, c *cli.Command) ([]byte, error) {
	if file := h.secretFile(c); file != "" {
		return h.readSecret(file)
	}
	w := h.words()
	return h.askSecret(ctx, fmt.Sprintf(w.Pair, w.Unlock.Label, ""))
}

// secretFile is the file that holds the passphrase, or "".
func (h *host) secretFile(c *cli.Command) string {
	return cmp.Or(c.String(flagPassphrase), h.env(envPassphrase))
}

// maxSecret is longer than any passphrase: a larger file is something else.
const maxSecret = 4096

// readSecret reads a passphrase from a file, or from standard input for "-", without the
// end of its line.
func (h *host) readSecret(name string) ([]byte, error) {
	file := h.stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return nil, told(exitPassphrase, h.said().Failed.NoSecret, err)
		}
		defer file.Close()
	}
	// One buffer that never moves, so that wiping it wipes the passphrase.
	buffer := make([]byte, maxSecret+1)
	n, err := io.ReadFull(file, buffer)
	if err == nil {
		err = fmt.Errorf("%s is longer than any passphrase", name)
	}
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		clear(buffer)
		return nil, told(exitPassphrase, h.said().Failed.NoSecret, err)
	}
	secret, ended := bytes.CutSuffix(buffer[:n], []byte("\n"))
	if ended {
		secret = bytes.TrimSuffix(secret, []byte("\r"))
	}
	return secret, nil
}

// askSecret asks the person at the terminal, without showing the answer. If nobody is
// there it returns journal.ErrLocked.
func (h *host) askSecret(ctx context.Context, prompt string) ([]byte, error) {
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
			_ = plain.Hide(fd) // if the terminal is gone, the reader tells
		case <-ctx.Done():
			// The reader is still waiting, and would leave the terminal without echo.
			return nil, errors.Join(context.Canceled, term.Restore(fd, state))
		}
	}
}

// terminal returns where to ask a person, if standard input or standard error is a terminal. It is
// the terminal itself, as the standard streams may be piped.
func (h *host) terminal() (in, out *os.File, done func(), err error) {
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
