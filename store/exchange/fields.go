package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shakeoff/store/journal"
)

// field is a name and its value in an object, not yet looked into.
type field struct {
	name string
	raw  json.RawMessage
	at   int // where raw begins within the object
}

type fields []field

// objectFields takes an object apart, in order; the rule says what is broken if raw is
// something else. A name given twice is refused, a null counts as missing.
func objectFields(raw []byte, rule string) (fields, error) {
	if raw[0] != '{' {
		return nil, invalid(rule)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, syntax(err)
	}
	var out fields
	seen := make(map[string]bool)
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, syntax(err)
		}
		name, _ := token.(string)
		if seen[name] {
			return nil, invalid(fmt.Sprintf("%q is given twice", shown(name)))
		}
		seen[name] = true
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, syntax(err)
		}
		if string(value) != "null" {
			out = append(out, field{name: name, raw: value, at: int(dec.InputOffset()) - len(value)})
		}
	}
	return out, nil
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
	fields, err := objectFields(f.raw, fmt.Sprintf("%q is not an object", shown(f.name)))
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
