package exchange

import (
	"io"
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
	return foreign(r, "Day One", func(fs fields) (journal.Entry, error) { return dayOneEntry(fs, here, zone) })
}

func dayOneEntry(fs fields, here *time.Location, zone func(string) *time.Location) (e journal.Entry, err error) {
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
	e.Answers = happened(strings.TrimSpace(unescaped(withoutMedia(given["text"]))))
	return e, nil
}

// withoutMedia takes out ![…](dayone-moment:…), a picture or a recording.
func withoutMedia(s string) string {
	const link = "](dayone-moment:"
	var out strings.Builder
	for {
		from := strings.Index(s, "![")
		if from < 0 {
			break
		}
		line, _, _ := strings.Cut(s[from:], "\n")
		at := strings.Index(line, "]")
		end := strings.Index(line, ")")
		if at < 0 || end < at || !strings.HasPrefix(line[at:], link) {
			end = 1 // something else that begins like one
			out.WriteString(s[:from+2])
		} else {
			out.WriteString(s[:from])
		}
		s = s[from+end+1:]
	}
	return out.String() + s
}

// unescaped takes away the backslashes that only Markdown needs.
func unescaped(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
