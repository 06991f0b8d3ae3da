package exchange

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// foreign reads the JSON of another journal: an object with an array of entries. As in Decode
// it is all or nothing. The function says what an entry holds and when it was written; a uuid becomes
// its id. An entry may be a picture alone.
func foreign(in *input, name string, written func(*object) (e journal.Entry, text string, err error)) ([]journal.Entry, error) {
	strange := in.failed(in.at(), invalid("this does not look like an export from "+name))
	if in.ended() || in.rest[0] != '{' {
		return nil, strange
	}
	v, err := in.value()
	if err != nil {
		return nil, err
	}
	if !in.ended() {
		return nil, in.failed(in.at(), invalid("there is something after the end"))
	}
	document, err := v.object("")
	if err != nil {
		return nil, in.failed(v.at, err)
	}
	list, found := document.named("entries")
	if !found || list.raw[0] != '[' {
		return nil, strange
	}
	return in.entries(list.value, func(o *object) (journal.Entry, error) {
		e, text, err := written(o)
		e.ID, e.Answers, e.Tags = uuidID(take(o, "uuid", textOf)), happened(strings.TrimSpace(text)), o.tags()
		return e, cmp.Or(o.err, err, e.ValidateUnfinished())
	})
}

// tags returns the tags, each once, and "starred" if the entry is.
func (o *object) tags() (tags []string) {
	given := take(o, "tags", tagsOf)
	if take(o, "starred", func(f field) (starred bool, err error) {
		if json.Unmarshal(f.raw, &starred) != nil {
			err = invalid(`"starred" is true or false`)
		}
		return starred, err
	}) {
		given = append(given, "starred")
	}
	seen := map[string]bool{"": true}
	for _, word := range given {
		if tag := journal.Tag(strings.TrimLeft(word, "@#")); !seen[tag] {
			seen[tag], tags = true, append(tags, tag)
		}
	}
	return tags
}

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

// fixed keeps the offset of a time, in minutes as in RFC 3339, without the name of its zone.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset -= offset % 60; offset != 0 {
		return t.In(time.FixedZone("", offset))
	}
	return t.UTC()
}
