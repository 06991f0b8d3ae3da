// Command budgets measures what DESIGN promises under "Budgets", each figure in
// turn with a reference, and prints one table.
//
//	go run ./cmd/budgets              everything, a few minutes after the first time
//	go run ./cmd/budgets -quick       fewer rounds, no journal of 100,000 entries
//	go run ./cmd/budgets -only start  one topic; -help names them
//
// It builds the program as README says and runs it, in a pseudo-terminal where
// the budget is about the screen. Opening and searching are measured in this
// process, after the key derivation; a key in an answer by a benchmark of package
// tui. The journals are written once and kept in the user's cache folder; each
// topic works on copies. Machines differ and are busy: ratios mean more than
// milliseconds.
//
// It is not part of the program, may import package store, and needs Linux for
// memory and work. The bare program that the screen is measured beside is its
// subfolder.
// Rejected: timed tests, which fail on somebody else's machine and teach nobody
// anything; importing the screens, which needs an adapter that users never run.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
)

// topic is a group of rows that are measured together.
type topic struct {
	name    string
	measure func(*bench) error
}

func topics() []topic {
	return []topic{
		{"start", (*bench).measureStart},
		{"key", (*bench).measureKeys},
		{"add", (*bench).measureAdd},
		{"show", (*bench).measureShow},
		{"page", (*bench).measurePage},
		{"search", (*bench).measureSearch},
		{"memory", (*bench).measureMemory},
		{"size", (*bench).measureSize},
		{"shake", (*bench).measureShake},
		{"binary", (*bench).measureBinary},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var names []string
	for _, t := range topics() {
		names = append(names, t.name)
	}
	quick := flag.Bool("quick", false, "fewer rounds, and no journal of 100,000 entries")
	only := flag.String("only", "", "only these `TOPICS`, separated by commas: "+strings.Join(names, ", "))
	asJSON := flag.Bool("json", false, "print the table as JSON")
	flag.Parse()
	rows, err := run(ctx, *quick, *only)
	if *asJSON {
		err = errors.Join(err, json.NewEncoder(os.Stdout).Encode(rows))
	} else {
		err = errors.Join(err, writeTable(os.Stdout, rows))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
}

// run measures the topics that a list names, all for an empty one. What was
// measured before an error took minutes, so it is returned too.
func run(ctx context.Context, quick bool, only string) ([]row, error) {
	b := &bench{ctx: ctx, sizes: []int{middle, 100_000}, rounds: 60}
	if quick {
		b.sizes, b.rounds = []int{middle}, 20
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	b.cache = filepath.Join(cache, "shakeoff-budgets")
	scratch := filepath.Join(b.cache, fmt.Sprint("run-", os.Getpid()))
	defer os.RemoveAll(scratch) //nolint:errcheck // of no use to anybody
	if err := b.build(scratch); err != nil {
		return nil, err
	}
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Fprintf(os.Stderr, "%d cores of %s, %s, load %s", runtime.NumCPU(), procField("/proc/cpuinfo", "model name"), runtime.Version(), load)
	for _, t := range topics() {
		if only != "" && !slices.Contains(strings.Split(only, ","), t.name) {
			continue
		}
		fmt.Fprintln(os.Stderr, "measuring:", t.name)
		b.work = filepath.Join(scratch, "work")
		if err := errors.Join(b.settings(), t.measure(b), os.RemoveAll(b.work)); err != nil {
			return b.rows, fmt.Errorf("%s: %w", t.name, err)
		}
	}
	if len(b.rows) == 0 {
		return nil, fmt.Errorf("there is no topic %q; -help names them", only)
	}
	return b.rows, nil
}

// procField returns the value of a field in a file of "name: value" lines, or "".
func procField(path, name string) string {
	data, _ := os.ReadFile(path)
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
