package exchange

import (
	"io"
	"regexp"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// DecodeDayOne reads the Journal.json of a Day One export: an object whose entries
// have a uuid, a creationDate in UTC, a timeZone, a text in Markdown and tags. The
// text becomes the answer to what happened, without the backslashes that Day One
// puts before punctuation and without its links to pictures. The uuid becomes the
// id.
//
// Zone returns a zone by its name in the IANA database, nil if it is not known;
// then the zone is here.
func DecodeDayOne(r io.Reader, here *time.Location, zone func(name string) *time.Location) ([]journal.Entry, error) {
	media := regexp.MustCompile(`!\[[^\]\n]*\]\(dayone-moment:[^)\n]*\)`) // a picture or a recording
	escaped := regexp.MustCompile(`\\([[:punct:]])`)
	plain := func(s string) string { return escaped.ReplaceAllString(media.ReplaceAllString(s, ""), "$1") }
	return foreign(r, "Day One", func(fs fields) (journal.Entry, error) { return dayOneEntry(fs, here, zone, plain) })
}

func dayOneEntry(fs fields, here *time.Location, zone func(string) *time.Location, plain func(string) string) (e journal.Entry, err error) {
	given, err := fs.texts("uuid", "text", "creationDate", "timeZone")
	if err != nil {
		return e, err
	}
	e.ID = uuidID(given["uuid"])
	at, err := time.Parse(time.RFC3339, given["creationDate"])
	if err != nil || !ofOurAge(at) {
		return e, badTime("creationDate", "2026-11-21T14:05:00Z")
	}
	if there := zone(given["timeZone"]); there != nil {
		here = there
	}
	e.Written = fixed(at.In(here))
	if e.Tags, err = fs.tags(); err != nil {
		return e, err
	}
	e.Answers = happened(strings.TrimSpace(plain(given["text"])))
	return e, nil
}
