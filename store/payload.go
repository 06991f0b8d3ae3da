package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// A payload is what a record says once opened:
//
//	version(1) · fields · 0 · zeros up to a multiple of 256
//	field: tag(uvarint, not 0) · length(uvarint) · content
//
// The padding hides how long a page is. A field of an unknown tag is kept and written again
// with an edit, so that an older shakeoff does not lose what a newer one noted.
const (
	payloadVersion = 1
	padTo          = 256
)

// The tags of the fields. Numbers are part of the format; none is used twice.
const (
	tagEnd       = 0
	tagKind      = 1  // kind(1)
	tagOf        = 2  // rid of the entry: of its first record
	tagReplaces  = 3  // rid; as many fields as records
	tagWritten   = 4  // time
	tagAnswer    = 5  // step(string) · question(string) · text
	tagWeighing  = 6  // moment(1) · weight(1) · time
	tagIntention = 7  // state(1) · time · how
	tagTag       = 8  // tag
	tagHappened  = 9  // time · nothing, or precision(1): dayOnly
	tagEdited    = 10 // time
	tagRevision  = 11 // number(uvarint)
)

// kind says what a record is.
type kind byte

const (
	kindEntry    kind = 1 // an entry, or a new version of one
	kindWeighing kind = 2 // a weighing made after the entry was filed
	kindMark     kind = 3 // an intention marked after the entry was filed
)

// dayOnly says of a time that only its day was told.
const dayOnly = 1

// payload is a decoded payload. entry.ID and entry.Record are not part of it.
type payload struct {
	rid, kid seal.ID // of the record that was opened, and of its key
	kind     kind
	of       seal.ID // zero in the first record of an entry
	replaces []seal.ID
	entry    journal.Entry  // for weighings and marks, only that field of it
	unknown  []byte         // fields of unknown tags, as they were
	answered []journal.Step // the steps that have an answer with words, of a collector
	missed   bool           // it has not the words that are looked for
	promises bool           // it has a change answer
	revision uint64         // of a page that is being written: each version has a higher one; 0 from before there were any
	posted   bool           // its key was not the owner's
}

var errPayload = errors.New("the record does not follow the format")

func (p payload) encode() []byte {
	b := []byte{payloadVersion}
	b = appendField(b, tagKind, []byte{byte(p.kind)})
	if p.of != (seal.ID{}) {
		b = appendField(b, tagOf, p.of[:])
	}
	for _, r := range p.replaces {
		b = appendField(b, tagReplaces, r[:])
	}
	e := p.entry
	if !e.Written.IsZero() {
		b = appendField(b, tagWritten, appendTime(nil, e.Written))
	}
	if !e.Happened.IsZero() {
		content := appendTime(nil, e.Happened)
		if e.DayOnly {
			content = append(content, dayOnly)
		}
		b = appendField(b, tagHappened, content)
	}
	for _, a := range e.Answers {
		content := appendString(nil, string(a.Step))
		content = appendString(content, a.Question)
		b = appendField(b, tagAnswer, append(content, a.Text...))
	}
	for _, w := range e.Weighings {
		b = appendField(b, tagWeighing, appendTime([]byte{byte(w.Moment), byte(w.Weight)}, w.At)) //nolint:gosec // 0 to 10
	}
	if i := e.Intention; i.State != journal.None {
		b = appendField(b, tagIntention, append(appendTime([]byte{byte(i.State)}, i.At), i.How...))
	}
	for _, t := range e.Tags {
		b = appendField(b, tagTag, []byte(t))
	}
	if !e.Edited.IsZero() {
		b = appendField(b, tagEdited, appendTime(nil, e.Edited))
	}
	if p.revision > 0 {
		b = appendField(b, tagRevision, binary.AppendUvarint(nil, p.revision))
	}
	b = append(b, p.unknown...)
	b = append(b, tagEnd)
	return append(b, make([]byte, (padTo-len(b)%padTo)%padTo)...)
}

func appendField(b []byte, tag uint64, content []byte) []byte {
	b = binary.AppendUvarint(b, tag)
	b = binary.AppendUvarint(b, uint64(len(content)))
	return append(b, content...)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendTime writes a time as seconds since 1970, nanoseconds, and seconds
// east of UTC: the instant, and the offset of the place.
func appendTime(b []byte, t time.Time) []byte {
	_, offset := t.Zone()
	b = binary.AppendVarint(b, t.Unix())
	b = binary.AppendUvarint(b, uint64(t.Nanosecond())) //nolint:gosec // 0 to 999,999,999
	return binary.AppendVarint(b, int64(offset))
}

// decoder decodes payloads with little to collect. It is for one goroutine at a time.
type decoder struct {
	payload   payload    // the last
	collector *collector // what to take of each; all if nil
	zone      *time.Location
	offset    int // of zone, seconds east of UTC
}

func (d *decoder) decode(b []byte) error {
	d.payload = payload{}
	if d.collector != nil {
		d.collector.begin(&d.payload)
	}
	if len(b) == 0 {
		return errPayload
	}
	if b[0] != payloadVersion {
		return fmt.Errorf("version %d: %w", b[0], seal.ErrVersion)
	}
	r := reader{b: b[1:]}
	for {
		field := r.b
		tag := r.uvarint()
		if tag == tagEnd || r.bad {
			break
		}
		content := reader{b: r.bytes()}
		if !d.field(tag, &content) && d.collector == nil {
			d.payload.unknown = append(d.payload.unknown, field[:len(field)-len(r.b)]...)
		}
		r.bad = r.bad || content.bad
	}
	if r.bad || d.payload.kind == 0 {
		return errPayload
	}
	if d.collector != nil {
		d.collector.end(&d.payload)
	} else {
		// A page from before this was held may answer one step twice.
		d.payload.entry = d.payload.entry.Joined()
	}
	return nil
}

// field takes one field in, and says whether its tag is known.
func (d *decoder) field(tag uint64, r *reader) bool {
	p := &d.payload
	e := &p.entry
	switch tag {
	case tagKind:
		p.kind = kind(r.byte())
	case tagOf:
		p.of = r.id()
	case tagReplaces:
		p.replaces = append(p.replaces, r.id())
	case tagWritten:
		e.Written = d.time(r)
	case tagHappened:
		e.Happened = d.time(r)
		e.DayOnly = len(r.b) > 0 && r.byte() == dayOnly && !e.Happened.IsZero()
	case tagAnswer:
		step := r.bytes()
		question := r.bytes()
		d.answer(step, question, r)
	case tagWeighing:
		if e.Weighings == nil {
			e.Weighings = make([]journal.Weighing, 0, 2) // before and after
		}
		w := journal.Weighing{Moment: journal.Moment(r.byte()), Weight: int(r.byte())}
		w.At = d.time(r)
		if w.Validate() != nil {
			return r.bad // a newer shakeoff's: carried along
		}
		e.Weighings = append(e.Weighings, w)
	case tagIntention:
		i := journal.Intention{State: journal.State(r.byte())}
		i.At = d.time(r)
		if i.How = string(r.b); i.State > journal.LetGo {
			return r.bad
		}
		e.Intention = i
	case tagEdited:
		e.Edited = d.time(r)
	case tagRevision:
		p.revision = r.uvarint()
	case tagTag:
		e.Tags = append(e.Tags, string(r.b))
	default:
		return false
	}
	return true
}

func (d *decoder) answer(step, question []byte, text *reader) {
	p := &d.payload
	worded := len(bytes.TrimSpace(text.b)) > 0
	if string(step) == string(journal.Change) && worded {
		p.promises = true
	}
	switch {
	case text.bad:
	case d.collector != nil:
		d.collector.answer(step, text.b, worded)
	default:
		p.entry.Answers = append(p.entry.Answers, journal.Answer{Step: journal.Step(step), Question: string(question), Text: string(text.b)})
	}
}

// time reads a time. Most of a journal are of one zone, which is made once.
func (d *decoder) time(r *reader) time.Time {
	seconds, nanos, offset := r.varint(), r.uvarint(), r.varint()
	// Beyond these no JSON can carry the time, and no zone is further than a day.
	// Such a time is dropped; it is no reason to lose the words.
	const year2, year9999, day = -62104060800, 253370764800, 24 * 60 * 60
	if r.bad || nanos >= 1e9 || offset <= -day || offset >= day || seconds < year2+day || seconds >= year9999-day {
		return time.Time{}
	}
	t := time.Unix(seconds, int64(nanos))
	if offset == 0 {
		return t.UTC()
	}
	if d.zone == nil || d.offset != int(offset) {
		d.zone, d.offset = time.FixedZone("", int(offset)), int(offset)
	}
	return t.In(d.zone)
}

// reader takes a payload apart; after the first bad read it stays bad and gives zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	r.skip(n)
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	r.skip(n)
	return v
}

// skip passes over a number of n bytes, which is bad if there are none.
func (r *reader) skip(n int) {
	if r.bad = r.bad || n <= 0; r.bad {
		n = len(r.b)
	}
	r.b = r.b[n:]
}

func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.skip(0)
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) bytes() []byte { return r.take(r.uvarint()) }

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) id() (id seal.ID) {
	copy(id[:], r.take(seal.IDSize))
	return id
}
