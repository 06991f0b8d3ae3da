//go:build unix

package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"shakeoff/store"
)

const (
	// deadline is how long a test waits for what must come; only a failing test waits so long.
	deadline = 30 * time.Second
	// look is how often it looks.
	look = 10 * time.Millisecond
	// pause and between are the program's own rules, and a bit: text that comes
	// so soon after enter was pasted, and an enter so soon after another is a
	// bouncing key.
	pause   = 30 * time.Millisecond
	between = 350 * time.Millisecond
	// seeing is how long a dialog takes no answer, and a bit.
	seeing = 650 * time.Millisecond
)

// home is where a person's files lie in a test, and the program to run there.
type home struct {
	t       *testing.T
	dir     string
	program string
	mute    bool     // its terminals answer no question
	env     []string // more of its environment
}

func newHome(t *testing.T) home {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "bin", "shakeoff")
	if err := errors.Join(os.Mkdir(filepath.Dir(program), 0o700), os.Symlink(self, program)); err != nil {
		t.Fatal(err)
	}
	return home{t: t, dir: dir, program: program}
}

// settings writes config.toml.
func (h home) settings(text string) {
	h.t.Helper()
	config := filepath.Join(h.dir, ".config", "shakeoff")
	if err := errors.Join(os.MkdirAll(config, 0o700), os.WriteFile(filepath.Join(config, "config.toml"), []byte(text), 0o600)); err != nil {
		h.t.Fatal(err)
	}
}

func (h home) journal() string { return filepath.Join(h.dir, "data", "shakeoff", "journal.db") }

// passphraseFile writes a passphrase to a file and returns its path.
func (h home) passphraseFile(passphrase string) string {
	h.t.Helper()
	path := filepath.Join(h.dir, "passphrase")
	if err := os.WriteFile(path, []byte(passphrase+"\n"), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

func (h home) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(h.t.Context(), h.program, args...)
	cmd.Dir = h.dir
	cmd.Env = []string{
		"HOME=" + h.dir, "XDG_DATA_HOME=" + filepath.Join(h.dir, "data"), "XDG_STATE_HOME=" + filepath.Join(h.dir, "state"), "TMPDIR=" + h.dir, "PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC", "GORACE=atexit_sleep_ms=0",
	}
	cmd.Env = append(cmd.Env, h.env...)
	return cmd
}

// run runs a command without a terminal and returns what it printed.
func (h home) run(args ...string) []byte {
	h.t.Helper()
	cmd := h.command(args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		h.t.Fatalf("shakeoff %s: %v: %s", args[0], err, complaint.String())
	}
	return out
}

// last returns the answers of the entry written last, as the command shows it.
func (h home) last(args ...string) map[string]string {
	h.t.Helper()
	var e struct {
		Answers map[string]string `json:"answers"`
	}
	if err := json.Unmarshal(h.run(append([]string{"show", "last", "--json"}, args...)...), &e); err != nil {
		h.t.Fatal(err)
	}
	return e.Answers
}

// terminal is the program in a pseudo-terminal, its screen read through an
// emulator.
type terminal struct {
	t     *testing.T
	cmd   *exec.Cmd
	pty   *os.File
	ended chan error

	mu     sync.Mutex
	screen *vt.Emulator // of a fixed size: it panics when it shrinks under old output

	enter time.Time
}

// Columns and rows of the emulator; the program may be given fewer.
const columns, rows = 120, 40

func (h home) open(args ...string) *terminal {
	h.t.Helper()
	return h.start(h.command(args...), pty.Winsize{Cols: columns, Rows: rows})
}

// shell is a shell that runs a script, in which "$0" is the program.
func (h home) shell(script string) *exec.Cmd {
	cmd := h.command("-c", script, h.program)
	cmd.Path, cmd.Args[0] = "/bin/sh", "sh"
	return cmd
}

// start starts a command in a terminal of some size.
func (h home) start(cmd *exec.Cmd, size pty.Winsize) *terminal {
	h.t.Helper()
	x := &terminal{t: h.t, cmd: cmd, screen: vt.NewEmulator(columns, rows), ended: make(chan error, 1)}
	var err error
	if x.pty, err = pty.StartWithSize(x.cmd, &size); err != nil {
		h.t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 1<<16)
		for {
			n, err := x.pty.Read(buf)
			x.mu.Lock()
			_, _ = x.screen.Write(buf[:n])
			x.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	go func() { // what the emulator answers to the program's questions
		buf := make([]byte, 1<<12)
		for {
			n, err := x.screen.Read(buf)
			if err != nil {
				return
			}
			if h.mute {
				continue
			}
			if _, err := x.pty.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	go func() {
		err := x.cmd.Wait()
		<-read
		x.ended <- err
	}()
	h.t.Cleanup(func() {
		_ = x.cmd.Process.Kill()
		_ = x.pty.Close()
	})
	return x
}

// text is the screen as it stands.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return ansi.Strip(x.screen.Render())
}

// wait looks again and again until what is asked holds.
func (x *terminal) wait(what string, holds func() bool) {
	x.t.Helper()
	x.within(deadline, what, holds)
}

// within is wait for what takes as long as that by itself.
func (x *terminal) within(deadline time.Duration, what string, holds func() bool) {
	x.t.Helper()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for start := time.Now(); time.Since(start) < deadline; {
		<-tick.C
		if holds() {
			return
		}
	}
	x.t.Fatalf("never came: %s; the screen shows\n%s", what, x.text())
}

// see waits until words stand on the screen.
func (x *terminal) see(words string) {
	x.t.Helper()
	x.wait(words, func() bool { return strings.Contains(x.text(), words) })
	if x.enter.IsZero() {
		x.enter = time.Now() // coming in may have been by an enter
	}
}

// press sends keys as a terminal does.
func (x *terminal) press(keys string) {
	x.t.Helper()
	if _, err := x.pty.WriteString(keys); err != nil {
		x.t.Fatal(err)
	}
}

// write types a text key by key.
func (x *terminal) write(text string) {
	x.t.Helper()
	for _, r := range text {
		x.press(string(r))
	}
}

// secret types a passphrase, and waits until a dot stands for each of its letters and an enter behind
// them would not be taken for a part of a paste.
func (x *terminal) secret(passphrase string) {
	x.t.Helper()
	before := strings.Count(x.text(), "●")
	x.write(passphrase)
	x.wait("a dot for each letter", func() bool { return strings.Count(x.text(), "●") == before+len(passphrase) })
	x.pass(between)
}

// paste sends a text as a terminal sends a paste.
func (x *terminal) paste(text string) {
	x.t.Helper()
	x.press("\x1b[200~" + text + "\x1b[201~")
}

// next presses enter, and waits until the words stand there that come next.
func (x *terminal) next(words string) {
	x.t.Helper()
	x.wait("the pause between two enters", func() bool { return time.Since(x.enter) > between })
	x.press("\r")
	x.see(words)
	x.enter = time.Now() // it may have been read only just now
	x.wait("the pause after an enter", func() bool { return time.Since(x.enter) > pause })
}

// look waits until a dialog that is in sight takes an answer.
func (x *terminal) look() {
	x.t.Helper()
	seen := time.Now()
	x.wait("the pause after a dialog", func() bool { return time.Since(seen) > seeing })
}

// read waits until the end of a text that was typed stands on the screen, broken into lines as it
// may be. Several words of it: a single one may stand there already.
func (x *terminal) read(typed string) {
	x.t.Helper()
	words := strings.Fields(typed)
	end := strings.Join(words[max(0, len(words)-6):], " ")
	x.wait(end, func() bool {
		shown := strings.Fields(strings.ReplaceAll(x.text(), "┃", ""))
		return strings.Contains(strings.Join(shown, " "), end)
	})
}

// goOn goes on with tab from a text that was typed, once it was read and some time has passed: a
// tab right behind text would be pasted with it.
func (x *terminal) goOn(typed, words string) {
	x.t.Helper()
	x.read(typed)
	seen := time.Now()
	x.wait("the pause after words", func() bool { return time.Since(seen) > between })
	x.press("\t")
	x.see(words)
	x.enter = time.Now()
	x.wait("the pause after a tab", func() bool { return time.Since(x.enter) > pause })
}

// end waits until the program has ended, and returns how.
func (x *terminal) end() error {
	x.t.Helper()
	select {
	case err := <-x.ended:
		return err
	case <-time.After(deadline):
		x.t.Fatalf("it does not end; the screen shows\n%s", x.text())
		return nil
	}
}

// close leaves with ctrl+c.
func (x *terminal) close() {
	x.t.Helper()
	x.press("\x03")
	if err := x.end(); err != nil {
		x.t.Fatalf("it did not end well: %v", err)
	}
}

// kill takes the program away as a power cut does.
func (x *terminal) kill() {
	x.t.Helper()
	x.signal(syscall.SIGKILL)
	_ = x.end()
}

// drafted waits until a draft on disk holds just these words somewhere.
func (x *terminal) drafted(h home, secret, words string) {
	x.t.Helper()
	x.wait("a draft with the words", func() bool {
		u, err := store.New(store.Options{Path: h.journal()}).Unlock(x.t.Context(), []byte(secret))
		if err != nil {
			return false
		}
		defer u.Lock()
		drafts, err := u.Drafts(x.t.Context())
		if err != nil {
			return false
		}
		for _, d := range drafts {
			for _, a := range d.Entry.Answers {
				if a.Text == words {
					return true
				}
			}
		}
		return false
	})
}
