// Package tomlfile reads and prints the files that people write by hand:
// config.toml, guide.toml and words-LANG.toml. It says of a mistake in which line it
// is and what belongs there, never what stands there, for that may be private.
//
// It may import a reader of TOML and the standard library. Rejected: the reader's
// own messages, which quote the file and speak to programmers.
package tomlfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

// Decode reads a file over what is in into. For a mistake takes returns what the setting of that
// name takes, or, where that is not known, how a setting is written.
func Decode(text []byte, into any, takes func(key []string) Mistake) error {
	if !utf8.Valid(text) {
		return Wrong("encoding")
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF")) // some editors mark UTF-8 so
	err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(into)
	var unknown *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		return Wrong("line", line(&unknown.Errors[0]), Wrong("unknown"))
	case errors.As(err, &bad) && setTwice(text):
		return Wrong("line", line(bad), Wrong("twice"))
	case errors.As(err, &bad):
		return Wrong("line", line(bad), takes(bad.Key()))
	case err != nil:
		return Wrong("unreadable")
	}
	return nil
}

func line(bad *toml.DecodeError) int {
	n, _ := bad.Position()
	return n
}

// setTwice says that something is set for the second time: where anything may be set, no other key
// can be wrong.
func setTwice(text []byte) bool {
	var bad *toml.DecodeError
	return errors.As(toml.Unmarshal(text, new(map[string]any)), &bad) && len(bad.Key()) > 0
}

// Lines returns where the tables and settings of a file stand, by their whole names;
// not those written within a line, as in table = {setting = 1}.
func Lines(text []byte) map[string]int {
	lines, table, n := map[string]int{}, "", 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\uFEFF")) {
		n++
		key, _, sets := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		switch name, _, _ := strings.Cut(strings.TrimLeft(key, "["), "]"); {
		case strings.HasPrefix(key, "["):
			table = name + "."
			lines[name] = n
		case sets:
			lines[table+key] = n
		}
	}
	return lines
}

// IsLine says that a text is one line of at most so many letters, and that nothing in
// it moves the cursor or turns the line around. Of what has no shape, only the joiners
// that scripts and emoji need may stand in it.
func IsLine(s string, most int) bool {
	const joiner, nonJoiner = '\u200d', '\u200c'
	unsafe := func(r rune) bool {
		return !unicode.IsPrint(r) && r != joiner && r != nonJoiner && !unicode.Is(unicode.Zs, r)
	}
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && !strings.ContainsFunc(s, unsafe)
}

// Printing is a file as far as it is written.
type Printing struct{ strings.Builder }

// Say writes comments.
func (p *Printing) Say(lines ...string) {
	for _, line := range lines {
		fmt.Fprintln(p, "# "+line)
	}
}

// Table begins a table.
func (p *Printing) Table(name string) { fmt.Fprintf(p, "\n[%s]\n", name) }

// Set writes a setting and its value.
func (p *Printing) Set(name, value string) { fmt.Fprintln(p, name, "=", value) }

// Quoted writes a text as TOML does, if IsLine holds of it.
func Quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// List writes texts, each on a line of its own.
func List(texts []string) string {
	if len(texts) == 0 {
		return "[]"
	}
	var s strings.Builder
	for _, text := range texts {
		s.WriteString("  " + Quoted(text) + ",\n")
	}
	return "[\n" + s.String() + "]"
}
