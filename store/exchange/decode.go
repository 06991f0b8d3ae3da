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

// Decode reads entries as JSON: one object, several with white space between
// them (so also one a line), an array of objects, or an export document.
//
// All or nothing: the first object that breaks a rule refuses the whole input,
// with an error that wraps journal.ErrInvalid and names the line on which that
// object begins. Where an entry says nothing of it, now is when it was written,
// the moments of its weighings are before, then after, then later, and they
// and the intention are as old as the entry. An ID that is given is kept.
func Decode(r io.Reader, now time.Time) ([]journal.Entry, error) {
	in, err := open(r)
	if err != nil {
		return nil, err
	}
	in.entry = func(raw []byte) (journal.Entry, error) { return decodeEntry(raw, now) }
	var entries []journal.Entry
	values := 0
	for ; in.skipSpace(); values++ {
		some, err := in.value()
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	if values == 0 {
		return nil, invalid("there is no entry in the input")
	}
	return entries, nil
}

// source is the input and how far it was read.
type source struct {
	all, rest []byte
	entry     func(raw []byte) (journal.Entry, error) // reads one entry
}

// open reads the input, which must be text.
func open(r io.Reader) (*source, error) {
	input, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading the input: %w", err)
	}
	// Some systems put a byte order mark before what they pipe.
	in := &source{all: input, rest: bytes.TrimPrefix(input, []byte("\ufeff"))}
	if at := invalidUTF8(input); at >= 0 {
		return nil, in.failed(at, invalid("not UTF-8 text"))
	}
	return in, nil
}

// skipSpace goes on to the next value, and says whether there is one.
func (in *source) skipSpace() bool {
	in.rest = bytes.TrimLeft(in.rest, " \t\r\n")
	return len(in.rest) > 0
}

func (in *source) at() int { return len(in.all) - len(in.rest) }

// failed says on which line err happened.
func (in *source) failed(at int, err error) error {
	return fmt.Errorf("line %d: %w", 1+bytes.Count(in.all[:at], []byte{'\n'}), err)
}

// value reads one value at the top level.
func (in *source) value() ([]journal.Entry, error) {
	switch in.rest[0] {
	case '[':
		return in.array()
	case '{':
		at := in.at()
		raw, err := in.take()
		if err != nil {
			return nil, in.failed(at, err)
		}
		return in.document(raw, at)
	}
	return nil, in.failed(in.at(), invalid("an entry is a JSON object"))
}

// array reads the entries of an array, each on its own, so that an error names
// the line of the entry and not that of the array.
func (in *source) array() ([]journal.Entry, error) {
	start := in.at()
	in.rest = in.rest[1:]
	var entries []journal.Entry
	for first := true; in.skipSpace(); first = false {
		if in.rest[0] == ']' && first {
			in.rest = in.rest[1:]
			return nil, nil
		}
		at := in.at()
		raw, err := in.take()
		if err != nil {
			return nil, in.failed(at, err)
		}
		e, err := in.entry(raw)
		if err != nil {
			return nil, in.failed(at, err)
		}
		entries = append(entries, e)
		if !in.skipSpace() {
			break
		}
		after := in.rest[0]
		if in.rest = in.rest[1:]; after == ']' {
			return entries, nil
		}
		if after != ',' {
			return nil, in.failed(in.at()-1, errSyntax)
		}
	}
	return nil, in.failed(start, invalid("an array that is not closed"))
}

// document reads an object at the top level: an entry, or an export document.
func (in *source) document(raw []byte, at int) ([]journal.Entry, error) {
	fields, err := objectFields(raw)
	if err != nil {
		return nil, in.failed(at, err)
	}
	if _, ok := fields.value("format"); !ok {
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
		case "entries":
			inner := source{all: in.all[:at+f.at+len(f.raw)], rest: f.raw, entry: in.entry}
			if f.raw[0] != '[' {
				return nil, in.failed(at, invalid("its entries are an array"))
			}
			if entries, err = inner.array(); err != nil {
				return nil, err
			}
		default:
			return nil, in.failed(at, unknownField("the document", f.name))
		}
	}
	return entries, nil
}

// take cuts the next value off.
func (in *source) take() (json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(in.rest))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return nil, syntax(err)
	}
	in.rest = in.rest[dec.InputOffset():]
	return raw, nil
}

func invalid(what string) error { return fmt.Errorf("%s: %w", what, journal.ErrInvalid) }

var errSyntax = invalid("not well-formed JSON")

// syntax replaces an error of encoding/json, which may quote the input.
func syntax(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return invalid("JSON that breaks off")
	}
	return errSyntax
}

// invalidUTF8 returns where the first byte is that is no UTF-8, or -1.
// encoding/json would replace it without a word.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	at := 0
	for {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
}
