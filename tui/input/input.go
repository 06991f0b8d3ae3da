// Package input turns the bytes that a terminal sends into keys and pastes, however they arrive: in
// pieces, late, cut off, or without the marks around a paste.
//
// It works on both sides of Bubble Tea's own reading. That takes what it has after 50 ms of
// silence, so that half a reply becomes words and half a letter is lost; it waits for ever for the
// end of a paste; and it collects everything it reads in a buffer that it never clears, where a
// passphrase would stay. So a Terminal, from which Bubble Tea reads, decodes the bytes itself
// (Decoder) and puts the messages into a queue. For each it hands Bubble Tea one meaningless byte,
// and Filter, which Bubble Tea calls before each message, replaces that by the next of the queue.
// Only complete sequences that are not keys go through Bubble Tea: replies, the mouse, the focus. A
// Screen, to which Bubble Tea writes, asks how the terminal counts cells, which Bubble Tea does not.
//
// The rest of a sequence whose ESC was reported as the esc key is swallowed; one that is not
// completed within a second is given up. Neither ever becomes a word.
//
// It may import Bubble Tea and its decoder of single sequences, and nothing of the program.
//
// Rejected: a reader of our own without Bubble Tea's, which would have to set the terminal's modes,
// read the console of Windows and cancel a read; and holding back bytes within Read, which cannot
// be cancelled then.
package input

import (
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// The size of a terminal that does not report its size.
const width, height = 80, 24

// standIn is what Bubble Tea reads in the place of a key or a paste: the one byte that it always and
// at once takes for a key.
const standIn = 0

// grace is how much longer to wait for silence: on a busy machine, bytes that came in time may not
// have been read yet.
const grace = 10 * time.Millisecond

// decided stands for a message that silence has added to the queue.
type decided struct{}

// Terminal is the terminal's file as Bubble Tea is given it: what is read from it stands for what
// Filter then returns. Otherwise it is that file: Bubble Tea sets its modes and waits on its
// descriptor.
type Terminal struct {
	*os.File

	mu      sync.Mutex
	decoder Decoder
	buf     [1 << 11]byte // together with what is held, less than Bubble Tea has room for
	queue   []tea.Msg
	timer   *time.Timer
	waited  bool // grace is over
	send    func(tea.Msg)

	leaving
	measuring
}

// New returns the input of a program.
func New(f *os.File) *Terminal { return &Terminal{File: f} }

// Open is told how to send to the program: p.Send.
func (t *Terminal) Open(send func(tea.Msg)) {
	t.send = send
	t.timer = time.AfterFunc(time.Hour, t.silence)
	t.opened = time.Now()
}

// Read reads what has come, which may not be complete.
func (t *Terminal) Read(p []byte) (int, error) {
	n, err := t.File.Read(t.buf[:min(len(t.buf), len(p)/2)])
	t.mu.Lock()
	defer t.mu.Unlock()
	out := p[:0]
	for _, msg := range t.decoder.Take(t.buf[:n], time.Now()) {
		if s, ok := msg.(Sequence); ok {
			if !t.measured(s) {
				out = append(out, s...)
			}
			continue
		}
		t.queue = append(t.queue, msg)
		out = append(out, standIn)
	}
	clear(t.buf[:n])
	t.waited = false
	t.wait()
	return len(out), err
}

// wait sets the timer for the moment at which silence decides something.
func (t *Terminal) wait() {
	if at, ok := t.decoder.Due(); ok && t.timer != nil {
		t.timer.Reset(max(time.Until(at), grace))
	}
}

func (t *Terminal) silence() {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, ok := t.decoder.Due()
	if ok && time.Now().After(at) && !t.waited {
		t.waited = true
		t.timer.Reset(grace)
		return
	}
	for _, msg := range t.decoder.Silence(time.Now()) {
		t.queue = append(t.queue, msg)
		go t.send(decided{})
	}
	t.wait()
}

// Filter returns what a message stands for, or nil for nothing; it is for tea.WithFilter.
func (t *Terminal) Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg == (tea.KeyPressMsg{Code: tea.KeySpace, Mod: tea.ModCtrl}) {
			return t.next(msg)
		}
	case decided:
		return t.next(nil)
	case tea.WindowSizeMsg:
		if msg.Width <= 0 || msg.Height <= 0 { // as on a serial line; Bubble Tea would draw nothing
			return tea.WindowSizeMsg{Width: width, Height: height}
		}
	case tea.QuitMsg, tea.SuspendMsg:
		return t.leave(msg)
	case uv.PrimaryDeviceAttributesEvent, leaveNow:
		return t.leaves()
	case tea.ResumeMsg:
		t.forget()
	case tea.ModeReportMsg:
		t.mu.Lock()
		t.counts = t.counts || msg.Mode == ansi.ModeUnicodeCore && (msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet)
		t.mu.Unlock()
	}
	return msg
}

// next takes the next message of the queue. If that is empty, Bubble Tea has read the key itself, as
// it does on a Windows console.
func (t *Terminal) next(read tea.Msg) tea.Msg {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.queue) == 0 {
		return read
	}
	msg := t.queue[0]
	t.queue[0] = nil
	t.queue = t.queue[1:]
	return msg
}

// forget drops what was typed before the program was suspended.
func (t *Terminal) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.decoder, t.queue = Decoder{}, nil
}
