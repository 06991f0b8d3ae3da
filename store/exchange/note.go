package exchange

import (
	"errors"
	"path"
	"strings"

	"shakeoff/store/journal"
)

// ErrNoDay is a note that belongs to no day: neither its name, its front matter nor a heading says one.
var ErrNoDay = errors.New("no day is named in it")

// noDay is an ErrNoDay that says where a day should be.
type noDay struct{ error }

func (noDay) Is(err error) bool { return err == ErrNoDay }

func (n noDay) Unwrap() error { return n.error }

// note reads a file of Markdown whose name may be a day, as Obsidian, Logseq and others keep them,
// or whose front matter may say one. Headings that are days begin entries of their own.
func (s *Source) note(name string, in *input) ([]journal.Entry, error) {
	front, lines := frontMatter(in.lines())
	day, named, _ := s.read(strings.TrimSuffix(name, path.Ext(name)))
	for _, key := range []string{"date", "created", "day"} {
		at, ok, _ := s.read(strings.Trim(front[key], `"'`))
		if ok && (!named || at.day == day.day) {
			at.rest = day.rest
			day, named = at, true
			break
		}
	}
	if !named && !s.dated(lines) {
		_, err := s.markdown(lines, nil)
		return nil, noDay{err}
	}
	var begin []page
	if named {
		begin = append(begin, page{line: 1, moment: day, named: true})
	}
	entries, err := s.markdown(lines, begin)
	if err != nil {
		return nil, err
	}
	for i := range entries {
		for _, tag := range strings.FieldsFunc(front["tags"], func(r rune) bool { return strings.ContainsRune("[],\"'", r) }) {
			if tag = journal.Tag(strings.TrimLeft(strings.TrimSpace(tag), "#")); tag != "" {
				entries[i].Tags = append(entries[i].Tags, tag)
			}
		}
	}
	return entries, nil
}

// dated says whether a heading is a day.
func (s *Source) dated(lines []string) bool {
	for _, h := range headingsOf(lines) {
		if _, ok, like := s.read(h.text); h.level > 0 && (ok || like) {
			return true
		}
	}
	return false
}

// frontMatter takes the names and values off the top of a note; the items of a list are joined by
// commas. Where a line is neither, all stay: they may be words. What is taken leaves blank lines behind,
// so that lines keep their numbers.
func frontMatter(lines []string) (values map[string]string, rest []string) {
	values = make(map[string]string)
	if len(lines) == 0 || strings.TrimRight(strings.TrimPrefix(lines[0], "\ufeff"), " ") != "---" {
		return values, lines
	}
	key := ""
	for i, line := range lines[1:] {
		if line = strings.TrimRight(line, " "); line == "---" || line == "..." {
			return values, append(make([]string, i+2), lines[i+2:]...)
		}
		if item, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok && key != "" {
			values[key] += "," + item
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok && strings.TrimSpace(line) != "" {
			break
		}
		key = strings.ToLower(strings.TrimSpace(name))
		values[key] = strings.TrimSpace(value)
	}
	return make(map[string]string), lines
}
