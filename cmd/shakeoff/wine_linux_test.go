package main_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"github.com/creack/pty"
)

// TestWindowsConsole does the main job line by line in a console of Windows: a key at a time,
// what is pasted as one answer, ctrl+z to leave, and no key that is not a letter in an answer.
// Wine has such a console in a pseudo-terminal; its drawing is not good enough for the screens.
func TestWindowsConsole(t *testing.T) {
	windows := os.Getenv("SHAKEOFF_WINDOWS")
	if windows == "" {
		t.Skip(".ci/wine names the program for Windows")
	}
	h := newHome(t)
	h.mute = true
	command := func(args ...string) *exec.Cmd {
		args = append([]string{"--journal", "Z:" + h.dir + "/journal.db"}, args...)
		// Otherwise the pseudo-terminal would keep ctrl+z to itself.
		script := `test -t 0 && stty -isig; exec wine "$0" "$@"`
		cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", script, windows}, args...)...)
		cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LANG=C.UTF-8")
		return cmd
	}
	x := h.start(command("--new", "--plain"), pty.Winsize{Cols: columns, Rows: rows})
	x.see("1 of 4. What happened?")
	x.write("He shouted. äö\x01\x18\x1b[D\x04")
	x.see("He shouted. äö")
	x.press("\rOne.\rTwo.\r\rThree.")
	x.see("Three.")
	x.next("")
	x.next("How heavy is it?")
	x.write("8")
	x.next("2 of 4.")
	x.write("My tonf\x7fe.")
	x.see("My tone.")
	x.press("\x1a")
	x.see("Saved as an unfinished page.")
	if err := x.end(); err != nil {
		t.Fatal(err)
	}

	x = h.start(command("--plain"), pty.Winsize{Cols: columns, Rows: rows})
	x.see("1 of 4. What happened?")
	x.write("keep")
	x.next("Saved as it is.")
	x.press("\x04")
	_ = x.end()
	out, err := command("show", "last", "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		Answers map[string]string `json:"answers"`
	}
	if err := json.Unmarshal(out, &e); err != nil {
		t.Fatal(err)
	}
	if got, want := e.Answers["happened"], "He shouted. äö\nOne.\nTwo.\n\nThree."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := e.Answers["control"]; got != "My tone." {
		t.Errorf("%q", got)
	}
}
