package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/tui/editor"
)

// salvage saves what can be saved into a new file, and says how much that was.
func (h host) salvage(ctx context.Context, c *cli.Command, j *store.Journal, to string) error {
	s, err := mend.Salvage(ctx, j.File(), to)
	switch {
	case errors.Is(err, fs.ErrExist):
		return failure{exitFailed, fmt.Errorf("%s is there already, and is never overwritten", to), "choose another name for --salvage"}
	case errors.Is(err, journal.ErrDamaged):
		return failure{exitDamaged, err, "nothing could be saved; restore the newest backup, which shakeoff backup --list shows"}
	case err != nil:
		return err
	}
	if c.Bool(flagJSON) {
		return printed(json.NewEncoder(h.stdout).Encode(map[string]any{
			"from": j.Path(), "to": to, "found": s.Found, "written": s.Written, "drafts": s.Drafts,
			"earlier_states": s.Duplicates, "taken_out": s.Purged, "records_without_key": s.KeyMissing,
			"carved": s.Carved, "only_recovery_key": s.OnlyRecoveryKey, "needs_rekey": s.NoRecipient,
		}))
	}
	return h.print(func(out io.Writer) error {
		showSalvage(out, s, editor.Safe(j.Path()), editor.Safe(to))
		return nil
	})
}

// showSalvage says how much was saved, why not all of it, and what to do next.
func showSalvage(w io.Writer, s mend.SalvageReport, from, to string) {
	fmt.Fprintf(w, "%d of the %d records that were found whole are saved in %s; %d of them are pages that wait.\n", s.Written, s.Found, to, s.Drafts)
	for _, left := range []struct {
		n    int
		what string
	}{
		{s.Duplicates, "%d were left out, as earlier states of a page that is saved."},
		{s.Purged, "%d were left out, because they had been taken out of the journal."},
		{s.KeyMissing, "%d of those saved cannot be opened: their key was not found."},
	} {
		if left.n > 0 {
			fmt.Fprintf(w, left.what+"\n", left.n)
		}
	}
	if s.Carved {
		fmt.Fprintln(w, "Not every part could be reached in order, so the whole file was searched; a page that was thrown away may have come back.")
	}
	if s.OnlyRecoveryKey {
		fmt.Fprintf(w, "What your passphrase opens was lost: the recovery key opens the new file, and shakeoff --journal %s passphrase sets a passphrase again.\n", to)
	}
	if s.NoRecipient {
		fmt.Fprintf(w, "Nothing can be written in the new file before shakeoff --journal %s rekey.\n", to)
	}
	fmt.Fprintf(w, "%s is untouched.\n", from)
	if s.KeyMissing < s.Written {
		fmt.Fprintf(w, "Next: look into the new file with shakeoff --journal %[1]s list; then shakeoff restore %[1]s\n", to)
	} else {
		fmt.Fprintln(w, "Next: restore a backup instead, if there is one: shakeoff backup --list")
	}
}
