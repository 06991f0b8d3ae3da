package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// bench is one run of the command.
type bench struct {
	ctx    context.Context //nolint:containedctx // of the whole run
	cache  string          // where journals are kept from run to run
	work   string          // a folder for one topic, and the home of what it runs
	sizes  []int           // of the journals, in entries
	rounds int             // how often most is measured
	ours   string          // the program, built as README says
	bare   string          // the reference for the screen
	rows   []row
}

// middle is the size of journal that most budgets are about.
const middle = 10_000

// build builds both programs in the same way.
func (b *bench) build(dir string) error {
	for pkg, into := range map[string]*string{"shakeoff": &b.ours, "budgets/bare": &b.bare} {
		*into = filepath.Join(dir, filepath.Base(pkg))
		cmd := exec.CommandContext(b.ctx, "go", "build", "-o", *into, "-trimpath", //nolint:gosec // our own packages
			"-tags", "urfave_cli_no_template,osusergo", "-ldflags", "-s -w", "shakeoff/cmd/"+pkg)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
	}
	return nil
}

// settings makes the folder of a topic, with settings that turn off the daily
// backup: it would fall into one round of many.
func (b *bench) settings() error {
	dir := filepath.Join(b.work, ".config", "shakeoff")
	return errors.Join(os.MkdirAll(dir, 0o700),
		os.WriteFile(filepath.Join(dir, "config.toml"), []byte("[backups]\noff = true\n"), 0o600))
}

// command is a command line with the topic's folder as its home, where nothing
// else is set.
func (b *bench) command(program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.ctx, program, args...) //nolint:gosec // programs that this one has built
	cmd.Dir = b.work
	cmd.Env = []string{
		"HOME=" + b.work, "TMPDIR=" + b.work, "PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
	}
	return cmd
}

// compare measures ours and the reference in turn, and adds the row.
func (b *bench) compare(r row, rounds int, ours, reference measure) error {
	samples, err := interleave(rounds, ours, reference)
	if err == nil {
		r.Ours, r.Theirs = figureOf(samples[0]), figureOf(samples[1])
		b.rows = append(b.rows, r)
	}
	return err
}

// took measures how long something takes, in milliseconds.
func took(do func() error) measure {
	return func() (float64, error) {
		begun := time.Now()
		err := do()
		return ms(time.Since(begun)), err
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
