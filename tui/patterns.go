package tui

import (
	"context"
	"errors"
	"slices"

	"shakeoff/tui/learned"
	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// patterns is the room of pictures: weights over time, days, hours, tags, and
// what is still heavy. It holds what the pictures are drawn from, worked out once
// for each range, so that no key walks through ten years of entries.
type patterns struct {
	sealed  bool // the passphrase was asked for, and has not come yet
	loading bool
	loaded  bool

	span     journal.Range
	pictures [ranges]pictures
	sheet    sheet

	// What was drawn last, and for what: a page of pictures is hundreds of styled
	// cells, and most keys only move it.
	of    drawnKey
	drawn passage
}

// drawnKey says for what the pictures were drawn.
type drawnKey struct {
	span                  journal.Range
	chosen, width, height int
	dark                  bool
}

// ranges is how many ranges there are to choose from.
const ranges = int(journal.AllTime) + 1

// patternsRead is what Patterns tells itself.
type patternsRead struct {
	pictures [ranges]pictures
	err      error
}

func newPatterns() *patterns { return &patterns{span: journal.SixMonths, sheet: sheet{chosen: none}} }

func (*patterns) typing() bool { return false }

func (p *patterns) place() place {
	switch {
	case p.sealed:
		return placeSealed
	case p.loaded && !p.pictures[journal.AllTime].Empty():
		return placePatterns
	default:
		return placeQuiet
	}
}

func (p *patterns) update(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(e, msg)
	case picked:
		if !p.sheet.pick(p.viewport(e), msg.at) {
			return p.open(e)
		}
	case wheeled:
		p.sheet.wheel(p.viewport(e), msg.by)
	case entered, unlockedMsg:
		if p.sealed = e.unlocked == nil && e.known && e.status.Locked; e.unlocked == nil {
			return e.app.Unlock(nil)
		}
		return p.load(e)
	case statusMsg:
		p.sealed = e.unlocked == nil && msg.Locked
	case patternsRead:
		return p.read(e, msg)
	case failed:
		p.loading = false
	case lockedMsg:
		*p = *newPatterns()
	}
	return nil
}

// load works out the pictures of every range, in a command.
func (p *patterns) load(e env) tea.Cmd {
	if p.loading {
		return nil
	}
	p.loading = true
	return e.do(func(ctx context.Context) tea.Msg {
		var read patternsRead
		heads, err := e.unlocked.Heads(ctx)
		if err != nil && !errors.Is(err, journal.ErrDamaged) {
			return patternsRead{err: err}
		}
		heavy, gone := openHeavy(ctx, e.unlocked, journal.StillHeavy(heads, e.now))
		read.err = errors.Join(err, gone)
		for r := range read.pictures {
			read.pictures[r] = pictures{learned.NewPatterns(heads, heavy, journal.Range(r), e.now)}
		}
		return read
	})
}

// openHeavy opens the entries that are still heavy, for their first words. One
// that is gone or cannot be opened is left out.
func openHeavy(ctx context.Context, u page.Unlocked, heads []journal.Head) ([]journal.Entry, error) {
	if len(heads) == 0 {
		return nil, nil
	}
	ids := make([]journal.ID, len(heads))
	for i, h := range heads {
		ids[i] = h.ID
	}
	return u.Entries(ctx, ids...)
}

func (p *patterns) read(e env, msg patternsRead) tea.Cmd {
	p.loading = false
	if msg.err != nil && !errors.Is(msg.err, journal.ErrDamaged) {
		return e.trouble(msg.err)
	}
	p.loaded, p.pictures, p.of = true, msg.pictures, drawnKey{}
	p.sheet.settle(p.viewport(e))
	if msg.err != nil {
		e.app.Problem(msg.err)
	}
	return nil
}

func (p *patterns) press(e env, k tea.KeyPressMsg) tea.Cmd {
	a := e.action(p.place(), k)
	switch a {
	case actUnlock:
		return e.app.Unlock(nil)
	case actRange:
		p.look(e, map[string]int{"left": -1, "right": +1}[k.String()])
	case actRead:
		return p.open(e)
	case actReadOn, actPageUp:
		p.turn(e, a)
	default:
		p.sheet.press(a, p.viewport(e))
	}
	return nil
}

// look looks further back, or less far. The picture in sight stays in sight.
func (p *patterns) look(e env, by int) {
	at, offset := 0, p.sheet.top
	for i, start := range p.draw(e).starts {
		if start <= p.sheet.top {
			at, offset = i, p.sheet.top-start
		}
	}
	p.span = journal.Range(max(0, min(int(p.span)+by, ranges-1)))
	p.sheet.top = p.draw(e).starts[at] + offset
	p.sheet.settle(p.viewport(e))
}

// open opens the chosen entry in Review, to be weighed again there. Where none
// is in sight, they come into sight first.
func (p *patterns) open(e env) tea.Cmd {
	heavy := p.pictures[p.span].Heavy
	if p.sheet.chosen >= 0 && p.sheet.chosen < len(heavy) {
		return e.app.OpenEntry(heavy[p.sheet.chosen].ID)
	}
	p.sheet.press(actLast, p.viewport(e))
	p.sheet.chosen = min(0, len(heavy)-1)
	p.sheet.show(p.viewport(e))
	return nil
}

// turn goes to the next picture, or the one before; through one that is longer
// than the screen by the page.
func (p *patterns) turn(e env, a action) {
	page, starts := p.viewport(e), p.draw(e).starts
	was, to := p.sheet.top, p.sheet.top
	if a == actReadOn {
		to += page.seen()
		if i := slices.IndexFunc(starts, func(start int) bool { return start > was }); i >= 0 && starts[i] <= to+apart {
			to = starts[i]
		}
	} else {
		to -= page.seen()
		for _, start := range starts {
			if start < was {
				to = max(to, start)
			}
		}
	}
	p.sheet.scroll(page, to-was)
}

// draw draws the pictures, unless nothing about them has changed.
func (p *patterns) draw(e env) passage {
	key := drawnKey{p.span, p.sheet.chosen, e.width, e.height, e.theme.Dark}
	if p.of != key {
		p.of, p.drawn = key, p.pictures[p.span].draw(e, p.sheet.chosen, e.words.Patterns.OpenHeavy)
	}
	return p.drawn
}

func (p *patterns) viewport(e env) viewport {
	c := p.draw(e)
	return viewport{c.items, len(c.lines), e.height}
}

func (p *patterns) view(e env) frame {
	w := e.words.Patterns
	switch {
	case p.sealed:
		return frame{lines: paragraph(e, w.Locked)}
	case !p.loaded && (!e.known || e.status.Exists):
		return frame{lines: faint(e, w.Working)}
	case p.pictures[journal.AllTime].Empty():
		return frame{lines: paragraph(e, w.Empty)}
	}
	c := p.draw(e)
	at := viewport{c.items, len(c.lines), e.height}
	sheet := p.sheet
	sheet.show(at)
	return frame{lines: sheet.window(e, at, c.lines), targets: sheet.targets(e, at)}
}
