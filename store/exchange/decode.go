// Package exchange carries entries to and from other formats, one file a format: the JSON that
// `shakeoff add` takes and --json and `shakeoff export` write, Markdown for people, CSV for
// spreadsheets. From other journals it reads what jrnl, Day One, Daylio and RedNotebook keep or
// export, and Markdown, ours and anybody's.
//
// It turns readers into entries and entries into writers. What it reads was written by someone
// else, so it is strict: a field given twice, a value out of range and a field it does not
// know, except in what other journals wrote, refuse the whole input. An error says the line and
// the rule, and never a word of the input.
//
// It imports packages journal and fold, and the standard library. schema.json says to others what the
// JSON is, and a test holds the exports to it. Rejected: json.Unmarshal into a struct (it silently
// takes the last of two answers under one step, matches names in any case, and quotes the input in
// its errors), reading by the schema (a second place for the rules of package journal), and a library for the
// YAML of RedNotebook (a fiftieth of the program for two of the ways in which YAML writes a mapping).
package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// Decode reads entries as JSON: one object, several with white space between them, an array of
// objects, or an export document.
//
// All or nothing: the first object that breaks a rule refuses the whole input, with an error that
// wraps journal.ErrInvalid and names the line on which it begins, or where it is no JSON. What an
// entry leaves out has a default: it was written now, the moments of its weighings are before, then
// after, then later, and they and the intention are as old as the entry. An ID that is given is kept.
func Decode(r io.Reader, now time.Time) ([]journal.Entry, error) {
	in, err := open(r, func(raw []byte) (journal.Entry, error) { return decodeEntry(raw, now) })
	if err != nil {
		return nil, err
	}
	if in.ended() {
		return nil, invalid("there is no entry in the input")
	}
	var entries []journal.Entry
	for !in.ended() {
		some, err := in.entries()
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	return entries, nil
}

// source is the input, or a part of it, read value by value.
type source struct {
	all   []byte
	rest  []byte                                  // the end of all: what was not read yet
	sound bool                                    // the rest is known to be well-formed
	entry func(raw []byte) (journal.Entry, error) // reads one entry
}

// open reads the input, which must be text. What is in memory is not copied.
func open(r io.Reader, entry func(raw []byte) (journal.Entry, error)) (*source, error) {
	buffer, ok := r.(*bytes.Buffer)
	if !ok {
		buffer = new(bytes.Buffer)
		if _, err := buffer.ReadFrom(r); err != nil {
			return nil, fmt.Errorf("reading the input: %w", err)
		}
	}
	all := buffer.Bytes()
	all = bytes.TrimPrefix(all, []byte("\ufeff")) // some systems put one before what they pipe
	in := &source{all: all, rest: all, entry: entry}
	at := 0
	for line := range bytes.Lines(all) { // encoding/json would replace what is not UTF-8
		if !utf8.Valid(line) {
			return nil, in.failed(at, invalid("not UTF-8 text"))
		}
		at += len(line)
	}
	return in, nil
}

// part is the source of a value that was read, and begins at an offset.
func (in *source) part(at int, raw []byte) *source {
	return &source{all: in.all[:at+len(raw)], rest: raw, sound: true, entry: in.entry}
}

// at is where what comes next begins.
func (in *source) at() int {
	in.rest = trimmed(in.rest)
	return len(in.all) - len(in.rest)
}

func (in *source) ended() bool { return in.at() == len(in.all) }

// failed says on which line err happened.
func (in *source) failed(at int, err error) error {
	return lineError(1+bytes.Count(in.all[:at], []byte{'\n'}), err)
}

func lineError(line int, err error) error { return fmt.Errorf("line %d: %w", line, err) }

func (in *source) entries() ([]journal.Entry, error) {
	at := in.at()
	switch in.all[at] {
	case '[':
		return in.array()
	case '{':
		raw, err := in.value()
		if err != nil {
			return nil, err
		}
		return in.document(raw, at)
	}
	return nil, in.failed(at, invalid(notEntry))
}

// value reads what comes next, whatever it is.
func (in *source) value() ([]byte, error) {
	at := in.at()
	raw, rest, whole := cut(in.rest)
	if in.sound || whole && json.Valid(raw) {
		in.rest = rest
		return raw, nil
	}
	var wrong *json.SyntaxError // Offset is how much was read, with what is wrong
	if errors.As(json.Unmarshal(raw, new(json.RawMessage)), &wrong) && (whole || wrong.Offset < int64(len(raw))) {
		return nil, in.failed(at+max(0, int(wrong.Offset)-1), errSyntax)
	}
	return nil, in.failed(at, invalid("the JSON ends too early"))
}

// array reads the entries of an array, each on its own, so that an error names its line.
func (in *source) array() ([]journal.Entry, error) {
	start := in.at()
	in.rest = in.rest[1:] // behind the [
	var entries []journal.Entry
	for !in.ended() {
		at := in.at()
		switch {
		case in.rest[0] == ']':
			in.rest = in.rest[1:]
			return entries, nil
		case len(entries) > 0 && in.rest[0] != ',':
			return nil, in.failed(at, errSyntax)
		case len(entries) > 0:
			in.rest = in.rest[1:]
			at = in.at()
		}
		if in.ended() {
			break
		}
		raw, err := in.value()
		if err != nil {
			return nil, err
		}
		e, err := in.entry(raw)
		if err != nil {
			return nil, in.failed(at, err)
		}
		entries = append(entries, e)
	}
	return nil, in.failed(start, invalid("an array that is not closed"))
}

// document reads an object at the top level: an entry, or an export document.
func (in *source) document(raw []byte, at int) ([]journal.Entry, error) {
	fields, err := objectFields(raw, "")
	if err != nil {
		return nil, in.failed(at, err)
	}
	if _, ok := fields.named("format"); !ok {
		e, err := in.entry(raw)
		if err != nil {
			return nil, in.failed(at, err)
		}
		return []journal.Entry{e}, nil
	}
	var entries []journal.Entry
	for _, f := range fields {
		switch f.name {
		case "format":
			if format, err := textOf(f); err != nil || format != Format {
				return nil, in.failed(at, invalid("not a document of the format "+Format))
			}
		case "redacted":
			return nil, in.failed(at, ErrRedacted)
		case "entries":
			if f.raw[0] != '[' {
				return nil, in.failed(at, invalid("its entries are an array"))
			}
			if entries, err = in.part(at+f.at, f.raw).array(); err != nil {
				return nil, err
			}
		default:
			return nil, in.failed(at, unknownField("the document", f.name))
		}
	}
	return entries, nil
}

func invalid(what string) error { return fmt.Errorf("%s: %w", what, journal.ErrInvalid) }

const notEntry = "an entry is a JSON object"

var errSyntax = invalid("not well-formed JSON")
