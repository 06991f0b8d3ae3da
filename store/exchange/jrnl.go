package exchange

import (
	"io"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// DecodeJrnl reads what `jrnl --export json` writes: an object whose entries have
// a title, a body, a date, a time and tags. Title and body become the answer to
// what happened. The times are those of a clock here, since jrnl names no zone.
//
// Tags lose the sign before them, a star becomes the tag "starred". Only entries
// that came to jrnl from Day One have an id.
func DecodeJrnl(r io.Reader, here *time.Location) ([]journal.Entry, error) {
	return foreign(r, "jrnl", func(fs fields) (journal.Entry, error) { return jrnlEntry(fs, here) })
}

func jrnlEntry(fs fields, here *time.Location) (e journal.Entry, err error) {
	given, err := fs.texts("title", "body", "date", "time", "uuid")
	if err != nil {
		return e, err
	}
	e.ID = uuidID(given["uuid"])
	if e.Written, err = time.ParseInLocation("2006-01-02", given["date"], here); err != nil || !ofOurAge(e.Written) {
		return e, badTime("date", "2026-11-21")
	}
	if given["time"] != "" {
		if e.Written, err = time.ParseInLocation("2006-01-02 15:04", given["date"]+" "+given["time"], here); err != nil {
			return e, badTime("time", "14:05")
		}
	}
	e.Written = fixed(e.Written)
	if e.Tags, err = fs.tags(); err != nil {
		return e, err
	}
	e.Answers = happened(strings.TrimSpace(given["title"] + "\n" + strings.Trim(given["body"], "\r\n")))
	return e, nil
}

// fixed keeps the offset of a time and drops the name of its zone. Before there were
// zones, offsets had seconds, which RFC 3339 cannot say.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset -= offset % 60; offset != 0 {
		return t.In(time.FixedZone("", offset))
	}
	return t.UTC()
}
