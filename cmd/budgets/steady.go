package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/tui"
)

// grew is by how much the live heap and the file of a journal grew, in bytes.
type grew struct {
	heap, file int64
	note       string
}

// slack is what a program may hold more after very many rounds than after a
// few, in bytes: buffers that came to their size late.
const slack = 256 << 10

// undone is how many bytes an edit may cost for as long as it can be undone; the
// editor bounds all of them at 8 MB. pause is how long nobody types after each.
const (
	undone = 160
	pause  = 10 * time.Second
)

// measureSteady is about a window that stays open for weeks.
func (b *bench) measureSteady() error {
	for _, s := range []struct {
		what  string
		slack int64
		do    func() (grew, error)
	}{
		{"10,000 frames", slack, func() (grew, error) { return steadyFrames(10_000), nil }},
		{"1,000 times locked and unlocked", slack, func() (grew, error) { return steadyLocks(b.ctx, b.work, 1_000) }},
		{"24 hours of autosave", slack + undone*int64(24*time.Hour/pause), func() (grew, error) { return steadySaves(b.ctx, b.work, 24*time.Hour) }},
	} {
		g, err := s.do()
		if err != nil {
			return fmt.Errorf("%s: %w", s.what, err)
		}
		b.add(row{
			What: "live heap grows by", At: s.what, Unit: "KB", Ours: single(float64(g.heap) / 1000), Budget: budget{medians, float64(s.slack) / 1000},
			Note: g.note,
		})
	}
	return nil
}

// press sends keys to a model, each with all that follows from it, and draws
// the frame.
func press(m *tui.Model, keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		_, cmd := m.Update(k)
		settle(m, cmd)
		m.View()
	}
}

// The keys of these rounds.
var (
	left      = tea.KeyPressMsg{Code: tea.KeyLeft}
	right     = tea.KeyPressMsg{Code: tea.KeyRight}
	letter    = tea.KeyPressMsg{Code: 'x', Text: "x"}
	backspace = tea.KeyPressMsg{Code: tea.KeyBackspace}
	enter     = tea.KeyPressMsg{Code: tea.KeyEnter}
	lock      = tea.KeyPressMsg{Code: 'l', Mod: tea.ModCtrl}
	two       = tea.KeyPressMsg{Code: '2', Text: "2"}
)

// growing does a round again and again, and returns by how much the live heap
// grew after the first tenth.
func growing(rounds int, round func(i int)) int64 {
	first := rounds / 10
	for i := range first {
		round(i)
	}
	before := heap()
	for i := first; i < rounds; i++ {
		round(i)
	}
	return heap() - before
}

// steadyFrames draws frames of a page on which the cursor moves, in terminals of
// changing sizes.
func steadyFrames(frames int) grew {
	m := screens(desk{}, tui.Write)
	m.Update(tea.PasteMsg{Content: newWriter(mixed, 1).prose(languages[0], "", 5_000, func(s string) int { return len(s) })})
	g := growing(frames, func(i int) {
		m.Update(tea.WindowSizeMsg{Width: columns + i%7, Height: rows + i%5})
		press(m, []tea.KeyPressMsg{left, right}[i%2])
	})
	runtime.KeepAlive(m)
	return grew{heap: g}
}

// cheap returns a new journal with a few entries and a lock that costs nothing
// to open.
func cheap(ctx context.Context, dir string) (*store.Journal, error) {
	j := store.New(store.Options{Path: filepath.Join(dir, "steady.db"), WorkFactor: 1, Backups: backup.Options{Off: true}})
	w := newWriter(mixed, 100)
	for range 100 {
		if _, err := j.Add(ctx, w.entry()); err != nil {
			return nil, err
		}
	}
	u, err := j.Unlock(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer u.Lock()
	return j, u.SetPassphrase(ctx, []byte(passphrase))
}

// sit opens the screens, with a clock of their own, on such a journal in a folder
// under dir.
func sit(ctx context.Context, dir string) (*store.Journal, *clock, *tui.Model, error) {
	dir, err := os.MkdirTemp(dir, "steady-")
	if err != nil {
		return nil, nil, nil, err
	}
	j, err := cheap(ctx, dir)
	if err != nil {
		return nil, nil, nil, err
	}
	c := &clock{now: firstDay}
	m := screensAt(c, desk{j}, tui.Write)
	m.Update(tea.WindowSizeMsg{Width: columns, Height: rows})
	settle(m, m.Init())
	return j, c, m, nil
}

// steadyLocks unlocks Review with the passphrase, and locks it again.
func steadyLocks(ctx context.Context, dir string, times int) (grew, error) {
	_, c, m, err := sit(ctx, dir)
	if err != nil {
		return grew{}, err
	}
	g := growing(times, func(int) {
		press(m, lock, two)
		_, cmd := m.Update(tea.PasteMsg{Content: passphrase})
		settle(m, cmd)
		press(m, enter)
		c.pass(m, time.Second)
	})
	if view := m.View(); !strings.Contains(view.Content, "1 of 100") {
		return grew{}, errors.New("the journal does not open")
	}
	return grew{heap: g}, nil
}

// steadySaves types a key every ten seconds, for so long.
func steadySaves(ctx context.Context, dir string, length time.Duration) (grew, error) {
	j, c, m, err := sit(ctx, dir)
	if err != nil {
		return grew{}, err
	}
	press(m, letter)
	c.pass(m, pause)
	before, errBefore := os.Stat(j.Path())
	g := growing(int(length/pause), func(i int) {
		press(m, []tea.KeyPressMsg{letter, backspace}[i%2])
		c.pass(m, pause)
	})
	after, errAfter := os.Stat(j.Path())
	status, err := j.Status(ctx)
	if err := errors.Join(errBefore, errAfter, err); err != nil {
		return grew{}, err
	}
	if len(status.Waiting) != 1 {
		return grew{}, fmt.Errorf("%d pages wait in the file, instead of the one that is written", len(status.Waiting))
	}
	runtime.KeepAlive(m)
	file := after.Size() - before.Size()
	return grew{heap: g, file: file, note: fmt.Sprintf("a key every %v, which can be undone; the file grows by %s bytes", pause, grouped(int(file)))}, nil
}
