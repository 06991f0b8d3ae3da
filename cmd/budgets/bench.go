package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"shakeoff/store"
)

// bench is one run of the command: the journals and programs to measure, and
// the rows so far.
type bench struct {
	ctx    context.Context //nolint:containedctx // of the whole run
	stock  stock
	work   string // a folder for this run alone
	sizes  []int  // of the journals, in entries
	rounds int    // how often a whole process is run
	ours   string // the programs, built as README says
	bare   string
	append string
	dnote  string // a dnote program that was named, or ""
	rows   []row
}

// middle is the size of journal of which DESIGN's budgets speak most.
const middle = 10_000

func (b *bench) add(rows ...row) { b.rows = append(b.rows, rows...) }

// build builds our program as README tells it to be built, and the references in
// the same way.
func (b *bench) build() error {
	bin := filepath.Join(b.work, "bin")
	for pkg, into := range map[string]*string{"shakeoff": &b.ours, "budgets/bare": &b.bare, "budgets/append": &b.append} {
		*into = filepath.Join(bin, filepath.Base(pkg))
		args := append([]string{"build", "-o", *into}, buildFlags...)
		cmd := exec.CommandContext(b.ctx, "go", append(args, "shakeoff/cmd/"+pkg)...) //nolint:gosec // our own packages
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build ./cmd/%s: %w\n%s", pkg, err, out)
		}
	}
	return nil
}

// buildFlags are those of README. The tag leaves the templates of the command
// line library out, which would make the linker keep every method there is.
var buildFlags = []string{"-trimpath", "-tags", "urfave_cli_no_template", "-ldflags", "-s -w"}

// journal returns a copy of a journal for this run alone, made once a run.
// which is locked or unlocked. Of no entries there is none yet.
func (b *bench) journal(k kind, n int, which string) (string, error) {
	return b.journalFor("", k, n, which)
}

// journalFor is journal for a purpose that changes it: that has its own copy.
func (b *bench) journalFor(purpose string, k kind, n int, which string) (string, error) {
	path := filepath.Join(b.work, fmt.Sprintf("%s%s-%d-%s", purpose, k, n, which))
	if _, err := os.Stat(path); err == nil || n == 0 {
		return path, nil
	}
	dir, err := b.stock.journal(b.ctx, k, n)
	if err != nil {
		return "", err
	}
	if err := copyFile(path, filepath.Join(dir, which)); err != nil {
		return "", err
	}
	// What is offered once would stand in front of what is measured.
	return path, open(path).MarkOffered(b.ctx, store.OfferLock|store.OfferRecovery)
}

// command is a command line in a home of this run's own, where nothing is set.
func (b *bench) command(program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.ctx, program, args...) //nolint:gosec // programs that this one has built or found
	cmd.Dir = b.work
	cmd.Env = []string{
		"HOME=" + b.work, "TMPDIR=" + b.work, "PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
	}
	return cmd
}

// output runs a command to its end and returns what it printed.
func (b *bench) output(stdin string, program string, args ...string) (string, error) {
	cmd := b.command(program, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s: %w: %s", filepath.Base(program), err, complaint.String())
	}
	return string(out), err
}

// settings writes the settings under which ours runs here: without the day's
// backup, which would fall into one round of many.
func (b *bench) settings() error {
	dir := filepath.Join(b.work, ".config", "shakeoff")
	return errors.Join(os.MkdirAll(dir, 0o700),
		os.WriteFile(filepath.Join(dir, "config.toml"), []byte("[backups]\noff = true\n"), 0o600))
}
