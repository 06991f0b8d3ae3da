package exchange

import (
	"io"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// DecodeJrnl reads what `jrnl --export json` writes: an object whose entries have
// a title, a body, a date, a time and tags. Title and body become the answer to
// what happened. The times are those of a clock here, for jrnl names no zone.
//
// Tags lose the sign before them, a star becomes the tag "starred". Nothing names
// an entry there, but for those that came to jrnl from Day One.
func DecodeJrnl(r io.Reader, here *time.Location) ([]journal.Entry, error) {
	return foreign(r, "jrnl", func(fs fields) (journal.Entry, error) { return jrnlEntry(fs, here) })
}

func jrnlEntry(fs fields, here *time.Location) (e journal.Entry, err error) {
	said := make(map[string]string)
	for _, name := range []string{"title", "body", "date", "time", "uuid"} {
		if said[name], err = fs.text(name); err != nil {
			return e, err
		}
	}
	e.ID = uuidID(said["uuid"])
	if e.Written, err = time.ParseInLocation("2006-01-02", said["date"], here); err != nil || !ofOurAge(e.Written) {
		return e, badTime("date", "2026-11-21")
	}
	if said["time"] != "" {
		if e.Written, err = time.ParseInLocation("2006-01-02 15:04", said["date"]+" "+said["time"], here); err != nil {
			return e, badTime("time", "14:05")
		}
	}
	e.Written = fixed(e.Written)
	if e.Tags, err = fs.tags(); err != nil {
		return e, err
	}
	e.Answers = happened(strings.TrimSpace(said["title"] + "\n" + strings.Trim(said["body"], "\r\n")))
	return e, nil
}

// fixed keeps the offset of a time, and forgets the name of its zone. Before there
// were zones, offsets had seconds, which RFC 3339 cannot say.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset -= offset % 60; offset != 0 {
		return t.In(time.FixedZone("", offset))
	}
	return t.UTC()
}
