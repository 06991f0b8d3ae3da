package tui

import (
	"slices"
	"strings"
	"time"

	"shakeoff/tui/page"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
)

// phase is how far the page in Write has come.
type phase uint8

const (
	answering  phase = iota // in the answer w.at
	weighing                // how heavy it is, after the answer w.at
	shaking                 // the entry is kept, its words lie on the tablet
	blank                   // the tablet is blank, the change answer stands there
	reweighing              // how heavy it is now
	ending                  // keep it, or burn it
	burning                 // burn was asked for once
	choosing                // what to do with a waiting page, while locked
)

// write is the room in which a page is written: the guide on one page, then the
// shake, the second weighing and the ending.
type write struct {
	opts    *Options
	answers []answer
	at      int // the open answer
	phase   phase
	before  scale
	after   scale
	base    journal.Entry // of a page that was taken up: what does not stand on the page
	put     journal.Entry // what the keeper has
	enters  enters

	closing bool  // enter was pressed on the last answer, and may yet be a paste
	keeping *keep // the page is on its way to disk
	busy    bool  // the second weight or the burning is
	opening bool  // a waiting page is
	filing  bool  // a waiting page is being kept as it is
	ticking bool  // an autosave is due
	warned  bool  // the error line says that saving failed
	rescue  rescue
	shake   shake

	kept  page.Filed // the page after it was kept, until its end
	first bool       // it was the first entry, and a lock was never offered
	asked time.Time  // when burn was pressed
	quiet string     // a line about the page before

	held *editor.Editor // what was typed while the page was being kept; nil for nothing

	since  waitingSince
	chose  phase // where the page was when it came to choose about another
	hidden bool  // the waiting page was left, to start fresh
}

// answer is one step of the guide on the page.
type answer struct {
	step  guide.Step
	text  *editor.Editor
	angle int // how often another angle was asked for
	top   int // the first line in sight, while open
}

func newWrite(o *Options) *write {
	w := &write{opts: o}
	w.fresh("")
	return w
}

// fresh begins a new page, with a quiet line about the one before. Nothing of that
// stays, but for what was typed while it was being kept.
func (w *write) fresh(quiet string) {
	if w.kept != nil {
		w.kept.Forget()
	}
	held := w.held
	*w = write{opts: w.opts, quiet: quiet, ticking: w.ticking, since: w.since, hidden: w.hidden, enters: enters{at: w.enters.at}, shake: shake{framing: w.shake.framing}}
	w.ask(w.opts.Guide)
	if held != nil {
		w.answers[0].text = held
	}
}

// ask lays out an empty page.
func (w *write) ask(g guide.Guide) {
	w.answers = nil
	for _, s := range g.Steps {
		w.answers = append(w.answers, answer{step: s, text: editor.New()})
	}
}

// mutes says that there is no other angle on the open question, no weight to
// choose at the tablet where none is asked after it, and nothing left to shake
// where what is taken along stands still.
func (w *write) mutes(a action) bool {
	switch w.place() {
	case placeAnswer:
		return a == actAngle && len(w.answers[w.at].step.Hints) == 0
	case placeShake:
		return a == actDigit && !w.opts.Guide.After.Asked() ||
			a == actShake && w.phase == blank && w.opts.Motion != MotionFull
	default:
		return false
	}
}

func (w *write) place() place {
	switch w.phase {
	case weighing, reweighing:
		return placeWeigh
	case shaking, blank:
		return placeShake
	case ending, burning:
		return placeEnding
	case choosing:
		return placeChoice
	default:
		return placeAnswer
	}
}

func (w *write) typing() bool { return w.place().takesText() }

// What Write tells itself: its timers, and the results of its commands.
type (
	saveDue  struct{}
	saved    struct{ err error }
	closeDue struct{}
	keptMsg  struct {
		kept   page.Filed
		err    error
		rescue rescue
	}
	weighedMsg struct{ err error }
	burntMsg   struct{ err error }
)

func (w *write) update(e env, msg tea.Msg) tea.Cmd {
	cmd := w.handle(e, msg)
	cmd = tea.Batch(cmd, w.note(e))
	w.fit(e)
	return tea.Batch(cmd, w.animate(e))
}

func (w *write) handle(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return w.press(e, msg)
	case tea.PasteMsg:
		if w.keeping != nil {
			w.hold(msg)
			return nil
		}
		w.paste(msg.Content)
	case picked:
		return w.pickWeigh(e, msg)
	case saveDue:
		w.ticking = false
		return w.save(e)
	case saved:
		return w.saved(e, msg.err)
	case closeDue:
		return w.close(e)
	case keptMsg:
		return w.isKept(e, msg)
	case weighedMsg:
		return w.isWeighed(e, msg.err)
	case burntMsg:
		return w.isBurnt(e, msg.err)
	case frameDue:
		w.frame(e)
	case tea.BlurMsg:
		w.shake.away = true
	case tea.FocusMsg:
		w.shake.away = false
	case entered:
		return w.enter(e)
	case failed:
		return w.broke(e)
	case lockedMsg:
		w.held = nil // it is on disk, and waits
		w.fresh("")
		w.ticking, w.since, w.hidden, w.shake = false, waitingSince{}, false, shake{}
	default:
		return w.handleWaiting(e, msg)
	}
	return nil
}

// enter comes into the room, often by an enter on the cover: another that comes
// at once was meant for it too. What was asked before is not asked any more.
func (w *write) enter(e env) tea.Cmd {
	w.enters = enters{at: e.now}
	if w.phase == burning {
		w.phase = ending
	}
	return tea.Batch(w.offer(), w.tick(e))
}

// broke goes back to where a command was started that broke down.
func (w *write) broke(e env) tea.Cmd {
	w.keeping, w.busy, w.opening, w.filing = nil, false, false, false
	w.takeHeld()
	return w.tick(e)
}

func (w *write) press(e env, k tea.KeyPressMsg) tea.Cmd {
	if w.keeping != nil {
		w.hold(k)
		return nil
	}
	if w.busy || (w.opening || w.filing) && k.Text == "" {
		return nil
	}
	if w.writing() && k.Text != "" && w.enters.pasted(e.now) {
		w.rejoin()
	}
	switch w.phase {
	case weighing:
		return w.pressWeigh(e, k)
	case shaking, blank:
		return w.pressShake(e, k)
	case reweighing:
		return w.pressReweigh(e, k)
	case ending, burning:
		return w.pressEnding(e, k)
	case choosing:
		return w.pressChoice(e, k)
	default:
		return w.pressAnswer(e, k)
	}
}

func (w *write) pressAnswer(e env, k tea.KeyPressMsg) tea.Cmd {
	open := &w.answers[w.at]
	switch e.action(placeAnswer, k) {
	case actNext:
		if !w.mayGo(e, k) {
			return nil
		}
		return w.next(e, isEnter(k))
	case actBack:
		w.back()
	case actAngle:
		if !w.mutes(actAngle) {
			open.angle++
		}
	case actKeep:
		return w.keepAsIs(e)
	case actWaiting:
		return w.openWaiting(e)
	default:
		if !open.text.Press(k) {
			w.leave(k)
		}
	}
	return nil
}

// leave goes to the answer above or below for a key that the open one had no
// use for.
func (w *write) leave(k tea.KeyPressMsg) {
	switch k.String() {
	case "up":
		w.back()
	case "backspace":
		if w.answers[w.at].text.Empty() {
			w.back()
		}
	case "down":
		w.down()
	}
}

func (w *write) paste(s string) {
	if !w.writing() {
		return
	}
	w.closing = false
	s = strings.ToValidUTF8(s, "\uFFFD")
	if w.phase == weighing {
		w.wordsFrom(s)
	} else {
		w.answers[w.at].text.Insert(s)
	}
}

// writing says that the page is open, and words can still be put on it.
func (w *write) writing() bool { return w.phase == answering || w.phase == weighing }

// entry is the page as it stands. Answers without a word are left out, words
// are taken as they are.
func (w *write) entry(now time.Time) journal.Entry {
	e := w.base
	e.Written = now
	e.Answers, e.Weighings = nil, slices.Clone(w.base.Weighings)
	for _, a := range w.answers {
		if text := a.text.Text(); strings.TrimSpace(text) != "" {
			e.Answers = append(e.Answers, journal.Answer{Step: a.step.Name, Question: a.step.Question, Text: text})
		}
	}
	if w.before.chosen {
		e.Weighings = append(e.Weighings, w.before.weighing(journal.Before))
	}
	return e
}

// load puts a page that was taken up on the screen, open at its last answer. The
// guide may have changed since: what it does not ask any more is asked as it was
// then, and a weight that it does not ask stays with the page unseen.
func (w *write) load(e journal.Entry) {
	w.fresh("")
	w.ask(w.opts.Guide.For(e.Answers))
	w.put = e
	w.base = e
	w.base.Answers, w.base.Weighings = nil, nil
	for _, a := range e.Answers {
		i := slices.IndexFunc(w.answers, func(have answer) bool { return have.step.Name == a.Step })
		text := w.answers[i].text
		if text.Empty() {
			text.SetText(a.Text)
		} else { // two in one, see hold
			text.SetCursorEnd()
			text.Insert("\n\n" + a.Text)
		}
		w.at = max(w.at, i)
	}
	for _, weighed := range e.Weighings {
		if weighed.Moment == journal.Before && w.opts.Guide.Before.Asked() {
			w.before = scale{chosen: true, weight: weighed.Weight, at: weighed.At}
		} else {
			w.base.Weighings = append(w.base.Weighings, weighed)
		}
	}
}

// blankText says that an answer has no word in it. It looks at the seen lines,
// one by one, since a long answer is not copied for every question about it.
func blankText(t *editor.Editor) bool {
	for y := range t.Height() {
		if strings.TrimSpace(t.Lines(y, y+1)[0]) != "" {
			return false
		}
	}
	return true
}
