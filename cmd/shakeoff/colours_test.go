//go:build unix

package main_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// printed is what a command prints on a terminal, with more in its environment.
func (h home) printed(script string, env ...string) string {
	h.t.Helper()
	cmd := h.shell(script)
	cmd.Env = append(cmd.Env, env...)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: columns, Rows: rows})
	if err != nil {
		h.t.Fatal(err)
	}
	defer tty.Close()
	var out bytes.Buffer
	_, _ = io.Copy(&out, tty) // ends with EIO when the program does
	if err := cmd.Wait(); err != nil {
		h.t.Fatalf("%s: %v: %s", script, err, out.String())
	}
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}

// TestResultsInColours holds that on a terminal results are in the colours of the screens, and
// that they say there what they say in a pipe, where no escape code stands.
func TestResultsInColours(t *testing.T) {
	h := newHome(t)
	h.add(`{"answers":{"happened":"They shouted. #phone"},"happened_at":"2026-11-20T16:30:00Z","weighings":[{"weight":8},{"weight":3}]}`)
	const dark, light = "COLORFGBG=15;0", "COLORFGBG=0;15"
	for _, command := range []string{"list", "show last", "patterns < /dev/null", "ready < /dev/null"} {
		script := `"$0" ` + command
		piped := h.printed(script + " | cat")
		if strings.ContainsRune(piped, '\x1b') {
			t.Errorf("%s prints escape codes into a pipe: %q", command, piped)
		}
		said := func(what string) string { return strings.Join(strings.Fields(what), " ") }
		for _, env := range []string{dark, light, "TERM=linux"} {
			got := h.printed(script, env)
			if !colour.MatchString(got) && !strings.Contains(got, "\x1b[1m") || !strings.Contains(command, "<") && !colour.MatchString(got) {
				t.Errorf("%s has no colours with %s: %q", command, env, got)
			}
			if said(ansi.Strip(got)) != said(piped) {
				t.Errorf("%s says with %s\n%s\nand in a pipe\n%s", command, env, ansi.Strip(got), piped)
			}
		}
		for _, env := range []string{"NO_COLOR=1", "CLICOLOR=0", "TERM=dumb", "ACCESSIBLE=1"} {
			if got := h.printed(script, dark, env); strings.ContainsRune(got, '\x1b') {
				t.Errorf("%s prints escape codes with %s: %q", command, env, got)
			}
		}
		if got := h.printed(script+" --plain", dark); strings.ContainsRune(got, '\x1b') {
			t.Errorf("%s prints escape codes in plain mode: %q", command, got)
		}
	}
	list := `"$0" list`
	if h.printed(list, dark) == h.printed(list, light) {
		t.Error("a dark terminal has the colours of a light one")
	}
	if h.printed(list, dark) != h.printed(list+" --theme dark", light) {
		t.Error("--theme does not choose the colours")
	}
	if got := ansi.Strip(h.printed(list, "LANG=de_DE.UTF-8")); !strings.HasPrefix(got, "20. Nov 2026 16:30 ") {
		t.Errorf("in German the list begins with %q", got)
	}
}

// TestStartsNoOtherProgram holds that nothing that we print goes through another program: a
// pager, say, keeps what is searched for in clear.
func TestStartsNoOtherProgram(t *testing.T) {
	for _, p := range house(t) {
		for _, i := range p.Imports {
			if i == "os/exec" && !strings.HasPrefix(p.ImportPath, "shakeoff/cmd/budgets") && !onlyForTests(p.ImportPath) {
				t.Errorf("%s imports os/exec", p.ImportPath)
			}
		}
	}
}
