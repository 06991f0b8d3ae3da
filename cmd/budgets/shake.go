package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	shaking = 10 * time.Second       // how long the tablet is shaken
	jolt    = 800 * time.Millisecond // between two presses of space
	// An enter that follows another within 200 ms is a bouncing key, and text
	// right after an enter was pasted.
	breath = 250 * time.Millisecond
)

// measureShake shakes words off in a terminal that can draw frames at once, and
// counts frames and the work of a core.
func (b *bench) measureShake() error {
	path, err := b.journal(mixed, 1_000, locked)
	if err != nil {
		return err
	}
	t, err := start(b.command(b.ours, "--journal", path, "--motion", "full"))
	if err != nil {
		return err
	}
	defer t.kill()
	if err := toTablet(t); err != nil {
		return err
	}
	begun, used := time.Now(), cpu(t)
	frames, bytes := t.drawn()
	jolts := 0
	for next := begun; time.Since(begun) < shaking; next = next.Add(jolt) {
		if err := t.press(" "); err != nil {
			return err
		}
		jolts++
		time.Sleep(time.Until(next.Add(jolt)))
	}
	took := time.Since(begun).Seconds()
	framesNow, bytesNow := t.drawn()
	share := (cpu(t) - used) / took * 100
	note := fmt.Sprintf("%d jolts in %.0f s on 600 letters", jolts, took)
	b.add(
		row{What: "the shake: work", At: "80×24", Unit: "% of a core", Ours: single(share), Budget: budget{medians, 10}, Note: note},
		row{What: "the shake: frames", At: "80×24", Unit: "a second", Ours: single(float64(framesNow-frames) / took), Budget: budget{least, 30}},
		row{What: "the shake: output", At: "80×24", Unit: "KB a second", Ours: single(float64(bytesNow-bytes) / took / 1000)},
	)
	return nil
}

// toTablet writes a page and goes on to the tablet.
func toTablet(t *terminal) error {
	if _, err := t.see(firstWords); err != nil {
		return err
	}
	words := newWriter(mixed, 1).prose(languages[0], "", 600, func(s string) int { return len(s) })
	if err := t.press("\x1b[200~" + words + "\x1b[201~"); err != nil {
		return err
	}
	for _, words := range []string{"0 is nothing", "What was yours to carry", "One small thing", "One line to close with", "It is kept."} {
		time.Sleep(breath)
		if err := t.press(keyEnter); err != nil {
			return err
		}
		if _, err := t.see(words); err != nil {
			return err
		}
	}
	time.Sleep(breath)
	return nil
}

// tick is the unit of /proc/PID/stat: a hundredth of a second on every Linux.
const tick = 0.01

// cpu is how much a program has worked so far, in seconds of one core.
func cpu(t *terminal) float64 {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	// Behind the name, which may hold anything: fields 3 on. utime is 14, stime 15.
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	user, errUser := strconv.ParseFloat(fields[11], 64)
	system, errSystem := strconv.ParseFloat(fields[12], 64)
	if errUser != nil || errSystem != nil {
		return 0
	}
	return (user + system) * tick
}
