package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/editor"
	"shakeoff/tui/tablet"
)

// shake is the drawing tablet and its time. Nothing moves before the first key:
// a tick is pending only while something is not at rest, and somebody looks.
type shake struct {
	tablet  *tablet.Tablet
	laid    laying    // as the tablet was laid last
	framing bool      // a tick is pending
	stepped time.Time // when the tablet moved last
	away    bool      // the terminal has lost focus
}

// frameDue says that it is time for the next picture.
type frameDue struct{}

// beginShake lays what happened on the tablet, or, where there is nothing to
// shake off, what is taken along.
func (w *write) beginShake() {
	w.phase = shaking
	i := w.page.Shaken()
	if i < 0 {
		w.takeAlong()
		w.shake.tablet.Finish()
		return
	}
	w.shake.tablet, w.shake.laid = tablet.New(w.page.Answers[i]), laying{}
}

// takeAlong lets the change answer stand alone on the blank tablet. Where things
// may move it is drawn there.
func (w *write) takeAlong() {
	w.phase = blank
	words := ""
	if i := w.page.Taken(); i >= 0 {
		words = w.page.Answers[i]
	}
	w.shake.tablet, w.shake.laid = tablet.NewHeld(words), laying{}
	if w.opts.Motion != MotionFull {
		w.shake.tablet.Finish()
	}
}

// onTablet is the answer that lies on the tablet, or nil.
func (w *write) onTablet() *editor.Editor {
	i := w.page.Shaken()
	if w.phase != shaking {
		i = w.page.Taken()
	}
	if i < 0 {
		return nil
	}
	return w.page.fields[i].text
}

// pressShake is for the keys at the tablet: only a jolt, enter and a digit do
// anything.
func (w *write) pressShake(e env, k tea.KeyPressMsg) tea.Cmd {
	if e.tiny {
		return nil
	}
	switch e.action(placeShake, k) {
	case actShake:
		w.jolt(direction(k))
	case actNext:
		if w.mayGo(e, k) {
			w.weighNow()
		}
	case actDigit:
		if w.opts.Guide.After.Enabled() {
			w.reweigh(k.String(), e.now)
		}
	}
	return nil
}

// direction is where a key jolts the tablet.
func direction(k tea.KeyPressMsg) tablet.Direction {
	switch k.String() {
	case "left":
		return tablet.Left
	case "right":
		return tablet.Right
	case "up":
		return tablet.Up
	case "down":
		return tablet.Down
	default:
		return tablet.Across
	}
}

// jolt shakes the tablet, as much as may move.
func (w *write) jolt(d tablet.Direction) {
	w.shake.away = false // whoever presses a key is here
	t := w.shake.tablet
	switch {
	case w.opts.Motion == MotionFull:
		t.Jolt(d)
		return
	case w.phase == blank:
		return
	case w.opts.Motion == MotionReduced:
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

// frameTime is how long a picture stays while something moves.
func (w *write) frameTime(e env) time.Duration {
	fps := smoothFPS
	if e.width*e.height > largeCells {
		fps = largeFPS
	}
	if w.opts.FPS > 0 {
		fps = min(fps, w.opts.FPS)
	}
	return time.Second / time.Duration(fps)
}

// animate asks for the next picture, if something moves where it is seen and no
// tick is pending.
func (w *write) animate(e env) tea.Cmd {
	s := &w.shake
	if w.place() != placeShake || s.framing || s.away || e.hidden || !s.tablet.Moving() {
		return nil
	}
	s.framing, s.stepped = true, e.now
	return e.after(w.frameTime(e), frameDue{})
}

// frame moves the tablet on. Once the words are gone and all is still, what is
// taken along stands there.
func (w *write) frame(e env) {
	s := &w.shake
	s.framing = false
	if w.place() != placeShake || s.away || e.hidden {
		return
	}
	s.tablet.Step(e.now.Sub(s.stepped))
	if w.phase == shaking && s.tablet.Blank() && !s.tablet.Moving() {
		w.takeAlong()
	}
}

// weighNow asks how heavy it is now, if that is asked at all.
func (w *write) weighNow() {
	w.phase = ending
	if w.opts.Guide.After.Enabled() {
		w.phase = reweighing
		w.after.open()
	}
}
