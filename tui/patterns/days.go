package patterns

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

func (p *room) calendar() []journal.Cell { return p.pictures[p.span].Calendar }

// pressDay takes the keys in the calendar, where a column is a week.
func (p *room) pressDay(e kit.Env, a kit.Action, k tea.KeyPressMsg) tea.Cmd {
	switch a {
	case kit.ActDay:
		p.goTo(e, p.day+map[string]int{"up": -1, "k": -1, "down": +1, "j": +1}[k.String()])
	case kit.ActWeek:
		p.goTo(e, p.day+map[string]int{"left": -7, "right": +7}[k.String()])
	case kit.ActFirst:
		p.goTo(e, 0)
	case kit.ActLast:
		p.goTo(e, len(p.calendar()))
	case kit.ActRead:
		return p.openDay(e)
	}
	return nil
}

func (p *room) Escape(kit.Env) (tea.Cmd, bool) {
	inside := p.day >= 0
	p.day = kit.None
	return nil, inside
}

// goTo enters the calendar at a day, or the nearest there is, and brings it into sight.
func (p *room) goTo(e kit.Env, day int) {
	p.day, p.sheet.Chosen = max(0, min(day, len(p.calendar())-1)), 0
	page, y := p.viewport(e), p.draw(e).Cursor.Y
	if from := p.draw(e).parts[1].from; p.sheet.Top > from || y >= p.sheet.Top+page.Seen() {
		p.sheet.Top = from
	}
	p.sheet.Top = max(p.sheet.Top, y+1-page.Seen())
	p.sheet.Clamp(page)
}

// newestDay is the last day with an entry, or today.
func (p *room) newestDay() int {
	newest := len(p.calendar()) - 1
	for i, c := range p.calendar() {
		if c.Entries > 0 {
			newest = i
		}
	}
	return newest
}

func (p *room) openDay(e kit.Env) tea.Cmd {
	here := p.calendar()[p.day]
	if here.Entries == 0 {
		return nil
	}
	return e.App.OpenReview(kit.OpenDay{Day: here.Day})
}

func (p *room) sayDay(e kit.Env) string {
	if p.day < 0 {
		return ""
	}
	here := p.calendar()[p.day]
	said := e.Words.Dates.Seen(here.Day.Time(), true, e.Now)
	switch {
	case here.Entries == 0:
		return said
	case here.Before.N == 0:
		return said + "  " + theme.DotEmpty + " " + e.Words.Patterns.Unweighed
	default:
		return said + "  " + theme.Shade(here.Shade()) + " " + strconv.Itoa(here.Heaviest)
	}
}
