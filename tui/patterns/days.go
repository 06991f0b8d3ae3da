package patterns

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// pressDay takes the keys while the days are entered: up and down lead from day to day, left and
// right from week to week.
func (p *room) pressDay(e kit.Env, a kit.Action, k tea.KeyPressMsg) tea.Cmd {
	switch a {
	case kit.ActDay:
		p.goTo(e, p.day.Add(map[string]int{"up": -1, "k": -1, "down": +1, "j": +1}[k.String()]))
	case kit.ActWeek:
		p.goTo(e, p.day.Add(map[string]int{"left": -7, "right": +7}[k.String()]))
	case kit.ActFirst:
		p.goTo(e, journal.Day{})
	case kit.ActLast:
		p.goTo(e, journal.DayOf(e.Now))
	case kit.ActRead:
		return p.openDay(e)
	}
	return nil
}

// Escape leaves the days.
func (p *room) Escape(kit.Env) (tea.Cmd, bool) {
	inside := !p.day.IsZero()
	p.day = journal.Day{}
	return nil, inside
}

// goTo enters the days, at this one or the nearest of them, and brings it into sight.
func (p *room) goTo(e kit.Env, day journal.Day) {
	days := p.pictures[p.span].Calendar
	first, last := days[0].Day, journal.DayOf(e.Now)
	switch {
	case day.Compare(first) < 0:
		day = first
	case day.Compare(last) > 0:
		day = last
	}
	p.day, p.sheet.Chosen = day, 0
	page, y := p.viewport(e), p.draw(e).Cursor.Y
	if from := p.draw(e).parts[1].from; p.sheet.Top > from || y >= p.sheet.Top+page.Seen() {
		p.sheet.Top = from
	}
	p.sheet.Top = max(p.sheet.Top, y+1-page.Seen())
	p.sheet.Clamp(page)
}

// newestDay is the last day with an entry, today where there is none.
func (p *room) newestDay(e kit.Env) journal.Day {
	newest := journal.DayOf(e.Now)
	for _, c := range p.pictures[p.span].Calendar {
		if c.Entries > 0 {
			newest = c.Day
		}
	}
	return newest
}

// here is what is known of the day in focus.
func (p *room) here() (here journal.Cell) {
	for _, c := range p.pictures[p.span].Calendar {
		if c.Day == p.day {
			here = c
		}
	}
	return here
}

// openDay shows the entries of the day in Review, if it has any.
func (p *room) openDay(e kit.Env) tea.Cmd {
	if p.here().Entries == 0 {
		return nil
	}
	return e.App.OpenReview(kit.OpenDay{Day: p.day})
}

// sayDay says which day is in focus, and the heaviest of it.
func (p *room) sayDay(e kit.Env) string {
	if p.day.IsZero() {
		return ""
	}
	said, here := e.Words.Dates.Seen(p.day.Time(), true, e.Now), p.here()
	switch {
	case here.Entries == 0:
		return said
	case here.Before.N == 0:
		return said + "  " + theme.DotEmpty + " " + e.Words.Patterns.Unweighed
	default:
		return said + "  " + theme.Shade(here.Shade()) + " " + strconv.Itoa(here.Heaviest)
	}
}
