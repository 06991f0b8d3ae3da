package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// terminal is a program in a pseudo-terminal of 80×24.
type terminal struct {
	cmd    *exec.Cmd
	pty    *os.File
	begun  time.Time
	chunks chan chunk // closed when the program has ended
	out    []byte     // all that was taken of them
	at     time.Time  // when the last of it came
}

// chunk is something that the program has written, and when.
type chunk struct {
	at    time.Time
	bytes []byte
}

func start(cmd *exec.Cmd) (*terminal, error) {
	t := &terminal{cmd: cmd, begun: time.Now(), chunks: make(chan chunk, 16)}
	var err error
	if t.pty, err = pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		return nil, err
	}
	go func() {
		defer close(t.chunks)
		for {
			buf := make([]byte, 1<<14)
			n, err := t.pty.Read(buf)
			if err != nil {
				return
			}
			t.chunks <- chunk{time.Now(), buf[:n]}
		}
	}()
	return t, nil
}

// take takes what the program writes until done says so, or the time is up.
func (t *terminal) take(limit time.Duration, done func() bool) error {
	for late := time.After(limit); ; {
		select {
		case c, more := <-t.chunks:
			if !more {
				return errors.New("the program has ended")
			}
			t.out, t.at = append(t.out, c.bytes...), c.at
			if done() {
				return nil
			}
		case <-late:
			return os.ErrDeadlineExceeded
		}
	}
}

// see waits until words have been written.
func (t *terminal) see(words string) error {
	err := t.take(time.Minute, func() bool { return strings.Contains(ansi.Strip(string(t.out)), words) })
	if err != nil {
		err = fmt.Errorf("%q never came, only %q: %w", words, ansi.Strip(string(t.out)), err)
	}
	return err
}

// wait lets time pass.
func (t *terminal) wait(d time.Duration) error {
	if err := t.take(d, func() bool { return false }); !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	return nil
}

// press sends keys as a terminal does.
func (t *terminal) press(keys string) error {
	_, err := t.pty.WriteString(keys)
	return err
}

// kill ends the program, and waits until it has ended.
func (t *terminal) kill() {
	_ = t.cmd.Process.Kill()
	for range t.chunks { // until all of it was read
	}
	_ = t.cmd.Wait() // how it ended is not what is measured
	_ = t.pty.Close()
}
