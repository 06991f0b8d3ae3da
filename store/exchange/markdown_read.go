package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
)

// markdown reads entries from Markdown: what [Paper.Markdown] wrote, and what somebody kept
// elsewhere under a heading for each day. A page may have begun before any heading.
//
// A heading that begins with a day, in any common way, begins an entry: one of the first two
// levels, or of the level of the first such. What stands behind the day is the first line. If
// everything below it has the form that Markdown writes, it is read back. Anything else is, whole
// and unchanged, the answer to what happened. Either way no word is left out, and no day becomes
// part of another: a file is refused for a line before the first day, unless that is blank, one title,
// or a month or year above many days, and for a heading that looks like a day but cannot be one.
//
// Markdown does not hold ids, seconds, time zones, weights between the first and the last, or
// what became of an intention. An answer loses what its quote could not hold:
// spaces at the ends of lines, control characters and tag characters.
func (s *Source) markdown(lines []string, begin []page) ([]journal.Entry, error) {
	if i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, blackoutKey) }); i >= 0 {
		return nil, lineError(i+1, ErrRedacted)
	}
	pages, err := s.pages(lines, begin)
	if err != nil {
		return nil, err
	}
	entries := make([]journal.Entry, 0, len(pages))
	for _, p := range pages {
		e, ours := s.ours(p)
		if !ours || p.rest != "" || p.named {
			text := strings.TrimRight(strings.TrimLeft(strings.Join(p.lines, "\n"), "\n"), " \t\n")
			if p.rest != "" {
				text = strings.TrimRight(p.rest+"\n\n"+text, "\n")
			}
			e = p.entry(s.Here)
			e.Answers = happened(text)
		}
		if err := e.ValidateUnfinished(); err != nil {
			return nil, lineError(p.line, err)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// page is an entry before its lines are read.
type page struct {
	line, level int  // of its heading: the line from 1
	moment           // its rest is the title
	named       bool // by the name of the file, not by a heading
	lines       []string
}

const deepest = 2 // the level of days, unless the first day is deeper

// pages cuts the lines at the days. A title may stand above the first.
func (s *Source) pages(lines []string, pages []page) ([]page, error) {
	headings := headingsOf(lines)
	days, err := s.settled(headings)
	if err != nil {
		return nil, err
	}
	titled, level := false, deepest
	for i := 0; i < len(lines); i++ {
		line, h := lines[i], headings[i]
		if h.level > 0 && (h.level <= level || len(pages) == 0) {
			at, ok, like := days.read(h.text)
			switch {
			case ok && h.open > 0 && len(pages) > 0:
				return nil, lineError(h.open, invalid("a block of code begins there and does not end, with days in it"))
			case ok:
				if len(pages) == 0 {
					level = max(level, h.level)
				}
				pages = append(pages, page{line: i + 1, level: h.level, moment: at})
				i += h.lines - 1
				continue
			case like:
				return nil, lineError(i+1, invalid("a heading that looks like a day and is none that can be read, as ## 2026-11-21 is"))
			case days.monthYear(strings.Fields(h.text)):
				continue
			}
		}
		switch {
		case len(pages) > 0:
			last := &pages[len(pages)-1]
			last.lines = append(last.lines, strings.TrimPrefix(line, "\ufeff"))
		case strings.TrimSpace(line) == "":
		case h.level == 1 && !titled:
			titled = true
			i += h.lines - 1
		default:
			return nil, lineError(i+1, invalid("the first entry begins with a heading that is a day, as in ## 2026-11-21"))
		}
	}
	if len(pages) > 1 && pages[0].named && strings.TrimSpace(pages[0].rest+strings.Join(pages[0].lines, "")) == "" {
		pages = pages[1:] // its heading says the day again
	}
	if len(pages) == 0 {
		return nil, invalid("there is no entry in the input; one begins with a heading that is a day, as in ## 2026-11-21")
	}
	return pages, nil
}

// settled finds out whether dates in numbers begin with the day or with the month.
func (s *Source) settled(headings []heading) (Calendar, error) {
	days := s.Calendar
	line := make(map[order]int)
	for i, h := range headings {
		if h.level > 0 {
			if at, ok, _ := days.read(h.text); ok && line[at.order] == 0 {
				line[at.order] = i + 1
			}
		}
	}
	switch {
	case line[dayFirst] > 0 && line[monthFirst] > 0:
		return days, lineError(max(line[dayFirst], line[monthFirst]), invalid("days are written in two orders, and it cannot be told which is meant"))
	case line[dayFirst] > 0:
		days.MonthFirst = false
	case line[monthFirst] > 0:
		days.MonthFirst = true
	case line[either] > 0:
		s.Notes.Either = true
	}
	return days, nil
}

// ours reads a page in the form that Markdown writes; ok is false if it strays from that.
func (s *Source) ours(p page) (e journal.Entry, ok bool) {
	const mostAnswers = 64 // no guide asks so many
	e = p.entry(s.Here)
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
			e.Answers = append(e.Answers, journal.Answer{Step: s.step(question, e.Answers), Question: question})
		case len(e.Answers) > 0 && (line == ">" || strings.HasPrefix(line, "> ")):
			quote = append(quote, unplain(strings.TrimRight(strings.TrimPrefix(line[1:], " "), " ")))
		case len(e.Answers) == 0 && strings.HasPrefix(line, "\\#"):
			e.Tags = strings.Split(strings.TrimPrefix(line, "\\#"), " #")
		case len(e.Answers) == 0 && len(e.Weighings) == 0 && s.weighed(&e, line):
		default:
			return journal.Entry{}, false
		}
	}
	end()
	// A heading without its quote was somebody else's.
	unquoted := slices.ContainsFunc(e.Answers, func(a journal.Answer) bool { return strings.TrimSpace(a.Text) == "" })
	return e, !unquoted && e.ValidateUnfinished() == nil
}

func (s *Source) weighed(e *journal.Entry, line string) bool {
	for _, format := range s.Weights {
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

// step names the step of a question, known or new, and never the same one twice.
func (s *Source) step(question string, before []journal.Answer) journal.Step {
	taken := func(s journal.Step) bool {
		return slices.ContainsFunc(before, func(a journal.Answer) bool { return a.Step == s })
	}
	if known := s.Step(question); known.Valid() && !taken(known) {
		return known
	}
	const most = 28 // leaves room for a number
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.TrimLeft(strings.Join(words, "-"), "-0123456789")
	name = strings.Trim(name[:min(most, len(name))], "-")
	if name == "" {
		name = "question"
	}
	step := journal.Step(name)
	for n := 2; taken(step); n++ {
		step = journal.Step(fmt.Sprintf("%s-%d", name, n))
	}
	return step
}

func unplain(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\<`, "<", `\&`, "&", `\[`, "[", `\@`, "@", `\:`, ":", `\.`, ".", "\\`", "`", `\~`, "~").Replace(s)
}
