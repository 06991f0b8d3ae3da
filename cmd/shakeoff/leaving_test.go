//go:build unix

package main_test

import (
	"strings"
	"testing"

	program "shakeoff/cmd/shakeoff"
)

// TestLeaving holds that one neutral line in the shell says that something was saved, and
// whether a page is not finished; nothing of what it is, and nothing if there is nothing.
func TestLeaving(t *testing.T) {
	t.Parallel()
	const words = "useless in front of everybody"
	h := newHome(t)
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
		if got := strings.TrimSpace(x.text()); got != want {
			t.Errorf("the shell shows %q, want %q", got, want)
		}
	}
	const close = "\x03"
	leave("", func(*terminal) {}, close)
	leave("Saved. One unfinished page.", func(x *terminal) { x.write(words); x.see(words) }, close)
	leave("", func(x *terminal) { x.see("unfinished page") }, close) // which was there before
	leave("Saved.", func(x *terminal) { x.write("Once more."); x.press("\x13"); x.see("Paused.") }, close)
	leave("", func(x *terminal) { x.press("\x1b"); x.see("Paused."); x.press("2"); x.see("Once more.") }, "q")
}

// TestBackgroundOfTheEnvironment holds that a terminal which answers no question may have told all the same.
func TestBackgroundOfTheEnvironment(t *testing.T) {
	for variable, want := range map[string][2]bool{
		"COLORFGBG=0;default;15": {false, true}, "COLORFGBG=0;7": {false, true}, "COLORFGBG=15;0": {true, true}, "COLORFGBG=7;8": {true, true},
		"COLORFGBG=12;default": {false, false}, "TERM=linux": {true, true}, "TERM=xterm": {false, false},
	} {
		if dark, told := program.Background(variable); [2]bool{dark, told} != want {
			t.Errorf("%s: dark %v, told %v", variable, dark, told)
		}
	}
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
