package exchange

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"shakeoff/store/journal"
)

// dayOne reads the Journal.json of a Day One export. The text becomes the answer to what
// happened, without the backslashes that Day One puts before punctuation and without its links
// to pictures and files, whose captions stay. Where there is only rich text, its words are
// taken. Where no zone is named, the offset of the time holds, and for one in UTC the zone here; where
// it is not known, the time stays as it is written, and is noted.
func (s *Source) dayOne(in *input) ([]journal.Entry, error) {
	media := regexp.MustCompile(`!\[([^\]\n]*)\]\(dayone-moment:[^)\n]*\)`) // a picture, a recording or a file
	escaped := regexp.MustCompile(`\\([[:punct:]])`)
	lines := strings.NewReplacer("\u2028", "\n", "\u2029", "\n\n")
	zones := make(map[string]*time.Location) // to find one takes longer than to read an entry; nil is not known
	return foreign(in, "Day One", func(o *object) (e journal.Entry, text string, err error) {
		created, name := take(o, "creationDate", textOf), take(o, "timeZone", textOf)
		at, err := time.Parse(time.RFC3339, created)
		if err != nil || !journal.ValidTime(at) {
			return e, "", badTime("creationDate", "2026-11-21T14:05:00Z")
		}
		if _, known := zones[name]; !known {
			zones[name], _ = s.Zone(name)
		}
		switch there := zones[name]; {
		case name == "" && strings.HasSuffix(created, "Z"):
			at = at.In(s.Here)
		case name == "":
		case there == nil:
			s.Notes.Zones++
		default:
			at = at.In(there)
		}
		text = take(o, "text", textOf)
		if found := media.FindAllString(text, -1); len(found) > 0 {
			s.Notes.Media += len(found)
			text = media.ReplaceAllString(text, "$1")
		}
		text = escaped.ReplaceAllString(text, "$1")
		if strings.TrimSpace(text) == "" {
			text = richText(take(o, "richText", textOf))
		}
		return journal.Entry{Written: fixed(at)}, lines.Replace(text), nil
	})
}

// richText returns the words of a text as Day One keeps it: in pieces, each with how it looks.
func richText(s string) string {
	var rich struct {
		Contents []struct {
			Text string `json:"text"`
		} `json:"contents"`
	}
	if json.Unmarshal([]byte(s), &rich) != nil {
		return "" // then there are no words that anybody could read
	}
	var out strings.Builder
	for _, piece := range rich.Contents {
		out.WriteString(piece.Text)
	}
	return out.String()
}
