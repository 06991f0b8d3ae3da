package page

import "time"

// PastedEnter is how soon after an enter another is pasted, or, line by line, more text.
const PastedEnter = 60 * time.Millisecond

// How close keys come. A key held down repeats every 30 to 90 ms once it has been held for at
// least 200; some terminals and lines hand on a paste key by key.
const (
	noRepeat = 25 * time.Millisecond  // two enters that are closer come from no key held down
	holdFor  = 30 * time.Millisecond  // text that comes sooner behind a key was pasted with it
	repeated = 120 * time.Millisecond // an enter that comes sooner may be a key that repeats
	// a tab: so soon only quick hands press it twice, and mean one step by it
	repeatedTab = 100 * time.Millisecond
	burstGap    = 35 * time.Millisecond  // between two keys of a burst
	burstKeys   = 8                      // make one
	afterBurst  = 120 * time.Millisecond // an enter is pasted
	restFor     = 300 * time.Millisecond // without an enter, before one counts again
	ledFor      = 700 * time.Millisecond // after a backspace that led out: a key repeats sooner
	eraseGap    = 200 * time.Millisecond // between two backspaces of a hand
)

// Hand tells a hand from a paste and from a key held down, by when the keys come. It is the one
// place that says when enter and tab go on; what the text around the cursor is, it is told.
type Hand struct {
	held    string    // the enter or tab that goes on unless text comes; several tabs do not
	resting bool      // no enter counts
	rest    time.Time // since then
	first   bool      // nothing but enter and tab came since
	typed   time.Time // the last key of text, enter and tab among them
	enter   time.Time // the last enter
	tab     time.Time // the last tab
	run     int       // so many keys came as a burst does
	burst   time.Time // the last key of a burst
	erased  time.Time // the last backspace
	led     bool      // it led out of an answer, or has repeated since
	ledAt   time.Time
}

// Rest has no enter count until none came for a while: after a step, or after something else lay
// in front. A time that is not new changes nothing.
func (h *Hand) Rest(since time.Time) {
	if since.After(h.rest) {
		h.resting, h.rest, h.first = true, since, true
	}
}

// counts says whether an enter counts. One that does not makes the next wait anew.
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

// Text takes a key of text. What was held before it is text too, and returned.
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

// Paste takes a text that was pasted, of which an enter right behind it is a part.
func (h *Hand) Paste(now time.Time) (before string) {
	before = h.Text(now)
	h.run, h.burst = burstKeys, now
	return before
}

// Due says that no text came right behind what is held: before any key but the same it goes on.
func (h *Hand) Due(key string, now time.Time) bool {
	return h.held != "" && now.Sub(h.typed) >= holdFor && h.held[:1] != key
}

// Goes says whether what is held goes on, once the wait is over, and by which key.
func (h *Hand) Goes() (key string) {
	key, h.held = h.held, ""
	if len(key) > 1 { // tabs that repeat: the first of them went on
		return ""
	}
	if key != "" {
		h.Rest(h.typed)
	}
	return key
}

// Erase takes a backspace. One that is held down neither leads out of an answer nor, once it has,
// erases words of the answer to which it led.
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
