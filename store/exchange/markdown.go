package exchange

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// Markdown writes entries as Markdown, which [Source] reads back.
//
// Answers are block quotes, word for word with three exceptions: a control character that could
// command a terminal, or a tag character, becomes U+FFFD; what would begin HTML, a link, an address, a
// picture or a block of code is escaped, so that no word vanishes from the rendered page and nothing is fetched for
// it; and a line that another follows ends in two spaces, which keeps them apart there.
func (p Paper) Markdown(w io.Writer, entries []journal.Entry) error {
	out := bufio.NewWriter(w)
	level, between := "#", ""
	if p.Title != "" {
		fmt.Fprintf(out, "# %s\n", plainLine(p.Title))
		level, between = "##", "\n"
	}
	if p.Redacted != "" {
		fmt.Fprintf(out, "%s%s%s\n", between, blackoutKey, p.Redacted)
		between = "\n"
	}
	for _, part := range p.parts(entries) {
		fmt.Fprintf(out, "%s%s %s\n", between, level, plainLine(part.when))
		between = "\n"
		if part.weight != "" {
			fmt.Fprintf(out, "\n%s\n", part.weight)
		}
		if part.tags != "" {
			fmt.Fprintf(out, "\n\\%s\n", plainLine(part.tags))
		}
		for _, a := range part.answers {
			fmt.Fprintf(out, "\n%s# %s\n\n%s", level, plainLine(a.Question), quoted(a.Text))
		}
	}
	if s := p.Sheet; s != nil {
		fmt.Fprintf(out, "\n## %s\n\n%s\n", plainLine(s.Needs), strings.Repeat(blankLine+"\n\n", sheetLines))
		for _, name := range s.Sign {
			fmt.Fprintf(out, "%s: %s\n\n", plainLine(name), blankLine)
		}
	}
	return out.Flush()
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
// backslash before what Markdown takes for HTML, an entity, a link, an address, a picture or a block of
// code: those would not be shown, or lead elsewhere, and a picture would be fetched by whoever opens the page.
func plainLine(s string) string {
	var out strings.Builder
	for i, r := range s {
		switch next := s[i+utf8.RuneLen(r):]; {
		case r == '\n' || unseen(r):
			r = unicode.ReplacementChar
		case strings.ContainsRune("<&[@", r), r == ':' && strings.HasPrefix(next, "//"),
			r == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www"), fenceAt(s, i),
			r == '\\' && next != "" && strings.IndexByte("<&[@:.`~\\", next[0]) >= 0:
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// fenceAt says that the marks which begin a block of code begin here: of its first line no reader
// shows a word.
func fenceAt(s string, i int) bool {
	fence := strings.HasPrefix(s[i:], "```") || strings.HasPrefix(s[i:], "~~~")
	return fence && (i == 0 || s[i-1] != s[i])
}

func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
