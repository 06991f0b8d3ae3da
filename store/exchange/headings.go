package exchange

import "strings"

// heading is a line of Markdown that is one.
type heading struct {
	level, lines int // level 0: not a heading; lines: two where one is underlined by the next
	text         string
	open         int // the line where an unclosed block of code around it begins; 0: it is in none
}

// headingsOf finds the headings among lines, after CommonMark: not in blocks of code.
func headingsOf(lines []string) []heading {
	out := make([]heading, len(lines))
	fence, began := "", 0
	for i, line := range lines {
		line = strings.TrimPrefix(line, "\ufeff")
		was := fence
		if fence = fenced(fence, line); was == "" && fence != "" {
			began = i + 1
		}
		if was != "" || fence != "" {
			continue
		}
		out[i] = headingAt(lines, i)
	}
	if fence == "" {
		return out
	}
	for i := began; i < len(lines); i++ {
		out[i] = headingAt(lines, i)
		out[i].open = began
	}
	return out
}

func headingAt(lines []string, i int) (h heading) {
	line := strings.TrimPrefix(lines[i], "\ufeff")
	if level, text := headingOf(outdented(line)); level > 0 {
		if hashes := strings.TrimRight(text, "#"); hashes == "" || strings.HasSuffix(hashes, " ") {
			text = strings.TrimSpace(hashes)
		}
		return heading{level: level, lines: 1, text: text}
	}
	alone := i == 0 || strings.TrimSpace(lines[i-1]) == ""
	if !alone || i+1 == len(lines) || strings.TrimSpace(line) == "" || outdented(line) == "" {
		return h
	}
	under := strings.TrimRight(outdented(lines[i+1]), " \t")
	for level, mark := range []string{"=", "-"} {
		if len(under) > 1 && strings.Trim(under, mark) == "" {
			return heading{level: level + 1, lines: 2, text: strings.TrimSpace(line)}
		}
	}
	return h
}

// outdented returns a line without its indent, or "" if that is so deep that the line is code.
func outdented(line string) string {
	bare := strings.TrimLeft(line, " ")
	if len(line)-len(bare) > 3 || strings.HasPrefix(bare, "\t") {
		return ""
	}
	return bare
}

// fenced returns the fence that will end the block of code the next line is in, "" outside of one.
func fenced(fence, line string) string {
	line = strings.TrimRight(outdented(line), " \t")
	if fence != "" {
		if strings.HasPrefix(line, fence) && strings.Trim(line, fence[:1]) == "" {
			return ""
		}
		return fence
	}
	for _, mark := range []string{"`", "~"} {
		if run := len(line) - len(strings.TrimLeft(line, mark)); run >= 3 && (mark == "~" || !strings.Contains(line[run:], mark)) {
			return line[:run]
		}
	}
	return ""
}

// headingOf returns the level of a heading, 0 for any other line, and its text.
func headingOf(line string) (level int, text string) {
	text = strings.TrimLeft(line, "#")
	level = len(line) - len(text)
	if level == 0 || level > 6 || text != "" && text[0] != ' ' && text[0] != '\t' {
		return 0, ""
	}
	return level, strings.TrimSpace(text)
}
