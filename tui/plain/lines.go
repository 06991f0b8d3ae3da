package plain

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"shakeoff/tui/page"
)

var (
	// errLeft is the end of what is typed: ctrl+d, ctrl+c, a terminal that was
	// closed, or the end of a file.
	errLeft = errors.New("nothing more is typed")
	// errIdle is a person who has not typed for long.
	errIdle = errors.New("nothing was typed for long")
)

// lines reads what a person types, or a script sends, one line at a time.
//
// A terminal would do that by itself, but not for long lines: Linux hands on
// 4,095 bytes of one, shows the rest as it is typed, and drops it. And it drops
// all of a line that ctrl+c or a hang-up cuts short. So a terminal is asked for
// every key, and the line is put together here: it may be of any length, and
// what is typed so far is never out of reach.
type lines struct {
	file    *os.File
	keys    *keys          // nil where lines come whole
	signals chan os.Signal // those that end it
	idle    time.Duration  // after which it ends too; 0 for never

	// One byte is read when one is wanted: what is typed ahead stays with the
	// terminal, where a passphrase may be asked for next.
	want  chan struct{}
	heard chan heard
	asked bool
}

type heard struct {
	b   byte
	err error
}

// listen begins to read lines from in, and shows on out what is typed.
func listen(in, out *os.File) *lines {
	l := &lines{
		file: in, keys: takeKeys(in, out), signals: make(chan os.Signal, 1),
		want: make(chan struct{}), heard: make(chan heard),
	}
	// Whatever would end the program must first let it give the terminal back.
	signal.Notify(l.signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE)
	go func() {
		var one [1]byte
		for range l.want {
			n, err := l.file.Read(one[:])
			if n == 0 && err == nil {
				err = io.ErrNoProgress
			}
			if n == 1 {
				err = nil
			}
			l.heard <- heard{one[0], err}
		}
	}()
	return l
}

// end leaves the terminal as it was. A read under way goes on until the program
// has ended.
func (l *lines) end() {
	signal.Stop(l.signals)
	l.keys.giveBack()
}

// read reads a line, without its end. What is there of it is given to soFar when
// a while has gone by without an end, and when it is cut short; soFar may be
// nil. The error is errLeft or errIdle.
func (l *lines) read(soFar func(text string)) (string, error) {
	line := l.keys.line()
	var due <-chan time.Time
	keep := func() {
		if due = nil; soFar != nil && line.text() != "" {
			soFar(line.text())
		}
	}
	idle := l.idleTimer()
	for {
		if !l.asked {
			l.asked = true
			l.want <- struct{}{}
		}
		select {
		case h := <-l.heard:
			l.asked = false
			idle = l.idleTimer()
			if h.err != nil {
				keep()
				return line.cutShort()
			}
			switch line.press(h.b) {
			case lineDone:
				return line.text(), nil
			case lineEnd:
				return "", errLeft
			}
			if due == nil {
				due = time.After(page.SaveAfter)
			}
		case <-due:
			keep()
		case <-l.keys.resumed():
			l.keys.take()
		case <-l.signals:
			keep()
			line.leave()
			return "", errLeft
		case <-idle:
			keep()
			line.leave()
			return "", errIdle
		}
	}
}

// pasted says that text comes right behind an enter, which was pasted with it.
func (l *lines) pasted() bool { return l.keys.more(page.PasteGap) }

func (l *lines) idleTimer() <-chan time.Time {
	if l.idle == 0 {
		return nil
	}
	return time.After(l.idle)
}
