package exchange

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// Markdown writes entries for people to read, the oldest first: the day of each, how heavy it
// was, and the answers under their questions. [MarkdownReader] reads that back.
//
// Answers are block quotes, word for word with three exceptions: a control character that could
// command a terminal, or a tag character, becomes U+FFFD; what would begin HTML, a link or a
// picture is escaped, so that no word vanishes from the rendered page and nothing is fetched for
// it; and a line that another follows ends in two spaces, which keeps them apart there.
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
		if weight := e.Weights(); weight != "" && m.Weight != "" {
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

func quoted(text string) string {
	lines := strings.Split(strings.TrimRight(unixLines(text), "\n\t "), "\n")
	var out strings.Builder
	for i, line := range lines {
		line = strings.TrimRight("> "+plainLine(line), " \t")
		if line != ">" && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
			line += "  "
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

// plainLine is a line without what commands a terminal or is hidden, and with a
// backslash before what Markdown takes for HTML, an entity, a link or a picture: those
// would not be shown, and a picture would be fetched by whoever opens the page.
func plainLine(s string) string {
	const live = "<&["
	var out strings.Builder
	for i, r := range s {
		switch next := s[i+utf8.RuneLen(r):]; {
		case r == '\n' || unseen(r):
			r = unicode.ReplacementChar
		case strings.ContainsRune(live, r), r == '\\' && next != "" && strings.IndexByte(live+"\\", next[0]) >= 0:
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
