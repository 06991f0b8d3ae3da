package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
)

// phase is how far the page in Write has come.
type phase uint8

const (
	writing    phase = iota // on the page
	shaking                 // the entry is filed, its words lie on the tablet
	blank                   // the tablet is blank, the change answer stands there
	reweighing              // how heavy it is now
	ending                  // keep it, or burn it
	burning                 // burn was asked for once
	choosing                // what to do with an unfinished page, while locked
)

// write is the room in which a page is written: the guide on one page, then the
// shake, the second weighing and the ending.
type write struct {
	opts  *Options
	page  answers
	save  autosave
	phase phase
	after scale
	shake shake

	filing  *filing // the page is on its way to disk
	busy    bool    // the second weight or the burning is
	opening bool    // an unfinished page is
	passing bool    // an unfinished page is being filed as it is

	filed       page.Filed // the page after it was filed, until its end
	first       bool       // it was the first entry, and a lock was never offered
	burnAskedAt time.Time
	quiet       string // a line about the page before

	held *editor.Editor // what was typed while the page was being filed; nil for nothing

	newest newestPage
	chose  phase // where the page was when it came to choose about another
	hidden bool  // the unfinished page was left, to start fresh
}

func newWrite(o *Options) *write {
	w := &write{opts: o, save: autosave{to: o.Autosaver}}
	w.fresh("")
	return w
}

// fresh begins a new page, with a quiet line about the one before. Nothing of that
// stays, but for what was typed while it was being filed.
func (w *write) fresh(quiet string) {
	if w.filed != nil {
		w.filed.Forget()
	}
	held := w.held
	*w = write{
		opts: w.opts, quiet: quiet, newest: w.newest, hidden: w.hidden, shake: shake{framing: w.shake.framing},
		save: autosave{to: w.save.to, ticking: w.save.ticking},
		page: answers{enters: enters{at: w.page.enters.at}},
	}
	w.open(page.New(w.opts.Guide))
	if held != nil {
		w.page.fields[0].text = held
		w.page.took()
	}
}

// open puts a page on the screen.
func (w *write) open(p *page.Page) {
	at := w.page.enters.at
	w.page = newAnswers(p)
	w.page.enters.at = at
}

// mutes says that there is no other angle on the open question, no weight to
// choose at the tablet where none is asked after it, and nothing left to shake
// where what is taken along stands still.
func (w *write) mutes(a action) bool {
	switch w.place() {
	case placeAnswer:
		return w.page.mutes(a)
	case placeShake:
		return a == actDigit && !w.opts.Guide.After.Enabled() ||
			a == actShake && w.phase == blank && w.opts.Motion != MotionFull
	default:
		return false
	}
}

func (w *write) place() place {
	switch w.phase {
	case shaking, blank:
		return placeShake
	case reweighing:
		return placeWeigh
	case ending, burning:
		return placeEnding
	case choosing:
		return placeChoice
	}
	if w.page.AtWeight {
		return placeWeigh
	}
	return placeAnswer
}

func (w *write) typing() bool { return w.place().takesText() }

func (w *write) update(e env, msg tea.Msg) tea.Cmd {
	cmd := tea.Batch(w.handle(e, msg), w.note(e))
	w.fitTablet(e)
	if w.phase == writing {
		w.page.fit(e)
	}
	return tea.Batch(cmd, w.animate(e))
}

func (w *write) handle(e env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return w.press(e, msg)
	case tea.PasteMsg:
		switch {
		case w.filing != nil:
			w.hold(e, msg)
		case w.phase == writing:
			w.page.paste(msg.Content)
		}
	case picked:
		return w.pick(e, msg)
	case saveDue, saved:
		return w.save.update(e, msg)
	case closeDue:
		if w.page.closes() {
			return w.close(e)
		}
	case filedMsg:
		return w.isFiled(e, msg)
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
		w.save.ticking, w.newest, w.hidden, w.shake = false, newestPage{}, false, shake{}
	default:
		return w.handleUnfinished(e, msg)
	}
	return nil
}

// note gives the autosaver what has changed on the page.
func (w *write) note(e env) tea.Cmd {
	if w.phase != writing || w.filing != nil {
		return nil
	}
	changed, cmd := w.save.note(e, w.page.Entry(e.now))
	if changed {
		w.quiet = ""
	}
	return cmd
}

// enter comes into the room, often by an enter on the cover: another that comes
// at once was meant for it too. What was asked before is not asked any more.
func (w *write) enter(e env) tea.Cmd {
	w.page.enters = enters{at: e.now}
	if w.phase == burning {
		w.phase = ending
	}
	w.offer(e)
	return w.save.tick(e)
}

// broke goes back to where a command was started that broke down.
func (w *write) broke(e env) tea.Cmd {
	w.filing, w.busy, w.opening, w.passing = nil, false, false, false
	w.takeHeld()
	return w.save.tick(e)
}

func (w *write) press(e env, k tea.KeyPressMsg) tea.Cmd {
	if w.filing != nil {
		w.hold(e, k)
		return nil
	}
	if w.busy || (w.opening || w.passing) && k.Text == "" {
		return nil
	}
	switch w.phase {
	case shaking, blank:
		return w.pressShake(e, k)
	case reweighing:
		return w.pressReweigh(e, k)
	case ending, burning:
		return w.pressEnding(e, k)
	case choosing:
		return w.pressChoice(e, k)
	default:
		return w.pressPage(e, k)
	}
}

func (w *write) pressPage(e env, k tea.KeyPressMsg) tea.Cmd {
	switch a := e.action(w.place(), k); a {
	case actKeep:
		return w.fileAsIs(e)
	case actWaiting:
		return w.openUnfinished(e)
	default:
		cmd, ended := w.page.press(e, a, k)
		return w.ended(e, ended, cmd)
	}
}

// ended closes the page where a key or a click has brought it to its end.
func (w *write) ended(e env, ended bool, cmd tea.Cmd) tea.Cmd {
	if ended {
		return w.close(e)
	}
	return cmd
}

// pick takes a click on a scale.
func (w *write) pick(e env, p picked) tea.Cmd {
	switch {
	case w.filing != nil || w.busy || w.opening || w.passing:
	case w.phase == writing:
		cmd, ended := w.page.pick(e, p)
		return w.ended(e, ended, cmd)
	case w.phase == reweighing && p.does == actDigit:
		w.after.pick(p.at, e.now)
	case w.phase == reweighing:
		return w.weigh(e)
	}
	return nil
}

// view draws the page as far as it has come.
func (w *write) view(e env) frame {
	switch w.phase {
	case shaking, blank:
		return w.viewShake(e)
	case reweighing, ending, burning:
		return w.viewAfter(e)
	case choosing:
		return w.viewChoice(e)
	}
	f := w.page.view(e)
	switch {
	case w.filing != nil && w.holds():
		f.aside = e.words.Write.KeepingOn
	case w.filing != nil:
		f.aside = e.words.Write.Keeping
	case w.quiet != "":
		f.aside = w.quiet
	default:
		f.aside = w.unfinishedLine(e)
	}
	return f
}

// taken is the change answer and what asks for it; ok is false where there is none.
func (w *write) taken() (question string, text *editor.Editor, ok bool) {
	i := w.page.Taken()
	if i < 0 {
		return "", nil, false
	}
	return w.page.Steps[i].Question, w.page.fields[i].text, true
}

// weighed is the second weight, as it is filed.
func (w *write) weighed() *journal.Weighing { return w.after.weighing(journal.After) }
