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

// Kind is one of the files.
type Kind struct {
	// Takes says how a setting is called and what it takes; "" where that is not known.
	Takes func(key []string) (name, takes string)
	// Text says how a text is written, as in: between quotes, as in motion = 'off'.
	Text string
}

// Decode reads a file over what is in into.
func (k Kind) Decode(text []byte, into any) error {
	if !utf8.Valid(text) {
		return errors.New("it takes text in UTF-8")
	}
	err := strict(text, into)
	var unknown *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		return fmt.Errorf("line %d sets something that cannot be set", line(&unknown.Errors[0]))
	case errors.As(err, &bad):
		return fmt.Errorf("line %d %s", line(bad), k.fault(text, bad))
	case err != nil:
		return errors.New("it cannot be understood")
	}
	return nil
}

func strict(text []byte, into any) error {
	return toml.NewDecoder(bytes.NewReader(unmarked(text))).DisallowUnknownFields().Decode(into)
}

// unmarked is a text without the mark that some editors put before UTF-8.
func unmarked(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\uFEFF")) }

func line(bad *toml.DecodeError) int {
	n, _ := bad.Position()
	return n
}

// fault says what is wrong with a line. Where anything may be set, the only key that
// cannot be is one that is set already.
func (k Kind) fault(text []byte, bad *toml.DecodeError) string {
	var twice *toml.DecodeError
	if errors.As(toml.Unmarshal(unmarked(text), new(map[string]any)), &twice) && len(twice.Key()) > 0 {
		return "sets something for the second time"
	}
	if name, takes := k.Takes(bad.Key()); takes != "" {
		return fmt.Sprintf("is not right, %s takes %s", name, takes)
	}
	return "cannot be understood, a text stands on one line " + k.Text
}

// Lines returns the line of each setting of a file that into has no place for, by its
// whole name.
func Lines(text []byte, into any) map[string]int {
	lines := map[string]int{}
	var unknown *toml.StrictMissingError
	if errors.As(strict(text, into), &unknown) {
		for _, e := range unknown.Errors {
			lines[strings.Join(e.Key(), ".")] = line(&e)
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
