//go:build unix

package main_test

import (
	"regexp"
	"strings"
	"testing"

	program "shakeoff/cmd/shakeoff"
)

// TestLeaving holds that one neutral line in the shell says that something was saved, and
// whether a page is not finished; nothing of what it is, and nothing if there is nothing.
func TestLeaving(t *testing.T) {
	t.Parallel()
	const words = "useless in front of everybody"
	h, echo := newHome(t), regexp.MustCompile(`\^\[\]11;[^^]*\^G`) // of an answer of the terminal, to a question of before
	leave := func(want string, act func(x *terminal), key string) {
		t.Helper()
		x := h.open()
		x.see("What happened?")
		act(x)
		x.press(key)
		if err := x.end(); err != nil {
			t.Errorf("it did not end well: %v", err)
		}
		if want != "" {
			x.see(want)
		}
		if got := strings.TrimSpace(echo.ReplaceAllString(x.text(), "")); got != want {
			t.Errorf("the shell shows %q, want %q", got, want)
		}
	}
	const close = "\x03"
	leave("", func(*terminal) {}, close)
	leave("Saved. One unfinished page.", func(x *terminal) { x.write(words); x.see(words) }, close)
	leave("", func(x *terminal) { x.see("A page") }, close) // which was there before
	leave("Saved.", func(x *terminal) { x.write("Once more."); x.press("\x13"); x.see("Paused.") }, close)
	leave("", func(x *terminal) { x.press("\x1b"); x.see("Paused."); x.press("2"); x.see("Once more.") }, "q")
}

// TestTerminalsThatTakeF1 holds that those which have a help of their own are known.
func TestTerminalsThatTakeF1(t *testing.T) {
	for variable, want := range map[string]bool{
		"VTE_VERSION=7600": true, "KONSOLE_VERSION=240801": true, "TERM_PROGRAM=vscode": true, "TERM_PROGRAM=Apple_Terminal": true,
		"SSH_TTY=/dev/pts/1": true, "TERM_PROGRAM=WezTerm": false, "TERM=xterm-kitty": false, "VTE_VERSION=": false,
	} {
		if got := program.TakesF1(variable); got != want {
			t.Errorf("%s: %v", variable, got)
		}
	}
}
