package exchange

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"shakeoff/store/journal"
)

// foreign reads the JSON of another journal: an object with an array of entries.
// As in Decode it is all or nothing, and an error names the line on which the
// entry begins. What else such a journal notes is passed over. An entry without
// words, such as a picture alone, is returned too: it breaks no rule there, and
// who files it must leave it out.
func foreign(r io.Reader, name string, entry func(fields) (journal.Entry, error)) ([]journal.Entry, error) {
	in, err := open(r)
	if err != nil {
		return nil, err
	}
	in.entry = func(raw []byte) (journal.Entry, error) { return foreignEntry(raw, entry) }
	strange := invalid("not what " + name + " exports: an object with an array of entries")
	if !in.skipSpace() || in.rest[0] != '{' {
		return nil, in.failed(in.at(), strange)
	}
	at := in.at()
	raw, err := in.take()
	if err != nil {
		return nil, in.failed(at, err)
	}
	if in.skipSpace() {
		return nil, in.failed(in.at(), invalid("there is something after the end"))
	}
	fields, err := objectFields(raw)
	if err != nil {
		return nil, in.failed(at, err)
	}
	for _, f := range fields {
		if f.name == "entries" && f.raw[0] == '[' {
			inner := source{all: in.all[:at+f.at+len(f.raw)], rest: f.raw, entry: in.entry}
			return inner.array()
		}
	}
	return nil, in.failed(at, strange)
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
	if err != nil {
		return journal.Entry{}, err
	}
	return e, nil
}

// text returns a string among the fields; "" if it is not there.
func (fs fields) text(name string) (string, error) {
	raw, ok := fs.value(name)
	if !ok {
		return "", nil
	}
	return textOf(field{name: name, raw: raw})
}

// tags returns the tags, as [tagWord] makes them, each once, and "starred" for
// what is marked so there.
func (fs fields) tags() ([]string, error) {
	var given []string
	if raw, ok := fs.value("tags"); ok {
		var err error
		if given, err = tagsOf(field{name: "tags", raw: raw}); err != nil {
			return nil, err
		}
	}
	if raw, ok := fs.value("starred"); ok {
		var starred bool
		if json.Unmarshal(raw, &starred) != nil {
			return nil, invalid(`"starred" is true or false`)
		}
		if starred {
			given = append(given, "starred")
		}
	}
	return tagWords(given), nil
}

// tagWords makes tags of words from elsewhere, each once.
func tagWords(given []string) (tags []string) {
	seen := make(map[string]bool)
	for _, word := range given {
		if tag := tagWord(word); tag != "" && !seen[tag] {
			seen[tag] = true
			tags = append(tags, tag)
		}
	}
	return tags
}

// tagWord makes one word of what is a tag elsewhere: with - for what no tag holds,
// and without the sign before it. "" for what has no letter in it.
func tagWord(s string) string {
	kept := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_'
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) }
	word := strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !kept(r) }), "-")
	word = strings.TrimLeftFunc(strings.TrimRight(word, "-_"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if strings.IndexFunc(word, letter) < 0 {
		return ""
	}
	return word
}

// happened is the one answer of an entry from elsewhere.
func happened(text string) []journal.Answer {
	return []journal.Answer{{Step: journal.Happened, Text: text}}
}

// uuidID makes an id of a UUID: that is 16 bytes by chance, and so is an id. ""
// for what is none.
func uuidID(s string) journal.ID {
	var rid [journal.RecordSize]byte
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil || len(b) != len(rid) || bytes.Equal(b, rid[:]) {
		return ""
	}
	copy(rid[:], b)
	return journal.NewID(rid)
}

func badTime(name, like string) error {
	return invalid(fmt.Sprintf("%q is a time like %s", name, like))
}
