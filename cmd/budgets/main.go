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
	"slices"
	"strings"
	"syscall"
)

// topic is a group of rows that are measured together.
type topic struct {
	name    string
	measure func(b *bench) error
}

// others is the topic of the other journals: they must be found or built first.
const others = "peers"

func topics() []topic {
	return []topic{
		{"start", (*bench).measureStart},
		{"key", (*bench).measureKeys},
		{"add", (*bench).measureAdd},
		{"page", (*bench).measurePage},
		{"search", (*bench).measureSearch},
		{"memory", (*bench).measureMemory},
		{"steady", (*bench).measureSteady},
		{"size", (*bench).measureSize},
		{"shake", (*bench).measureShake},
		{"binary", (*bench).measureBinary},
		{others, (*bench).measurePeers},
	}
}

// options are what the command line asks for.
type options struct {
	quick, json, peers bool
	only, cache, svg   string
	dnote              string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var o options
	flag.BoolVar(&o.quick, "quick", false, "fewer rounds, and journals of 1,000 and 10,000 entries only")
	flag.BoolVar(&o.json, "json", false, "print the table as JSON")
	flag.BoolVar(&o.peers, "peers", false, "measure dnote and SQLite too")
	flag.StringVar(&o.dnote, "dnote", "", "with -peers: `FILE` is a dnote program; without it one is looked for, or built through the module proxy")
	flag.StringVar(&o.only, "only", "", "only these `TOPICS`, apart by commas: "+strings.Join(names(), ", "))
	flag.StringVar(&o.cache, "cache", "", "keep the journals in `DIR`; the user's cache folder by default")
	flag.StringVar(&o.svg, "svg", "", "draw how things grow into growth.svg in `DIR`")
	flag.Parse()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
}

func names() []string {
	var out []string
	for _, t := range topics() {
		out = append(out, t.name)
	}
	return out
}

func run(ctx context.Context, o options) error {
	b, err := newBench(ctx, o)
	if err != nil {
		return err
	}
	defer os.RemoveAll(b.work) //nolint:errcheck // of no use to anybody
	chosen, err := choose(o.only, o.peers)
	if err != nil {
		return err
	}
	m := machineNow()
	fmt.Fprintln(os.Stderr, m)
	for _, t := range chosen {
		b.stock.say("measuring: %s", t.name)
		if err := t.measure(b); err != nil {
			writeTable(os.Stdout, b.rows) // what was measured so far took minutes
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	if o.svg != "" {
		if err := errors.Join(os.MkdirAll(o.svg, 0o755), os.WriteFile(filepath.Join(o.svg, "growth.svg"), growth(b.rows), 0o644)); err != nil { //nolint:gosec // a picture for everybody
			return err
		}
	}
	if o.json {
		return json.NewEncoder(os.Stdout).Encode(struct {
			Machine machine `json:"machine"`
			Rows    []row   `json:"rows"`
		}{m, b.rows})
	}
	writeTable(os.Stdout, b.rows)
	return nil
}

// choose returns the topics that a list names; all for an empty one, the other
// journals only if they are asked for.
func choose(list string, peers bool) ([]topic, error) {
	all := topics()
	switch {
	case list == "" && peers:
		return all, nil
	case list == "":
		return slices.DeleteFunc(all, func(t topic) bool { return t.name == others }), nil
	}
	var chosen []topic
	for name := range strings.SplitSeq(list, ",") {
		at := slices.IndexFunc(all, func(t topic) bool { return t.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no topic %q; there are %s", name, strings.Join(names(), ", "))
		}
		chosen = append(chosen, all[at])
	}
	return chosen, nil
}

// newBench makes ready what every topic needs: folders, and the programs.
func newBench(ctx context.Context, o options) (*bench, error) {
	b := &bench{ctx: ctx, dnote: o.dnote, sizes: []int{1_000, middle, 100_000}, rounds: 60}
	if o.quick {
		b.sizes, b.rounds = b.sizes[:2], 20
	}
	if o.cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		o.cache = filepath.Join(dir, "shakeoff-budgets")
	}
	err := os.MkdirAll(o.cache, 0o700)
	if err != nil {
		return nil, err
	}
	b.stock = stock{dir: o.cache, say: func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }}
	if b.work, err = os.MkdirTemp(o.cache, "run-"); err != nil {
		return nil, err
	}
	if err := errors.Join(b.settings(), b.build()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(b.work))
	}
	return b, nil
}
