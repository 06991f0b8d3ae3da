package editor

import "slices"

// kind says what an edit was, as far as undo cares.
type kind int

const (
	whole     kind = iota // a step of its own: a paste, a new line, a killed word
	typing                // may join the typing before it
	erasing               // backspace
	deleting              // delete
	unrelated             // joins nothing: the cursor has moved since
)

// step is one edit, to be undone and redone: at the offset at, removed was replaced by
// inserted. The cursor was at cursor before.
type step struct {
	at       int
	removed  []byte
	inserted []byte
	cursor   int
}

type history struct {
	done   []step // the newest last
	undone []step // the one to redo next last
	latest kind   // of the newest step, while another may join it
}

// record adds a step, or lets it join the one before: an undo takes back a word
// with the space after it, or a run of backspaces.
func (h *history) record(s step, k kind) {
	h.undone = nil
	if n := len(h.done); n == 0 || k != h.latest || !h.done[n-1].join(s, k) {
		h.done = append(h.done, s)
	}
	h.latest = k
}

// join makes next a part of s, if the two would be undone together.
func (s *step) join(next step, k kind) bool {
	switch {
	case k == typing && next.at == s.at+len(s.inserted) && !wordBegins(s.inserted, next.inserted):
		s.inserted = append(s.inserted, next.inserted...)
	case k == erasing && next.at+len(next.removed) == s.at:
		s.removed = slices.Insert(s.removed, 0, next.removed...)
		s.at = next.at
	case k == deleting && next.at == s.at:
		s.removed = append(s.removed, next.removed...)
	default:
		return false
	}
	return true
}

func wordBegins(before, typed []byte) bool {
	return len(before) > 0 && len(typed) > 0 &&
		blank(rune(before[len(before)-1])) && !blank(rune(typed[0]))
}

// pause makes the next edit a step of its own.
func (h *history) pause() { h.latest = unrelated }

// move moves the last step of one list to the other.
func (h *history) move(from, to *[]step) (s step, ok bool) {
	n := len(*from)
	if n == 0 {
		return step{}, false
	}
	s = (*from)[n-1]
	*from, *to = (*from)[:n-1], append(*to, s)
	h.pause()
	return s, true
}
