package exchange

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"shakeoff/store/journal"
)

// Paper is how entries are written for people to read, the oldest first: the day of each, how
// heavy it was, and the answers under their questions.
type Paper struct {
	Title    string                      // the heading of the whole; "" for none, as for one entry
	When     func(journal.Entry) string  // says when it happened, for the heading
	Question func(journal.Answer) string // says what an answer answers
	Weight   string                      // the line with the weights; %s is one, or the first and the last
	Redacted string                      // explains the blackouts; "" where nothing is blacked out
	Sheet    *Sheet                      // what follows for a talk; nil for nothing
}

// Sheet goes under entries that are taken to a talk, with room to write.
type Sheet struct {
	Needs string   // the heading above what the person needs
	Sign  []string // who signs, when: each with a line behind
}

// sheetLines is how many lines there are for what the person needs.
const sheetLines = 4

// blankLine is a line to write on, where that cannot be drawn.
const blankLine = "______________________________"

// part is an entry as a paper shows it.
type part struct {
	when, weight, tags string // "" for what it has not
	answers            []journal.Answer
}

func (p Paper) parts(entries []journal.Entry) []part {
	var all []part
	for _, e := range slices.Backward(journal.NewestFirst(entries)) {
		is := part{when: p.When(e)}
		if weight := e.Weights(); weight != "" && p.Weight != "" {
			is.weight = fmt.Sprintf(p.Weight, weight)
		}
		if len(e.Tags) > 0 {
			is.tags = "#" + strings.Join(e.Tags, " #")
		}
		for _, a := range e.Answers {
			if strings.TrimSpace(a.Text) != "" {
				is.answers = append(is.answers, journal.Answer{Step: a.Step, Question: p.Question(a), Text: a.Text})
			}
		}
		all = append(all, is)
	}
	return all
}

// Only returns an entry with these answers alone, and with its weighings if they are wanted;
// nobody chose imported tags and the intention. ok is false if nothing is left to read.
func Only(e journal.Entry, steps []journal.Step, weighings bool) (only journal.Entry, ok bool) {
	only = journal.Entry{
		ID: e.ID, Record: e.Record, Written: e.Written, Happened: e.Happened, DayOnly: e.DayOnly,
		Posted: e.Posted, PostedLater: e.PostedLater && weighings,
	}
	for _, a := range e.Answers {
		if slices.Contains(steps, a.Step) && strings.TrimSpace(a.Text) != "" {
			only.Answers = append(only.Answers, a)
		}
	}
	if weighings {
		only.Weighings = e.Weighings
	}
	return only, len(only.Answers) > 0 || len(only.Weighings) > 0
}

// Text writes entries as plain text. What could command a terminal, or is hidden, is U+FFFD.
func (p Paper) Text(w io.Writer, entries []journal.Entry) error {
	out := bufio.NewWriter(w)
	say := func(lines ...string) { fmt.Fprintln(out, seen(strings.Join(lines, "\n"))) }
	between := ""
	if p.Title != "" {
		say(p.Title, strings.Repeat("=", len([]rune(p.Title))))
		between = "\n\n"
	}
	if p.Redacted != "" {
		fmt.Fprint(out, strings.TrimPrefix(between, "\n"))
		say(blackoutKey + p.Redacted)
		between = "\n"
	}
	for _, part := range p.parts(entries) {
		fmt.Fprint(out, between)
		say(part.when, strings.Repeat("-", len([]rune(part.when))))
		between = "\n\n"
		for _, line := range []string{part.weight, part.tags} {
			if line != "" {
				say(line)
			}
		}
		for _, a := range part.answers {
			say("", a.Question, "", strings.TrimRight(unixLines(a.Text), "\n\t "))
		}
	}
	if s := p.Sheet; s != nil {
		say("", "", s.Needs, "")
		say(strings.Repeat(blankLine+"\n\n", sheetLines))
		for _, name := range s.Sign {
			say(name+": "+blankLine, "")
		}
	}
	return out.Flush()
}

// seen is a text without what commands a terminal or is hidden.
func seen(text string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
