package review

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
	"shakeoff/tui/when"
)

// search is the search line. Searches run in the background, one at a time; a result for a text that
// has changed meanwhile is dropped.
type search struct {
	line   *editor.Editor
	typing bool                  // the keys are the line's
	cancel context.CancelFunc    // ends the search under way; nil for none
	before journal.Head          // what was chosen before anything was looked for
	days   when.Reader           // of the language of the screens
	now    time.Time             // what a day is told from
	hits   map[journal.ID]string // the lines that rows show, since searching a long entry is work

	hitsWidth int // of the rows
}

// lineWidth is wider than any terminal: the line never wraps.
const lineWidth = 4096

func newSearch(text string, days when.Reader) search {
	return search{line: newLine(text), days: days, hits: make(map[journal.ID]string)}
}

func newLine(text string) *editor.Editor {
	line := editor.New()
	line.SetWidth(lineWidth)
	line.SetText(text)
	return line
}

func (s *search) text() string { return s.line.Text() }

func (s *search) query() journal.Query {
	return journal.ParseQuery(s.text(), s.days.Days(s.now))
}

func (r *room) openSearch() {
	if !r.narrowed() {
		r.search.before = r.list.current()
	}
	r.search.typing = true
	r.search.line.SetCursorEnd()
}

func insert(line *editor.Editor, text string) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	line.Insert(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " "))
}

func (r *room) pressSearch(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	switch a := e.Action(kit.InSearch, k); a {
	case kit.ActList:
		r.search.typing = false
	case kit.ActDown, kit.ActUp, kit.ActPageDown, kit.ActPageUp:
		s := r.shape(e)
		r.choose(s, r.list.target(a, s))
	case kit.ActClear:
		r.search.line.SetText("")
		return r.seek(e)
	default:
		was := r.search.text()
		kit.Edit(r.search.line, a, k)
		if r.search.text() != was {
			return r.seek(e)
		}
	}
	return nil
}

// seek searches for what the line says. A search under way is cancelled, and the next begins at its
// end.
func (r *room) seek(e kit.Env) tea.Cmd {
	s := &r.search
	clear(s.hits)
	if s.cancel != nil {
		s.cancel()
		return nil
	}
	q := s.query()
	switch {
	case q.IsZero():
		// If something was found stay there, otherwise go back to where the search began.
		if chosen := r.list.current(); chosen.ID != "" {
			s.before = chosen
		}
		r.show(e, r.whole, s.before)
		return nil
	case e.Unlocked == nil:
		return nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	text, unlocked, now := s.text(), e.Unlocked, e.Now
	return e.Do(func(visit context.Context) tea.Msg {
		defer cancel()
		defer context.AfterFunc(visit, cancel)()
		heads, err := unlocked.Search(ctx, q)
		found := newList(heads, now)
		return kit.Then(func(e kit.Env) tea.Cmd { return r.searched(e, text, found, err) })
	})
}

func (r *room) searched(e kit.Env, text string, found list, err error) tea.Cmd {
	r.search.cancel = nil
	switch {
	case text != r.search.text(), errors.Is(err, context.Canceled):
		return r.seek(e)
	case !kit.Readable(err):
		return e.Trouble(err)
	}
	r.show(e, found, r.list.picked())
	return nil
}

func (r *room) narrowed() bool { return !r.search.query().IsZero() }

// topLine is the search line or the line for a day, and the count at its right.
func (r *room) topLine(e kit.Env) (line string, cursor *tea.Position) {
	count := e.Theme.Faint.Render(editor.Truncate(r.count(e), e.Width-kit.Gutter))
	room := e.Width - ansi.StringWidth(count) - 3*kit.Gutter
	of, typing, sign, hint := r.search.line, r.search.typing, "/", e.Words.Keys[string(kit.ActSearch)]
	if typing {
		hint = e.Words.Review.Search
	}
	if r.jump != nil {
		of, typing, sign, hint = r.jump, true, theme.Arrow, e.Words.Review.Day
	}
	signed := e.Theme.Faint
	if typing {
		signed = e.Theme.Accent
	}
	if room >= 0 {
		text, x := kit.Around(e.Cells, of.Text(), of.Offset(), room)
		styled := e.Theme.Text.Render(text)
		if of.Empty() {
			styled = e.Theme.Faint.Render(editor.Truncate(hint, room))
		}
		line = kit.Spaces(kit.Gutter) + signed.Render(sign) + " " + styled
		if typing {
			cursor = &tea.Position{X: 2*kit.Gutter + x}
		}
	}
	return line + kit.Spaces(e.Width-ansi.StringWidth(line)-ansi.StringWidth(count)) + count, cursor
}

// count says how many were found of how many, or which is chosen.
func (r *room) count(e kit.Env) string {
	if unread := r.search.query().Unread; unread != "" {
		return fmt.Sprintf(e.Words.Review.Unread, unread)
	}
	if !r.all {
		return ""
	}
	n := r.list.chosen + 1
	if r.narrowed() {
		n = len(r.list.rows)
	}
	return fmt.Sprintf(e.Words.Review.Position, e.Words.Number(n), e.Words.Number(len(r.whole.rows)))
}
