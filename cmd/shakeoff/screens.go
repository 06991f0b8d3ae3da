package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/urfave/cli/v3"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/tui"
	"shakeoff/tui/editor"
	"shakeoff/tui/input"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

const (
	// fps is high for the sake of the first frame: Bubble Tea draws at its first tick, after
	// 13 ms at this rate and 21 ms at its own. It costs an idle screen 1 % of a core.
	fps = 120
	// remoteFPS is how many pictures a second are sent over ssh, a line shared with others.
	remoteFPS = 30
)

// screens opens a room in the terminal. Nothing is read from the file before the first frame.
func (h *host) screens(ctx context.Context, c *cli.Command, r kit.Room) error {
	if err := h.override(c, &settings{}); err != nil {
		return err
	}
	if !h.drawable() {
		return told(exitFailed, h.said().Failed.NoTerminal)
	}
	loses, samples := h.loses(), editor.Samples()
	if loses {
		samples = nil // it would draw something else for them
		h.fail(failure{code: exitDone, err: errors.New("the locale is not UTF-8, so letters beyond ASCII would be lost"), next: "set LC_CTYPE to one that ends in .UTF-8"})
	}
	w, saver, set, end, err := h.window(c, nil)
	if err != nil {
		return err
	}
	defer end()
	if err := sealOff(); err != nil {
		return err
	}
	_ = h.override(c, &set)
	shakeFPS := 0 // as many as the program likes
	if h.remote() {
		shakeFPS = remoteFPS
	}
	profile, keys, said := h.colours(), input.New(h.stdin), h.words()
	dark, told := h.background()
	model := tui.New(kit.Options{
		Journal: w, Autosaver: saver, Guide: h.guide(), Words: said, ExportFolder: h.homeFolder(runtime.GOOS), Export: exportFile,
		RemoveExport: func(_ context.Context, path string) error { return os.Remove(path) },
		Language:     set.Language, Look: theme.Look(set.Theme), Settings: h.settingsOf(w),
		Motion: motion(set.Motion), FPS: shakeFPS, Mouse: set.Mouse, BlankOnFocusLoss: set.Blank,
		Room: r, Profile: profile, ASCII: loses, F1Taken: h.takesF1(), Dark: dark, Unlit: !told, Idle: set.idle(), Someone: set.Someone, Now: h.now, After: tea.Tick,
	})
	suspends := &suspends{}
	filter := func(m tea.Model, msg tea.Msg) tea.Msg { return suspends.filter(keys.Filter(m, msg)) }
	p := tea.NewProgram(model,
		tea.WithInput(keys), tea.WithFilter(filter), tea.WithOutput(keys.Screen(h.stdout, samples...)), tea.WithEnvironment(h.environ),
		tea.WithColorProfile(profile), tea.WithFPS(fps), tea.WithoutSignalHandler())
	keys.Open(p.Send)
	suspends.hear(p.Send)
	if err := h.runProgram(ctx, model, p, saver); err != nil {
		return err
	}
	h.sayLeft(w, said.Leaving)
	return nil
}

// sayLeft says in the shell, once the screens are closed, that something was saved or is
// unfinished, but not what.
func (h *host) sayLeft(w *wire.Window, said words.Leaving) {
	any, unfinished := w.Written()
	switch {
	case unfinished == 1:
		_ = h.say(said.Unfinished) // the terminal may be gone
	case any:
		_ = h.say(said.Saved)
	}
}

func (h *host) remote() bool { return h.env("SSH_CONNECTION") != "" || h.env("SSH_TTY") != "" }

// takesF1 says that the terminal may keep F1 for a help of its own: it is known to, or nobody
// knows which terminal it is.
func (h *host) takesF1() bool {
	of := h.env("TERM_PROGRAM")
	return h.remote() || h.env("VTE_VERSION") != "" || h.env("KONSOLE_VERSION") != "" || of == "vscode" || of == "Apple_Terminal"
}

func (h *host) drawable() bool { return isTerminal(h.stdin) && isTerminal(h.stdout) }

// colours is how many colours may be used. Any NO_COLOR asks for none, see no-color.org.
func (h *host) colours() colorprofile.Profile {
	if h.env("NO_COLOR") != "" || h.env("CLICOLOR") == "0" {
		return colorprofile.ASCII
	}
	return colorprofile.Detect(h.stdout, h.environ)
}

// background says whether the background is dark, if the environment tells: urxvt and others put the
// numbers of their colours there, and the console of Linux is black.
func (h *host) background() (dark, told bool) {
	colours := strings.Split(h.env("COLORFGBG"), ";")
	n, err := strconv.Atoi(colours[len(colours)-1])
	if err != nil {
		return h.env("TERM") == "linux", h.env("TERM") == "linux"
	}
	return n < 7 || n == 8, true
}

// sealOff makes sure that what is typed is written into the journal alone.
func sealOff() error {
	// Bubble Tea would write keys and frames to the one, panics to the other.
	if err := errors.Join(os.Unsetenv("TEA_TRACE"), os.Unsetenv("TEA_DEBUG")); err != nil {
		return err
	}
	// It also prints the value of a panic, which may hold words.
	quiet, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	os.Stderr = quiet
	return nil
}

// runProgram runs the screens to their end, brings the words to disk however they end (by hand,
// by a hang-up, by a signal or by a fault), and finishes what they were asked to delete.
func (h *host) runProgram(ctx context.Context, m *tui.Model, p *tea.Program, saver *page.Autosaver) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT)
	defer signal.Stop(signals)
	ended := make(chan error, 1)
	go func() { ended <- h.runSafely(p) }()
	var err error
	select {
	case err = <-ended:
	case <-signals:
		// First the words: the terminal may be gone, and we may be killed next. If
		// that fails, the last flush tries again, and tells.
		_ = page.Flush(ctx, saver)
		go p.Quit()
		select {
		case <-ended: //nolint:errcheck // without its terminal it may well have failed
		case <-time.After(farewell):
			return page.Flush(ctx, saver) // what the screens hold is still theirs
		}
	}
	return errors.Join(err, page.Flush(ctx, saver), m.FinishDeletions(ctx))
}

// runSafely runs the screens. A panic is an error without its value, which may hold words.
func (h *host) runSafely(p *tea.Program) (err error) {
	defer func() {
		if recover() != nil || err != nil {
			err = told(exitFailed, h.said().Failed.Broken)
		}
	}()
	_, err = p.Run()
	return err
}
