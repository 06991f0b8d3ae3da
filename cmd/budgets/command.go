package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// process measures a whole process, from its start to its end.
func (b *bench) process(stdin, program string, args ...string) measure {
	return took(func() error {
		cmd := b.command(program, args...)
		cmd.Stdin = strings.NewReader(stdin)
		return cmd.Run()
	})
}

// measureAdd files one entry from the shell.
func (b *bench) measureAdd() error {
	var one strings.Builder
	if err := usual.asJSON(&one, 1, 1); err != nil {
		return err
	}
	n := b.sizes[len(b.sizes)-1]
	path, err := b.journal(usual, n, locked)
	if err != nil {
		return err
	}
	r := row{What: "add, whole process, " + entries(n), Unit: "ms", Reference: "dd, append and fsync", Budget: budget{median, 10}}
	return b.compare(r, b.rounds, b.process(one.String(), b.ours, "--journal", path, "add"),
		b.process(one.String(), "dd", "of="+filepath.Join(b.work, "appended"), "oflag=append", "conv=notrunc,fsync"))
}

// measureShow prints the newest entries of a long journal, and of one that has
// one entry. Neither has a lock, so no key is derived.
func (b *bench) measureShow() error {
	n := b.sizes[len(b.sizes)-1]
	long, err := b.journal(usual, n, unlocked)
	if err != nil {
		return err
	}
	short, err := b.journal(usual, 1, unlocked)
	if err != nil {
		return err
	}
	for _, args := range []string{"show last", "list --limit 20"} {
		in := func(path string) measure {
			return b.process("", b.ours, append(strings.Fields(args), "--journal", path)...)
		}
		r := row{What: args + ", whole process, " + entries(n), Unit: "ms", Reference: "of 1 entry", Budget: budget{times, 1.2}}
		if err := b.compare(r, b.rounds/4, in(long), in(short)); err != nil { // each may take a second
			return err
		}
	}
	return nil
}

// measureSize writes a journal anew, since a cached one may be an older program's.
func (b *bench) measureSize() error {
	dir := filepath.Join(b.work, "new")
	var plain strings.Builder
	if err := errors.Join(usual.fill(b.ctx, dir, middle), usual.asJSON(&plain, middle, middle)); err != nil {
		return err
	}
	r := row{What: "file size, " + entries(middle) + " of 900 bytes", Unit: "MB", Reference: "plain JSON", Budget: budget{times, 2}}
	return b.compare(r, 1, megabytes(filepath.Join(dir, unlocked)), func() (float64, error) { return float64(plain.Len()) / 1e6, nil })
}

func (b *bench) measureBinary() error {
	r := row{What: "binary, stripped", Unit: "MB", Reference: "bare Bubble Tea", Budget: budget{median, 12}}
	return b.compare(r, 1, megabytes(b.ours), megabytes(b.bare))
}

func megabytes(path string) measure {
	return func() (float64, error) {
		info, err := os.Stat(path)
		if err != nil {
			return 0, err
		}
		return float64(info.Size()) / 1e6, nil
	}
}
