package main

import (
	"fmt"
	"time"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// keys is how many keys are typed for one row: enough for a p99.
const keys = 1_000

// screens returns the program as it opens to write, with its words in memory
// alone and a clock that never ticks: what is measured is the work between a key
// and its frame.
func screens(d desk, at tui.Room) *tui.Model { return screensAt(&clock{now: firstDay}, d, at) }

// screensAt is screens by a clock.
func screensAt(c *clock, d desk, at tui.Room) *tui.Model {
	return tui.New(tui.Options{
		Journal: d, Autosaver: page.NewAutosaver(d), Guide: guide.English(), Words: words.English(), Room: at,
		Profile: colorprofile.TrueColor, Dark: true, Idle: 48 * time.Hour, Now: c.Now, After: c.After,
	})
}

// visible is the reference: a model that holds the lines that can be seen of a
// text, takes a key at the end of the last and draws them.
type visible struct{ lines []string }

func (v *visible) press(k tea.KeyPressMsg) { v.lines[len(v.lines)-1] += k.Text }

func (v *visible) view() tea.View {
	var content string
	for _, line := range v.lines {
		content += line + "\n"
	}
	return tea.NewView(content)
}

// measureKeys is about typing into an answer that has become long.
func (b *bench) measureKeys() error {
	for _, size := range []struct {
		bytes int
		name  string
		limit budget
	}{{5_000, "5 KB", budget{worst, 2}}, {200_000, "200 KB", budget{worst, 8}}, {1_000_000, "1 MB", budget{}}} {
		text := newWriter(mixed, 1).prose(languages[0], "", size.bytes, func(s string) int { return len(s) })
		m := screens(desk{}, tui.Write)
		m.Update(tea.WindowSizeMsg{Width: columns, Height: rows})
		m.Update(tea.PasteMsg{Content: text})
		m.View()
		lines := editor.Wrap(text[len(text)-min(len(text), 2_000):], columns)
		v := &visible{lines: lines[max(0, len(lines)-rows+1):]}
		key := tea.KeyPressMsg{Code: 'x', Text: "x"}
		samples, err := interleave(keys, took(func() { m.Update(key); m.View() }), took(func() { v.press(key); v.view() }))
		if err != nil {
			return err
		}
		b.add(row{
			What: "key to frame", At: fmt.Sprintf("an answer of %s", size.name), Unit: "ms", Ours: figureOf(samples[0]),
			Beside: "joining the lines in sight", Theirs: figureOf(samples[1]), Budget: size.limit,
		})
	}
	return nil
}

// took measures how long something takes in this process, in milliseconds.
func took(do func()) measure {
	return func() (float64, error) {
		begun := time.Now()
		do()
		return ms(time.Since(begun)), nil
	}
}

// tookErr is took for what may fail.
func tookErr(do func() error) measure {
	return func() (float64, error) {
		begun := time.Now()
		err := do()
		return ms(time.Since(begun)), err
	}
}
