package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"shakeoff/store/journal"
)

// value is JSON that is well-formed, and where it begins in the input.
type value struct {
	raw []byte
	at  int
}

// field is a name and its value in an object, not yet looked into.
type field struct {
	name string
	value
}

type fields []field

// elements are the values in an array, or the names and values in an object.
func (v value) elements() iter.Seq[value] {
	return func(yield func(value) bool) {
		for rest := v.raw[1:]; ; {
			rest = bytes.TrimLeft(rest, " \t\r\n,:")
			raw, behind, _ := cut(rest)
			if len(raw) == 0 || !yield(value{raw, v.at + len(v.raw) - len(rest)}) {
				return
			}
			rest = behind
		}
	}
}

// fields takes an object apart, in order; the rule says what is broken if the value is something
// else. A name given twice is refused, a null counts as missing.
func (v value) fields(rule string) (fields, error) {
	if v.raw[0] != '{' {
		return nil, invalid(rule)
	}
	var out fields
	seen := make(map[string]bool)
	for pair := range slices.Chunk(slices.Collect(v.elements()), 2) {
		var name string
		if _ = json.Unmarshal(pair[0].raw, &name); seen[name] {
			return nil, invalid(fmt.Sprintf("%q is given twice", shown(name)))
		}
		seen[name] = true
		if string(pair[1].raw) != "null" {
			out = append(out, field{name, pair[1]})
		}
	}
	return out, nil
}

// trimmed is text without the white space before it.
func trimmed(text []byte) []byte { return bytes.TrimLeft(text, " \t\r\n") }

// cut takes the value off with which text begins, by its brackets and quotes alone: encoding/json says
// whether it is well-formed, and reads what is in it. To find where each part ends, that would go over
// every byte eight times and copy most. Whole is false where text ends within the value.
func cut(text []byte) (value, rest []byte, whole bool) {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
			if !quoted && depth == 0 {
				return text[:i+1], text[i+1:], true
			}
		case quoted:
		case depth == 0 && strings.IndexByte(",:]} \t\r\n", c) >= 0:
			return text[:i], text[i:], true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return text[:i+1], text[i+1:], true
			}
		}
	}
	return text, nil, depth == 0 && !quoted
}

func (fs fields) named(name string) (f field, ok bool) {
	i := slices.IndexFunc(fs, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return fs[i], true
}

// textsOf reads an object whose names are steps and whose values are texts.
func textsOf(f field) (texts, error) {
	fields, err := f.fields(fmt.Sprintf("%q is not an object", shown(f.name)))
	if err != nil {
		return nil, err
	}
	var out texts
	for _, f := range fields {
		s, err := textOf(f)
		if err != nil {
			return nil, err
		}
		out = append(out, journal.Answer{Step: journal.Step(f.name), Text: s})
	}
	return out, nil
}

func unknownField(of, name string) error {
	return invalid(fmt.Sprintf("%s has no field %q", of, shown(name)))
}

// shown returns a name as an error may show it: another may be somebody's words.
func shown(name string) string {
	const ours = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
	if len(name) > 20 || strings.Trim(name, ours) != "" {
		return "…"
	}
	return name
}
