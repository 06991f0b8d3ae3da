package input

import (
	"bytes"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// How long it takes until silence decides what a byte was.
const (
	loneEscape = 100 * time.Millisecond // behind an ESC: it was the esc key
	cutOff     = time.Second            // behind anything that was begun: the rest is lost
	aPause     = 500 * time.Millisecond // within a paste: what follows may be a key that closes it
)

// A terminal marks what was pasted with these.
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

const (
	esc = 0x1b
	bel = 0x07
	can = 0x18
	sub = 0x1a
	del = 0x7f
	// mostHeld is longer than any reply that was asked for; of a longer one nothing is told.
	mostHeld = 1 << 10
)

// state is what was begun. In each, the bytes since it began are held.
type state uint8

const (
	// ground: nothing. A control character is a key, the first byte of a letter begins it, and
	// ESC begins a sequence.
	ground state = iota
	// letter: a letter of several bytes, of which some have come. It waits for as long as it
	// takes: the next byte either goes on with it, or shows that it was none.
	letter
	// escape: one ESC or two. Silence makes each the esc key. Another byte begins a sequence, or
	// is a key with alt.
	escape
	// csi: ESC [, and so far what may stand in the middle of it. Its last byte ends it; a control
	// character or a letter of several bytes breaks it off, and is taken for itself.
	csi
	// console: ESC [ [, which only Linux sends, for F1 to F5: one byte more.
	console
	// mouse: ESC [ M, the oldest way to tell of the mouse: three bytes more, whatever they are.
	mouse
	// ss3: ESC O, digits, and a last byte.
	ss3
	// reply: ESC ], ESC P or ESC _, a text that answers a question. BEL or ESC \ ends it. A
	// control character breaks it off: somebody types.
	reply
	// replyEnd: a reply and an ESC, of which a backslash makes its end. Silence makes it the esc
	// key, but only after a second: it will have been the end.
	replyEnd
	// paste: all is text until the end mark, of which the part that has come is held. A second of
	// silence ends it too; and so does, after a pause, ctrl+c, or an ESC with nothing behind it. Then
	// replies of the terminal are no part of it, nor is an ESC at its end: that is the esc key.
	paste
)

// Decoder makes keys and pastes of bytes as they come, in whatever pieces. It waits for nothing:
// the time is told, and Due says when silence will have decided something. Its zero value is ready.
type Decoder struct {
	state state
	held  []byte
	// late says that what is held was told as the esc key already, or is too long: what
	// completes it is swallowed.
	late   bool
	lone   bool // the ESC that is held within a paste came after a pause
	paused bool // the byte in hand came after a pause
	pasted []byte
	last   time.Time // the last byte came
	out    []tea.Msg
}

// Sequence is what the terminal says that is no key: a reply, or about the mouse or its focus. It
// is whole, and Bubble Tea's to understand.
type Sequence string

// Take takes what was read at once, and returns what it makes: tea.KeyPressMsg, tea.PasteMsg and
// Sequence.
func (d *Decoder) Take(read []byte, now time.Time) []tea.Msg {
	if now.Sub(d.last) >= cutOff { // sooner, what is read may have been there in time
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

// Due returns when Silence has something to say unless a byte comes before; ok is false if never.
func (d *Decoder) Due() (at time.Time, ok bool) {
	switch {
	case d.state == escape && !d.late, d.state == paste && d.lone:
		return d.last.Add(loneEscape), true
	case d.state == replyEnd && !d.late, d.state == paste:
		return d.last.Add(cutOff), true
	}
	return time.Time{}, false
}

// Silence says that no byte came until now, and returns what that decides.
func (d *Decoder) Silence(now time.Time) []tea.Msg {
	if at, ok := d.Due(); ok && !now.Before(at) {
		d.silence(now)
	}
	return d.told()
}

func (d *Decoder) silence(now time.Time) {
	keep := cutOff
	switch {
	case d.state == letter:
		return
	case d.state == escape && !d.late:
		d.escapes()
	case d.state == replyEnd:
		d.tell(escKey())
		d.late, keep = true, 2*cutOff
	case d.state == paste:
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

// escapes tells each ESC that is held as the esc key.
func (d *Decoder) escapes() {
	for range d.held {
		d.tell(escKey())
	}
	d.begin(esc)
	d.late = true
}

// tell adds to what is returned, unless it completes what was told already.
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

func (d *Decoder) begin(b byte) {
	d.reset()
	d.goOn(escape, b)
}

// goOn holds one byte more.
func (d *Decoder) goOn(s state, b byte) {
	if d.state = s; len(d.held) == mostHeld {
		d.late = true
		return
	}
	d.held = append(d.held, b)
}

// reset goes to the ground. A letter of a passphrase may be among what was held.
func (d *Decoder) reset() {
	clear(d.held)
	d.state, d.held, d.late, d.lone = ground, d.held[:0], false, false
}

// anew drops what was begun: b is not part of it.
func (d *Decoder) anew(b byte) {
	d.reset()
	d.step(b)
}

func (d *Decoder) step(b byte) {
	switch d.state {
	case ground:
		switch {
		case b == esc:
			d.begin(b)
		case b < utf8.RuneSelf:
			d.tell(keyOf(rune(b)))
		default:
			d.letter(b)
		}
	case letter:
		d.letter(b)
	case escape:
		d.escape(b)
	case csi:
		d.csi(b)
	case console:
		d.goOn(console, b)
		d.whole()
	case mouse:
		if d.goOn(mouse, b); len(d.held) == len("\x1b[M")+3 {
			d.whole()
		}
	case ss3:
		switch {
		case '0' <= b && b <= '9':
			d.goOn(ss3, b)
		case b > ' ' && b < del:
			d.goOn(ss3, b)
			d.whole()
		default:
			d.anew(b)
		}
	case reply:
		d.reply(b)
	case replyEnd:
		if b == '\\' {
			d.goOn(replyEnd, b)
			d.whole()
			return
		}
		late := d.late
		d.begin(esc)
		d.late = late
		d.step(b)
	case paste:
		d.paste(b)
	}
}

// letter takes a byte of one, and tells it once it is whole. A byte that is of none is told as
// U+FFFD, so that whoever wrote sees the loss.
func (d *Decoder) letter(b byte) {
	d.goOn(letter, b)
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

func (d *Decoder) escape(b byte) {
	twice := len(d.held) == 2
	begins := map[byte]state{'[': csi, 'O': ss3, ']': reply, 'P': reply, '_': reply}[b]
	switch {
	case begins != ground && (begins != reply || !twice):
		d.goOn(begins, b)
	case d.late: // the esc key was told, and this is the next one
		d.anew(b)
	case twice:
		d.tell(escKey())
		d.begin(esc)
		d.step(b)
	case b == esc:
		d.goOn(escape, b)
	case b >= utf8.RuneSelf:
		d.letter(b)
	default:
		d.tell(withAlt(keyOf(rune(b))))
		d.reset()
	}
}

func (d *Decoder) csi(b byte) {
	within := d.held[bytes.IndexByte(d.held, '[')+1:]
	switch {
	case b == '[' && len(within) == 0:
		d.goOn(console, b)
	case b < ' ' || b >= del:
		d.anew(b)
	case b >= '@', b == '$' && len(within) > 0 && strings.Trim(string(within), "0123456789") == "": // as urxvt ends keys with shift
		d.goOn(csi, b)
		d.whole()
	default:
		d.goOn(csi, b)
	}
}

func (d *Decoder) reply(b byte) {
	first := map[byte]string{']': "0123456789", 'P': "0123456789>!+$", '_': "G"}[d.held[1]]
	switch {
	case len(d.held) == 2 && strings.IndexByte(first, b) < 0: // no reply begins so: it was a key with alt
		d.tell(withAlt(keyOf(rune(d.held[1]))))
		d.anew(b)
	case b == bel:
		d.goOn(reply, b)
		d.whole()
	case b == esc:
		d.goOn(replyEnd, b)
	case b < ' ', b == del:
		d.anew(b)
	default:
		d.goOn(reply, b)
	}
}

// whole takes a sequence that is whole.
func (d *Decoder) whole() {
	switch seq := string(d.held); {
	case seq == pasteStart:
		late := d.late
		d.reset()
		d.state, d.late = paste, late
	case seq == pasteEnd: // of none
		d.reset()
	case d.state == csi && seq == "\x1b[M":
		d.state = mouse
	case strings.HasPrefix(seq, "\x1b\x1b"):
		if k, ok := understood(seq[1:]).(tea.KeyPressMsg); ok {
			d.tell(withAlt(k))
			d.reset()
			return
		}
		d.tell(escKey())
		d.held = append(d.held[:0], seq[1:]...)
		d.whole()
	default:
		d.tell(understood(seq))
		d.reset()
	}
}

func (d *Decoder) paste(b byte) {
	switch {
	case b == pasteEnd[len(d.held)]:
		if d.lone = d.paused && b == esc; len(d.held) == len(pasteEnd)-1 {
			d.endPaste()
			return
		}
		d.goOn(paste, b)
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

// keep adds to what was pasted. Where that moves, nothing is left behind: it may be a passphrase.
func (d *Decoder) keep(text ...byte) {
	if need := len(d.pasted) + len(text); need > cap(d.pasted) {
		moved := append(make([]byte, 0, 2*need), d.pasted...)
		clear(d.pasted)
		d.pasted = moved
	}
	d.pasted = append(d.pasted, text...)
}

// withoutEnd tells what was pasted where no end came, without what the terminal says meanwhile. An
// ESC that this leaves as the last byte was the esc key, which is returned.
func (d *Decoder) withoutEnd() (escaped bool) {
	const said = `\x1b(\[\?[0-9;]*\$?[a-z]|\[[0-9]+;[0-9]+R|\[[IO]|\][0-9]+;[^\x07\x1b]*(\x07|\x1b\\))`
	text := regexp.MustCompile(said).ReplaceAll(d.pasted, nil)
	clear(d.pasted)
	d.pasted, escaped = bytes.CutSuffix(text, []byte{esc})
	d.endPaste()
	return escaped
}

// endPaste tells what was pasted. A part of an end mark is none of it.
func (d *Decoder) endPaste() {
	d.tell(tea.PasteMsg{Content: strings.ToValidUTF8(string(d.pasted), "\uFFFD")})
	clear(d.pasted)
	d.pasted = nil
	d.reset()
}
