package input

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// How long a silence must last to decide what a byte was.
const (
	loneEscape = 100 * time.Millisecond // after an ESC: it was the esc key
	cutOff     = time.Second            // after anything unfinished: the rest is lost
	aPause     = 500 * time.Millisecond // within a paste: what follows may be a key that ends it
)

// A terminal puts these around a paste.
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

const (
	esc = 0x1b
	bel = 0x07
	del = 0x7f
	// mostHeld is longer than any reply that was asked for; a longer one is dropped.
	mostHeld = 1 << 10
)

// kind is what the held bytes have begun.
type kind uint8

const (
	// letter: a character, perhaps with an ESC before it, which makes it a key with alt. It may wait for
	// ever: the next byte either belongs to it, or shows that it was not a character.
	letter kind = iota
	// escape: nothing, one ESC or two. Silence makes each the esc key. Another byte begins a sequence,
	// or is a key with alt.
	escape
	// sequence: a key, or what the mouse does.
	sequence
	// reply: a text that answers a question. A control character breaks it off: somebody types.
	reply
	// replyEnd: a reply and an ESC, which a backslash completes to its end. Silence makes it the esc
	// key, but only after a second: most likely it is the end.
	replyEnd
	// paste: everything is text until the end mark, of which the part that has come is held. A second
	// of silence ends it too, and so does, after a pause, ctrl+c or a lone ESC. In that case replies of
	// the terminal are not part of it, and an ESC at its end is the esc key.
	paste
)

// Decoder turns bytes into keys and pastes, in whatever pieces they come. It waits for nothing:
// it is told the time, and Due says when silence will decide something. Its zero value is ready.
type Decoder struct {
	held    []byte
	pasting bool
	// late says that what is held was reported as the esc key already, or is too long: the
	// rest of it is swallowed.
	late   bool
	lone   bool // the ESC that is held within a paste came after a pause
	paused bool // the byte in hand came after a pause
	pasted []byte
	last   time.Time // when the last byte came
	out    []tea.Msg
}

// Sequence is what a terminal sends other than keys: a reply, or an event of the mouse or the focus.
// It is complete, and left to Bubble Tea to understand.
type Sequence string

// Take takes what was read at once, and returns what it means: tea.KeyPressMsg, tea.PasteMsg and
// Sequence.
func (d *Decoder) Take(read []byte, now time.Time) []tea.Msg {
	if now.Sub(d.last) >= cutOff { // otherwise, what is read may have come in time
		d.silence(now)
	}
	d.paused = now.Sub(d.last) >= aPause
	for _, b := range read {
		d.step(b)
		d.paused = false
	}
	d.last = now
	return unbracketed(d.told())
}

func (d *Decoder) kind() kind {
	rest := bytes.TrimLeft(d.held, "\x1b")
	switch {
	case d.pasting:
		return paste
	case len(rest) == 0:
		return escape
	case len(rest) == len(d.held):
		return letter
	case rest[0] == '[', rest[0] == 'O':
		return sequence
	case strings.IndexByte(replies, rest[0]) < 0:
		return letter
	case rest[len(rest)-1] == esc:
		return replyEnd
	}
	return reply
}

// Due returns when silence decides something, unless a byte comes before; ok is false if never.
func (d *Decoder) Due() (at time.Time, ok bool) {
	switch kind := d.kind(); {
	case kind == escape && len(d.held) > 0 && !d.late, kind == paste && d.lone:
		return d.last.Add(loneEscape), true
	case kind == replyEnd && !d.late, kind == paste:
		return d.last.Add(cutOff), true
	}
	return time.Time{}, false
}

// Silence is told that no byte came until now, and returns what that means.
func (d *Decoder) Silence(now time.Time) []tea.Msg {
	if at, ok := d.Due(); ok && !now.Before(at) {
		d.silence(now)
	}
	return d.told()
}

func (d *Decoder) silence(now time.Time) {
	keep := cutOff
	switch d.kind() {
	case letter:
		return
	case escape:
		if len(d.held) > 0 && !d.late {
			d.escapes()
		}
	case replyEnd:
		d.tell(escKey())
		d.late, keep = true, 2*cutOff
	case paste:
		if len(d.held) == 1 {
			d.keep(esc)
		}
		if d.withoutEnd() {
			d.begin(esc)
			d.escapes()
		}
	}
	if now.Sub(d.last) >= keep {
		d.reset()
	}
}

// escapes reports each held ESC as the esc key.
func (d *Decoder) escapes() {
	for range d.held {
		d.tell(escKey())
	}
	d.begin(esc)
	d.late = true
}

// tell reports a message, unless it is the rest of what was reported already.
func (d *Decoder) tell(msg tea.Msg) {
	if msg != nil && !d.late {
		d.out = append(d.out, msg)
	}
}

func (d *Decoder) told() []tea.Msg {
	out := d.out
	d.out = nil
	return out
}

// begin holds these bytes, and nothing that came before.
func (d *Decoder) begin(held ...byte) {
	d.reset()
	d.held = append(d.held, held...)
}

// reset drops what is held. It is cleared, as it may be a letter of a passphrase.
func (d *Decoder) reset() {
	clear(d.held)
	d.pasting, d.held, d.late, d.lone = false, d.held[:0], false, false
}

// anew drops what was begun: b is not part of it.
func (d *Decoder) anew(b byte) {
	d.reset()
	d.step(b)
}

func (d *Decoder) step(b byte) {
	if d.pasting {
		d.paste(b)
		return
	}
	if len(d.held) == mostHeld {
		d.late, d.held = true, slices.Delete(d.held, 3, 4)
	}
	behind := d.kind() == escape && len(d.held) > 0
	twice := behind && len(d.held) == 2
	d.held = append(d.held, b)
	switch kind := d.kind(); {
	case behind && d.late && (kind == letter || kind == escape): // the esc key was reported: another key
		d.anew(b)
	case twice && kind != sequence: // the first of them was the esc key
		d.tell(escKey())
		d.begin(esc)
		d.step(b)
	case kind == letter:
		d.letter()
	case kind == sequence:
		d.sequence(b)
	case kind == reply, kind == replyEnd:
		d.reply(b)
	}
}

// letter reports a character once it is complete. A byte that belongs to none is reported as U+FFFD,
// so that the loss can be seen.
func (d *Decoder) letter() {
	text, alt := bytes.CutPrefix(d.held, []byte{esc})
	if !utf8.FullRune(text) {
		return
	}
	r, n := utf8.DecodeRune(text)
	k, rest := keyOf(r), string(text[n:])
	if alt {
		k = withAlt(k)
	}
	d.tell(k)
	d.reset()
	for i := range len(rest) {
		d.step(rest[i])
	}
}

// sequence takes the next byte of a sequence. A control character or a letter of several bytes breaks
// it off, and stands for itself.
func (d *Decoder) sequence(b byte) {
	rest := strings.TrimLeft(string(d.held), "\x1b")
	within, csi := strings.CutPrefix(rest, "[")
	switch {
	case len(rest) == 1:
	case strings.HasPrefix(within, "["): // which only Linux sends, for F1 to F5
		if len(within) == 2 {
			d.whole()
		}
	case strings.HasPrefix(within, "M"): // the oldest way to tell of the mouse
		if d.held[1] == esc { // no key begins like this
			d.tell(escKey())
			d.held = slices.Delete(d.held, 0, 1)
		} else if len(within) == len("M")+3 {
			d.whole()
		}
	case b < ' ', b >= del, !csi && b == ' ':
		d.anew(b)
	case !csi && (b < '0' || b > '9'), csi && b >= '@', // its last byte, and as urxvt ends keys with shift
		csi && b == '$' && len(within) > 1 && strings.Trim(within, "0123456789") == "$":
		d.whole()
	}
}

// replies are the characters that begin a reply after an ESC.
const replies = "]P_"

func (d *Decoder) reply(b byte) {
	first := map[byte]string{']': "0123456789", 'P': "0123456789>!+$", '_': "G"}[d.held[1]]
	switch before := d.held[len(d.held)-2]; {
	case len(d.held) == 2:
	case len(d.held) == 3 && strings.IndexByte(first, b) < 0: // not a reply: it was a key with alt
		d.tell(withAlt(keyOf(rune(d.held[1]))))
		d.anew(b)
	case before == esc && b != '\\':
		late := d.late
		d.begin(esc)
		d.late = late
		d.step(b)
	case b == bel, before == esc:
		d.whole()
	case b != esc && (b < ' ' || b == del):
		d.anew(b)
	}
}

// whole takes a complete sequence or reply.
func (d *Decoder) whole() {
	seq := string(d.held)
	if strings.HasPrefix(seq, "\x1b\x1b") {
		if k, ok := understood(seq[1:]).(tea.KeyPressMsg); ok {
			d.tell(withAlt(k))
			d.reset()
			return
		}
		d.tell(escKey())
		seq = seq[1:]
	}
	late := d.late
	if seq != pasteStart && seq != pasteEnd {
		d.tell(understood(seq))
	}
	d.reset()
	if seq == pasteStart {
		d.pasting, d.late = true, late
	}
}

func (d *Decoder) paste(b byte) {
	switch {
	case b == pasteEnd[len(d.held)]:
		if d.lone = d.paused && b == esc; len(d.held) == len(pasteEnd)-1 {
			d.endPaste()
			return
		}
		d.held = append(d.held, b)
	case len(d.held) > 0: // which is text after all
		d.keep(d.held...)
		d.held, d.lone = d.held[:0], false
		d.paste(b)
	case b == 0x03 && d.paused:
		d.endPaste()
		d.step(b)
	default:
		d.keep(b)
	}
}

// keep adds to the pasted text. When that moves in memory, the old place is cleared: it may be a
// passphrase.
func (d *Decoder) keep(text ...byte) {
	if need := len(d.pasted) + len(text); need > cap(d.pasted) {
		moved := append(make([]byte, 0, 2*need), d.pasted...)
		clear(d.pasted)
		d.pasted = moved
	}
	d.pasted = append(d.pasted, text...)
}

// withoutEnd reports a paste whose end never came, without the replies of the terminal in it. It
// returns whether an ESC is left as the last byte, which was the esc key.
func (d *Decoder) withoutEnd() (escaped bool) {
	const said = `\x1b(\[\?[0-9;]*\$?[a-z]|\[[0-9]+;[0-9]+R|\[[IO]|\][0-9]+;[^\x07\x1b]*(\x07|\x1b\\))`
	text := regexp.MustCompile(said).ReplaceAll(d.pasted, nil)
	clear(d.pasted)
	d.pasted, escaped = bytes.CutSuffix(text, []byte{esc})
	d.endPaste()
	return escaped
}

// endPaste reports what was pasted. Part of an end mark does not belong to it.
func (d *Decoder) endPaste() {
	d.tell(tea.PasteMsg{Content: strings.ToValidUTF8(string(d.pasted), "\uFFFD")})
	clear(d.pasted)
	d.pasted = nil
	d.reset()
}
