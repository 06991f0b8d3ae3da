package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// Format names the export document and its version.
const Format = "shakeoff/1"

// stamp is RFC 3339 to the nanosecond, always with the offset in numbers.
const stamp = "2006-01-02T15:04:05.999999999-07:00"

// EncodeJSON writes entries as a JSON array, one entry a line.
func EncodeJSON(w io.Writer, entries []journal.Entry) error {
	return encode(w, "[", entries, "]\n")
}

// EncodeJSONEntry writes one entry as a JSON object on a line of its own.
func EncodeJSONEntry(w io.Writer, e journal.Entry) error {
	line, err := entryObject(e)
	if err == nil {
		_, err = w.Write(append(line, '\n'))
	}
	return err
}

// EncodeJSONExport writes the export document, which Decode reads again; or that of entries in which
// something was blacked out, which says so, and which Decode refuses.
func EncodeJSONExport(w io.Writer, entries []journal.Entry, redacted bool) error {
	says := ""
	if redacted {
		says = `"redacted":true,`
	}
	return encode(w, fmt.Sprintf(`{"format":%q,%s"entries":[`, Format, says), entries, "]}\n")
}

// encode writes one entry at a time, so that a long journal needs no memory.
func encode(w io.Writer, begin string, entries []journal.Entry, end string) error {
	between := begin
	for i, e := range entries {
		line, err := entryObject(e)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n%s", between, line); err != nil {
			return err
		}
		if between = ","; i == len(entries)-1 {
			between = "\n"
		}
	}
	_, err := io.WriteString(w, between+end)
	return err
}

// entryJSON is an entry in the order in which it is written, answers without words too.
type entryJSON struct {
	ID          journal.ID     `json:"id,omitempty"`
	Written     string         `json:"written,omitempty"`
	Happened    string         `json:"happened_at,omitempty"` // a time, or a day where no more was told
	Answers     texts          `json:"answers"`
	Questions   texts          `json:"questions,omitempty"`
	Weighings   []weighingJSON `json:"weighings,omitempty"`
	Intention   string         `json:"intention,omitempty"`
	IntentionAt string         `json:"intention_at,omitempty"`
	How         string         `json:"how,omitempty"`
	Tags        []string       `json:"tags,omitempty"`
	Posted      bool           `json:"posted,omitempty"`
	PostedLater bool           `json:"posted_later,omitempty"`
}

type weighingJSON struct {
	At     string `json:"at,omitempty"`
	Moment string `json:"moment"`
	Weight int    `json:"weight"`
}

// texts is a JSON object of strings by their steps that keeps its order.
type texts []journal.Answer

// MarshalJSON writes the object in order.
func (ts texts) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, t := range ts {
		for j, s := range []string{string(t.Step), t.Text} {
			if i+j > 0 {
				b = append(b, ",:"[j])
			}
			quoted, err := JSON(s, "")
			if err != nil {
				return nil, err
			}
			b = append(b, quoted...)
		}
	}
	return append(b, '}'), nil
}

func entryObject(e journal.Entry) ([]byte, error) {
	out := entryJSON{ID: e.ID, Written: timeText(e.Written), Happened: happenedText(e), Answers: e.Answers, Tags: e.Tags, Posted: e.Posted, PostedLater: e.PostedLater}
	for _, a := range e.Answers {
		if a.Question != "" {
			out.Questions = append(out.Questions, journal.Answer{Step: a.Step, Text: a.Question})
		}
	}
	for _, w := range e.Weighings {
		out.Weighings = append(out.Weighings, weighingJSON{timeText(w.At), w.Moment.String(), w.Weight})
	}
	if i := e.Intention; i.State != journal.None {
		out.Intention, out.IntentionAt, out.How = i.State.String(), timeText(i.At), i.How
	}
	return JSON(out, "")
}

func happenedText(e journal.Entry) string {
	if e.DayOnly && !e.Happened.IsZero() {
		return journal.DayOf(e.Happened).String()
	}
	return timeText(e.Happened)
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(stamp)
}

// JSON is json.Marshal without the escapes that only HTML needs, and with those that keep a
// terminal and people safe. Each level is moved in by the indent, "" for one line.
func JSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return harmless(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), err
}

// harmless escapes in JSON what encoding/json writes as it is and nobody should meet
// unseen: DEL and U+0080 to U+009F, with which a command to a terminal can begin, and
// the tag characters, which hide text from people and not from programs. The JSON must
// be what encoding/json has made: there these only stand inside strings.
func harmless(object []byte) []byte {
	if bytes.IndexByte(object, 0x7f) < 0 && bytes.IndexByte(object, 0xc2) < 0 && bytes.IndexByte(object, 0xf3) < 0 {
		return object
	}
	out := make([]byte, 0, len(object)+64)
	for _, r := range string(object) {
		switch high, low := utf16.EncodeRune(r); {
		case !unseen(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

// unseen says that a rune commands a terminal, or is a tag character.
func unseen(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0xe0000 && r <= 0xe007f
}
