package kit

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

// Answers is a page as it is written on the screen: an editor in front of each answer, and the
// scale in front of the weight. What is asked next is the page's to say.
type Answers struct {
	*page.Page
	Fields  []answerField
	Scale   Scale
	Enters  EnterKeys
	Closing bool // enter was pressed at the end, and may yet be a paste
}

type answerField struct {
	Text  *editor.Editor
	angle int // how often another angle was asked for
	top   int // the first line in sight, while open
}

// CloseDue says that an enter at the end of the page was no paste.
type CloseDue struct{}

// NewAnswers puts a page on the screen.
func NewAnswers(p *page.Page) Answers {
	a := Answers{Page: p, Fields: make([]answerField, len(p.Steps))}
	for i, text := range p.Answers {
		a.Fields[i].Text = editor.New()
		a.Fields[i].Text.SetText(text)
	}
	if w := p.Before; w != nil {
		a.Scale = Scale{Chosen: true, weight: w.Weight, at: w.At}
	}
	return a
}

// step is the question that is open, or that the open weight comes after.
func (a *Answers) step() guide.Step { return a.Steps[a.At] }

func (a *Answers) open() *editor.Editor { return a.Fields[a.At].Text }

// Sync notes on the page what was changed in the open answer or weight.
func (a *Answers) Sync() {
	a.Answers[a.At] = a.open().Text()
	a.Before = a.Scale.Weighing(journal.Before)
}

func (a *Answers) insert(text string) {
	a.open().Insert(text)
	a.Sync()
}

// Disables says that there is no other angle on the open question.
func (a *Answers) Disables(does Action) bool { return does == ActAngle && len(a.step().Hints) == 0 }

// Press takes a key on the page; does is what the table says of it. Whether an enter counts
// is MayGo's to say, and where it goes page.Page.Next's. ended says that
// the key has brought the page to its end. After an enter CloseDue says so instead, a
// moment later, in case the enter was pasted.
func (a *Answers) Press(e Env, does Action, k tea.KeyPressMsg) (cmd tea.Cmd, ended bool) {
	if k.Text != "" && a.Enters.lines > 0 && e.Now.Sub(a.Enters.At) <= page.PasteGap {
		a.rejoin()
	}
	switch {
	case does == ActNext && a.MayGo(e, k, !a.AtWeight):
		return a.next(e, IsEnter(k))
	case does == ActNext: // an enter that came too soon counts for nothing
	case does == ActBack:
		a.back()
	case a.AtWeight:
		a.pressWeight(e, does, k)
	case does == ActAngle && !a.Disables(ActAngle):
		a.Fields[a.At].angle++
	case Edit(a.open(), does, k):
	case does == ActUp, does == ActErase && a.open().Empty():
		a.back()
	case does == ActDown:
		a.down()
	}
	a.Sync()
	return nil, false
}

// next goes on, or to the end. After an enter the end waits a moment.
func (a *Answers) next(e Env, byEnter bool) (cmd tea.Cmd, ended bool) {
	inAnswer := !a.AtWeight
	switch {
	case a.Next():
		a.arrive(func(*editor.Editor) {})
	case byEnter && inAnswer:
		a.Closing = true
		return e.After(page.PasteGap+time.Millisecond, CloseDue{}), false
	default:
		return nil, true
	}
	return nil, false
}

// Closes says, when CloseDue comes, that the page has ended all the same.
func (a *Answers) Closes() bool {
	closing := a.Closing
	a.Closing = false
	return closing
}

// arrive begins a new choice where the weight is open now, or puts the cursor into the
// answer that is.
func (a *Answers) arrive(put func(*editor.Editor)) {
	if a.AtWeight {
		a.Scale.Open()
	} else {
		put(a.open())
	}
}

// back goes to the question before, with the cursor at its end.
func (a *Answers) back() {
	a.Closing = false
	if a.Back() {
		a.arrive((*editor.Editor).SetCursorEnd)
	}
}

// down goes on where something was answered below already.
func (a *Answers) down() {
	if a.Down() {
		a.arrive((*editor.Editor).SetCursorStart)
	}
}

// Paste takes what was pasted: always text.
func (a *Answers) Paste(text string) {
	a.Closing = false
	text = strings.ToValidUTF8(text, "\uFFFD")
	if a.AtWeight {
		a.LeaveWeight()
	}
	a.insert(text)
}

// pressWeight chooses how heavy it is, unless what is typed are words: a letter goes on to the
// next answer, and whatever else follows digits makes words of them.
func (a *Answers) pressWeight(e Env, does Action, k tea.KeyPressMsg) {
	r, _ := utf8.DecodeRuneInString(k.Text)
	switch {
	case does == ActDigit:
		a.words(a.Scale.digit(k.String(), e.Now))
	case k.String() == "backspace" && !a.Scale.Chosen:
		a.back()
	case a.Scale.Press(does, k, e.Now):
	case k.String() == "down":
		a.down()
	case k.Text == " " && a.Scale.typed == "":
	case unicode.IsLetter(r):
		a.words(k.Text)
	case k.Text != "":
		a.words(a.Scale.words() + k.Text)
	}
}

func (a *Answers) words(text string) {
	if text == "" {
		return
	}
	a.Before = a.Scale.Weighing(journal.Before)
	a.LeaveWeight()
	a.insert(text)
}

// Pick takes a click on the scale, or on the number beside it.
func (a *Answers) Pick(e Env, p Picked) (cmd tea.Cmd, ended bool) {
	switch {
	case !a.AtWeight:
	case p.Does == ActDigit:
		a.Scale.Pick(p.At, e.Now)
		a.Sync()
	case p.Does == ActNext:
		return a.next(e, false)
	}
	return nil, false
}

// EnterPause is how soon after an enter another is taken for the same: a key held
// down, or a hand hitting it twice.
const EnterPause = 200 * time.Millisecond

// EnterKeys remembers the enter keys pressed last, to tell a hand from a paste.
type EnterKeys struct {
	At    time.Time // the last of them
	from  int       // the answer that was open at the first
	lines int       // how many came at once; 0 where they were not in an answer
}

// press takes note of an enter and says whether it counts, or came too soon after
// another.
func (p *EnterKeys) press(now time.Time, from int, inAnswer bool) bool {
	since := now.Sub(p.At)
	if since > page.PasteGap || p.lines == 0 {
		p.lines, p.from = 0, from
	}
	if inAnswer || p.lines > 0 {
		p.lines++
	}
	p.At = now
	return since >= EnterPause
}

// rejoin goes back to the answer from which enters were pasted, and puts them
// there as new lines.
func (a *Answers) rejoin() {
	a.At, a.AtWeight, a.Closing = a.Enters.from, false, false
	a.insert(strings.Repeat("\n", a.Enters.lines))
	a.Enters.lines = 0
}

// IsEnter says that a key is enter.
func IsEnter(k tea.KeyPressMsg) bool { return k.String() == "enter" }

// MayGo says whether a key for what comes next counts. Tab always does.
func (a *Answers) MayGo(e Env, k tea.KeyPressMsg, inAnswer bool) bool {
	return !IsEnter(k) || a.Enters.press(e.Now, a.At, inAnswer)
}
