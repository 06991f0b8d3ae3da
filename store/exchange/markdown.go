package exchange

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// Markdown writes entries for people to read, the oldest first: the day of each, how heavy it
// was, and the answers under their questions. [MarkdownReader] reads that back.
//
// Answers are block quotes, word for word, but: a control character that could command a
// terminal becomes U+FFFD, a character that would make a word vanish from the rendered page is
// escaped, and a line that another follows ends in two spaces, which keeps them apart there.
type Markdown struct {
	Title    string                      // the heading of the whole; "" for none, as for one entry
	When     func(time.Time) string      // says the day and time of an entry, for its heading
	Question func(journal.Answer) string // says what an answer answers
	Weight   string                      // the line with the weights; %s is one, or the first and the last
}

// Encode writes the entries, whole. See [Only] for some of their answers.
func (m Markdown) Encode(w io.Writer, entries []journal.Entry) error {
	out := bufio.NewWriter(w)
	level, between := "#", ""
	if m.Title != "" {
		fmt.Fprintf(out, "# %s\n", plainLine(m.Title))
		level, between = "##", "\n"
	}
	for _, e := range slices.Backward(journal.NewestFirst(entries)) {
		fmt.Fprintf(out, "%s%s %s\n", between, level, plainLine(m.When(e.Written)))
		between = "\n"
		if weight := weights(e); weight != "" && m.Weight != "" {
			fmt.Fprintf(out, "\n%s\n", fmt.Sprintf(m.Weight, weight))
		}
		if len(e.Tags) > 0 {
			fmt.Fprintf(out, "\n\\#%s\n", plainLine(strings.Join(e.Tags, " #")))
		}
		for _, a := range e.Answers {
			if strings.TrimSpace(a.Text) != "" {
				fmt.Fprintf(out, "\n%s# %s\n\n%s", level, plainLine(m.Question(a)), quoted(a.Text))
			}
		}
	}
	return out.Flush()
}

// Only returns an entry with these answers alone, and with its weighings if they are wanted;
// nobody chose imported tags and the intention. ok is false if nothing is left to read.
func Only(e journal.Entry, steps []journal.Step, weighings bool) (only journal.Entry, ok bool) {
	only = journal.Entry{ID: e.ID, Record: e.Record, Written: e.Written}
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

// weights says how heavy an entry was and is: "8 → 3", or the one that is known.
func weights(e journal.Entry) string {
	last, ok := e.Latest()
	if !ok {
		return ""
	}
	if first, ok := e.Weight(journal.Before); ok && len(e.Weighings) > 1 {
		return fmt.Sprintf("%d → %d", first, last)
	}
	return strconv.Itoa(last)
}

func quoted(text string) string {
	lines := strings.Split(strings.TrimRight(unixLines(text), "\n\t "), "\n")
	var out strings.Builder
	for i, line := range lines {
		line = strings.TrimRight(plainLine(line), " \t")
		switch {
		case line == "":
			out.WriteString(">\n")
		case i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "":
			out.WriteString("> " + line + "  \n")
		default:
			out.WriteString("> " + line + "\n")
		}
	}
	return out.String()
}

// plainLine is a line without what commands a terminal, and with what Markdown would not show,
// as HTML, an entity or the target of a link, escaped.
func plainLine(s string) string {
	var out strings.Builder
	for i, r := range s {
		switch {
		case r < ' ' && r != '\t', r >= 0x7f && r <= 0x9f:
			out.WriteRune('\uFFFD')
		case r == '<', r == '&', r == '[' && strings.TrimSpace(s[:i]) == "":
			out.WriteString("\\" + string(r))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
