package tui

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
)

// answers is a page as it is written on the screen: an editor in front of each
// answer, and the scale in front of the weight. What is asked next is the page's to
// say; here is only what keys do.
type answers struct {
	*page.Page
	fields  []answerField
	scale   scale
	enters  enters
	closing bool // enter was pressed at the end, and may yet be a paste
}

// answerField is where an answer is written.
type answerField struct {
	text  *editor.Editor
	angle int // how often another angle was asked for
	top   int // the first line in sight, while open
}

// closeDue says that an enter at the end of the page was no paste.
type closeDue struct{}

// newAnswers puts a page on the screen.
func newAnswers(p *page.Page) answers {
	a := answers{Page: p, fields: make([]answerField, len(p.Steps))}
	for i, text := range p.Answers {
		a.fields[i].text = editor.New()
		a.fields[i].text.SetText(text)
	}
	if w := p.Before; w != nil {
		a.scale = scale{chosen: true, weight: w.Weight, at: w.At}
	}
	return a
}

// step is the question that is open, or that the open weight comes after.
func (a *answers) step() guide.Step { return a.Steps[a.At] }

// open is the editor of that question.
func (a *answers) open() *editor.Editor { return a.fields[a.At].text }

// took notes on the page what was changed in the open answer or weight.
func (a *answers) took() {
	a.Answers[a.At] = a.open().Text()
	a.Before = a.scale.weighing(journal.Before)
}

// insert puts text into the open answer.
func (a *answers) insert(text string) {
	a.open().Insert(text)
	a.took()
}

// mutes says that there is no other angle on the open question.
func (a *answers) mutes(does action) bool { return does == actAngle && len(a.step().Hints) == 0 }

// press takes a key on the page, of which the table says what it does. ended says
// that the page has come to its end by it; after an enter that is for closeDue to
// say, in case it was a paste.
func (a *answers) press(e env, does action, k tea.KeyPressMsg) (cmd tea.Cmd, ended bool) {
	if k.Text != "" && a.enters.pasted(e.now) {
		a.rejoin()
	}
	switch {
	case does == actNext && a.mayGo(e, k):
		return a.next(e, isEnter(k))
	case does == actNext:
	case does == actBack:
		a.back()
	case a.AtWeight:
		a.pressWeight(e, does, k)
	case does == actAngle && !a.mutes(actAngle):
		a.fields[a.At].angle++
	case !edits(a.open(), does, k):
		a.leave(does)
	}
	a.took()
	return nil, false
}

// next goes on, or to the end. After an enter the end waits a moment.
func (a *answers) next(e env, byEnter bool) (cmd tea.Cmd, ended bool) {
	inAnswer := !a.AtWeight
	switch {
	case a.Next():
		a.arrive()
	case byEnter && inAnswer:
		a.closing = true
		return e.after(page.PasteGap+time.Millisecond, closeDue{}), false
	default:
		return nil, true
	}
	return nil, false
}

// closes says, when closeDue comes, that the page has ended all the same.
func (a *answers) closes() bool {
	closing := a.closing
	a.closing = false
	return closing
}

// arrive begins a new choice where the weight is open now.
func (a *answers) arrive() {
	if a.AtWeight {
		a.scale.open()
	}
}

// back goes to the question before, with the cursor at its end.
func (a *answers) back() {
	a.closing = false
	if !a.Back() {
		return
	}
	a.arrive()
	if !a.AtWeight {
		a.open().SetCursorEnd()
	}
}

// down goes on where something was answered below already.
func (a *answers) down() {
	if !a.Down() {
		return
	}
	a.arrive()
	if !a.AtWeight {
		a.open().SetCursorStart()
	}
}

// leave goes to the question above or below for a key that the open answer had no
// use for.
func (a *answers) leave(does action) {
	switch editor.Command(does) {
	case editor.Up:
		a.back()
	case editor.Erase:
		if a.open().Empty() {
			a.back()
		}
	case editor.Down:
		a.down()
	}
}

// paste takes what was pasted: always text.
func (a *answers) paste(text string) {
	a.closing = false
	text = strings.ToValidUTF8(text, "\uFFFD")
	if a.AtWeight {
		a.LeaveWeight()
	}
	a.insert(text)
}

// pressWeight chooses how heavy it is, unless what is typed are words: a letter goes
// on to the next answer, and what follows digits and is no letter makes words of
// them.
func (a *answers) pressWeight(e env, does action, k tea.KeyPressMsg) {
	r, _ := utf8.DecodeRuneInString(k.Text)
	switch {
	case does == actDigit:
		a.words(a.scale.digit(k.String(), e.now))
	case does == actLighter:
		a.scale.step(-1, e.now)
	case does == actHeavier:
		a.scale.step(+1, e.now)
	case k.String() == "backspace" && a.scale.chosen:
		a.scale.clear()
	case k.String() == "backspace":
		a.back()
	case k.String() == "down":
		a.down()
	case k.Text == " " && a.scale.typed == "":
	case unicode.IsLetter(r):
		a.words(k.Text)
	case k.Text != "":
		a.words(a.scale.words() + k.Text)
	}
}

// words puts words that came at the weight where they belong.
func (a *answers) words(text string) {
	if text == "" {
		return
	}
	a.Before = a.scale.weighing(journal.Before)
	a.LeaveWeight()
	a.insert(text)
}

// pick takes a click on the scale, or on the number beside it.
func (a *answers) pick(e env, p picked) (cmd tea.Cmd, ended bool) {
	switch {
	case !a.AtWeight:
	case p.does == actDigit:
		a.scale.pick(p.at, e.now)
		a.took()
	case p.does == actNext:
		return a.next(e, false)
	}
	return nil, false
}

// enterPause is how soon after an enter another is taken for the same: a key held
// down, or a hand hitting it twice.
const enterPause = 200 * time.Millisecond

// enters remembers the enter keys pressed last, to tell a hand from a paste.
type enters struct {
	at    time.Time // the last of them
	from  int       // the answer that was open at the first
	lines int       // how many came at once; 0 where they were not in an answer
}

// press takes note of an enter and says whether it counts, or came too soon
// after another.
func (p *enters) press(now time.Time, from int, inAnswer bool) bool {
	since := now.Sub(p.at)
	if since > page.PasteGap {
		p.lines = 0
	}
	if p.lines == 0 {
		p.from = from
	}
	if inAnswer || p.lines > 0 {
		p.lines++
	}
	p.at = now
	return since >= enterPause
}

// pasted says that text which comes now came with the last enters.
func (p *enters) pasted(now time.Time) bool {
	return p.lines > 0 && now.Sub(p.at) <= page.PasteGap
}

// rejoin goes back to the answer from which enters were pasted, and puts them
// there as new lines.
func (a *answers) rejoin() {
	a.At, a.AtWeight, a.closing = a.enters.from, false, false
	a.insert(strings.Repeat("\n", a.enters.lines))
	a.enters.lines = 0
}

func isEnter(k tea.KeyPressMsg) bool { return k.String() == "enter" }

// mayGo says whether a key for the next question counts. Tab always does.
func (a *answers) mayGo(e env, k tea.KeyPressMsg) bool {
	return !isEnter(k) || a.enters.press(e.now, a.At, !a.AtWeight)
}
