package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// A terminal marks what was pasted with these. Some of them hand on escape
// characters within a paste (others take them out); Bubble Tea then reads the
// sequence as one of the terminal's own, and drops it: words that the person
// pasted. So within a paste every escape character travels as \e, and every
// backslash as \\, since any character at all may be pasted.
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
type keyboard struct {
	*os.File
	seen   string // the part of pasteStart that was just read
	inside bool
	held   string // the part of pasteEnd that was read within a paste
	buf    []byte
	read   atomic.Bool // from here, and not past it, as from a console of Windows
}

// Read reads no more than fits in p even if every byte is an escape character.
func (k *keyboard) Read(p []byte) (int, error) {
	room := len(p)/2 - len(pasteEnd)
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
		if len(out) > 0 || err != nil || n == 0 {
			return copy(p, out), err
		}
		// All that came was the beginning of what may end the paste.
	}
}

// replace returns what Bubble Tea is given for what was read.
func (k *keyboard) replace(read []byte) []byte {
	var out bytes.Buffer
	for _, b := range read {
		if k.inside {
			k.paste(&out, b)
			continue
		}
		out.WriteByte(b)
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
		k.held, k.inside = "", false
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
