package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/words"
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

// failure is an error with its exit code, and what to do next in the person's language. said is what
// happened, in that language; where it is empty the error itself says so.
type failure struct {
	code       int
	err        error
	next, said string
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// told is a failure that the words tell alone.
func told(code int, said [2]string, args ...any) failure {
	return failure{code: code, err: fmt.Errorf(said[0], args...), next: said[1]}
}

// because is a failure whose error says more, in English.
func because(code int, err error, said [2]string) failure {
	return failure{code, err, said[1], said[0]}
}

// said are the words of the commands. Mistakes in a person's own words are reported by words.
func (h *host) said() words.Command {
	w, _ := h.readWords(h.language())
	return w.Command
}

// usage returns the error for a command line that cannot be understood.
func (h *host) usage(c *cli.Command, what string, args ...any) error {
	return told(exitUsage, [2]string{what, fmt.Sprintf(h.said().Usage.How, c.FullName())}, args...)
}

// verdicts are the failures for the errors of package journal. The first that matches counts.
func verdicts(f words.Failed) []failure {
	return []failure{
		because(exitPassphrase, journal.ErrLocked, f.Locked),
		because(exitPassphrase, journal.ErrPassphrase, f.Passphrase),
		because(exitNotFound, journal.ErrNotFound, f.NotFound),
		because(exitInUse, journal.ErrInUse, f.InUse),
		because(exitFailed, journal.ErrNoLocks, f.NoLocks),
		because(exitDamaged, journal.ErrNotJournal, f.NotJournal),
		because(exitDamaged, journal.ErrReplaced, f.Replaced),
		because(exitDamaged, journal.ErrOlder, f.Older),
		because(exitDamaged, journal.ErrMissing, f.Missing),
		because(exitDamaged, journal.ErrDamaged, f.Damaged),
		because(exitFailed, journal.ErrNewer, f.Newer),
		because(exitFailed, journal.ErrForbidden, f.Forbidden),
		because(exitFailed, journal.ErrReadOnly, f.ReadOnly),
		because(exitFailed, journal.ErrFull, f.Full),
		because(exitFailed, journal.ErrChanged, f.Changed),
		because(exitDamaged, journal.ErrElsewhere, f.Elsewhere),
		because(exitDamaged, journal.ErrGone, f.Gone),
		because(exitFailed, journal.ErrNoJournal, f.NoJournal),
		because(exitFailed, journal.ErrInvalid, f.Invalid),
		because(exitFailed, context.Canceled, f.Canceled),
	}
}

// fail says in one line what went wrong and what to do next, if anything did, and
// returns the exit code.
func (h *host) fail(err error) int {
	if err == nil {
		return exitDone
	}
	w, _ := h.readWords(h.language())
	f := judged(err, w.Command)
	what := strings.ReplaceAll(f.Error(), "\n", "; ")                    // joined errors stand on several lines
	what = strings.ReplaceAll(what, ": "+journal.ErrInvalid.Error(), "") // the reason stands before it
	if f.said != "" && w.Language != words.English().Language {
		what = h.named(what) + f.said
	}
	// A file name may hold anything.
	fmt.Fprintf(h.stderr, "shakeoff: %s\n", editor.Safe(fmt.Sprintf(w.Pair, what, f.next)))
	return f.code
}

// judged is the failure that an error comes to.
func judged(err error, said words.Command) failure {
	if f, ok := errors.AsType[failure](err); ok {
		if _, ok := errors.AsType[failure](f.err); ok {
			return judged(f.err, said) // the innermost knows best
		}
		f.err = err
		return f
	}
	if u, ok := errors.AsType[unused](err); ok {
		return u.in(said)
	}
	if _, ok := errors.AsType[cli.ExitCoder](err); ok { // help was asked for about an unknown command
		return failure{code: exitUsage, err: err, next: fmt.Sprintf(said.Usage.How, "shakeoff")}
	}
	for _, v := range verdicts(said.Failed) {
		if errors.Is(err, v.err) {
			v.err = err
			return v
		}
	}
	return failure{code: exitFailed, err: err, next: said.Failed.Unknown[1]}
}

// named returns the file at the beginning of an English error, if the person knows it by that name.
func (h *host) named(what string) string {
	usual, _ := h.journalPath("")
	for _, name := range append(slices.Clone(h.args), usual) {
		_, value, _ := strings.Cut(name, "=")
		for _, name := range []string{name, value} {
			if name != "" && (strings.HasPrefix(what, name+": ") || strings.HasPrefix(what, name+" ")) {
				return name + ": "
			}
		}
	}
	return ""
}
