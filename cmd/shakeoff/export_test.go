package main

import (
	"context"
	"io"
	"os"
	"time"

	"shakeoff/store"
	"shakeoff/tui"
)

// Main is main with a key derivation that costs nothing, and little patience.
func Main() {
	h := system()
	h.workFactor = 1
	h.patience = 100 * time.Millisecond
	os.Exit(run(context.Background(), h, os.Args))
}

// NewWindow returns the adapter that the screens are given.
func NewWindow(j *store.Journal) tui.Journal { return newWindow(j) }

// JournalPath returns where the journal lies by the flag and an environment.
func JournalPath(flag string, environ ...string) (string, error) {
	return host{environ: environ}.journalPath(flag)
}

// DataHome returns the folder for a person's data on a system.
func DataHome(system string, environ ...string) string {
	return host{environ: environ}.dataHome(system)
}

// NewKeyboard returns the terminal's input as the screens are given it.
func NewKeyboard(f *os.File) io.Reader { return &keyboard{File: f} }
