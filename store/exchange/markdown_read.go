package exchange

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// MarkdownReader reads entries from Markdown: what [Markdown] wrote, and what somebody kept
// elsewhere under a heading for each day.
//
// A heading of the first or second level that is a day begins an entry. If everything below it
// has the form that Markdown writes, it is read back. Anything else is, whole and unchanged,
// the answer to what happened. Either way no word is left out: a line before the first day
// refuses the file, unless it is blank or one title.
//
// Markdown does not hold ids, seconds, weights between the first and the last, or
// what became of an intention. An answer loses what its quote could not hold:
// spaces at the ends of lines, control characters and tag characters.
type MarkdownReader struct {
	Here *time.Location // the zone of a heading that names none
	// Days read a heading as a day in words, on a clock that hung here; not ISO 8601.
	Days []func(heading string, here *time.Location) (at time.Time, ok bool)
	// Step names the step that a question belongs to; "" if it is not known.
	Step    func(question string) journal.Step
	Weights []string // the lines with the weights, as in Markdown.Weight, in every language
}

// Decode reads entries, all or nothing; an error names the line on which the entry begins. An
// entry without words is returned too: the caller must leave it out.
func (m MarkdownReader) Decode(r io.Reader) ([]journal.Entry, error) {
	in, err := open(r, nil)
	if err != nil {
		return nil, err
	}
	pages, err := m.pages(strings.Split(unixLines(string(in.all)), "\n"))
	if err != nil {
		return nil, err
	}
	entries := make([]journal.Entry, 0, len(pages))
	for _, p := range pages {
		e, ours := m.ours(p)
		if !ours {
			text := strings.TrimRight(strings.TrimLeft(strings.Join(p.lines, "\n"), "\n"), " \t\n")
			e = journal.Entry{Written: p.written, Answers: happened(text)}
		}
		if !e.Blank() {
			if err := e.Validate(); err != nil {
				return nil, lineError(p.line, err)
			}
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// page is an entry before its lines are read.
type page struct {
	line, level int // of its heading: the line from 1
	written     time.Time
	lines       []string
}

// pages cuts the lines at the days. A title may stand above the first.
func (m MarkdownReader) pages(lines []string) (pages []page, err error) {
	titled, fence := false, ""
	for i, line := range lines {
		fence = fenced(fence, line)
		level, heading := headingOf(line)
		if fence == "" && (level == 1 || level == 2) {
			if at, ok := m.day(heading); ok {
				pages = append(pages, page{line: i + 1, level: level, written: at})
				continue
			}
		}
		switch {
		case len(pages) > 0:
			last := &pages[len(pages)-1]
			last.lines = append(last.lines, line)
		case strings.TrimSpace(line) == "":
		case level == 1 && !titled:
			titled = true
		default:
			return nil, lineError(i+1, invalid("the first entry begins with a heading that is a day, as in ## 2026-11-21"))
		}
	}
	if len(pages) == 0 {
		return nil, invalid("there is no entry in the input; one begins with a heading that is a day, as in ## 2026-11-21")
	}
	return pages, nil
}

func (m MarkdownReader) day(heading string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, time.RFC3339} {
		if at, err := time.ParseInLocation(layout, heading, m.Here); err == nil {
			return fixed(at), journal.ValidTime(at)
		}
	}
	for _, read := range m.Days {
		if at, ok := read(heading, m.Here); ok {
			return fixed(at), journal.ValidTime(at)
		}
	}
	return time.Time{}, false
}

// fenced returns what ends the block of code that the next line is in, "" if it is in none.
func fenced(fence, line string) string {
	line = strings.TrimSpace(line)
	if fence != "" {
		if strings.HasPrefix(line, fence) && strings.Trim(line, fence[:1]) == "" {
			return ""
		}
		return fence
	}
	for _, mark := range []string{"`", "~"} {
		if run := len(line) - len(strings.TrimLeft(line, mark)); run >= 3 && !strings.Contains(line[run:], mark) {
			return line[:run]
		}
	}
	return ""
}

// headingOf returns the level of a heading, 0 for any other line, and its text.
func headingOf(line string) (level int, text string) {
	text = strings.TrimLeft(line, "#")
	level = len(line) - len(text)
	if level == 0 || level > 6 || !strings.HasPrefix(text, " ") {
		return 0, ""
	}
	return level, strings.TrimSpace(text)
}

// ours reads a page in the form that Markdown writes; ok is false if it strays from that.
func (m MarkdownReader) ours(p page) (e journal.Entry, ok bool) {
	const mostAnswers = 64 // no guide asks so many
	e.Written = p.written
	var quote []string
	end := func() { // of an answer
		if n := len(e.Answers); n > 0 {
			e.Answers[n-1].Text = strings.Join(quote, "\n")
		}
		quote = nil
	}
	for _, line := range p.lines {
		level, heading := headingOf(line)
		switch {
		case line == "":
		case level == p.level+1 && len(e.Answers) < mostAnswers:
			end()
			question := unplain(heading)
			e.Answers = append(e.Answers, journal.Answer{Step: m.step(question, e.Answers), Question: question})
		case len(e.Answers) > 0 && (line == ">" || strings.HasPrefix(line, "> ")):
			quote = append(quote, unplain(strings.TrimRight(strings.TrimPrefix(line[1:], " "), " ")))
		case len(e.Answers) == 0 && strings.HasPrefix(line, "\\#"):
			e.Tags = strings.Split(strings.TrimPrefix(line, "\\#"), " #")
		case len(e.Answers) == 0 && len(e.Weighings) == 0 && m.weighed(&e, line):
		default:
			return journal.Entry{}, false
		}
	}
	end()
	// A heading without its quote was somebody else's.
	unquoted := slices.ContainsFunc(e.Answers, func(a journal.Answer) bool { return strings.TrimSpace(a.Text) == "" })
	return e, !unquoted && (e.Blank() || e.Validate() == nil)
}

func (m MarkdownReader) weighed(e *journal.Entry, line string) bool {
	for _, format := range m.Weights {
		before, after, _ := strings.Cut(format, "%s")
		if len(line) < len(before)+len(after) || !strings.HasPrefix(line, before) || !strings.HasSuffix(line, after) {
			continue
		}
		for i, s := range strings.Split(line[len(before):len(line)-len(after)], " → ") {
			n, err := strconv.Atoi(s)
			if err != nil || i > 1 {
				return false
			}
			e.Weighings = append(e.Weighings, journal.Weighing{At: e.Written, Moment: []journal.Moment{journal.Before, journal.After}[i], Weight: n})
		}
		return true
	}
	return false
}

// step names the step of a question, the known one or a new one, and none twice.
func (m MarkdownReader) step(question string, before []journal.Answer) journal.Step {
	taken := func(s journal.Step) bool {
		return slices.ContainsFunc(before, func(a journal.Answer) bool { return a.Step == s })
	}
	if s := m.Step(question); s.Valid() && !taken(s) {
		return s
	}
	const most = 28 // leaves room for a number
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.TrimLeft(strings.Join(words, "-"), "-0123456789")
	name = strings.Trim(name[:min(most, len(name))], "-")
	if name == "" {
		name = "question"
	}
	s := journal.Step(name)
	for n := 2; taken(s); n++ {
		s = journal.Step(fmt.Sprintf("%s-%d", name, n))
	}
	return s
}

func unplain(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\<`, "<", `\&`, "&", `\[`, "[").Replace(s)
}
