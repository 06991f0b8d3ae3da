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
	// errLeft is the end of the input: ctrl+d, ctrl+c, a terminal that was closed,
	// or the end of a file.
	errLeft = errors.New("nothing more is typed")
	// errIdle is returned when nothing was typed for long.
	errIdle = errors.New("nothing was typed for long")
)

// lines reads what a person types, or a script sends, one line at a time.
//
// A terminal would put lines together by itself, but Linux passes on only the first
// 4,095 bytes of one, and nothing of a line that ctrl+c or a hang-up cuts short. So
// the terminal is asked for every key: a line may be of any length, and what was
// typed of it can always be saved.
type lines struct {
	fd             int
	show           io.Writer // where a terminal shows what is typed; nil for other input
	take, giveBack func()    // those of takeKeys
	resumed        chan os.Signal
	signals        chan os.Signal // those that end it
	idle           time.Duration  // how long it waits for a key; 0 for ever

	// A byte is read only when one is wanted: what is typed ahead stays with the
	// terminal, where a passphrase may be asked for next.
	want  chan struct{}
	heard chan byte // closed at the end of the input
	asked bool
}

// listen begins to read lines from in, and shows on out what is typed. A terminal that
// does not show it, because a program around it does, goes on showing nothing.
func listen(in, out *os.File) *lines {
	l := &lines{fd: int(in.Fd()), signals: make(chan os.Signal, 1), want: make(chan struct{}), heard: make(chan byte)}
	var shown bool
	if l.take, l.giveBack, shown = takeKeys(l.fd); l.take != nil {
		l.resumed, l.show = Resumed(), io.Discard
	}
	if shown {
		l.show = out
	}
	// Whatever would end the program must first let it give the terminal back.
	signal.Notify(l.signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE)
	go func() {
		defer close(l.heard)
		var one [1]byte
		for range l.want {
			if _, err := io.ReadFull(in, one[:]); err != nil {
				return
			}
			l.heard <- one[0]
		}
	}()
	return l
}

// end leaves the terminal as it was. A read under way lasts until the program ends.
func (l *lines) end() {
	signal.Stop(l.signals)
	if l.giveBack != nil {
		signal.Stop(l.resumed)
		l.giveBack()
	}
}

// read reads a line, without its end. What was typed of it is given to soFar when the
// line stays open for a while, and when it is cut short. The error is errLeft or errIdle.
func (l *lines) read(soFar func(text string)) (string, error) {
	line := typed{show: l.show}
	var due, idle <-chan time.Time
	keep := func() {
		if due = nil; line.text() != "" {
			soFar(line.text())
		}
	}
	for {
		if !l.asked {
			l.asked = true
			l.want <- struct{}{}
			if l.idle > 0 {
				idle = time.After(l.idle)
			}
		}
		select {
		case b, more := <-l.heard:
			if !more {
				keep()
				return line.cutShort()
			}
			l.asked = false
			if done, err := line.press(b); done {
				return line.text(), err
			}
			if due == nil {
				due = time.After(page.SaveAfter)
			}
		case <-due:
			keep()
		case <-l.resumed:
			l.take()
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

// pasted says that more text follows an enter so closely that it was pasted with it.
func (l *lines) pasted() bool { return l.show != nil && keyWithin(l.fd, page.PasteGap) }
