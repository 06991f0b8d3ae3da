package exchange

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"shakeoff/store/journal"
)

// foreign reads the JSON of another journal: an object with an array of entries.
// As in Decode it is all or nothing, and an error names the line on which the
// entry begins. Fields that we have no use for are passed over. An entry without
// words, such as a picture alone, is returned too: it breaks no rule there, and
// the caller must leave it out.
func foreign(r io.Reader, name string, entry func(fields) (journal.Entry, error)) ([]journal.Entry, error) {
	in, err := open(r, func(raw []byte) (journal.Entry, error) { return foreignEntry(raw, entry) })
	if err != nil {
		return nil, err
	}
	strange := invalid("not what " + name + " exports: an object with an array of entries")
	at := in.at()
	if in.ended() || in.all[at] != '{' {
		return nil, in.failed(at, strange)
	}
	raw, err := in.value(at)
	if err != nil {
		return nil, err
	}
	if !in.ended() {
		return nil, in.failed(in.at(), invalid("there is something after the end"))
	}
	fields, err := objectFields(raw)
	if err != nil {
		return nil, in.failed(at, err)
	}
	entries, ok := fields.named("entries")
	if !ok || entries.raw[0] != '[' {
		return nil, in.failed(at, strange)
	}
	return in.part(at+entries.at, entries.raw).array()
}

func foreignEntry(raw []byte, entry func(fields) (journal.Entry, error)) (journal.Entry, error) {
	if raw[0] != '{' {
		return journal.Entry{}, invalid("an entry is a JSON object")
	}
	fields, err := objectFields(raw)
	if err != nil {
		return journal.Entry{}, err
	}
	e, err := entry(fields)
	if err == nil && !e.Blank() {
		err = e.Validate()
	}
	return e, err
}

// texts returns the strings among the fields that have these names.
func (fs fields) texts(names ...string) (map[string]string, error) {
	texts := make(map[string]string)
	for _, f := range fs {
		if slices.Contains(names, f.name) {
			var err error
			if texts[f.name], err = textOf(f); err != nil {
				return nil, err
			}
		}
	}
	return texts, nil
}

// tags returns the tags, as [tagWord] makes them, each once, and "starred" if the
// entry is.
func (fs fields) tags() ([]string, error) {
	var given []string
	if f, ok := fs.named("tags"); ok {
		var err error
		if given, err = tagsOf(f); err != nil {
			return nil, err
		}
	}
	if f, ok := fs.named("starred"); ok {
		switch string(f.raw) {
		case "true":
			given = append(given, "starred")
		case "false":
		default:
			return nil, invalid(`"starred" is true or false`)
		}
	}
	var tags []string
	seen := map[string]bool{"": true}
	for _, word := range given {
		if tag := tagWord(word); !seen[tag] {
			seen[tag] = true
			tags = append(tags, tag)
		}
	}
	return tags, nil
}

// tagWord makes one word of what is a tag elsewhere: with - for what no tag holds,
// and without the sign before it. It is "" if there is no letter in it.
func tagWord(s string) string {
	inner := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_'
	}
	word := strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !inner(r) }), "-")
	word = strings.TrimLeftFunc(strings.TrimRight(word, "-_"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if strings.IndexFunc(word, unicode.IsLetter) < 0 {
		return ""
	}
	return word
}

// happened is the one answer of an entry from elsewhere.
func happened(text string) []journal.Answer {
	return []journal.Answer{{Step: journal.Happened, Text: text}}
}

// uuidID makes an id of a UUID: both are 16 random bytes. It is "" if s is not one.
func uuidID(s string) journal.ID {
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil || len(b) != journal.RecordSize || bytes.Count(b, []byte{0}) == len(b) {
		return ""
	}
	return journal.NewID([journal.RecordSize]byte(b))
}

func badTime(name, like string) error {
	return invalid(fmt.Sprintf("%q is a time like %s", name, like))
}
