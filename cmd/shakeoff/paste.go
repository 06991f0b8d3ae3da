package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// A terminal marks what was pasted with these. Some hand on escape characters within a
// paste, which Bubble Tea would take for the terminal's own, and drop words. So within a
// paste every escape character travels as \e, and every backslash as \\.
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// packed returns a byte of a paste as it travels.
func packed(b byte) string {
	switch b {
	case '\x1b':
		return `\e`
	case '\\':
		return `\\`
	default:
		return string([]byte{b})
	}
}

// keyboard is the terminal's input with escape characters in pastes replaced.
// It is the same file in every other respect: Bubble Tea sets its modes and
// waits on its descriptor. So nothing may be left over between two reads.
//
// Bubble Tea collects what it reads in a buffer that it never clears, and a passphrase
// would stay there. So each key fills that buffer up, with a control string that means
// nothing and is dropped.
type keyboard struct {
	*os.File
	seen   string // the part of pasteStart that was just read
	inside bool
	held   string // the part of pasteEnd that was read within a paste
	buf    []byte
	read   atomic.Bool // from here, and not past it, as from a console of Windows
	escape time.Time   // when a sequence began that may still go on
}

const (
	// readAtOnce is how much is read at most: so little that it is always filled up, and
	// that the buffer becomes no larger than what is filled.
	readAtOnce = 512
	// wholeSequence is longer than Bubble Tea waits for the rest of a sequence.
	wholeSequence = 100 * time.Millisecond
	fillStart     = "\x1b_" // APC
	fillEnd       = "\x18"  // CAN
	blanks        = blank64 + blank64 + blank64 + blank64
	blank64       = "                                                                "
)

// Read reads no more than fits in p even if every byte is an escape character.
func (k *keyboard) Read(p []byte) (int, error) {
	room := min(len(p)/2-len(pasteEnd), readAtOnce)
	if room < 1 {
		return 0, io.ErrShortBuffer // Bubble Tea comes with kilobytes
	}
	k.read.Store(true)
	if cap(k.buf) < room {
		k.buf = make([]byte, room)
	}
	for {
		n, err := k.File.Read(k.buf[:room])
		out := k.replace(k.buf[:n])
		clear(k.buf[:n])
		if len(out) > 0 || err != nil || n == 0 {
			return k.fill(p, copy(p, out)), err
		}
		// All that came was the beginning of what may end the paste.
	}
}

// fill fills up a read of n bytes, where no sequence or letter is cut in two.
func (k *keyboard) fill(p []byte, n int) int {
	end := len(p) - len(fillEnd)
	if n == 0 || n+len(fillStart) > end || k.inside || !utf8.Valid(p[:n]) || time.Since(k.escape) < wholeSequence {
		return n
	}
	n += copy(p[n:], fillStart)
	for n < end { // by copies so long that they take every register in which a key may stay
		n += copy(p[n:end], blanks)
	}
	return n + copy(p[n:], fillEnd)
}

// replace returns what Bubble Tea is given for what was read.
func (k *keyboard) replace(read []byte) []byte {
	var out bytes.Buffer
	for _, b := range read {
		if k.inside {
			k.paste(&out, b)
			continue
		}
		if out.WriteByte(b); b == '\x1b' {
			k.escape = time.Now()
		}
		if k.seen = match(pasteStart, k.seen, b); k.seen == pasteStart {
			k.seen, k.inside = "", true
		}
	}
	return out.Bytes()
}

// paste takes a byte within a paste.
func (k *keyboard) paste(out *bytes.Buffer, b byte) {
	next := match(pasteEnd, k.held, b)
	if next == pasteEnd {
		out.WriteString(pasteEnd)
		k.held, k.inside, k.escape = "", false, time.Time{}
		return
	}
	if len(next) > len(k.held) {
		k.held = next
		return
	}
	// What was held is text after all; b may begin anew, as only escape does.
	for i := range len(k.held) {
		out.WriteString(packed(k.held[i]))
	}
	if k.held = next; next == "" {
		out.WriteString(packed(b))
	}
}

// match returns how much of whole is seen when b follows seen.
func match(whole, seen string, b byte) string {
	if whole[len(seen)] == b {
		return whole[:len(seen)+1]
	}
	if whole[0] == b {
		return whole[:1]
	}
	return ""
}

// unpaste returns a paste as it was; for tea.WithFilter.
func (k *keyboard) unpaste(_ tea.Model, msg tea.Msg) tea.Msg {
	if p, ok := msg.(tea.PasteMsg); ok && k.read.Load() {
		p.Content = strings.NewReplacer(`\e`, "\x1b", `\\`, `\`).Replace(p.Content)
		return p
	}
	return msg
}
