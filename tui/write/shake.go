package write

import (
	"context"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
	"shakeoff/tui/tablet"
)

// shake is the drawing tablet and its time. Nothing moves before the first key:
// a tick is pending only while something is not at rest, and somebody looks.
type shake struct {
	tablet  *tablet.Tablet
	answer  int       // whose words lie on it, -1 for none
	laid    laying    // as the tablet was laid last
	framing bool      // a tick is pending
	stepped time.Time // when the tablet moved last
	away    bool      // the terminal has lost focus
	jolts   int
}

type frameDue struct{}

// beginShake lays what happened on the tablet. If nothing happened, or it is too heavy for that, it
// lays out what you take with you.
func (w *room) beginShake() {
	w.shake.jolts = 0
	if i := w.page.Shaken(); i >= 0 && !w.page.Heaviest() {
		w.phase = shaking
		w.lay(tablet.New, i)
		return
	}
	w.takeAlong()
	w.shake.tablet.Finish()
}

// takeAlong puts the change answer on the blank tablet, where it draws itself if things may move.
func (w *room) takeAlong() {
	w.phase = blank
	w.lay(tablet.NewHeld, w.page.Taken())
	if w.opts.Motion != kit.MotionFull {
		w.shake.tablet.Finish()
	}
}

func (w *room) lay(on func(words string) *tablet.Tablet, answer int) {
	words := ""
	if answer >= 0 {
		words = w.page.Answers[answer]
	}
	w.shake.tablet, w.shake.answer, w.shake.laid = on(words), answer, laying{}
}

func (w *room) pressShake(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	if e.Tiny {
		return nil
	}
	a := e.Action(kit.InShake, k)
	if a == kit.ActNext {
		return w.page.Hold(e, k)
	}
	w.page.Hand.Text(e.Now)
	r, _ := utf8.DecodeRuneInString(k.Text)
	leads := unicode.IsLetter(r)
	if k.String() == "backspace" {
		_, leads = w.page.Hand.Erase(e.Now)
	}
	if leads {
		return w.takeBack(e, k.Text)
	}
	switch a {
	case kit.ActShake:
		w.jolt(map[string]tablet.Direction{
			"left": tablet.Left, "right": tablet.Right, "up": tablet.Up, "down": tablet.Down, // and Across by space
		}[k.String()])
	case kit.ActDigit:
		if w.opts.Guide.After.Enabled() {
			w.weighNow()
			w.after.Choose(k.String(), e.Now)
		}
	}
	return nil
}

// takeBack reopens the page before the first jolt, with words for its last answer if any. The draft
// is on disk before the entry goes.
func (w *room) takeBack(e kit.Env, words string) tea.Cmd {
	if w.shake.jolts > 0 || w.held != nil {
		return nil
	}
	filed, to := w.filed, w.save.To
	w.phase, w.filed = writing, nil
	if w.page.Again(words); words == "" {
		w.page.Hand.Led()
	}
	w.save.Put = w.page.Entry(e.Now)
	to.Put(w.save.Put)
	return e.Do(func(ctx context.Context) tea.Msg {
		defer filed.Forget()
		err := to.Flush(ctx)
		if err == nil {
			err = filed.Burn(ctx) // if this fails it is there twice: better than lost
		}
		return kit.Held{Then: func(e kit.Env) tea.Cmd {
			if err != nil {
				w.save.Trouble(e, err)
			}
			return tea.Batch(w.save.Tick(e), e.App.AskStatus())
		}}
	})
}

func (w *room) jolt(d tablet.Direction) {
	w.shake.away = false // whoever presses a key is here
	w.shake.jolts++
	t := w.shake.tablet
	switch {
	case w.Disables(kit.ActShake):
		return
	case w.opts.Motion == kit.MotionFull:
		t.Jolt(d)
		return
	case w.opts.Motion == kit.MotionReduced:
		t.Fade()
	default:
		t.Wipe()
	}
	if t.Blank() {
		w.takeAlong()
	}
}

// The pictures a second: many where the screen is small enough to send them.
const (
	smoothFPS  = 60
	largeFPS   = 30
	largeCells = 100 * 24 // content of more cells than on 100×30 is large
)

func (w *room) frameTime(e kit.Env) time.Duration {
	fps := smoothFPS
	if e.Width*e.Height > largeCells {
		fps = largeFPS
	}
	if w.opts.FPS > 0 {
		fps = min(fps, w.opts.FPS)
	}
	return time.Second / time.Duration(fps)
}

func (w *room) animate(e kit.Env) tea.Cmd {
	s := &w.shake
	if w.KeyContext() != kit.InShake || s.framing || s.away || e.Hidden || !s.tablet.Moving() {
		return nil
	}
	s.framing, s.stepped = true, e.Now
	return e.After(w.frameTime(e), frameDue{})
}

// frame moves the tablet on, and on to what you take with you once the words are gone.
func (w *room) frame(e kit.Env) {
	s := &w.shake
	s.framing = false
	if w.KeyContext() != kit.InShake || s.away || e.Hidden {
		return
	}
	s.tablet.Step(e.Now.Sub(s.stepped))
	if w.phase == shaking && s.tablet.Blank() && !s.tablet.Moving() {
		w.takeAlong()
	}
}

func (w *room) weighNow() {
	w.phase = ending
	if w.opts.Guide.After.Enabled() {
		w.phase = reweighing
		w.after.Open()
	}
}
