//go:build unix

package main_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/words"
)

// listener is somebody who hears whole lines only, as through a screen reader:
// what is said on a line that does not end is never heard.
type listener struct {
	t     *testing.T
	cmd   *exec.Cmd
	pty   *os.File
	lines chan string
	ended chan error

	script strings.Builder // what was heard, and what was typed, behind a >
}

// dumb starts the program in a terminal that can draw nothing.
func (h home) dumb(args ...string) *listener {
	h.t.Helper()
	cmd := h.command(args...)
	cmd.Env = append(cmd.Env, "TERM=dumb")
	return h.listen(cmd)
}

// listen listens where no sentence meets the edge.
func (h home) listen(cmd *exec.Cmd) *listener {
	h.t.Helper()
	return h.listenOn(cmd, &pty.Winsize{Cols: 1000, Rows: 24})
}

func (h home) listenOn(cmd *exec.Cmd, size *pty.Winsize) *listener {
	h.t.Helper()
	tty, err := pty.StartWithSize(cmd, size)
	if err != nil {
		h.t.Fatal(err)
	}
	l := &listener{t: h.t, cmd: cmd, pty: tty, lines: make(chan string, 1000), ended: make(chan error, 1)}
	go func() {
		defer close(l.lines)
		in := bufio.NewReader(tty)
		for {
			line, err := in.ReadString('\n') // ends with EIO when the program does
			if err != nil {
				return
			}
			l.lines <- strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		}
	}()
	go func() { l.ended <- cmd.Wait() }()
	h.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
	})
	return l
}

// next hears the next line; ok is false when there will be none.
func (l *listener) next() (line string, ok bool) {
	l.t.Helper()
	select {
	case line, ok = <-l.lines:
	case <-time.After(deadline):
		l.t.Fatalf("nothing more is said after:\n%s", l.script.String())
	}
	if ok {
		l.speakable(line)
	}
	return line, ok
}

// speakable holds a line to what can be read aloud.
func (l *listener) speakable(line string) {
	l.t.Helper()
	for _, r := range line {
		if r < ' ' || r == 0x7f || r >= 0x2500 && r <= 0x257f || strings.ContainsRune("●○·→", r) {
			l.t.Errorf("%q in the line %q", r, line)
		}
	}
}

// hear listens until a line is said.
func (l *listener) hear(want string) {
	l.t.Helper()
	for {
		line, ok := l.next()
		if !ok {
			l.t.Fatalf("%q was never said, but:\n%s", want, l.script.String())
		}
		l.script.WriteString(line + "\n")
		if line == want {
			return
		}
	}
}

// send sends keys.
func (l *listener) send(keys string) {
	l.t.Helper()
	if _, err := l.pty.WriteString(keys); err != nil {
		l.t.Fatal(err)
	}
}

// say types a line, and hears it.
func (l *listener) say(line string) {
	l.t.Helper()
	l.send(line + "\r")
	if echo, _ := l.next(); echo != line {
		l.t.Errorf("typed %q, and heard %q", line, echo)
	}
	l.script.WriteString(strings.TrimSpace("> "+line) + "\n")
}

// answer types a line once another was said.
func (l *listener) answer(cue, line string) {
	l.t.Helper()
	l.hear(cue)
	l.say(line)
}

// tell types an answer of one line, and the empty line that ends it.
func (l *listener) tell(cue, line string) {
	l.t.Helper()
	l.answer(cue, line)
	l.say("")
}

// end hears the rest, and returns how the program ended.
func (l *listener) end() error {
	l.t.Helper()
	for {
		line, ok := l.next()
		if !ok {
			return <-l.ended
		}
		l.script.WriteString(line + "\n")
	}
}

// drafted waits until a draft on disk holds just these words somewhere.
func (l *listener) drafted(h home, words string) {
	l.t.Helper()
	(&terminal{t: l.t, screen: nothing()}).drafted(h, "", words)
}

// nothing is the screen of who has none.
func nothing() *vt.Emulator { return vt.NewEmulator(1, 1) }

// TestPlainWrite is the way from a call to a kept entry for who hears whole
// lines only. The README shows the same way.
func TestPlainWrite(t *testing.T) {
	t.Parallel()
	g, w := guide.English(), words.English()
	h := newHome(t)
	l := h.dumb("write")
	l.tell(g.Steps[0].Line, "The queue was out of the door. A man shouted that I was useless. #queue")
	l.answer(g.Before.Line, "8")
	l.answer(g.Steps[1].Line, "?")
	l.tell(g.Steps[1].Hints[0], "My tone. Not the queue.")
	l.tell(g.Steps[2].Line, `Say when it will be his turn. "It will be ten minutes."`)
	l.answer(g.Steps[3].Line, "")
	l.answer(g.After.Line, "3")
	l.hear("From 8 to 3.")
	l.answer(w.Plain.Write.End, "")
	l.answer(w.Plain.Lock.Offer, "")
	if err := l.end(); err != nil {
		t.Error(err)
	}
	script := l.script.String()
	tuitest.Golden(t, "plain-write.golden.txt", []byte(script))

	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for line := range strings.Lines(script) {
		shown.WriteString("    " + line)
	}
	if !strings.Contains(string(readme), "\n\n"+shown.String()+"\n") {
		t.Errorf("the README does not show it:\n%s", shown.String())
	}

	got := h.last()
	if got["happened"] != "The queue was out of the door. A man shouted that I was useless. #queue" || got["control"] != "My tone. Not the queue." || len(got) != 3 {
		t.Errorf("kept as %q", got)
	}
	if list := string(h.run("list")); !strings.Contains(list, "8 → 3") {
		t.Errorf("listed as %s", list)
	}
}

// The plain mode is chosen by the terminal, by the flag and by the person's
// environment, with a command and without.
func TestPlainIsChosen(t *testing.T) {
	for name, c := range map[string]struct{ variable, arg string }{
		"dumb": {"TERM=dumb", ""}, "flag": {"", "--plain"}, "accessible": {"ACCESSIBLE=1", "write"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			cmd := h.command(slices.DeleteFunc([]string{c.arg}, func(s string) bool { return s == "" })...)
			cmd.Env = append(cmd.Env, c.variable)
			l := h.listen(cmd)
			l.hear("1 of 4. What happened?")
			l.hear("The scene, not the person. No names needed.")
			l.send("\x04")
			if err := l.end(); err != nil || !strings.HasSuffix(l.script.String(), words.English().Plain.Write.Nothing+"\n") {
				t.Errorf("ended with %v after:\n%s", err, l.script.String())
			}
			if _, err := os.Stat(h.journal()); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("nothing was written, and a journal was made: %v", err)
			}
		})
	}
}

// TestPlainEveryEndKeepsTheWords leaves in the middle of a line in every way
// there is. The page waits, with what was typed of that line.
func TestPlainEveryEndKeepsTheWords(t *testing.T) {
	const begun, rest = "A man shouted.", "My to"
	for name, c := range map[string]struct {
		signal os.Signal
		keys   string
		said   bool
	}{
		"ctrl+c":  {keys: "\x03", said: true},
		"ctrl+d":  {keys: "\r\x04", said: true}, // it ends the line first
		"hang-up": {signal: syscall.SIGHUP, said: true},
		"ended":   {signal: syscall.SIGTERM, said: true},
		"ctrl+\\": {keys: "\x1c", said: true},
		"killed":  {signal: syscall.SIGKILL},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			l := h.dumb()
			l.tell(guide.English().Steps[0].Line, begun)
			l.answer(guide.English().Before.Line, "")
			l.hear(guide.English().Steps[1].Line)
			l.send(rest)
			drafted := []string{begun}
			if c.signal != nil {
				l.drafted(h, rest) // soon after it was typed
				drafted = append(drafted, rest)
				_ = l.cmd.Process.Signal(c.signal)
			} else {
				l.send(c.keys)
			}
			if err := l.end(); (err == nil) != c.said {
				t.Errorf("ended with %v", err)
			}
			if said := strings.HasSuffix(l.script.String(), "\n"+words.English().Plain.Write.Left+"\n"); said != c.said {
				t.Errorf("ended with:\n%s", l.script.String())
			}
			for _, text := range drafted {
				l.drafted(h, text)
			}
			l = h.dumb()
			l.answer(guide.English().Steps[0].Line, words.English().Plain.Say.Open)
			l.hear(begun)
		})
	}
}

// TestPlainKeepsWordsWhole speaks at the edge of a narrow terminal, in each
// language: a row that ends there never ends within a word.
func TestPlainKeepsWordsWhole(t *testing.T) {
	const columns = 40
	for _, language := range words.Languages() {
		t.Run(language, func(t *testing.T) {
			h := newHome(t)
			cmd := h.command("write", "--plain")
			cmd.Env = append(cmd.Env, "LC_ALL="+language+".UTF-8")
			l := h.listenOn(cmd, &pty.Winsize{Cols: columns, Rows: 24})
			built, _ := guide.In(language)
			said, _ := words.In(language)
			l.hear(fmt.Sprintf(said.Plain.Write.Question, 1, len(built.Steps), built.Steps[0].Question))
			script := l.script.String()
			for line := range strings.Lines(script) {
				if width := editor.Width(strings.TrimSuffix(line, "\n")); width > columns {
					t.Errorf("%d columns in %q", width, line)
				}
			}
			if whole := strings.Join(strings.Fields(script), " "); !strings.Contains(whole, said.Plain.Write.Scrollback) {
				t.Errorf("%q was not said, but:\n%s", said.Plain.Write.Scrollback, script)
			}
			l.send("\x04")
			if err := l.end(); err != nil {
				t.Error(err)
			}
		})
	}
}

// A line may be longer than the 4,095 bytes that a terminal hands on by itself.
func TestPlainLongLine(t *testing.T) {
	t.Parallel()
	for _, size := range []int{4094, 4095, 4096, 4097, 100_000} {
		h := newHome(t)
		l := h.dumb()
		text := strings.Repeat("longer and longer ", size/18+1)[:size-1] + "."
		l.tell(guide.English().Steps[0].Line, text)
		l.hear(guide.English().Before.Line)
		l.send("\x04")
		if err := l.end(); err != nil {
			t.Error(err)
		}
		l.drafted(h, text)
	}
}

// TestPlainKeys types as people do: with mistakes, arrows, and characters of
// several bytes and cells.
func TestPlainKeys(t *testing.T) {
	for name, c := range map[string]struct{ keys, want string }{
		"erase":        {"worsd\x7f\x7fds", "words"},
		"backspace":    {"words\b", "word"},
		"word":         {"one two  \x17three", "one three"},
		"all":          {"one two\x15three", "three"},
		"too much":     {"o\x7f\x7f\x17\x15one", "one"},
		"wide":         {"他在柜台\x7f\x7f", "他在"},
		"accent":       {"cafe\u0301\x7fe", "cafe"},
		"family":       {"a👩‍👩‍👧\x7fb", "ab"},
		"arrows":       {"on\x1b[A\x1b[1;5De\x1bOP", "one"},
		"escape":       {"on\x1be", "one"},
		"controls":     {"o\x01n\x05\x07e\x0e", "one"},
		"ctrl+d":       {"on\x04e", "one"},
		"tab":          {"a\tb", "a\tb"},
		"no UTF-8":     {"a\xffb", "a\ufffdb"},
		"bidi":         {"a\u202eb", "a\u202eb"},
		"C1":           {"a\u009bb", "a\u009bb"},
		"paste":        {"one\r\rtwo\r8\r?", "one\n\ntwo\n8\n?"},
		"pasted word":  {"help\rI was alone", "help\nI was alone"},
		"backslash":    {`C:\`, `C:\`},
		"two lines":    {"one\rtwo", "one\ntwo"},
		"question":     {`\?`, "?"},
		"question two": {"one\r?", "one\n?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			l := h.listen(h.command("--plain"))
			l.hear(guide.English().Steps[0].Line)
			l.send(c.keys + "\r")
			l.drafted(h, c.want)
			l.send("\x03")
			heard := new(bytes.Buffer)
			for line := range l.lines {
				heard.WriteString(line)
			}
			if strings.ContainsAny(heard.String(), "\x1b\x07\u202e\u009b") {
				t.Errorf("what was typed is shown raw: %q", heard.String())
			}
		})
	}
}
