package exchange

import (
	"bytes"
	"cmp"
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

// object is JSON taken apart, in order.
type object struct {
	fields []field
	err    error // the first that a field has shown
}

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

// object takes an object apart; the rule is what any other value breaks. A name given twice is
// refused, and a null counts as missing.
func (v value) object(rule string) (*object, error) {
	if v.raw[0] != '{' {
		return nil, invalid(rule)
	}
	o := new(object)
	seen := make(map[string]bool)
	for pair := range slices.Chunk(slices.Collect(v.elements()), 2) {
		var name string
		if _ = json.Unmarshal(pair[0].raw, &name); seen[name] {
			return nil, invalid(fmt.Sprintf("%q is given twice", shown(name)))
		}
		seen[name] = true
		if string(pair[1].raw) != "null" {
			o.fields = append(o.fields, field{name, pair[1]})
		}
	}
	return o, nil
}

// trimmed is a text without the white space in front.
func trimmed(text []byte) []byte { return bytes.TrimLeft(text, " \t\r\n") }

// cut takes the first value off a text, by its brackets and quotes alone; encoding/json says whether it
// is well-formed, and reads what is in it. To find where each part ends, encoding/json would go over
// every byte eight times and copy most. Whole is false where the text ends within the value.
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

func (o *object) named(name string) (f field, ok bool) {
	i := slices.IndexFunc(o.fields, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return o.fields[i], true
}

// allow refuses fields with any other name.
func (o *object) allow(of string, names ...string) {
	for _, f := range o.fields {
		if !slices.Contains(names, f.name) {
			o.err = cmp.Or(o.err, unknownField(of, f.name))
		}
	}
}

// take reads the field with this name, if there is one and nothing has gone wrong yet.
func take[T any](o *object, name string, read func(field) (T, error)) (v T) {
	if f, ok := o.named(name); ok && o.err == nil {
		v, o.err = read(f)
	}
	return v
}

// textsOf reads an object whose names are steps and whose values are texts.
func textsOf(f field) (texts, error) {
	o, err := f.object(fmt.Sprintf("%q is not an object", shown(f.name)))
	if err != nil {
		return nil, err
	}
	var out texts
	for _, f := range o.fields {
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
