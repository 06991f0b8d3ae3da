package review

import (
	"fmt"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/exchange"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
)

// passage is the preview as a text in which a passage is marked: from where that was begun up to the
// cursor, or else the word at the cursor.
type passage struct {
	text *editor.Editor // which is only read
	from int            // where it was begun; -1 for nowhere
	top  int            // the first line in sight
}

func (t *export) askPassage(e kit.Env) {
	t.at, t.mark = kit.InPassage, passage{text: editor.New(), from: -1}
	t.mark.text.SetText(t.plain)
	t.mark.text.SetCursorStart()
	t.mark.fit(e)
}

func (t *export) pressPassage(e kit.Env, k tea.KeyPressMsg) {
	m := &t.mark
	switch a := e.Action(kit.InPassage, k); a {
	case kit.ActMark:
		if m.from < 0 {
			m.from = m.text.Offset()
		} else {
			m.from = -1
		}
	case kit.ActHide:
		if phrases := t.phrases(m.marked()); len(phrases) > 0 {
			t.passages = append(t.passages, phrases)
			t.blackOutPassages(e)
		}
	case kit.ActUnhide:
		if n := len(t.passages); n > 0 {
			t.passages = t.passages[:n-1]
			t.blackOutPassages(e)
		}
	default:
		m.text.Do(editor.Command(a)) // of those only what moves has a key here
	}
	m.fit(e)
}

// blackOutPassages blacks the passages out. The cursor stays on its line, counted from the end.
func (t *export) blackOutPassages(e kit.Env) {
	m := &t.mark
	_, to := m.span()
	below := strings.Count(m.text.Text()[to:], "\n")
	t.blackOut(e)
	m.text.SetText(t.plain)
	at := len(t.plain)
	for range below + 1 {
		at = max(0, strings.LastIndexByte(t.plain[:at], '\n'))
	}
	m.text.MoveTo(at + 1)
	m.from = -1
}

// phrases are what a marked passage is found by: the whole of it if it lies in one answer, otherwise
// each line. Punctuation at the ends, which may differ elsewhere, and what is blacked out already are
// left out.
func (t *export) phrases(marked string) (phrases []string) {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }
	trim := func(text string) string { return strings.TrimFunc(text, func(r rune) bool { return !word(r) }) }
	marked = trim(strings.ReplaceAll(marked, string(unicode.ReplacementChar), "")) // which stands for what is hidden
	if one := exchange.NewRedaction(marked); !one.IsZero() && one.Missing(t.entries) == 0 {
		return []string{marked}
	}
	between := func(r rune) bool { return r == '\n' || strings.ContainsRune(exchange.Blackout, r) }
	for _, part := range strings.FieldsFunc(marked, between) {
		if part = trim(part); part != "" {
			phrases = append(phrases, part)
		}
	}
	return phrases
}

func (m *passage) span() (from, to int) {
	if m.from < 0 {
		return m.text.Word()
	}
	return min(m.from, m.text.Offset()), max(m.from, m.text.Offset())
}

func (m *passage) marked() string {
	from, to := m.span()
	return m.text.Text()[from:to]
}

// passageRows is how many lines the text has, between the question and what is marked.
func passageRows(e kit.Env, head int) int { return max(1, e.Height-head-3) }

func (m *passage) fit(e kit.Env) {
	m.text.SetCells(e.Cells)
	m.text.SetWidth(kit.TextWidth(e))
	rows := passageRows(e, len(passageHead(e)))
	m.text.SetPage(max(1, rows-1))
	_, y := m.text.Cursor()
	m.top = max(0, min(min(max(m.top, y-rows+1), y), m.text.Height()-rows))
}

func passageHead(e kit.Env) []string {
	said, width := e.Words.Export, kit.TextWidth(e)
	lines := []string{e.Theme.Strong.Render(editor.Truncate(said.PassageAsk, width))}
	if how := editor.Wrap(said.PassageLine, width); e.Height >= 4*len(how) {
		for _, line := range how {
			lines = append(lines, e.Theme.Soft.Render(line))
		}
	}
	return lines
}

func (t *export) viewPassage(e kit.Env) kit.Frame {
	c, m := kit.NewCanvas(e), t.mark
	m.fit(e)
	head := passageHead(e)
	c.Line(head...)
	c.Gap()
	from, to := m.span()
	x, y := m.text.Cursor()
	c.Frame.Cursor = &tea.Position{X: kit.Gutter + x, Y: len(c.Frame.Lines) + y - m.top}
	for row := m.top; row < min(m.top+passageRows(e, len(head)), m.text.Height()); row++ {
		before, between, behind := m.text.Parted(row, from, to)
		c.Line(e.Theme.Text.Render(before) + e.Theme.Match.Render(between) + e.Theme.Text.Render(behind))
	}
	c.Gap()
	if words := strings.Fields(m.marked()); len(words) > 0 {
		const few = 4
		if len(words) > 2*few {
			words = append(append(words[:few:few], theme.Ellipsis), words[len(words)-few:]...)
		}
		c.Line(e.Theme.Soft.Render(editor.Truncate(fmt.Sprintf(e.Words.Ready.Phrase, strings.Join(words, " ")), c.Width)))
	}
	return c.Frame
}
