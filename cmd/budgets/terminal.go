package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// columns and rows are those of every pseudo-terminal here.
const columns, rows = 80, 24

// deadline is how long to wait for what never comes.
const deadline = time.Minute

// terminal is a program in a pseudo-terminal, its screen read through an
// emulator that answers as a good terminal does. What it has shown counts from
// when the bytes came out, not from when the emulator had drawn them.
type terminal struct {
	cmd   *exec.Cmd
	pty   *os.File
	begun time.Time
	ended chan struct{} // closed once the program has ended and all of it was read

	mu      sync.Mutex
	changed *sync.Cond // the screen, or that there will be no other
	screen  *vt.Emulator
	over    bool
	at      time.Time // when the bytes of the screen came
	bytes   int       // so far
	frames  int       // so far, as synchronised updates
}

// start starts a program in a pseudo-terminal.
func start(cmd *exec.Cmd) (*terminal, error) {
	t := &terminal{cmd: cmd, screen: vt.NewEmulator(columns, rows), ended: make(chan struct{})}
	t.changed = sync.NewCond(&t.mu)
	t.answerModes()
	var err error
	t.begun = time.Now()
	if t.pty, err = pty.StartWithSize(cmd, &pty.Winsize{Cols: columns, Rows: rows}); err != nil {
		return nil, err
	}
	go t.answer()
	go t.read()
	return t, nil
}

// answerModes makes the emulator say that it can draw a frame at once, as the
// terminals of today can: then Bubble Tea marks where each frame begins.
func (t *terminal) answerModes() {
	t.screen.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(params ansi.Params) bool {
		mode, _, ok := params.Param(0, 0)
		if !ok || mode != ansi.ModeSynchronizedOutput.Mode() {
			return false
		}
		go t.press(ansi.ReportMode(ansi.ModeSynchronizedOutput, ansi.ModeReset)) //nolint:errcheck // the program has ended, then
		return true
	})
}

// answer passes on what the emulator answers to the program's questions.
func (t *terminal) answer() {
	buf := make([]byte, 1<<12)
	for {
		n, err := t.screen.Read(buf)
		if err != nil {
			return
		}
		if err := t.press(string(buf[:n])); err != nil {
			return
		}
	}
}

func (t *terminal) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := t.pty.Read(buf)
		now := time.Now()
		t.mu.Lock()
		t.at = now
		t.bytes += n
		t.frames += strings.Count(string(buf[:n]), ansi.SetModeSynchronizedOutput)
		_, _ = t.screen.Write(buf[:n])
		t.over = err != nil
		t.changed.Broadcast()
		t.mu.Unlock()
		if err != nil {
			_ = t.cmd.Wait() // how it ended is not what is measured
			close(t.ended)
			return
		}
	}
}

// press sends keys as a terminal does.
func (t *terminal) press(keys string) error {
	_, err := t.pty.WriteString(keys)
	return err
}

// see waits until words stand on the screen, and returns when they came.
func (t *terminal) see(words string) (time.Time, error) {
	late := time.AfterFunc(deadline, func() {
		t.mu.Lock()
		t.over = true
		t.changed.Broadcast()
		t.mu.Unlock()
	})
	defer late.Stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		if shown := ansi.Strip(t.screen.Render()); strings.Contains(shown, words) {
			return t.at, nil
		} else if t.over {
			return time.Time{}, fmt.Errorf("%q never came; the screen shows\n%s", words, shown)
		}
		t.changed.Wait()
	}
}

// drawn returns how many frames and bytes came so far.
func (t *terminal) drawn() (frames, bytes int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.frames, t.bytes
}

// kill ends the program, and waits until it has ended.
func (t *terminal) kill() {
	_ = t.cmd.Process.Kill()
	<-t.ended
	_ = t.pty.Close()
	_ = t.screen.Close()
}
