// Package write is the room in which a page is written: the guide on one page, then
// the shake, the second weighing and the ending. It is made of tui/kit and imports
// no other room.
package write

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

type phase uint8

const (
	writing    phase = iota // on the page
	shaking                 // the entry is filed, its words lie on the tablet
	blank                   // the tablet is blank, the change answer stands there
	reweighing              // how heavy it is now
	ending                  // keep it, or burn it
	listing                 // the unfinished pages
)

type room struct {
	opts  *kit.Options
	page  kit.Answers
	save  kit.Autosave
	phase phase
	after kit.Scale
	shake shake

	filing *journal.Entry // the page, on its way to disk
	busy   bool           // the second weight or the burning is
	moving bool           // an unfinished page is being opened, saved or deleted

	filed  page.Filed // the page after it was filed, until its end
	offers bool       // it was filed, and it may be time to offer a lock
	burns  kit.Twice
	quiet  string // a line about the page before

	held *editor.Editor // what was typed while the page was being filed; nil for nothing

	unfinished unfinished
}

// New returns the room as it is at the start.
func New(o *kit.Options) kit.Screen {
	w := &room{opts: o, save: kit.Autosave{To: o.Autosaver, Elsewhere: true}}
	w.fresh("")
	return w
}

// fresh begins a new page, with a quiet line about the one before, and what was typed while that was
// being filed.
func (w *room) fresh(quiet string) {
	if w.filed != nil {
		w.filed.Forget()
	}
	held := w.held
	*w = room{
		opts: w.opts, quiet: quiet, unfinished: w.unfinished, shake: shake{framing: w.shake.framing},
		save: kit.Autosave{To: w.save.To, Ticking: w.save.Ticking, Elsewhere: true},
		page: kit.Answers{Hand: w.page.Hand},
	}
	w.open(page.New(w.opts.Guide))
	if held != nil {
		w.page.Fields[0].Text = held
		w.page.Sync()
	}
}

func (w *room) open(p *page.Page) {
	hand := w.page.Hand
	hand.Goes() // what is held was for the page before
	w.page = kit.NewAnswers(p)
	w.page.Hand = hand
}

func (w *room) Disables(a kit.Action) bool {
	switch w.KeyContext() {
	case kit.InAnswer:
		return w.page.Disables(a) || a == kit.ActWaiting && w.unfinished.none
	case kit.InChoice:
		return a == kit.ActDelete && w.unfinished.locked
	case kit.InShake:
		return a == kit.ActDigit && !w.opts.Guide.After.Enabled() ||
			a == kit.ActShake && w.phase == blank && (w.opts.Motion != kit.MotionFull || w.page.Heaviest())
	default:
		return false
	}
}

func (w *room) KeyContext() kit.KeyContext {
	switch w.phase {
	case shaking, blank:
		return kit.InShake
	case reweighing:
		return kit.InWeigh
	case ending:
		return kit.InEnding
	case listing:
		return kit.InChoice
	}
	if w.page.AtWeight {
		return kit.InWeigh
	}
	return kit.InAnswer
}

func (w *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	cmd := tea.Batch(w.handle(e, msg), w.note(e))
	w.unfinished.none, w.unfinished.locked = len(e.Status.Waiting) == 0, e.Locked
	w.fitTablet(e)
	if w.phase == writing {
		w.page.Fit(e)
	}
	return tea.Batch(cmd, w.animate(e))
}

func (w *room) handle(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return w.press(e, msg)
	case tea.PasteMsg:
		switch {
		case w.filing != nil:
			w.hold(e, msg)
		case w.phase == writing:
			w.page.Paste(e, msg.Content)
		}
	case kit.Picked:
		return w.pick(e, msg)
	case kit.Wheeled:
		w.unfinished.list.Wheel(w.passage(e).Viewport(e.Height), msg.By)
	case kit.SaveDue, kit.Saved:
		return w.save.Update(e, msg)
	case kit.HoldDue:
		return w.goOn(e)
	case kit.Then:
		return msg(e)
	case kit.Held:
		return msg.Then(e)
	case frameDue:
		w.frame(e)
	case tea.BlurMsg:
		w.shake.away = true
	case tea.FocusMsg:
		w.shake.away = false
	case kit.Entered:
		return w.enter(e)
	case kit.Failed:
		return w.broke(e)
	case kit.LockedMsg:
		w.held = nil // it is on disk, and waits
		w.fresh("")
		w.save.Ticking, w.unfinished, w.shake = false, unfinished{}, shake{}
	case kit.StatusMsg, kit.UnlockedMsg:
		return w.askUnfinished(e)
	}
	return nil
}

// goOn does what enter or tab asked for, once it is clear that the key was not held down.
func (w *room) goOn(e kit.Env) tea.Cmd {
	if w.phase == writing {
		if ended := w.page.Goes(); ended && w.filing == nil {
			return w.close(e, false)
		}
		return nil
	}
	switch goes := w.page.Hand.Goes() != "" && !w.busy; {
	case goes && (w.phase == shaking || w.phase == blank):
		w.weighNow()
	case goes && w.phase == reweighing:
		return w.weigh(e)
	case goes && w.phase == ending && !w.burns.Asked():
		w.end(e)
	}
	return nil
}

func (w *room) note(e kit.Env) tea.Cmd {
	if w.phase != writing || w.filing != nil {
		return nil
	}
	changed, cmd := w.save.Note(e, w.page.Entry(e.Now))
	if changed {
		w.quiet = ""
	}
	return cmd
}

func (w *room) enter(e kit.Env) tea.Cmd {
	w.burns = kit.Twice{}
	w.offer(e)
	return w.save.Tick(e)
}

// broke recovers from work that broke down.
func (w *room) broke(e kit.Env) tea.Cmd {
	w.filing, w.busy, w.moving = nil, false, false
	w.takeHeld(e)
	return w.save.Tick(e)
}

func (w *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	if w.page.Due(e, k) {
		return tea.Batch(w.goOn(e), w.press(e, k))
	}
	if w.filing != nil {
		w.hold(e, k)
		return nil
	}
	if w.busy || w.moving && k.Text == "" {
		return nil
	}
	switch w.phase {
	case shaking, blank:
		return w.pressShake(e, k)
	case reweighing:
		return w.pressReweigh(e, k)
	case ending:
		return w.pressEnding(e, k)
	case listing:
		return w.pressUnfinished(e, k)
	}
	switch a := e.Action(w.KeyContext(), k); a {
	case kit.ActKeep:
		return w.close(e, true)
	case kit.ActWaiting:
		return w.openUnfinished(e)
	default:
		return w.page.Press(e, a, k)
	}
}

func (w *room) pick(e kit.Env, p kit.Picked) tea.Cmd {
	switch {
	case w.filing != nil || w.busy || w.moving:
	case w.phase == listing:
		return w.pickUnfinished(e, p.At)
	case w.phase == writing:
		if w.page.Pick(e, p) {
			return w.close(e, false)
		}
	case w.phase == reweighing && p.Does == kit.ActDigit:
		w.after.Pick(p.At, e.Now)
	case w.phase == reweighing:
		return w.weigh(e)
	}
	return nil
}

func (w *room) View(e kit.Env) kit.Frame {
	switch w.phase {
	case shaking, blank:
		return w.viewShake(e)
	case reweighing, ending:
		return w.viewAfter(e)
	case listing:
		return w.viewUnfinished(e)
	}
	f := w.page.View(e)
	switch {
	case w.filing == nil:
		f.Hint = cmp.Or(w.quiet, f.Hint, w.unfinishedLine(e))
	case w.holds():
		f.Hint = e.Words.Write.KeepingOn
	default:
		f.Hint = e.Words.Write.Keeping
	}
	return f
}

func (w *room) weighed() *journal.Weighing { return w.after.Weighing(journal.After) }
