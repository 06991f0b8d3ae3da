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
)

// room holds what the pictures are drawn from, worked out once for each range, so that no key works
// through ten years of entries.
type room struct {
	loading bool
	loaded  bool

	span     journal.Range
	pictures [ranges]pictures
	sheet    kit.SelectList
	day      int // in focus, where the days were entered; none otherwise

	// What was drawn last, and for what: it is hundreds of styled cells, and most keys only scroll.
	of    drawnKey
	drawn album
}

type drawnKey struct {
	span          journal.Range
	item, day     int // in focus
	width, height int
	dark          bool
}

const ranges = int(journal.AllTime) + 1

// New returns the room as it is at the start.
func New(*kit.Options) kit.Screen {
	return &room{span: journal.SixMonths, sheet: kit.SelectList{Chosen: kit.None}, day: kit.None}
}

func (p *room) KeyContext() kit.KeyContext {
	switch {
	case !p.loaded || p.pictures[journal.AllTime].Empty():
		return kit.InQuiet
	case p.day >= 0:
		return kit.InCalendar
	}
	return kit.InPatterns
}

func (p *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return tea.Batch(p.press(e, msg), p.turnDay(e))
	case kit.Picked:
		return p.pick(e, msg)
	case kit.Wheeled:
		p.sheet.Wheel(p.viewport(e), msg.By)
	case kit.Entered, kit.UnlockedMsg:
		if e.Unlocked == nil {
			return e.App.Unlock(nil)
		}
		return p.load(e)
	case kit.Then:
		return msg(e)
	case kit.Failed:
		p.loading = false
	case kit.LockedMsg:
		*p = *New(e.Opts).(*room)
	}
	return nil
}

// turnDay loads the pictures again if another day has begun.
func (p *room) turnDay(e kit.Env) tea.Cmd {
	if !p.loaded || journal.DayOf(p.pictures[p.span].Now) == journal.DayOf(e.Now) {
		return nil
	}
	return p.load(e)
}

// pick takes a click, which opens what is chosen already.
func (p *room) pick(e kit.Env, msg kit.Picked) tea.Cmd {
	if msg.Does == kit.ActDay {
		if msg.At == p.day {
			return p.openDay(e)
		}
		p.goTo(e, msg.At)
		return nil
	}
	p.day = kit.None
	if !p.sheet.Pick(p.viewport(e), msg.At) {
		return p.open(e)
	}
	return nil
}

func (p *room) load(e kit.Env) tea.Cmd {
	if p.loading {
		return nil
	}
	p.loading = true
	return e.Do(func(ctx context.Context) tea.Msg {
		var read [ranges]pictures
		heads, err := e.Unlocked.Heads(ctx)
		if kit.Readable(err) {
			var ids []journal.ID
			for _, h := range journal.StillHeavy(heads, e.Now) {
				ids = append(ids, h.ID)
			}
			var heavy []journal.Entry
			var gone error
			if len(ids) > 0 { // for their first words; one that is gone or cannot be opened is left out
				heavy, gone = e.Unlocked.Entries(ctx, ids...)
			}
			drafts, unread := e.Unlocked.Drafts(ctx)
			err = errors.Join(err, gone, unread)
			heads = append(heads, journal.WeightsAlone(drafts)...)
			for r := range read {
				read[r] = pictures{learned.NewPatterns(heads, heavy, e.Opts.Guide, journal.Range(r), e.Now)}
			}
		}
		return kit.Then(func(e kit.Env) tea.Cmd {
			if p.loading = false; kit.Readable(err) {
				p.take(e, read)
			}
			return e.Trouble(err)
		})
	})
}

// take shows what was loaded. The same day stays in focus.
func (p *room) take(e kit.Env, read [ranges]pictures) {
	was := p.calendar()
	p.loaded, p.pictures, p.of = true, read, drawnKey{}
	if now := p.calendar(); p.day >= 0 {
		p.day = max(0, slices.IndexFunc(now, func(c journal.Cell) bool { return c.Day == was[p.day].Day }))
	}
	p.sheet.Clamp(p.viewport(e))
}

func (p *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	a := e.Action(p.KeyContext(), k)
	if p.day >= 0 {
		return p.pressDay(e, a, k)
	}
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

// look looks further back, or less far. The same picture stays in sight.
func (p *room) look(e kit.Env, by int) {
	a := p.draw(e)
	at := a.partAt(p.sheet.Top)
	offset := p.sheet.Top - a.parts[at].from
	p.span = journal.Range(max(0, min(int(p.span)+by, ranges-1)))
	parts := p.draw(e).parts
	p.sheet.Top = parts[at].from
	if next := p.sheet.Top + offset; at+1 == len(parts) || next < parts[at+1].from { // it may be shorter now
		p.sheet.Top = next
	}
	p.sheet.Clamp(p.viewport(e))
}

// open enters the days, or opens the chosen entry in Review. If nothing is chosen it only scrolls to
// what can be opened next.
func (p *room) open(e kit.Env) tea.Cmd {
	heavy := p.pictures[p.span].Heavy
	switch chosen := p.sheet.Chosen; {
	case chosen == 0:
		p.goTo(e, p.newestDay())
	case chosen > 0 && chosen <= len(heavy):
		return e.App.OpenReview(kit.OpenEntry{ID: heavy[chosen-1].ID})
	default:
		p.next(e)
	}
	return nil
}

// next scrolls to what can be opened next, with as much of its picture as fits.
func (p *room) next(e kit.Env) {
	a, page := p.draw(e), p.viewport(e)
	i := slices.IndexFunc(a.Items, func(it kit.Item) bool { return it.From >= p.sheet.Top })
	if i < 0 {
		p.sheet.Press(kit.ActLast, page)
		return
	}
	p.sheet.Chosen, p.sheet.Top = i, a.parts[a.partAt(a.Items[i].From)].from
	p.sheet.Show(page)
}

// turn goes to the next picture or the one before, through a long one by the page.
func (p *room) turn(e kit.Env, a kit.Action) {
	page, drawn, was := p.viewport(e), p.draw(e), p.sheet.Top
	by, next := page.Seen(), drawn.partAt(was)+1
	if a == kit.ActPageUp {
		by, next = -by, drawn.partAt(was-1)
	}
	if next < len(drawn.parts) {
		if to := drawn.parts[next].from - was; to*by > 0 && max(to, -to) <= page.Seen()+apart {
			by = to
		}
	}
	p.sheet.ScrollBy(page, by)
}

func (p *room) draw(e kit.Env) album {
	key := drawnKey{p.span, p.sheet.Chosen, p.day, e.Width, e.Height, e.Theme.Dark}
	if p.of != key {
		p.of, p.drawn = key, p.pictures[p.span].draw(e, p.sheet.Chosen, p.day)
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
	case !p.loaded && e.Troubled:
		return kit.Frame{}
	case !p.loaded && (!e.Known || e.Status.Exists):
		return kit.Frame{Lines: kit.Faint(e, w.Working)}
	case p.pictures[journal.AllTime].Empty():
		return kit.Frame{Lines: kit.Paragraph(e, w.Empty)}
	}
	return p.album(e)
}

func (p *room) album(e kit.Env) kit.Frame {
	sheet, page, a := p.sheet, p.viewport(e), p.draw(e)
	sheet.Show(page)
	if a.Cursor != nil {
		sheet.Top = max(min(sheet.Top, a.Cursor.Y), a.Cursor.Y+1-page.Seen())
	}
	f := kit.Frame{Lines: sheet.Window(e, a.Lines), Hint: p.sayDay(e)}
	if sheet.Top+len(f.Lines) < len(a.Lines) {
		f.Lines = whole(f.Lines[:page.Seen()], a.parts, sheet.Top, f.Lines[page.Seen():])
	}
	f.Targets = sheet.Targets(e, page)
	if a.Cursor != nil {
		f.Cursor = &tea.Position{X: a.Cursor.X, Y: a.Cursor.Y - sheet.Top}
		f.Targets = append(a.days(sheet.Top, page.Seen()), slices.DeleteFunc(f.Targets, func(t kit.Target) bool { return t.Does == kit.ActRead && t.At == 0 })...)
	}
	return f
}

// days are the days in sight that can be opened.
func (a *album) days(top, seen int) (targets []kit.Target) {
	for i, c := range a.cells {
		if y := c.y - top; c.written && y >= 0 && y < seen {
			targets = append(targets, kit.Target{X: c.x, Y: y, Width: 1, Height: 1, Does: kit.ActDay, At: i})
		}
	}
	return targets
}

// whole leaves out the last picture if too little of it is in sight, so that no heading stands alone.
// below is the line that says more follows.
func whole(lines []string, parts []part, top int, below []string) []string {
	for _, p := range parts {
		least := p.least
		if least > len(lines) {
			least = headed
		}
		if y := p.from - top; y > 0 && y < len(lines) && len(lines)-y < least {
			lines = append(slices.Clone(lines[:y]), make([]string, len(lines)-y)...)
		}
	}
	return slices.Concat(lines, below)
}

// headed is the height of a heading with one line under it.
const headed = 3
