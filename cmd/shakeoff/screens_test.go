//go:build unix

package main_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	program "shakeoff/cmd/shakeoff"
	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// colour is an escape code that sets a colour.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:m]`)

// NO_COLOR is honoured, and what Bubble Tea would write into files is not
// written.
func TestColoursAndTraces(t *testing.T) {
	for _, c := range []struct {
		variable string
		colours  bool
	}{{"NO_COLOR=yes", false}, {"CLICOLOR=0", false}, {"NO_COLOR=", true}} {
		t.Run(c.variable, func(t *testing.T) {
			h := newHome(t)
			cmd := h.command()
			trace := filepath.Join(h.dir, "trace")
			cmd.Env = append(cmd.Env, c.variable, "COLORFGBG=15;0", "TEA_TRACE="+trace, "TEA_DEBUG=1")
			tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: columns, Rows: rows})
			if err != nil {
				t.Fatal(err)
			}
			defer tty.Close()
			var drawn bytes.Buffer
			for buf := make([]byte, 1<<12); !bytes.Contains(drawn.Bytes(), []byte("Shake it off")); {
				n, err := tty.Read(buf)
				if drawn.Write(buf[:n]); err != nil {
					t.Fatalf("the first frame never came: %v\n%q", err, drawn.String())
				}
			}
			if _, err := tty.WriteString("\x03"); err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(&drawn, tty) // ends with EIO when the program does
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			if got := colour.Match(drawn.Bytes()); got != c.colours {
				t.Errorf("colours: %v, want %v\n%q", got, c.colours, drawn.String())
			}
			if _, err := os.Stat(trace); !os.IsNotExist(err) {
				t.Error("keys and frames were traced")
			}
		})
	}
}

// When the screens break down, the words are on disk, and no value of a panic
// is printed: it may hold words.
func TestScreensThatBreak(t *testing.T) {
	for _, in := range []string{"update", "command"} {
		t.Run(in, func(t *testing.T) {
			h := newHome(t)
			h.program += "-broken"
			if err := os.Symlink(filepath.Base(strings.TrimSuffix(h.program, "-broken")), h.program); err != nil {
				t.Fatal(err)
			}
			cmd := h.command(in)
			var out, complaint bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &complaint
			var exit *exec.ExitError
			if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 1 {
				t.Errorf("ended with %v, want exit code 1", err)
			}
			if !oneLine.Match(complaint.Bytes()) || strings.Contains(out.String()+complaint.String(), "Marker") {
				t.Errorf("printed %q, said %q", out.String(), complaint.String())
			}
			(&terminal{t: t, screen: vt.NewEmulator(1, 1)}).drafted(h, "", "Marker")
		})
	}
}

// Words that could not be saved when the terminal was closed, and then could, are
// saved: nothing else is said.
func TestWordsSavedAtTheSecondGo(t *testing.T) {
	for _, failures := range []int{0, 1, 2} {
		d := &reluctant{failures: failures}
		keeper := page.NewAutosaver(d)
		keeper.Put(journal.Entry{Answers: []journal.Answer{{Step: journal.Happened, Text: "words"}}})
		err := program.RunProgram(t.Context(), tea.NewProgram(closed{}, tea.WithInput(nil), tea.WithOutput(io.Discard)), keeper)
		if saved := failures < 2; (err == nil) != saved || keeper.Pending() == saved {
			t.Errorf("after %d failures: %v, pending %v", failures, err, keeper.Pending())
		}
	}
}

// closed are screens whose terminal is closed as soon as they are open.
type closed struct{}

func (closed) Init() tea.Cmd {
	return func() tea.Msg { return syscall.Kill(os.Getpid(), syscall.SIGHUP) }
}
func (c closed) Update(tea.Msg) (tea.Model, tea.Cmd) { return c, nil }
func (closed) View() tea.View                        { return tea.NewView("") }

// reluctant is a journal with one draft, which fails to save a few times.
type reluctant struct {
	page.Journal
	page.Draft
	failures int
}

func (r *reluctant) NewDraft() page.Draft { return r }
func (*reluctant) Forget()                {}
func (r *reluctant) Save(context.Context, journal.Entry) error {
	if r.failures--; r.failures >= 0 {
		return journal.ErrInUse
	}
	return nil
}
