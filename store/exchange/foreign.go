package exchange

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"shakeoff/store/journal"
)

// foreign reads the JSON of another journal: an object with an array of entries. As in Decode
// it is all or nothing. Of the fields it takes those with these names, from which written says
// when an entry was written and what, a uuid, which becomes the id, and the tags. An entry
// without words, such as a picture alone, breaks no rule there: the caller must leave it out.
func foreign(r io.Reader, name string, names []string, written func(given map[string]string) (time.Time, string, error)) ([]journal.Entry, error) {
	in, err := open(r, func(raw []byte) (e journal.Entry, err error) {
		fields, err := objectFields(raw, notEntry)
		if err != nil {
			return e, err
		}
		given, err := fields.texts(append(names, "uuid"))
		if err != nil {
			return e, err
		}
		at, text, err := written(given)
		if err != nil {
			return e, err
		}
		e = journal.Entry{ID: uuidID(given["uuid"]), Written: fixed(at), Answers: happened(strings.TrimSpace(text))}
		if e.Tags, err = fields.tags(); err == nil && !e.Blank() {
			err = e.Validate()
		}
		return e, err
	})
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
	fields, err := objectFields(raw, "")
	if err != nil {
		return nil, in.failed(at, err)
	}
	entries, ok := fields.named("entries")
	if !ok || entries.raw[0] != '[' {
		return nil, in.failed(at, strange)
	}
	return in.part(at+entries.at, entries.raw).array()
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
		if tag := tagWord(word); !seen[tag] {
			seen[tag], tags = true, append(tags, tag)
		}
	}
	return tags, nil
}

// tagWord makes one word of what is a tag elsewhere, with - for what no tag holds. It is "" if
// there is no letter in it.
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

// DecodeJrnl reads what `jrnl --export json` writes. Title and body become the answer to what
// happened. The times are those of a clock here, since jrnl names no zone. Tags lose the sign
// before them, a star becomes the tag "starred". Only entries from Day One have an id.
func DecodeJrnl(r io.Reader, here *time.Location) ([]journal.Entry, error) {
	names := []string{"title", "body", "date", "time"}
	return foreign(r, "jrnl", names, func(given map[string]string) (at time.Time, text string, err error) {
		if at, err = time.ParseInLocation(time.DateOnly, given["date"], here); err != nil || !journal.ValidTime(at) {
			return at, "", badTime("date", "2026-11-21")
		}
		if given["time"] != "" {
			if at, err = time.ParseInLocation("2006-01-02 15:04", given["date"]+" "+given["time"], here); err != nil {
				return at, "", badTime("time", "14:05")
			}
		}
		return at, given["title"] + "\n" + strings.Trim(given["body"], "\r\n"), nil
	})
}

// fixed keeps the offset of a time, in minutes as in RFC 3339, without the name of its zone.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset -= offset % 60; offset != 0 {
		return t.In(time.FixedZone("", offset))
	}
	return t.UTC()
}

// DecodeDayOne reads the Journal.json of a Day One export. The text becomes the answer to what
// happened, without the backslashes that Day One puts before punctuation and without its links
// to pictures. Zone returns a zone by its name in the IANA database, as time.LoadLocation does;
// where there is none, the zone is here.
func DecodeDayOne(r io.Reader, here *time.Location, zone func(name string) (*time.Location, error)) ([]journal.Entry, error) {
	media := regexp.MustCompile(`!\[[^\]\n]*\]\(dayone-moment:[^)\n]*\)`) // a picture or a recording
	escaped := regexp.MustCompile(`\\([[:punct:]])`)
	names := []string{"text", "creationDate", "timeZone"}
	return foreign(r, "Day One", names, func(given map[string]string) (time.Time, string, error) {
		at, err := time.Parse(time.RFC3339, given["creationDate"])
		if err != nil || !journal.ValidTime(at) {
			return at, "", badTime("creationDate", "2026-11-21T14:05:00Z")
		}
		there, err := zone(given["timeZone"])
		if err != nil || given["timeZone"] == "" {
			there = here
		}
		return at.In(there), escaped.ReplaceAllString(media.ReplaceAllString(given["text"], ""), "$1"), nil
	})
}
