package main

import (
	"os/exec"
	"time"
)

// The words that stand on the first frame: ours and the bare program's.
const (
	firstWords = "What happened?"
	bareWords  = "ready"
)

// ms is a duration as the table has it.
func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// toFirstFrame measures from the start of a process to the moment at which
// words stand on its screen.
func (b *bench) toFirstFrame(words string, program string, args ...string) measure {
	return func() (float64, error) {
		t, err := start(b.command(program, args...))
		if err != nil {
			return 0, err
		}
		defer t.kill()
		at, err := t.see(words)
		return ms(at.Sub(t.begun)), err
	}
}

// measureStart is about opening the program to write: nobody waits to begin.
func (b *bench) measureStart() error {
	for _, n := range append([]int{0}, b.sizes...) {
		path, err := b.journal(mixed, n, locked)
		if err != nil {
			return err
		}
		samples, err := interleave(b.rounds, b.toFirstFrame(firstWords, b.ours, "--journal", path), b.toFirstFrame(bareWords, b.bare))
		if err != nil {
			return err
		}
		b.add(row{
			What: "start to first frame", At: entries(n), Unit: "ms", Ours: figureOf(samples[0]), Beside: "bare Bubble Tea", Theirs: figureOf(samples[1]),
			Budget: budget{times, 1.2}, Entries: n, Plot: "start to first frame",
		})
	}
	return b.measureTyped()
}

// measureTyped is about the first letter: from the press of the key to the letter on
// the screen, in a program that waits for it.
func (b *bench) measureTyped() error {
	path, err := b.journal(mixed, middle, locked)
	if err != nil {
		return err
	}
	typed := func() (float64, error) {
		t, err := start(b.command(b.ours, "--journal", path))
		if err != nil {
			return 0, err
		}
		defer t.kill()
		if _, err := t.see(firstWords); err != nil {
			return 0, err
		}
		pressed := time.Now()
		if err := t.press("zq"); err != nil {
			return 0, err
		}
		at, err := t.see("zq")
		return ms(at.Sub(pressed)), err
	}
	samples, err := interleave(b.rounds, typed)
	if err != nil {
		return err
	}
	b.add(row{
		What: "typed key to screen", At: entries(middle), Unit: "ms", Ours: figureOf(samples[0]),
		Note: "a frame each 8.3 ms; through the terminal, right after the first frame",
	})
	return nil
}

func entries(n int) string { return grouped(n) + " entries" }

// wholeProcess measures how long a process takes from its start to its end.
func wholeProcess(command func() *exec.Cmd) measure {
	return func() (float64, error) {
		cmd := command()
		begun := time.Now()
		err := cmd.Run()
		return ms(time.Since(begun)), err
	}
}
