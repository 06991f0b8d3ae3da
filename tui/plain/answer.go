package plain

import (
	"errors"
	"strconv"
	"strings"

	"shakeoff/store/journal"
)

// angle is what asks for another angle on a question, alone on a line.
const angle = "?"

// matches says that a line is this word and nothing else, with or without its
// accents. An empty word matches nothing: a language may lack it.
func matches(line, word string) bool {
	return word != "" && journal.FoldCase(strings.TrimSpace(line)) == journal.FoldCase(word)
}

// answer reads an answer, of one line or several. A first line that is one of the
// commands is returned as such; with a backslash before it, it is an answer. A backslash
// at the end of a line goes on in the next, two stand for one, and lines that are pasted
// together are one answer. soFar gets what there is of it in between, and when it is cut
// short.
func (s *session) answer(soFar func(text string), commands ...string) (text, command string, err error) {
	for {
		line, err := s.lines.read(func(line string) { soFar(text + line) })
		if err != nil {
			return "", "", err
		}
		for _, c := range commands {
			switch {
			case matches(line, c):
				return "", c, nil
			case matches(line, `\`+c):
				return strings.TrimPrefix(strings.TrimSpace(line), `\`), "", nil
			}
		}
		line, more := strings.CutSuffix(line, `\`)
		more = more && !strings.HasSuffix(line, `\`)
		if text += line; !more && !s.lines.pasted() {
			return text, "", nil
		}
		text += "\n"
		soFar(text)
		commands = nil
	}
}

// weight reads a line as a weight: whether it is a number at all, and one that
// can be a weight.
func weight(line string) (weight int, number, fits bool) {
	n, err := strconv.Atoi(strings.TrimSpace(line))
	number = err == nil || errors.Is(err, strconv.ErrRange)
	return n, number, err == nil && n >= 0 && n <= journal.MaxWeight
}

// askWeight asks until there is a weight or an empty line, for which it is nil.
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
