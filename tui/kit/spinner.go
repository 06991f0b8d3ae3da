package kit

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
)

// Spinner is something calm to look at while a key is derived: a dot that grows
// and shrinks about as slowly as somebody breathes. One tick is pending at most.
type Spinner struct {
	phase   int
	pending bool
}

// SpinnerTick is its tick.
type SpinnerTick struct{}

// breathTime is how long a dot stays as it is: eight of them are a breath.
const breathTime = 400 * time.Millisecond

// Start begins to breathe in.
func (b *Spinner) Start(e Env) tea.Cmd {
	b.phase = 0
	return b.later(e)
}

func (b *Spinner) later(e Env) tea.Cmd {
	if b.pending {
		return nil
	}
	b.pending = true
	return e.After(breathTime, SpinnerTick{})
}

// Next takes the tick, and goes on as long as there is something to wait for.
func (b *Spinner) Next(e Env, waiting bool) tea.Cmd {
	b.pending = false
	if !waiting {
		return nil
	}
	b.phase++
	return b.later(e)
}

// View is the dot and what is going on.
func (b *Spinner) View(e Env, doing string) string {
	dots := []string{"·", "·", "•", "•", "●", "●", "•", "•"}
	return e.Theme.Accent.Render(dots[b.phase%len(dots)]) + " " +
		e.Theme.Soft.Render(editor.Truncate(doing, e.Width-Gutter))
}
