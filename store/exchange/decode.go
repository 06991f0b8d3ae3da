// Package exchange carries entries to and from other formats, one file a format: the JSON that
// `shakeoff add` takes and --json and `shakeoff export` write, Markdown for people, CSV for
// spreadsheets. From other journals it reads what jrnl, Day One, Daylio and RedNotebook keep or
// export, and Markdown, ours and anybody's.
//
// It turns readers into entries and entries into writers. What it reads was written by someone
// else, so it is strict: the whole input is refused for a field given twice, a value out of range or,
// except in other journals, an unknown field. An error names the line and the rule, and never quotes
// the input.
//
// It imports packages journal and fold, the standard library, and a reader of YAML for RedNotebook.
// schema.json describes the JSON for others, and a test holds the exports to it. Rejected:
// json.Unmarshal into a struct (it silently takes the last of two answers under one step, matches
// names in any case, and quotes the input in its errors), and reading by the schema (a second place
// for the rules of package journal).
package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
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
	all, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading the input: %w", err)
	}
	in, err := open(all)
	if err != nil {
		return nil, err
	}
	return in.decode(now)
}

func (in *input) decode(now time.Time) ([]journal.Entry, error) {
	if in.ended() {
		return nil, invalid("there is no entry in the input")
	}
	var entries []journal.Entry
	for !in.ended() {
		if c := in.rest[0]; c != '[' && c != '{' {
			return nil, in.failed(in.at(), invalid(notEntry))
		}
		v, err := in.value()
		if err != nil {
			return nil, err
		}
		some, err := in.document(v, func(o *object) (journal.Entry, error) { return decodeEntry(o, now) })
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	return entries, nil
}

// input is a text, read value by value where it is JSON.
type input struct {
	all  []byte
	rest []byte // what was not read yet, up to the end of all
}

// open takes the input, which must be text.
func open(all []byte) (*input, error) {
	all = bytes.TrimPrefix(all, []byte("\ufeff")) // some systems put one before what they pipe
	in := &input{all: all, rest: all}
	at := 0
	for line := range bytes.Lines(all) { // encoding/json would replace what is not UTF-8
		if !utf8.Valid(line) {
			return nil, in.failed(at, invalid("not UTF-8 text"))
		}
		at += len(line)
	}
	return in, nil
}

func (in *input) lines() []string { return strings.Split(unixLines(string(in.all)), "\n") }

// at is where the next value begins.
func (in *input) at() int {
	in.rest = trimmed(in.rest)
	return len(in.all) - len(in.rest)
}

func (in *input) ended() bool { return in.at() == len(in.all) }

// failed says on which line err happened.
func (in *input) failed(at int, err error) error {
	return lineError(1+bytes.Count(in.all[:at], []byte{'\n'}), err)
}

func lineError(line int, err error) error { return fmt.Errorf("line %d: %w", line, err) }

// value reads the next value, whatever it is.
func (in *input) value() (value, error) {
	at := in.at()
	raw, rest, whole := cut(in.rest)
	if whole && json.Valid(raw) {
		in.rest = rest
		return value{raw, at}, nil
	}
	var wrong *json.SyntaxError // its Offset is just past the first wrong byte
	switch syntax := errors.As(json.Unmarshal(raw, new(json.RawMessage)), &wrong); {
	case syntax && (whole || wrong.Offset < int64(len(raw))):
		return value{}, in.failed(at+max(0, int(wrong.Offset)-1), invalid("not well-formed JSON"))
	case raw[0] == '[':
		return value{}, in.failed(at, invalid("an array that is not closed"))
	}
	return value{}, in.failed(at, invalid("the JSON ends too early"))
}

// entries reads the entries of an array, each on its own, so that an error names its line.
func (in *input) entries(array value, read func(*object) (journal.Entry, error)) (entries []journal.Entry, err error) {
	for v := range array.elements() {
		o, err := v.object(notEntry)
		if err != nil {
			return nil, in.failed(v.at, err)
		}
		e, err := read(o)
		if err != nil {
			return nil, in.failed(v.at, err)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// document reads a value at the top level: an array of entries, an entry, or an export document.
func (in *input) document(v value, read func(*object) (journal.Entry, error)) ([]journal.Entry, error) {
	if v.raw[0] == '[' {
		return in.entries(v, read)
	}
	o, err := v.object("")
	if err != nil {
		return nil, in.failed(v.at, err)
	}
	if _, ok := o.named("format"); !ok {
		e, err := read(o)
		if err != nil {
			return nil, in.failed(v.at, err)
		}
		return []journal.Entry{e}, nil
	}
	var entries []journal.Entry
	for _, f := range o.fields {
		switch f.name {
		case "format":
			if format, err := textOf(f); err != nil || format != Format {
				return nil, in.failed(v.at, invalid("not a document of the format "+Format))
			}
		case "redacted":
			return nil, in.failed(v.at, ErrRedacted)
		case "entries":
			if f.raw[0] != '[' {
				return nil, in.failed(v.at, invalid("its entries are an array"))
			}
			if entries, err = in.entries(f.value, read); err != nil {
				return nil, err
			}
		default:
			return nil, in.failed(v.at, unknownField("the document", f.name))
		}
	}
	return entries, nil
}

func invalid(what string) error { return fmt.Errorf("%s: %w", what, journal.ErrInvalid) }

const notEntry = "an entry is a JSON object"
