// Package patterns is the room of pictures: weights over time, days, hours, tags,
// and what is still heavy. It is made of tui/kit and imports no other room.
package patterns

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
	"shakeoff/tui/page"
)

// room is the room of pictures. It holds what they are drawn from, worked out once
// for each range, so that no key walks through ten years of entries.
type room struct {
	loading bool
	loaded  bool

	span     journal.Range
	pictures [ranges]pictures
	sheet    kit.SelectList

	// What was drawn last, and for what: a page of pictures is hundreds of styled
	// cells, and most keys only move it.
	of    drawnKey
	drawn kit.Passage
}

type drawnKey struct {
	span                  journal.Range
	chosen, width, height int
	dark                  bool
}

// ranges is how many ranges there are to choose from.
const ranges = int(journal.AllTime) + 1

type patternsRead struct {
	pictures [ranges]pictures
	err      error
}

// New returns the room as it is at the start.
func New(*kit.Options) kit.Screen {
	return &room{span: journal.SixMonths, sheet: kit.SelectList{Chosen: kit.None}}
}

func (p *room) KeyContext() kit.KeyContext {
	if p.loaded && !p.pictures[journal.AllTime].Empty() {
		return kit.InPatterns
	}
	return kit.InQuiet
}

func (p *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(e, msg)
	case kit.Picked:
		if !p.sheet.Pick(p.viewport(e), msg.At) {
			return p.open(e)
		}
	case kit.Wheeled:
		p.sheet.Wheel(p.viewport(e), msg.By)
	case kit.Entered, kit.UnlockedMsg:
		if e.Unlocked == nil {
			return e.App.Unlock(nil)
		}
		return p.load(e)
	case patternsRead:
		return p.read(e, msg)
	case kit.Failed:
		p.loading = false
	case kit.LockedMsg:
		*p = *New(e.Opts).(*room)
	}
	return nil
}

func (p *room) load(e kit.Env) tea.Cmd {
	if p.loading {
		return nil
	}
	p.loading = true
	return e.Do(func(ctx context.Context) tea.Msg {
		var read patternsRead
		heads, err := e.Unlocked.Heads(ctx)
		if !kit.Readable(err) {
			return patternsRead{err: err}
		}
		var heavy []journal.Entry
		var gone error
		var ids []journal.ID
		for _, h := range journal.StillHeavy(heads, e.Now) {
			ids = append(ids, h.ID)
		}
		if len(ids) > 0 { // for their first words; one that is gone or cannot be opened is left out
			heavy, gone = e.Unlocked.Entries(ctx, ids...)
		}
		alone, unread := page.WeightsAlone(ctx, e.Unlocked)
		heads = append(heads, alone...)
		read.err = errors.Join(err, gone, unread)
		for r := range read.pictures {
			read.pictures[r] = pictures{learned.NewPatterns(heads, heavy, journal.Range(r), e.Now)}
		}
		return read
	})
}

func (p *room) read(e kit.Env, msg patternsRead) tea.Cmd {
	p.loading = false
	if !kit.Readable(msg.err) {
		return e.Trouble(msg.err)
	}
	p.loaded, p.pictures, p.of = true, msg.pictures, drawnKey{}
	p.sheet.Clamp(p.viewport(e))
	return e.Trouble(msg.err)
}

func (p *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(p.KeyContext(), k)
	switch a {
	case kit.ActRange:
		p.look(e, map[string]int{"left": -1, "right": +1}[k.String()])
	case kit.ActRead:
		return p.open(e)
	case kit.ActReadOn, kit.ActPageUp:
		p.turn(e, a)
	default:
		p.sheet.Press(a, p.viewport(e))
	}
	return nil
}

// look looks further back, or less far. The picture in sight stays in sight.
func (p *room) look(e kit.Env, by int) {
	at, offset := 0, p.sheet.Top
	for i, start := range p.draw(e).Starts {
		if start <= p.sheet.Top {
			at, offset = i, p.sheet.Top-start
		}
	}
	p.span = journal.Range(max(0, min(int(p.span)+by, ranges-1)))
	p.sheet.Top = p.draw(e).Starts[at] + offset
	p.sheet.Clamp(p.viewport(e))
}

// open opens the chosen entry in Review, to be weighed again there. Where none
// is in sight, they come into sight first.
func (p *room) open(e kit.Env) tea.Cmd {
	heavy := p.pictures[p.span].Heavy
	if p.sheet.Chosen >= 0 && p.sheet.Chosen < len(heavy) {
		return e.App.OpenEntry(heavy[p.sheet.Chosen].ID)
	}
	p.sheet.Press(kit.ActLast, p.viewport(e))
	p.sheet.Chosen = min(0, len(heavy)-1)
	p.sheet.Show(p.viewport(e))
	return nil
}

// turn goes to the next picture, or the one before; through one that is longer
// than the screen by the page.
func (p *room) turn(e kit.Env, a kit.Action) {
	page, starts := p.viewport(e), p.draw(e).Starts
	was, to := p.sheet.Top, p.sheet.Top
	if a == kit.ActReadOn {
		to += page.Seen()
		if i := slices.IndexFunc(starts, func(start int) bool { return start > was }); i >= 0 && starts[i] <= to+apart {
			to = starts[i]
		}
	} else {
		to -= page.Seen()
		for _, start := range starts {
			if start < was {
				to = max(to, start)
			}
		}
	}
	p.sheet.Scroll(page, to-was)
}

// draw draws the pictures, unless nothing about them has changed.
func (p *room) draw(e kit.Env) kit.Passage {
	key := drawnKey{p.span, p.sheet.Chosen, e.Width, e.Height, e.Theme.Dark}
	if p.of != key {
		p.of, p.drawn = key, p.pictures[p.span].draw(e, p.sheet.Chosen, e.Words.Patterns.OpenHeavy)
	}
	return p.drawn
}

func (p *room) viewport(e kit.Env) kit.Viewport {
	return p.draw(e).Viewport(e.Height)
}

func (p *room) View(e kit.Env) kit.Frame {
	w := e.Words.Patterns
	switch {
	case e.Locked:
		return kit.Frame{Lines: kit.Paragraph(e, w.Locked)}
	case !p.loaded && (!e.Known || e.Status.Exists):
		return kit.Frame{Lines: kit.Faint(e, w.Working)}
	case p.pictures[journal.AllTime].Empty():
		return kit.Frame{Lines: kit.Paragraph(e, w.Empty)}
	}
	sheet, at := p.sheet, p.viewport(e)
	sheet.Show(at)
	return kit.Frame{Lines: sheet.Window(e, p.drawn.Lines), Targets: sheet.Targets(e, at)}
}
