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
	Fields []answerField
	Scale  Scale
	Hand   page.Hand
	Remark string     // on what was typed into the field that says when, until the next key
	when   *whenField // nil while it is not open
}

type answerField struct {
	Text  *editor.Editor
	angle int    // how often another angle was asked for
	top   int    // the first line in sight, while open
	left  string // what an enter that went on left out, and a new line for itself
}

// HoldDue says that it is certain by now whether an enter or a tab goes on, see page.Hand.
type HoldDue struct{}

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
func (a *Answers) step() guide.Step { return a.Step(a.At) }

func (a *Answers) open() *editor.Editor { return a.Fields[a.At].Text }

// Sync brings a change of the open answer or weight to the page.
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

// Press takes a key on the page; does is what the table says of it. An enter that stands where it may
// go on, see ending, does so unless page.Hand takes it for a paste or a held key; HoldDue follows.
// Where to is up to page.Page.Next.
func (a *Answers) Press(e Env, does Action, k tea.KeyPressMsg) (cmd tea.Cmd) {
	a.Hand.Rest(e.Since)
	a.Remark = ""
	if a.when != nil {
		a.pressWhen(e, does, k)
		return nil
	}
	erases := does == ActErase || k.String() == "backspace" // the weight has no row for it
	leads := false
	if erases {
		if erases, leads = a.Hand.Erase(e.Now); !erases {
			return nil
		}
	}
	switch {
	case IsEnter(k):
		return a.hold(e, "\n")
	case does == ActNext:
		return a.hold(e, "\t")
	case k.Text != "", does == Action(editor.NewLine):
		a.take(a.Hand.Text(e.Now))
	}
	switch {
	case does == ActBack:
		a.back()
	case erases && (a.AtWeight && !a.Scale.Chosen || !a.AtWeight && a.open().AtStart()):
		if leads {
			a.join()
		}
	case a.AtWeight:
		a.pressWeight(e, does, k)
	case does == ActAngle && !a.Disables(ActAngle):
		a.Fields[a.At].angle++
	case Edit(a.open(), does, k):
	case does == ActUp && a.At == 0:
		a.openWhen(e)
	case does == ActUp:
		a.back()
	case does == ActDown:
		a.down()
	}
	a.Sync()
	return nil
}

// hold takes enter or tab. Where two blank lines are wanted, the first is a new line.
func (a *Answers) hold(e Env, key string) tea.Cmd {
	empty, goesOn := a.ending()
	text, wait := a.Hand.Press(key, e.Now, empty && goesOn)
	a.take(text)
	return due(e, wait)
}

// Hold takes a key that goes on where nothing is written. HoldDue follows, if it counts.
func (a *Answers) Hold(e Env, k tea.KeyPressMsg) tea.Cmd {
	a.Hand.Rest(e.Since)
	_, wait := a.Hand.Press(goingOn(k), e.Now, true)
	return due(e, wait)
}

// Due says that a key comes so late after a held one that the held one goes on first.
func (a *Answers) Due(e Env, k tea.KeyPressMsg) bool { return a.Hand.Due(goingOn(k), e.Now) }

// goingOn is a key as page.Hand knows it: enter, tab, or one that never goes on.
func goingOn(k tea.KeyPressMsg) string {
	return map[string]string{"enter": "\n", "tab": "\t"}[k.String()]
}

func due(e Env, wait time.Duration) tea.Cmd {
	if wait == 0 {
		return nil
	}
	return e.After(wait, HoldDue{})
}

// ending says that the cursor stands on an empty last line, and that an enter may go on there: after one
// empty line, or after two where any answer of this page has a blank line in it.
func (a *Answers) ending() (empty, goesOn bool) {
	if a.AtWeight || !a.Answered(a.At) {
		return true, true
	}
	n := a.open().EmptyLines()
	return n > 0, n > 1 || n == 1 && !a.HasBlankLine()
}

// take takes enters and tabs that turned out to be text. At the weight they are, only after digits
// that were words as well.
func (a *Answers) take(text string) {
	switch {
	case text == "":
	case !a.AtWeight:
		a.insert(text)
	case a.Scale.typed != "":
		a.more(a.Scale.words() + text)
	}
}

// Goes goes on when HoldDue comes, unless text came first. ended says that the page is at its end.
func (a *Answers) Goes() (ended bool) {
	key := a.Hand.Goes()
	return key != "" && a.next(key == "\n")
}

// next goes on, or says that the page has ended. An enter leaves out the empty lines on which it was
// pressed, until somebody comes back to add more.
func (a *Answers) next(byEnter bool) (ended bool) {
	if !a.AtWeight {
		left := ""
		if byEnter && a.Answered(a.At) {
			left = a.open().CutBlank() + "\n"
		}
		a.Fields[a.At].left = left
		a.Sync()
	}
	if !a.Next() {
		return true
	}
	a.arrive(func(*editor.Editor) {})
	return false
}

// addMore goes on with the open answer where an enter left it.
func (a *Answers) addMore() {
	f := &a.Fields[a.At]
	f.Text.SetCursorEnd()
	f.Text.Insert(f.left)
	f.left = ""
}

// join leads back to the answer before, and takes the words after the cursor there.
func (a *Answers) join() {
	words := ""
	switch {
	case a.AtWeight:
		a.Hand.Led()
		a.AtWeight = false
		a.addMore()
		return
	case a.At == 0:
		return
	case a.Answered(a.At):
		words = a.open().CutAll()
		a.Sync()
	}
	a.Hand.Led()
	a.At--
	a.addMore()
	if words != "" {
		a.paragraph()
		a.open().Append(words)
	}
}

// paragraph begins a new one at the end of the open answer.
func (a *Answers) paragraph() {
	if a.open().CutBlank(); !a.open().Empty() {
		a.open().Insert("\n\n")
	}
}

// Again opens the last answer once more, to add words to it, or without any where it was left.
func (a *Answers) Again(words string) {
	a.AtWeight = false
	if words == "" {
		a.addMore()
		a.Sync()
	} else {
		a.more(words)
	}
}

// more adds words that came at the weight to the answer just left.
func (a *Answers) more(words string) {
	a.AtWeight = false
	a.open().SetCursorEnd()
	a.paragraph()
	a.insert(words)
}

// arrive begins a new choice if the weight is open now, or else puts the cursor into the answer.
func (a *Answers) arrive(put func(*editor.Editor)) {
	if a.AtWeight {
		a.Scale.Open()
	} else {
		put(a.open())
	}
}

// back goes to the question before, with the cursor at its end.
func (a *Answers) back() {
	if a.Back() {
		a.arrive((*editor.Editor).SetCursorEnd)
	}
}

// down goes on where something below was answered already.
func (a *Answers) down() {
	if a.Down() {
		a.arrive((*editor.Editor).SetCursorStart)
	}
}

// Paste takes what was pasted: always text.
func (a *Answers) Paste(e Env, text string) {
	if a.when != nil {
		a.when.text.Insert(strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " "))
		return
	}
	a.Hand.Rest(e.Since) // which the enter behind it would take for new
	a.take(a.Hand.Paste(e.Now))
	a.words(strings.ToValidUTF8(text, "\uFFFD"))
}

// pressWeight chooses how heavy it is, unless words are typed.
func (a *Answers) pressWeight(e Env, does Action, k tea.KeyPressMsg) {
	switch r, _ := utf8.DecodeRuneInString(k.Text); {
	case does == ActDigit:
		if words := a.Scale.digit(k.String(), e.Now); words != "" {
			a.more(words)
		}
	case a.Scale.Press(does, k, e.Now):
	case k.String() == "down":
		a.down()
	case k.Text == " " && a.Scale.typed == "":
	case k.Text != "" && a.Scale.typed != "" && !unicode.IsLetter(r):
		a.more(a.Scale.words() + k.Text) // the digits were words
	default:
		a.words(k.Text)
	}
}

// words takes words wherever the page is open. At the weight they go back to the answer just left,
// or begin the next once a weight was chosen.
func (a *Answers) words(text string) {
	if a.AtWeight && text != "" && (!a.Scale.Chosen || !a.Next()) {
		a.more(text)
		return
	}
	a.insert(text)
}

// Pick takes a click on the scale, or on the number beside it.
func (a *Answers) Pick(e Env, p Picked) (ended bool) {
	switch {
	case !a.AtWeight:
	case p.Does == ActDigit:
		a.Scale.Pick(p.At, e.Now)
		a.Sync()
	case p.Does == ActNext:
		return a.next(false)
	}
	return false
}

// Seeing is how long it takes to see a question. A key that comes sooner is no answer: it is held
// down, or belongs to words that are being typed.
const Seeing = 600 * time.Millisecond

// Twice is a question that is asked by a key and answered by the same key. One that is held down
// goes on asking.
type Twice struct{ at time.Time }

// Asked says that the question is open.
func (t Twice) Asked() bool { return !t.at.IsZero() }

// Press asks, or says that the question is answered.
func (t *Twice) Press(now time.Time) (answered bool) {
	answered = t.Asked() && now.Sub(t.at) >= Seeing
	t.at = now
	return answered
}

// IsEnter says that a key is enter.
func IsEnter(k tea.KeyPressMsg) bool { return k.String() == "enter" }
