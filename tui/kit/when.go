package kit

import (
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
	"shakeoff/tui/when"
)

// whenField is where a page is told when it happened. Nothing typed changes nothing.
type whenField struct {
	text *editor.Editor
	read when.Reader
}

// openWhen opens the field, above the first answer.
func (a *Answers) openWhen(e Env) {
	a.when = &whenField{editor.New(), when.In(e.Words.Dates)}
	a.when.text.SetWidth(whenWidth)
}

// whenWidth is wider than anything that can be read: the field never wraps.
const whenWidth = 1024

// LeaveWhen leaves the field, and takes what is understood there; false if it is not open. Anything
// else was meant for the answer, and goes there. So does a day that is still to come, with a remark.
func (a *Answers) LeaveWhen(e Env) bool {
	if a.when == nil {
		return false
	}
	at, dayOnly, astray, err := a.told(e.Now)
	if errors.Is(err, when.ErrFuture) {
		a.Remark = e.Words.Write.WhenAhead + " " + e.Words.Write.WhenMoved
	}
	a.Happened, a.DayOnly = at, dayOnly
	if astray != "" {
		cursor := a.open()
		cursor.SetCursorStart()
		if !cursor.Empty() {
			astray += "\n\n"
		}
		cursor.Insert(astray)
		a.Sync()
	}
	a.when = nil
	return true
}

// Entry is the page as it stands, the field that says when included: with the day that is
// understood there, and with words that went astray into it.
func (a *Answers) Entry(now time.Time) journal.Entry {
	at, dayOnly, astray, _ := a.told(now)
	p := *a.Page
	p.Answers = slices.Clone(p.Answers)
	p.Answers[0] = page.Join(astray, p.Answers[0])
	p.Happened, p.DayOnly = at, dayOnly
	return p.Entry(now)
}

// Told is when the page happened as it is told: by the field, while that is open and says a day.
func (a *Answers) Told(now time.Time) (at time.Time, dayOnly bool) {
	at, dayOnly, _, _ = a.told(now)
	return at, dayOnly
}

// told is Told, and what stands in the field if that is no day of the past, and why not.
func (a *Answers) told(now time.Time) (at time.Time, dayOnly bool, astray string, err error) {
	if a.when == nil || a.when.text.Empty() {
		return a.Happened, a.DayOnly, "", nil
	}
	astray = a.when.text.Text()
	at, dayOnly, err = a.when.read.Moment(astray, now)
	if err != nil {
		return a.Happened, a.DayOnly, astray, err
	}
	return a.Meant(at, now), dayOnly, "", nil
}

// pressWhen takes a key in the field. Enter and tab stay in it with what is not understood.
func (a *Answers) pressWhen(e Env, does Action, k tea.KeyPressMsg) {
	switch _, _, _, err := a.told(e.Now); {
	case IsEnter(k), does == ActNext, does == ActBack:
		if err == nil {
			a.LeaveWhen(e)
			a.Hand.Rest(e.Now)
		}
	case does == ActDown:
		a.LeaveWhen(e)
	case does != Action(editor.NewLine):
		Edit(a.when.text, does, k)
	}
}

// drawWhen is the field, and what is understood: to the right, or below where that is too narrow.
func (a *Answers) drawWhen(e Env, width int) (line, below string, cursor int) {
	said := e.Words.Write
	a.when.text.SetCells(e.Cells)
	typed := a.when.text.Lines(0, 1)[0]
	x, _ := a.when.text.Cursor()
	label := said.When + "  "
	cursor = editor.Width(label) + x
	understood := a.understood(e)
	line = e.Theme.Strong.Render(label) + e.Theme.Text.Render(typed)
	left := width - editor.Width(label) - editor.Width(typed)
	if editor.Width(understood)+2 > left {
		return line, understood, cursor
	}
	return line + Spaces(left-editor.Width(understood)) + e.Theme.Soft.Render(understood), "", cursor
}

func (a *Answers) understood(e Env) string {
	said := e.Words.Write
	if a.when.text.Empty() {
		return said.WhenHint
	}
	at, dayOnly, _, err := a.told(e.Now)
	switch {
	case errors.Is(err, when.ErrFuture):
		return said.WhenAhead
	case err != nil:
		return said.WhenUnread
	case at.IsZero():
		return said.Now
	}
	return e.Words.Dates.Seen(at, dayOnly, e.Now)
}

// happened says when the page happened, for the right of its first question.
func (a *Answers) happened(e Env) string {
	if at, dayOnly := a.When(e.Now); !at.IsZero() {
		return e.Words.Dates.Seen(at, dayOnly, e.Now)
	}
	if !a.Written.IsZero() {
		return e.Words.Dates.Seen(a.Written, false, e.Now)
	}
	return e.Words.Write.Now
}
