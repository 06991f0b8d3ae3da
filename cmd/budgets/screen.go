package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// The words on the first frame: ours and the bare program's.
const (
	firstWords = "What happened?"
	bareWords  = "ready"
)

func (b *bench) measureStart() error {
	for _, n := range b.sizes {
		path, err := b.journal(usual, n, locked)
		if err != nil {
			return err
		}
		r := row{What: "start to first frame, " + entries(n), Unit: "ms", Reference: "bare Bubble Tea", Budget: budget{times, 1.2}}
		if err := b.compare(r, b.rounds, b.firstFrame(firstWords, b.ours, "--journal", path), b.firstFrame(bareWords, b.bare)); err != nil {
			return err
		}
	}
	return nil
}

// firstFrame measures from the start of a process to the moment at which words
// stand on its screen.
func (b *bench) firstFrame(words, program string, args ...string) measure {
	return func() (float64, error) {
		t, err := start(b.command(program, args...))
		if err != nil {
			return 0, err
		}
		defer t.kill()
		err = t.see(words)
		return ms(t.at.Sub(t.begun)), err
	}
}

// measureMemory opens Review, and leaves it alone: the key derivation takes 256 MB
// for a moment, by design.
func (b *bench) measureMemory() error {
	path, err := b.journal(usual, middle, locked)
	if err != nil {
		return err
	}
	r := row{What: "memory, resident, Review of " + entries(middle), Unit: "MB", Reference: "bare Bubble Tea", Budget: budget{median, 40}}
	return b.compare(r, 1, b.resident("10,000", passphrase, b.ours, "--journal", path, "review"), b.resident(bareWords, "", b.bare))
}

// resident measures what a program holds some time after words have come on its
// screen, in MB. A passphrase is typed when it is asked for, and what it leads to is left for later.
func (b *bench) resident(words, passphrase, program string, args ...string) measure {
	return func() (float64, error) {
		t, err := start(b.command(program, args...))
		if err != nil {
			return 0, err
		}
		defer t.kill()
		if passphrase != "" {
			// An unlocked journal offers the recovery key once, and keys too soon are no answer.
			err = errors.Join(t.see("assphrase"), t.press(passphrase+"\r"), t.see("recovery key?"), t.wait(pause), t.press("\x1b"))
		}
		if err := errors.Join(err, t.see(words), t.wait(5*time.Second)); err != nil {
			return 0, err
		}
		value := procField(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid), "VmRSS")
		kb, err := strconv.ParseFloat(strings.TrimSuffix(value, " kB"), 64)
		return kb * 1024 / 1e6, err
	}
}

// pause is longer than keys are ignored for after a step, and how long after one
// jolt the next one comes.
const pause = 800 * time.Millisecond

// measureShake writes a page of 600 letters, shakes it for ten seconds, and counts
// frames and the work of a core.
func (b *bench) measureShake() error {
	path, err := b.journal(usual, middle, locked)
	if err != nil {
		return err
	}
	t, err := start(b.command(b.ours, "--journal", path, "--motion", "full"))
	if err != nil {
		return err
	}
	defer t.kill()
	// As good terminals say it: from then on Bubble Tea marks where a frame begins.
	if err := errors.Join(t.see(firstWords), t.press(ansi.ReportMode(ansi.ModeSynchronizedOutput, ansi.ModeReset))); err != nil {
		return err
	}
	words := strings.Repeat(usual.sentences()[0], 8)[:600]
	for _, keys := range []string{"\x1b[200~" + words + "\x1b[201~", "\t", "\t", "\t", "\t", "\t"} {
		if err := errors.Join(t.press(keys), t.wait(pause)); err != nil {
			return err
		}
	}
	// The page is in the file before it is shaken.
	if s, err := open(path).Status(b.ctx); err != nil || s.Entries != middle+1 {
		return errors.Join(err, fmt.Errorf("the keys did not lead to the tablet: %d entries", s.Entries))
	}
	begun, shown := time.Now(), len(t.out)
	before, err := t.work()
	if err != nil {
		return err
	}
	for time.Since(begun) < 10*time.Second {
		if err := errors.Join(t.press(" "), t.wait(pause)); err != nil {
			return err
		}
	}
	after, err := t.work()
	took := time.Since(begun).Seconds()
	frames := bytes.Count(t.out[shown:], []byte(ansi.SetModeSynchronizedOutput))
	b.rows = append(b.rows,
		row{What: "the shake: work", Unit: "% of a core", Ours: single((after - before) / took * 100), Budget: budget{median, 10}},
		row{What: "the shake: frames", Unit: "a second", Ours: single(float64(frames) / took), Budget: budget{atLeast, 30}})
	return err
}

// work is how much a program has worked so far, in seconds of one core.
func (t *terminal) work() (float64, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// utime is the fourteenth field and stime the fifteenth, in hundredths of a
	// second on every Linux. No name of ours has a blank.
	fields := strings.Fields(string(stat))
	user, errUser := strconv.ParseFloat(fields[13], 64)
	system, errSystem := strconv.ParseFloat(fields[14], 64)
	return (user + system) / 100, errors.Join(errUser, errSystem)
}
