package main

import (
	"os/exec"
	"path/filepath"
	"strings"

	"shakeoff/store/exchange"
)

// measureAdd is about filing one entry from outside, as a whole process.
func (b *bench) measureAdd() error {
	var one strings.Builder
	if err := exchange.EncodeJSONEntry(&one, newWriter(plain, 1).entry()); err != nil {
		return err
	}
	fed := func(program string, args ...string) measure {
		return wholeProcess(func() *exec.Cmd {
			cmd := b.command(program, args...)
			cmd.Stdin = strings.NewReader(one.String())
			return cmd
		})
	}
	for _, n := range b.sizes {
		path, err := b.journalFor("add-", mixed, n, locked)
		if err != nil {
			return err
		}
		samples, err := interleave(b.rounds, fed(b.ours, "--journal", path, "add"), fed(b.append, filepath.Join(b.work, "appended")))
		if err != nil {
			return err
		}
		b.add(row{
			What: "add, whole process", At: entries(n), Unit: "ms", Ours: figureOf(samples[0]), Beside: "append and fsync",
			Theirs: figureOf(samples[1]), Budget: budget{medians, 10}, Entries: n, Plot: "add, whole process",
		})
	}
	return nil
}
