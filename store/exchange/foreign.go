package exchange

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// foreign reads the JSON of another journal: an object with an array of entries. As in Decode
// it is all or nothing. Of the fields it takes those with these names, from which written says
// when an entry was written and what, a uuid, which becomes the id, and the tags. An entry
// without words, such as a picture alone, breaks no rule there: the caller must leave it out.
func foreign(r io.Reader, name string, names []string, written func(given map[string]string) (journal.Entry, string, error)) ([]journal.Entry, error) {
	in, err := open(r)
	if err != nil {
		return nil, err
	}
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
	document, err := v.fields("")
	if err != nil {
		return nil, in.failed(v.at, err)
	}
	list, found := document.named("entries")
	if !found || list.raw[0] != '[' {
		return nil, strange
	}
	return in.entries(list.value, func(fields fields) (e journal.Entry, err error) {
		given, err := fields.texts(append(names, "uuid"))
		if err != nil {
			return e, err
		}
		e, text, err := written(given)
		if err != nil {
			return e, err
		}
		e.ID, e.Answers = uuidID(given["uuid"]), happened(strings.TrimSpace(text))
		if e.Tags, err = fields.tags(); err == nil {
			err = e.ValidateUnfinished()
		}
		return e, err
	})
}

// texts returns the strings among the fields that have these names.
func (fs fields) texts(names []string) (texts map[string]string, err error) {
	texts = make(map[string]string)
	for _, f := range fs {
		if slices.Contains(names, f.name) {
			if texts[f.name], err = textOf(f); err != nil {
				return nil, err
			}
		}
	}
	return texts, nil
}

// tags returns the tags, each once, and "starred" if the entry is.
func (fs fields) tags() (tags []string, err error) {
	var given []string
	if f, ok := fs.named("tags"); ok {
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
	seen := map[string]bool{"": true}
	for _, word := range given {
		if tag := journal.Tag(strings.TrimLeft(word, "@#")); !seen[tag] {
			seen[tag], tags = true, append(tags, tag)
		}
	}
	return tags, nil
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
