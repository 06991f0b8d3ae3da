package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

// schema is a JSON Schema, or a part of one: as much of it as ours needs.
type schema struct {
	whole *schema

	Ref                  string             `json:"$ref"`
	Defs                 map[string]*schema `json:"$defs"`
	Type                 string             `json:"type"`
	Required             []string           `json:"required"`
	Properties           map[string]*schema `json:"properties"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"`
	PropertyNames        *schema            `json:"propertyNames"`
	Items                *schema            `json:"items"`
	AnyOf                []*schema          `json:"anyOf"`
	Enum                 []any              `json:"enum"`
	Const                any                `json:"const"`
	Pattern              string             `json:"pattern"`
	MinLength            int                `json:"minLength"`
	Minimum, Maximum     *float64

	// What says nothing of what is valid.
	Schema      string `json:"$schema"`
	ID          string `json:"$id"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

func readSchema(t *testing.T) *schema {
	t.Helper()
	raw, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	s := new(schema)
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields() // a rule that this test does not know would be held by nothing
	if err := dec.Decode(s); err != nil {
		t.Fatal(err)
	}
	s.whole = s
	return s
}

// broken returns the first rule that a value breaks, "" for none.
func (s *schema) broken(v any, at string) string {
	if s.Ref != "" {
		def := s.whole.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
		if def == nil {
			return at + ": no such definition"
		}
		return s.with(def).broken(v, at)
	}
	switch {
	case s.Const != nil && s.Const != v:
		return at + ": const"
	case s.Const != nil:
		return ""
	case s.Enum != nil && !slices.Contains(s.Enum, v):
		return at + ": enum"
	case s.AnyOf != nil && !slices.ContainsFunc(s.AnyOf, func(one *schema) bool { return s.with(one).broken(v, at) == "" }):
		return at + ": anyOf"
	}
	switch v := v.(type) {
	case string:
		if s.Type != "" && s.Type != "string" || s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v) || utf8.RuneCountInString(v) < s.MinLength {
			return at + ": " + s.Type + s.Pattern
		}
	case float64:
		if s.Type != "integer" || v != float64(int(v)) || s.Minimum != nil && v < *s.Minimum || s.Maximum != nil && v > *s.Maximum {
			return at + ": " + s.Type
		}
	case []any:
		if s.Type != "array" {
			return at + ": " + s.Type
		}
		for i, item := range v {
			if broken := s.with(s.Items).broken(item, fmt.Sprintf("%s[%d]", at, i)); broken != "" {
				return broken
			}
		}
	case map[string]any:
		return s.brokenObject(v, at)
	default:
		return at + ": null or bool"
	}
	return ""
}

func (s *schema) brokenObject(v map[string]any, at string) string {
	if s.Type != "object" {
		return at + ": " + s.Type
	}
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			return at + ": required " + name
		}
	}
	for name, value := range v {
		inner := s.Properties[name]
		if inner == nil && s.AdditionalProperties != nil {
			if string(s.AdditionalProperties) == "false" {
				return at + ": no property " + name
			}
			inner = new(schema)
			if err := json.Unmarshal(s.AdditionalProperties, inner); err != nil {
				return err.Error()
			}
		}
		if s.PropertyNames != nil {
			if broken := s.with(s.PropertyNames).broken(name, at); broken != "" {
				return broken
			}
		}
		if inner != nil {
			if broken := s.with(inner).broken(value, at+"."+name); broken != "" {
				return broken
			}
		}
	}
	return ""
}

func (s *schema) with(part *schema) *schema {
	part.whole = s.whole
	return part
}

// randomExport is an export of entries of chance.
func randomExport(t *testing.T, r *rand.Rand) (text []byte, entries []journal.Entry) {
	t.Helper()
	for range r.IntN(5) {
		entries = append(entries, randomEntry(r))
	}
	var out bytes.Buffer
	if err := exchange.EncodeJSONExport(&out, entries, false); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), entries
}

// Every export is what the schema says, and the schema holds it to what Decode does.
func TestExportsFollowTheSchema(t *testing.T) {
	s := readSchema(t)
	r := rand.New(rand.NewPCG(15, 10))
	for range 500 {
		raw, _ := randomExport(t, r)
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		if broken := s.broken(v, "$"); broken != "" {
			t.Fatalf("%s\n%s", raw, broken)
		}
	}
	if broken := s.broken(map[string]any{"format": exchange.Format, "redacted": true, "entries": []any{}}, "$"); broken != "" {
		t.Error(broken)
	}
	for _, raw := range []string{
		`{"entries":[]}`, `{"format":"shakeoff/2","entries":[]}`, `{"format":"shakeoff/1","entries":{}}`,
		`{"format":"shakeoff/1","entries":[],"more":1}`, `{"format":"shakeoff/1","redacted":false,"entries":[]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":1}}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"Happened":"a"}}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"written":"2026-11-21"}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"happened_at":"yesterday"}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"weighings":[{"moment":"before","weight":11}]}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"weighings":[{"moment":"before","weight":1.5}]}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"intention":"done"}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"id":"1"}]}`,
		`{"format":"shakeoff/1","entries":[{"answers":{"happened":"a"},"how":null}]}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(raw), &v); err != nil {
			t.Fatal(err)
		}
		if s.broken(v, "$") == "" {
			t.Errorf("the schema takes %s", raw)
		}
	}
}
