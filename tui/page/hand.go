package page

import "time"

// PastedEnter is how soon after an enter another enter, or in plain mode more text, must come to
// count as pasted.
const PastedEnter = 60 * time.Millisecond

// How close together keys come. A key that is held down repeats every 30 to 90 ms, after 200 ms or
// more; some terminals and lines pass on a paste key by key.
const (
	noRepeat    = 25 * time.Millisecond  // no key that is held down repeats sooner
	holdFor     = 30 * time.Millisecond  // text that comes sooner after a key was pasted with it
	repeated    = 120 * time.Millisecond // an enter that comes sooner may be a key that repeats
	repeatedTab = 100 * time.Millisecond // so may a tab; pressed twice so quickly, it means one step
	burstGap    = 35 * time.Millisecond  // the longest gap between two keys of a burst
	burstKeys   = 8                      // how many keys make a burst
	afterBurst  = 120 * time.Millisecond // an enter that comes sooner after a burst was pasted
	restFor     = 300 * time.Millisecond // how long no enter must come, before one counts again
	ledFor      = 700 * time.Millisecond // after a backspace that led out: a held one repeats sooner
	eraseGap    = 200 * time.Millisecond // two backspaces that are closer come from a key held down
)

// Hand tells typing from a paste and from a key that is held down, by the times of the keys. Whether
// an enter may go on at all follows from the text at the cursor, which whoever draws the page knows:
// kit.Answers on the screen. Whether this one does is decided here, and where to by Page.Next.
type Hand struct {
	held    string    // the enter or tab that goes on unless text comes; several tabs do not
	resting bool      // no enter counts
	rest    time.Time // since then
	first   bool      // nothing but enters and tabs came since then
	typed   time.Time // the last key of text, including enter and tab
	enter   time.Time // the last enter
	tab     time.Time // the last tab
	run     int       // how many keys have come as close as in a burst
	burst   time.Time // the last key of a burst
	erased  time.Time // the last backspace
	led     bool      // it led out of an answer, or has repeated since
	ledAt   time.Time
}

// Rest ignores enters until none has come for a while: after a step, or after something else was
// shown on top. A time that is not later than the last one changes nothing.
func (h *Hand) Rest(since time.Time) {
	if since.After(h.rest) {
		h.resting, h.rest, h.first = true, since, true
	}
}

// counts says whether an enter counts. If not, the wait begins again.
func (h *Hand) counts(now time.Time) bool {
	h.resting = h.resting && now.Sub(h.rest) < restFor
	if h.resting {
		h.rest = now
	}
	return !h.resting
}

// Press takes an enter, "\n", or a tab, "\t", where text is written. If the key turns out to be text,
// that is returned, with what was held before it; otherwise the key is held, and goes on after wait
// if Goes says so. An enter may go on where goesOn is true, a tab anywhere. The first enters after a
// step are held until a key that repeats would have come again, which does not go on once more. So
// are the first tabs; those that repeat count as one.
func (h *Hand) Press(key string, now time.Time, goesOn bool) (text string, wait time.Duration) {
	var pasted bool
	first := h.first
	wait = holdFor
	if key == "\n" {
		again := now.Sub(h.enter)
		if first && h.held == key && again >= noRepeat || !h.counts(now) {
			h.held = ""
			h.Rest(now)
			return "", 0
		}
		pasted = again < PastedEnter || now.Sub(h.burst) < afterBurst
		h.enter = now
		if first {
			wait = repeated
		}
	} else {
		pasted = now.Sub(h.typed) < holdFor
		repeats := first && now.Sub(h.tab) < repeatedTab
		h.tab = now
		if repeats {
			if h.held != "" {
				h.held += key
			}
			return "", 0
		}
		if first {
			wait = repeatedTab
		}
	}
	before := h.Text(now)
	h.first = first
	if pasted || key == "\n" && !goesOn {
		return before + key, 0
	}
	h.held = key
	return before, wait
}

// Text takes a key of text. A key held before it turns out to be text too, and is returned.
func (h *Hand) Text(now time.Time) (before string) {
	if now.Sub(h.typed) > burstGap {
		h.run = 0
	}
	if h.run++; h.run >= burstKeys {
		h.burst = now
	}
	before, h.held = h.held, ""
	h.typed, h.resting, h.first, h.led = now, false, false, false
	return before
}

// Paste takes pasted text; an enter right after it is part of it.
func (h *Hand) Paste(now time.Time) (before string) {
	before = h.Text(now)
	h.run, h.burst = burstKeys, now
	return before
}

// Due says that no text came right after the held key: it goes on before any key but itself.
func (h *Hand) Due(key string, now time.Time) bool {
	return h.held != "" && now.Sub(h.typed) >= holdFor && h.held[:1] != key
}

// Goes returns the held key once the wait is over, if it goes on, or else "".
func (h *Hand) Goes() (key string) {
	key, h.held = h.held, ""
	if len(key) > 1 { // tabs that repeat: the first went on already
		return ""
	}
	if key != "" {
		h.Rest(h.typed)
	}
	return key
}

// Erase takes a backspace. One that is held down does not lead out of an answer; and after one has
// led out, it erases nothing in the answer that it led to.
func (h *Hand) Erase(now time.Time) (erases, leads bool) {
	repeats := now.Sub(h.erased) < eraseGap
	h.erased = now
	if h.led = h.led && (repeats || now.Sub(h.ledAt) < ledFor); h.led {
		return false, false
	}
	return true, !repeats
}

// Led says that a backspace has led out of an answer.
func (h *Hand) Led() { h.led, h.ledAt = true, h.erased }
