// Package plain is the line-by-line front: the page, the entries and Ready for screen readers,
// for terminals that draw nothing, and for scripts. It says lines and reads lines; what it says
// of a page, and the order of the questions, come from tui/page. A question is a whole line too,
// so that those who hear line by line have heard it before they type the answer.
//
// It imports store/journal, tui/page, tui/guide, tui/learned, tui/words and tui/editor,
// and golang.org/x/sys and charmbracelet/x for the modes of a terminal and the keys of a
// console; no screen, and not the store.
// Rejected: the line editing of the terminal itself, which cuts long lines and drops the one
// that ctrl+c ends (see lines); a library for it, since they all draw.
package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// Options is what plain mode gets from outside.
type Options struct {
	Journal   page.Journal
	Autosaver *page.Autosaver
	Guide     guide.Guide
	Words     *words.Words
	Someone   string // the person's own line of who could be told

	In, Out  *os.File
	Terminal bool       // In is a terminal: a passphrase can be asked for
	Width    func() int // of the terminal Out, 0 if it is something else
	Now      func() time.Time
	Idle     time.Duration // after which entries are locked again; 0 for never

	// Ask asks for a passphrase, which is not shown; journal.ErrLocked if nobody can be asked.
	// Given reads the one that was named beforehand, and is nil if none was. Plain mode wipes
	// what both return.
	Ask   func(ctx context.Context, prompt string) ([]byte, error)
	Given func() ([]byte, error)
	// Fail tells the person an error, and what to do next.
	Fail func(error)
}

// session is plain mode under way.
type session struct {
	Options
	lines  *lines
	warned bool // the person knows that words are not saved
}

// begin takes the terminal, which lines.end gives back, and looks at the journal.
func begin(ctx context.Context, o Options) (*session, page.Status, error) {
	s := &session{Options: o, lines: listen(o.In, o.Out)}
	status, err := o.Journal.Status(ctx)
	return s, status, err
}

// ended says that a session ended because it was idle, and passes on an error that is not an end.
func (s *session) ended(err error) error {
	if errors.Is(err, errIdle) {
		s.say(s.Words.Plain.Idle)
	}
	if errors.Is(err, errLeft) {
		return nil
	}
	return err
}

// say says lines, and texts line by line as they were written. None of them can command the
// terminal, nor does the terminal break one within a word: many who listen hear it row by row.
func (s *session) say(lines ...string) {
	for _, line := range lines {
		for _, row := range editor.Wrap(line, cmp.Or(s.Width(), math.MaxInt)) {
			fmt.Fprintln(s.Out, strings.TrimRight(row, " "))
		}
	}
}

// ask says questions, and reads a line that is not an answer, without the space around it. At any
// question the word for help says where to turn.
func (s *session) ask(questions ...string) (string, error) {
	for {
		s.say(questions...)
		line, err := s.lines.read(func(string) {})
		if err == nil && len(questions) > 0 && matches(line, s.Words.Plain.Say.Help) {
			s.sayCare()
			continue
		}
		return strings.TrimSpace(line), err
	}
}

// angle is what asks for another angle on a question, alone on a line.
const angle = "?"

// matches says that a line is this word and nothing else, as search would find it. An empty word
// matches nothing: a language may lack it.
func matches(line, word string) bool {
	return word != "" && fold.Key(strings.TrimSpace(line)) == fold.Key(word)
}

// answer reads an answer: lines up to an empty one, or up to one that makes it whole, if whole is not
// nil. An empty line that was pasted with more text is part of the answer. A first line that is one of
// the commands is returned as such, unless it was pasted with more or a backslash stands before it.
// soFar gets what there is of the answer in between, and when it is cut short.
func (s *session) answer(soFar func(text string), whole func(text string) bool, commands ...string) (text, command string, err error) {
	for {
		line, err := s.lines.read(func(line string) { soFar(text + line) })
		if err != nil {
			return "", "", err
		}
		for _, c := range commands {
			switch {
			case matches(line, c) && !s.lines.pasted():
				return "", c, nil
			case matches(line, `\`+c):
				line = strings.TrimPrefix(strings.TrimSpace(line), `\`)
			}
		}
		empty := strings.TrimSpace(line) == ""
		if empty {
			line = ""
		}
		if (empty || whole != nil && whole(text+line)) && !s.lines.pasted() {
			return strings.TrimRight(text+line, "\n"), "", nil
		}
		soFar(text + line)
		text += line + "\n"
		commands = nil
	}
}

// weight reads a line as a weight, and says whether it is a number at all, and one that can be
// a weight.
func weight(line string) (weight int, number, fits bool) {
	n, err := strconv.Atoi(strings.TrimSpace(line))
	number = err == nil || errors.Is(err, strconv.ErrRange)
	return n, number, err == nil && n >= 0 && n <= journal.MaxWeight
}

func isNumber(line string) bool {
	_, number, _ := weight(line)
	return number
}

// askWeight asks until it hears a weight, or an empty line, which is nil.
func (s *session) askWeight(m journal.Moment, questions ...string) (*journal.Weighing, error) {
	for {
		line, err := s.ask(questions...)
		if err != nil || line == "" {
			return nil, err
		}
		if n, _, fits := weight(line); fits {
			return &journal.Weighing{At: s.Now(), Moment: m, Weight: n}, nil
		}
		questions = []string{s.Words.Plain.NoWeight}
	}
}

// seal saves the page as it stands. If that fails, the person is told once, and it tries again
// with the next line.
func (s *session) seal(ctx context.Context, a *page.Autosaver, e journal.Entry) {
	a.Put(e)
	err := page.Flush(ctx, s.Autosaver)
	if err != nil && !s.warned {
		s.Fail(err)
	}
	s.warned = err != nil
}

// sayCare says where to turn when it is too much, as the help of the screens does, and a slow breath.
func (s *session) sayCare() {
	s.say(s.Words.Help.TooMuch + ".")
	s.say(s.Words.Help.Care...)
	s.say(s.Words.Cover.Breath)
}

// leave makes an unfinished page of words that are not filed, and says so. If the journal does not
// take it, a sealed copy is put elsewhere, which is reported when the program ends.
func (s *session) leave(ctx context.Context, a *page.Autosaver, e journal.Entry) error {
	a.Put(e)
	if err := page.Flush(ctx, a); err != nil {
		_, _ = a.Rescue(ctx, e) // that it is not saved matters more than why this fails
		return err
	}
	a.Forget()
	s.say(s.Words.Plain.Write.Left)
	return nil
}
