package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
)

const (
	// windowPatience is how long a window waits for a journal held by another program before it
	// says so. It tries again each second; a command does not, and waits longer.
	windowPatience = 5 * time.Second
	// farewell is how long a closed terminal, or a backup, may hold up the end.
	farewell = 2 * time.Second
)

// askNew asks whether to begin a journal where the person says that there is one.
func (h *host) askNew(j *store.Journal) error {
	in, out, done, err := h.terminal()
	if err != nil {
		return j.Missing()
	}
	defer done()
	if err := h.askYes(in, out, editor.Safe(fmt.Sprintf(h.said().Done.Begin, j.Path()))); err != nil {
		return err
	}
	j.MeanIt()
	return nil
}

// window opens the journal for writing: with a backup a day, and folders for pages that the journal
// does not take. The caller calls end when all is written.
func (h *host) window(c *cli.Command, oneHeader func()) (w *wire.Window, saver *page.Autosaver, s settings, end func(), err error) {
	j, s, err := h.journalAndSettings(c, cmp.Or(h.patience, windowPatience), oneHeader)
	if err == nil && errors.Is(j.Missing(), journal.ErrElsewhere) {
		err = h.askNew(j)
	}
	if err != nil {
		return nil, nil, s, nil, err
	}
	folders := []string{os.TempDir()} // which may be on another disk than the home folder
	if home := h.homeFolder(runtime.GOOS); home != "" {
		folders = []string{home, os.TempDir()}
	}
	undisturbed()
	w = wire.New(j)
	w.Safeguard(h.now, folders...)
	saver = page.NewAutosaver(w)
	return w, saver, s, func() {
		saver.Forget()
		w.End(farewell)
		// The newest first: importing an older state then changes nothing.
		said := h.said().Done
		for _, path := range slices.Backward(w.Rescued()) {
			path = editor.Safe(path)
			fmt.Fprintf(h.stderr, said.Rescued+"\n", path)
			fmt.Fprintf(h.stderr, said.RescuedHow+"\n", "shakeoff --journal '"+path+"' export | shakeoff import --from shakeoff -")
		}
		if len(w.Rescued()) > 0 {
			h.hold()
		}
	}, nil
}
