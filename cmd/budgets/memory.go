package main

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui"
)

// The keys that lead from the page to Review.
const (
	keyEsc   = "\x1b"
	keyEnter = "\r"
	toReview = "2"
)

// reviewWords stand on the screen once Review shows entries.
const reviewWords = "10,000"

// settled is how long a program is left alone before its memory is read.
const settled = 5 * time.Second

// measureMemory is about the program that has shown Review of a long journal,
// with a lock and without one: the difference is the key derivation, which
// takes 256 MB for a moment, by design.
func (b *bench) measureMemory() error {
	var resident, peak sample
	for _, which := range []string{unlocked, locked} {
		now, most, err := b.residentInReview(which)
		if err != nil {
			return err
		}
		resident, peak = append(resident, now), append(peak, most)
	}
	bare, err := b.residentBare()
	if err != nil {
		return err
	}
	live, err := b.liveHeap()
	if err != nil {
		return err
	}
	at := entries(middle) + ", Review shown"
	b.add(
		row{
			What: "memory, resident", At: at, Unit: "MB", Ours: single(peak[0]), Beside: "bare Bubble Tea", Theirs: single(bare),
			Budget: budget{medians, 40}, Note: "no lock, so no key derivation: the most at any time; " + number(resident[0]) + " when left alone",
		},
		row{
			What: "memory, resident, with a lock", At: at, Unit: "MB", Ours: single(resident[1]), Beside: "bare Bubble Tea", Theirs: single(bare),
			Note: fmt.Sprintf("%v after unlocking; at the most %s, while the key is derived", settled, number(peak[1])),
		},
		row{What: "memory, live heap", At: at, Unit: "MB", Ours: single(live)},
	)
	return nil
}

// residentInReview opens Review in the program and returns what it holds once it
// is left alone, and the most that it held, in MB.
func (b *bench) residentInReview(which string) (now, most float64, err error) {
	path, err := b.journal(mixed, middle, which)
	if err != nil {
		return 0, 0, err
	}
	t, err := start(b.command(b.ours, "--journal", path, "review"))
	if err != nil {
		return 0, 0, err
	}
	defer t.kill()
	if which == locked {
		if _, err := t.see("assphrase"); err != nil {
			return 0, 0, err
		}
		if err := t.press(passphrase + keyEnter); err != nil {
			return 0, 0, err
		}
	}
	if _, err := t.see(reviewWords); err != nil {
		return 0, 0, err
	}
	time.Sleep(settled)
	now, err = memoryOf(t, "VmRSS")
	if err != nil {
		return 0, 0, err
	}
	most, err = memoryOf(t, "VmHWM")
	return now, most, err
}

func (b *bench) residentBare() (float64, error) {
	t, err := start(b.command(b.bare))
	if err != nil {
		return 0, err
	}
	defer t.kill()
	if _, err := t.see(bareWords); err != nil {
		return 0, err
	}
	return memoryOf(t, "VmRSS")
}

// memoryOf reads a figure of a running program from /proc, in MB.
func memoryOf(t *terminal, name string) (float64, error) {
	value := field(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid), name)
	kb, err := strconv.ParseFloat(strings.TrimSuffix(value, " kB"), 64)
	if err != nil {
		return 0, fmt.Errorf("%s is not told on this system: %w", name, err)
	}
	return kb * 1024 / 1e6, nil
}

// liveHeap returns what Review keeps alive of a journal, in MB: in this process,
// after a collection.
func (b *bench) liveHeap() (float64, error) {
	path, err := b.journal(mixed, middle, unlocked)
	if err != nil {
		return 0, err
	}
	before := heap()
	m := screens(desk{open(path)}, tui.Review)
	settle(m, m.Init())
	_, cmd := m.Update(tea.WindowSizeMsg{Width: columns, Height: rows})
	settle(m, cmd)
	if view := m.View(); !strings.Contains(view.Content, reviewWords) {
		return 0, fmt.Errorf("the list does not show %s entries", reviewWords)
	}
	after := heap()
	runtime.KeepAlive(m)
	return float64(after-before) / 1e6, nil
}

// heap is how many bytes of the heap are alive.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what finalizers let go of in the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc) //nolint:gosec // no machine has so much
}
