package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
)

// breath is something calm to look at while a key is derived: a dot that grows
// and shrinks about as slowly as somebody breathes. One tick is pending at most.
type breath struct {
	phase   int
	pending bool
}

// breathe is its tick.
type breathe struct{}

// breathTime is how long a dot stays as it is: eight of them are a breath.
const breathTime = 400 * time.Millisecond

// start begins to breathe in.
func (b *breath) start(e env) tea.Cmd {
	b.phase = 0
	return b.later(e)
}

func (b *breath) later(e env) tea.Cmd {
	if b.pending {
		return nil
	}
	b.pending = true
	return e.after(breathTime, breathe{})
}

// next takes the tick, and goes on as long as there is something to wait for.
func (b *breath) next(e env, waiting bool) tea.Cmd {
	b.pending = false
	if !waiting {
		return nil
	}
	b.phase++
	return b.later(e)
}

// view is the dot and what is going on.
func (b *breath) view(e env, doing string) string {
	dots := []string{"·", "·", "•", "•", "●", "●", "•", "•"}
	return e.theme.Accent.Render(dots[b.phase%len(dots)]) + " " +
		e.theme.Soft.Render(editor.Truncate(doing, e.width-gutter))
}
