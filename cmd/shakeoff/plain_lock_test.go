//go:build linux

package main_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// modes are whether a terminal hands on whole lines, and shows what is typed.
func (l *listener) modes() (whole, shown bool) {
	l.t.Helper()
	m, err := unix.IoctlGetTermios(int(l.pty.Fd()), unix.TCGETS)
	if err != nil {
		l.t.Fatal(err)
	}
	return m.Lflag&unix.ICANON != 0, m.Lflag&unix.ECHO != 0
}

// secret types a passphrase once it is asked for and no longer shown.
func (l *listener) secret(cue, passphrase string) {
	l.t.Helper()
	l.hear(cue)
	l.until("a terminal that shows nothing", func() bool {
		whole, shown := l.modes()
		return whole && !shown
	})
	l.send(passphrase + "\r")
	if line, _ := l.next(); line != "" {
		l.t.Errorf("after a passphrase: %q", line)
	}
}

func (l *listener) until(what string, holds func() bool) {
	l.t.Helper()
	(&terminal{t: l.t, screen: nothing()}).wait(what, holds)
}

// TestPlainLock puts a lock on after the first entry, looks back behind it and marks
// an intention, all by whole lines. No passphrase is ever shown, and no word is
// left readable anywhere.
func TestPlainLock(t *testing.T) {
	t.Parallel()
	const words1, change = "Marker of a bad day.", "Marker of next time."
	g, w := guide.English(), words.English()
	h := newHome(t)
	l := h.dumb()
	l.tell(g.Steps[0].Line, words1)
	l.answer(g.Before.Line, "9")
	l.hear(g.Heavy.Stop)
	l.answer(g.Steps[1].Line, "")
	l.tell(g.Heavy.Nothing, change)
	l.hear("4 of 4. " + g.Heavy.Question)
	l.answer(g.Heavy.Line, "")
	l.answer(g.After.Line, "8")
	l.hear("From 9 to 8.")
	l.hear(w.Ending.Still)
	l.answer(w.Plain.Write.End, "")
	l.answer(w.Plain.Lock.Offer, w.Plain.Say.Lock)
	l.secret(w.Plain.Lock.First, "an arrow key\x1b[D")
	l.hear(w.Plain.Lock.Untypable)
	l.secret(w.Plain.Lock.First, "one t")
	l.hear(w.Lock.Short)
	l.secret(w.Plain.Lock.Again, "one th")
	l.hear(w.Lock.Differ)
	l.secret(w.Plain.Lock.First, "one thing")
	l.secret(w.Plain.Lock.Again, "another thing")
	l.hear(w.Lock.Differ)
	l.secret(w.Plain.Lock.First, secret)
	l.secret(w.Plain.Lock.Again, secret)
	l.hear(w.Lock.Done)
	if err := l.end(); err != nil {
		t.Error(err)
	}
	if whole, shown := l.modes(); !whole || !shown {
		t.Error("the terminal is left as it was in between")
	}

	r := h.dumb("review")
	r.secret(w.Plain.Lock.Passphrase, "not it")
	r.hear(w.Unlock.Wrong)
	r.secret(w.Plain.Lock.Passphrase, secret)
	r.hear("shakeoff recovery") // is what prints the key
	r.answer(w.Plain.Review.Ask, "1")
	r.hear(words1)
	r.hear(change)
	r.answer(w.Plain.Review.About, "weigh")
	r.answer(w.Plain.Review.Weigh, "2")
	r.hear(w.Change.Weighed)
	r.answer(w.Plain.Review.About, w.Plain.Say.Quit)
	if err := r.end(); err != nil {
		t.Error(err)
	}

	m := h.dumb("ready", "--passphrase-file", h.passphraseFile(secret))
	m.answer(w.Plain.Ready.Mark, "1 tried")
	m.hear(w.Plain.Ready.Marked)
	m.answer(w.Ready.HowAsk, "Marker of how it went.")
	m.answer(w.Plain.Ready.Mark, "2 tried")
	m.hear(w.Plain.Review.Unknown)
	m.answer(w.Plain.Ready.Mark, "")
	if err := m.end(); err != nil {
		t.Error(err)
	}
	if said := string(h.run("ready", "--plain", "--all", "--passphrase-file", h.passphraseFile(secret))); !strings.Contains(said, ": "+change+"\nMarker of how it went.\n") {
		t.Errorf("Ready says:\n%s", said)
	}
	for _, l := range []*listener{l, r, m} {
		if strings.Contains(l.script.String(), secret) {
			t.Errorf("the passphrase was shown:\n%s", l.script.String())
		}
	}
	if err := errors.Join(os.Remove(h.passphraseFile("")), nothingReadable(h.dir, "Marker", secret)); err != nil {
		t.Error(err)
	}
}

// nothingReadable says in which file under a folder one of the words can be read.
func nothingReadable(dir string, words ...string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, word := range words {
			if strings.Contains(string(data), word) {
				err = errors.Join(err, errors.New(path+" holds "+word))
			}
		}
		return err
	})
}

// Ctrl+c where a passphrase is asked for leaves the terminal as it was.
func TestPlainInterruptedSecret(t *testing.T) {
	t.Parallel()
	for name, sent := range map[string]os.Signal{"ctrl+c": nil, "hang-up": syscall.SIGHUP, "ended": syscall.SIGTERM, "quit": syscall.SIGQUIT} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.run("passphrase", "--new-passphrase-file", h.passphraseFile(secret))
			l := h.dumb("review")
			l.hear(words.English().Plain.Lock.Passphrase)
			l.until("a terminal that shows nothing", func() bool { whole, shown := l.modes(); return whole && !shown })
			if sent == nil {
				l.send("half of it\x03")
			} else if err := l.cmd.Process.Signal(sent); err != nil {
				t.Fatal(err)
			}
			if err := l.end(); err == nil {
				t.Error("it ended as if the journal had been read")
			}
			if whole, shown := l.modes(); !whole || !shown {
				t.Error("the terminal is left without echo")
			}
			if strings.Contains(l.script.String(), "half") {
				t.Error("what was typed is shown")
			}
		})
	}
}

// A shell that had the terminal in between may have set its modes.
func TestPlainGoesOnAfterAStop(t *testing.T) {
	t.Parallel()
	g := guide.English()
	l := newHome(t).dumb()
	l.hear(g.Steps[0].Line)
	l.stopAndGoOn()
	l.until("the keys again", func() bool { whole, shown := l.modes(); return !whole && !shown })
	l.say("One.")
	l.say("")
	l.hear(g.Before.Line)
	l.send("\x03")
	if err := l.end(); err != nil {
		t.Error(err)
	}
}

// stopAndGoOn stops the program, sets the terminal as a shell does for itself, and
// lets the program go on.
func (l *listener) stopAndGoOn() {
	l.t.Helper()
	fd := int(l.pty.Fd())
	modes, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		l.t.Fatal(err)
	}
	modes.Lflag |= unix.ICANON | unix.ECHO
	if err := errors.Join(l.cmd.Process.Signal(syscall.SIGSTOP), unix.IoctlSetTermios(fd, unix.TCSETS, modes), l.cmd.Process.Signal(syscall.SIGCONT)); err != nil {
		l.t.Fatal(err)
	}
}

// A passphrase stays unseen when the shell had the terminal while it was asked for,
// line by line or by a command.
func TestSecretStaysUnseenAfterAStop(t *testing.T) {
	w := words.English()
	for name, c := range map[string]struct{ command, cue string }{
		"line by line": {"review", w.Plain.Lock.Passphrase},
		"by a command": {"list", ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.run("passphrase", "--new-passphrase-file", h.passphraseFile(secret))
			l := h.dumb(c.command)
			if c.cue != "" {
				l.hear(c.cue)
			}
			hidden := func() bool { whole, shown := l.modes(); return whole && !shown }
			l.until("a terminal that shows nothing", hidden)
			l.stopAndGoOn()
			l.until("a terminal that shows nothing again", hidden)
			l.send(secret + "\r")
			if c.command == "review" {
				l.hear(w.Review.Empty)
			}
			if err := l.end(); err != nil {
				t.Error(err)
			}
			if strings.Contains(l.script.String(), secret) {
				t.Error("the passphrase is shown")
			}
			if whole, shown := l.modes(); !whole || !shown {
				t.Error("the terminal is not left as it was")
			}
		})
	}
}

// In a terminal that does not show what is typed, because a program around it
// does, as a shell within Emacs, nothing is shown twice.
func TestPlainWhereSomebodyElseShows(t *testing.T) {
	g := guide.English()
	h := newHome(t)
	cmd := h.command()
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", `stty -echo && exec "$0" --plain`, h.program}
	l := h.listen(cmd)
	l.hear(g.Steps[0].Line)
	l.send("One.\r")
	l.send("\r")
	if line, _ := l.next(); line != g.Before.Question {
		t.Errorf("heard %q after an answer", line)
	}
	l.send("\x03")
	if err := l.end(); err != nil {
		t.Error(err)
	}
	if whole, shown := l.modes(); !whole || shown {
		t.Error("the terminal is not left as it was")
	}
}

// A page that the journal does not take lies elsewhere in the end, sealed.
func TestPlainPageThatIsNotTaken(t *testing.T) {
	const words1 = "The printer gave up."
	for name, typed := range map[string]string{"the end": "", "copy": "\ncopy\n"} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			cmd := h.command("write", "--plain", "--journal", "/proc/shakeoff/journal.db", "--new")
			cmd.Stdin = strings.NewReader(words1 + "\n\n\n\n\n\n" + typed)
			out, err := cmd.CombinedOutput()
			if err == nil || strings.Count(string(out), "what you just typed is not saved") != 1 || !strings.Contains(string(out), "A page that could not be saved to the journal is in ") {
				t.Errorf("ended with %v:\n%s", err, out)
			}
			rescued, err := filepath.Glob(filepath.Join(h.dir, "shakeoff-rescue-*.db"))
			if err != nil || len(rescued) != 1 {
				t.Fatalf("in the home folder lie %q, %v", rescued, err)
			}
			if got := h.last("--journal", rescued[0]); got["happened"] != words1 {
				t.Errorf("it holds %q", got)
			}
		})
	}
}
