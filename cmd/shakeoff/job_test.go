//go:build unix

package main_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/tablet"
)

const secret = "the window seat by the door"

// TestWholeJob is what the program is for: a bad encounter is typed, key by
// key; the machine dies in the third answer; the page is taken up again,
// finished, weighed, and read.
func TestWholeJob(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.run("passphrase", "--new-passphrase-file", h.passphraseFile(secret))
	want := storetest.Encounters(t)[0]
	half := len(want.Text(journal.Change)) / 2
	begun, rest := want.Text(journal.Change)[:half], want.Text(journal.Change)[half:]

	x := h.open()
	x.see("What happened?")
	x.write(want.Text(journal.Happened))
	x.goOn(want.Text(journal.Happened), "0 is nothing, 10 is the most")
	x.press("8")
	x.see("●●●●●●●●○○")
	x.next("What was never yours")
	x.write(want.Text(journal.Control))
	x.goOn(want.Text(journal.Control), "One small thing for next time")
	x.write(begun)
	x.drafted(h, secret, begun)
	x.kill()

	x = h.open()
	x.see("You have an unfinished page")
	if strings.Contains(x.text(), "Covering") {
		t.Error("the waiting page is shown before it was unlocked")
	}
	x.press("\x0f") // ctrl+o
	x.see("unlock")
	x.look()
	x.next("assphrase")
	x.secret(secret)
	x.next("Covering at another site")
	x.read(begun)
	x.write(rest)
	x.goOn(rest, "One line to end on")
	x.write(want.Text(journal.Release))
	x.goOn(want.Text(journal.Release), "It's saved. You don't have to carry it.")
	for range tablet.Jolts {
		x.press(" ")
	}
	x.see("What you take with you.")
	x.next("How heavy is it now?")
	x.press("3")
	x.see("●●●○○○○○○○")
	x.next("●●●●●●●●○○  8  →  ●●●○○○○○○○  3")
	x.next("Saved.")
	x.see("What happened?")
	x.press("\x1b") // cover
	x.see("Paused. Press enter to continue.")
	if strings.Contains(x.text(), "happened") {
		t.Error("the cover says what this is about")
	}
	x.press("2")
	x.see("8 → 3")
	x.see("Covering at another site")
	x.close()
	if text := x.text(); strings.Contains(text, "Covering") {
		t.Errorf("words are left in the terminal:\n%s", text)
	}

	got := h.last("--passphrase-file", h.passphraseFile(secret))
	for _, step := range []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release} {
		if got[string(step)] != want.Text(step) {
			t.Errorf("%s: got %q, want %q", step, got[string(step)], want.Text(step))
		}
	}
}

// TestWordsOfEveryKind sends what a keyboard, an input method or a clipboard
// may send, and finds the same words kept.
func TestWordsOfEveryKind(t *testing.T) {
	for name, c := range map[string]struct{ pasted, want string }{
		"arabic":       {pasted: "صرخ الزبون في وجهي أمام الجميع"},
		"hindi":        {pasted: "ग्राहक मुझ पर चिल्लाया, क्षमा नहीं मांगी"},
		"chinese":      {pasted: "他在柜台前对我大喊大叫，大家都看着。"},
		"emoji":        {pasted: "family 👩‍👩‍👧‍👦, flag 🇩🇪, thumbs 👍🏽"},
		"combining":    {pasted: "e\u0301 o\u0308 n\u0303 a\u0300\u0323"},
		"crlf":         {pasted: "one\r\ntwo\rthree\nfour", want: "one\ntwo\nthree\nfour"},
		"long line":    {pasted: strings.Repeat("x", 10_000)},
		"a megabyte":   {pasted: strings.Repeat("A line of the log that was pasted here.\n", 1<<20/40)},
		"controls":     {pasted: "bell\a back\b esc\x1b[31mred\x1b[0m \x1b]0;title\x07 nul\x00 end"},
		"bidi tricks":  {pasted: "exe.\u202etxt\u202c and \u200bzero\u200b width\u2066!"},
		"tabs, blanks": {pasted: "\ta  b\u00a0c  "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.want == "" {
				c.want = c.pasted
			}
			h := newHome(t)
			x := h.open()
			x.see("What happened?")
			x.paste(c.pasted)
			x.drafted(h, "", c.want)
			if text := x.text(); strings.ContainsAny(text, "\a\b\x1b\u202e\u200b") {
				t.Error("what was pasted is drawn raw")
			}
			x.press("\x13") // ctrl+s: enough for now
			x.see("Paused. Press enter to continue.")
			x.close()
			if got := h.last()["happened"]; got != c.want {
				t.Errorf("got %d bytes %.80q, want %d bytes %.80q", len(got), got, len(c.want), c.want)
			}
		})
	}
}

// TestEveryEndKeepsTheWords closes the window, ends the session, and leaves.
func TestEveryEndKeepsTheWords(t *testing.T) {
	const words = "half a sentence that nobody has fin"
	for name, end := range map[string]func(x *terminal){
		"ctrl+c":  func(x *terminal) { x.close() },
		"hang-up": func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGHUP); _ = x.end() },
		"ended":   func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGTERM); _ = x.end() },
		// The cover seals the draft at once; then even a kill costs nothing.
		"covered and killed": func(x *terminal) {
			x.press("\x1b")
			x.see("Paused.")
			x.drafted(home{t: x.t, dir: x.cmd.Dir}, "", words)
			x.kill()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			x := h.open()
			x.see("What happened?")
			x.write(words)
			x.see(words)
			end(x)
			x.drafted(h, "", words)
			y := h.open()
			y.see("ctrl+o opens it.")
			y.press("\x0f")
			y.see(words)
			y.close()
		})
	}
}

// TestResizedWhileTyping makes the window small and large under a person's
// fingers, down to one cell.
func TestResizedWhileTyping(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	x := h.open()
	x.see("What happened?")
	var typed strings.Builder
	for i, size := range []pty.Winsize{
		{Cols: 80, Rows: 24},
		{Cols: 1, Rows: 1},
		{Cols: 30, Rows: 10},
		{Cols: columns, Rows: 3},
		{Cols: 10, Rows: rows},
		{Cols: 40, Rows: 12},
		{Cols: 59, Rows: 19},
		{Cols: 2, Rows: 2},
		{Cols: columns, Rows: rows},
	} {
		if err := pty.Setsize(x.pty, &size); err != nil {
			t.Fatal(err)
		}
		words := strings.Repeat(string(rune('a'+i)), 3) + " "
		typed.WriteString(words)
		x.write(words)
		x.drafted(h, "", typed.String())
	}
	x.see(strings.TrimSpace(typed.String()))
	x.close()
}

// TestTwoWindows writes in two windows at once and keeps both pages.
func TestTwoWindows(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	x, y := h.open(), h.open()
	x.see("What happened?")
	y.see("What happened?")
	for _, word := range []string{"one ", "two ", "three"} {
		x.write(word)
		y.write(strings.ToUpper(word))
	}
	x.drafted(h, "", "one two three")
	y.drafted(h, "", "ONE TWO THREE")
	x.press("\x13")
	y.press("\x13")
	x.see("Paused.")
	y.see("Paused.")
	x.close()
	y.close()
	if got := string(h.run("list", "--json")); strings.Count(got, `"happened"`) != 4 && (!strings.Contains(got, "one two three") || !strings.Contains(got, "ONE TWO THREE")) {
		t.Errorf("a page of two windows is missing: %s", got)
	}
}

// TestPageThatTheJournalDoesNotTake keeps a page where no journal can be made:
// it comes to lie in the home folder, and comes home from there.
func TestPageThatTheJournalDoesNotTake(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		return // elsewhere there is no folder in which not even a root can write
	}
	const words = "The printer gave up."
	h := newHome(t)
	x := h.open("--journal", "/proc/shakeoff/journal.db", "--new")
	x.see("What happened?")
	x.write(words)
	x.see("ctrl+s saves a copy in")
	x.press("\x13")
	x.see("A copy of this page is in ~/shakeoff-rescue-")
	x.see(words)
	x.press("\x03")
	x.see("ctrl+c again closes without saving it.")
	x.press("\x03")
	if err := x.end(); err == nil {
		t.Error("it ended well, without having saved the page")
	}
	if text := x.text(); !strings.Contains(text, "A page that could not be saved to the journal is in ") || strings.Contains(text, words) {
		t.Errorf("at the end it says:\n%s", text)
	}
	rescued, err := filepath.Glob(filepath.Join(h.dir, "shakeoff-rescue-*.db"))
	if err != nil || len(rescued) != 1 {
		t.Fatalf("in the home folder lie %q, %v", rescued, err)
	}
	add := h.command("add")
	add.Stdin = bytes.NewReader(h.run("--journal", rescued[0], "export"))
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := h.last()["happened"]; got != words {
		t.Errorf("came home as %q", got)
	}
}

// TestSettingsHold opens the screens with settings, and with some that cannot
// be understood: they open all the same. The first write makes a backup.
func TestSettingsHold(t *testing.T) {
	for name, c := range map[string]struct{ settings, backups, said string }{
		"set":    {"[backups]\nfolder = \"~/kept\"\n", "kept", ""},
		"broken": {"[backups\n", filepath.Join("data", "shakeoff", "backups"), "is not used"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.settings(c.settings)
			x := h.open()
			x.see("What happened?")
			x.write("words")
			x.drafted(h, "", "words")
			x.close()
			if text := x.text(); !strings.Contains(text, c.said) {
				t.Errorf("at the end it says:\n%s", text)
			}
			made, err := filepath.Glob(filepath.Join(h.dir, c.backups, "journal-*.db"))
			if err != nil || len(made) != 1 {
				t.Errorf("backups %q, %v", made, err)
			}
		})
	}
}

// TestANewJournalElsewhereIsAskedFor begins one at a place that was named only after a yes.
func TestANewJournalElsewhereIsAskedFor(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	elsewhere := filepath.Join(h.dir, "stick", "journal.db")
	x := h.open("--journal", elsewhere)
	x.see("Start one there?")
	x.press("n\r")
	if err := x.end(); err == nil {
		t.Error("after a no it ended well")
	}
	if _, err := os.Stat(filepath.Dir(elsewhere)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after a no something was made: %v", err)
	}
	x = h.open("--journal", elsewhere)
	x.see("Start one there?")
	x.press("yes\r")
	x.see("What happened?")
	x.close()
}

// TestScreensNeedATerminal holds that no escape code is written where nobody
// can read one.
func TestScreensNeedATerminal(t *testing.T) {
	h := newHome(t)
	cmd := h.command()
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err := cmd.Run()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
		t.Errorf("exit %v, want 1", err)
	}
	if out.Len() != 0 || strings.Contains(complaint.String(), "\x1b") || strings.Count(complaint.String(), "\n") != 1 {
		t.Errorf("stdout %q, stderr %q", out.String(), complaint.String())
	}
	if _, err := os.Stat(h.journal()); !os.IsNotExist(err) {
		t.Error("refusing made a journal")
	}
}
