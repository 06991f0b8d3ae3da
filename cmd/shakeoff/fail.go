package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// The exit codes.
const (
	exitDone       = 0
	exitFailed     = 1
	exitUsage      = 2
	exitPassphrase = 3
	exitDamaged    = 4
	exitInUse      = 5
	exitNotFound   = 6
)

// failure is an error that knows what to do next, and its exit code.
type failure struct {
	code int
	err  error
	next string
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// usage returns the error for a command line that cannot be understood.
func usage(c *cli.Command, what string) error {
	return failure{code: exitUsage, err: errors.New(what), next: c.FullName() + " --help says how"}
}

// verdicts give the errors of package journal an exit code and a next step. The
// first that fits holds.
var verdicts = []struct {
	is   error
	code int
	next string
}{
	{journal.ErrLocked, exitPassphrase, "give your passphrase with --passphrase-file FILE, or on a terminal"},
	{journal.ErrPassphrase, exitPassphrase, "try again; your recovery key opens it too"},
	{journal.ErrNotFound, exitNotFound, "shakeoff list shows what there is"},
	{journal.ErrInUse, exitInUse, "close the other program, or wait for it, and try again"},
	{journal.ErrNoLocks, exitFailed, "keep the journal on another disk, and name it with --journal FILE"},
	{journal.ErrNotJournal, exitDamaged, "name another file with --journal; this one was not touched"},
	{journal.ErrDamaged, exitDamaged, "shakeoff doctor says what is well and what to do; do not delete the file"},
	{journal.ErrNewer, exitFailed, "update shakeoff; reading works meanwhile"},
	{journal.ErrForbidden, exitFailed, "see who may read it, or name another with --journal FILE"},
	{journal.ErrReadOnly, exitFailed, "see who may write there, or name another place"},
	{journal.ErrFull, exitFailed, "make some room and try again; nothing was changed"},
	{journal.ErrChanged, exitFailed, "look again, and repeat it if it is still right"},
	{journal.ErrElsewhere, exitDamaged, "see that its disk is there and its name is right, or begin one there with --new"},
	{journal.ErrGone, exitDamaged, "bring it back, or see shakeoff backup --list; --new begins another there"},
	{journal.ErrReplaced, exitDamaged, "put the right one back, or restore a backup, see shakeoff backup --list; --new takes this one, and whoever made it can read what you add"},
	{journal.ErrNoJournal, exitFailed, "write something first; that makes one. If there was one, see shakeoff backup --list"},
	{journal.ErrInvalid, exitFailed, "put it right and try again; nothing was changed"},
	{context.Canceled, exitFailed, "nothing was changed"},
}

// fail says in one line what went wrong and what to do next, if anything did, and
// returns the exit code.
func (h host) fail(err error) int {
	if err == nil {
		return exitDone
	}
	code, next := verdict(err)
	// A file name may hold anything, and joined errors stand on several lines.
	what := editor.Safe(strings.ReplaceAll(err.Error(), "\n", "; "))
	fmt.Fprintf(h.stderr, "shakeoff: %s: %s\n", what, next)
	return code
}

func verdict(err error) (code int, next string) {
	var f failure
	if errors.As(err, &f) {
		return f.code, f.next
	}
	var help cli.ExitCoder // help was asked for about an unknown command
	if errors.As(err, &help) {
		return exitUsage, "shakeoff --help says how"
	}
	for _, v := range verdicts {
		if errors.Is(err, v.is) {
			return v.code, v.next
		}
	}
	return exitFailed, "try again"
}
