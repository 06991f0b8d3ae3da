package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode/utf16"

	"shakeoff/store/journal"
)

// The kinds of sources, as --from names them.
const (
	KindShakeoff    = "shakeoff"
	KindJrnl        = "jrnl"
	KindDayOne      = "dayone"
	KindMarkdown    = "md"
	KindDaylio      = "daylio"
	KindRedNotebook = "rednotebook"
	KindCSV         = "csv"
)

// Kinds are all of them.
func Kinds() []string {
	return []string{KindShakeoff, KindJrnl, KindDayOne, KindMarkdown, KindDaylio, KindRedNotebook, KindCSV}
}

// Source reads files that other programs wrote, or this one.
type Source struct {
	Kind string // of all files; "" if each is to be recognised
	Now  time.Time
	Here *time.Location                            // the zone of a time without one
	Zone func(name string) (*time.Location, error) // as time.LoadLocation
	Calendar
	// Step names the step that a question belongs to; "" if it is not known.
	Step    func(question string) journal.Step
	Weights []string // the lines with the weights, as in Paper.Weight, in every language
	Notes   Notes
}

// Notes are what people should hear about what was read, besides the entries.
type Notes struct {
	Zones  int  // times in a zone that is not known, which keep the offset they were written with
	Media  int  // pictures, recordings and files, which stay where they are
	Moods  int  // people's own moods in Daylio, which have no weight
	Either bool // days such as 3/4/2026 can be read both ways in some file
}

// Read reads a file, given its name and what is in it, and says which kind it is. It is all or nothing,
// like Decode. In other journals an entry without words breaks no rule: the caller must leave it out.
// A note without a day is an ErrNoDay.
func (s *Source) Read(name string, data []byte) (kind string, entries []journal.Entry, err error) {
	if IsArchive(bytes.NewReader(data)) {
		entries, err = s.ReadArchive(bytes.NewReader(data), int64(len(data)))
		return KindDayOne, entries, err
	}
	data = text(data)
	switch kind = s.Kind; {
	case kind == "" && isMonth(name, data):
		kind = KindRedNotebook
	case kind == "":
		kind = s.recognised(data)
	}
	in, err := open(data)
	if err != nil {
		return kind, nil, err
	}
	switch kind {
	case KindShakeoff:
		entries, err = in.decode(s.Now)
	case KindDayOne:
		entries, err = s.dayOne(in)
	case KindDaylio:
		entries, err = s.daylio(in)
	case KindRedNotebook:
		entries, err = s.rednotebook(name, in)
	case KindCSV:
		entries, err = decodeCSV(in)
	case KindJrnl:
		switch begin := trimmed(in.all); {
		case jsonLike(begin):
			entries, err = s.jrnlExport(in)
		case bytes.HasPrefix(begin, []byte("[")):
			entries, err = s.jrnl(in)
		case bytes.HasPrefix(begin, []byte("#")):
			entries, err = s.markdown(in.lines(), nil)
		default:
			err = lineError(1, invalid("this does not look like an export from jrnl, or like its own file, which begins with [2026-11-21 14:05]"))
		}
	case KindMarkdown:
		entries, err = s.note(filepath.Base(name), in)
	}
	return kind, entries, err
}

// jsonLike says whether a text looks like a JSON object or array, and not like a day in brackets.
func jsonLike(text []byte) bool {
	if len(text) == 0 || text[0] != '[' {
		return len(text) > 0 && text[0] == '{'
	}
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
}

// recognised returns the kind of a text.
func (s *Source) recognised(data []byte) string {
	data = bytes.TrimLeft(data, "\ufeff \t\r\n")
	has := func(name string) bool { return bytes.Contains(data, []byte(`"`+name+`"`)) }
	line, _, _ := strings.Cut(string(data[:min(len(data), 1000)]), "\n")
	switch begins := jrnlEntry().FindStringSubmatch(strings.TrimRight(line, "\r")); {
	case jsonLike(data) && (data[0] == '[' || has("format") || has("answers")):
		return KindShakeoff
	case jsonLike(data) && has("creationDate"):
		return KindDayOne
	case jsonLike(data):
		return KindJrnl
	case begins != nil:
		if _, ok, like := s.read(begins[1]); ok || like {
			return KindJrnl
		}
	case strings.HasPrefix(line, "id,written,"), strings.HasPrefix(line, "redacted,written,"):
		return KindCSV
	case strings.HasPrefix(strings.ReplaceAll(line, `"`, ""), "full_date,"):
		return KindDaylio
	}
	return KindMarkdown
}

// text turns UTF-16, which a byte order mark gives away, into UTF-8.
func text(data []byte) []byte {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	case !bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return data
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return []byte(string(utf16.Decode(units[1:])))
}

// MostText is how many bytes of one text are read: a file may be too long for any memory, and one in
// an archive may claim to be.
const MostText = 256 << 20

// IsArchive says that a file is a zip.
func IsArchive(r io.ReaderAt) bool {
	head := make([]byte, 4)
	n, _ := r.ReadAt(head, 0)
	return string(head[:n]) == "PK\x03\x04"
}

// ReadArchive reads the journals in a Day One export as it is saved, one after the other. Everything
// else in it, pictures above all, is left alone.
func (s *Source) ReadArchive(r io.ReaderAt, size int64) (entries []journal.Entry, err error) {
	in, err := zip.NewReader(r, size)
	if err != nil {
		return nil, invalid("an archive that cannot be opened")
	}
	journals := regexp.MustCompile(`^[^/]+\.json$`)
	for _, f := range in.File {
		if !journals.MatchString(f.Name) {
			continue
		}
		some, err := s.unpacked(f)
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	if len(entries) == 0 {
		return nil, invalid("an archive without a journal in it, such as the Journal.json of Day One")
	}
	return entries, nil
}

func (s *Source) unpacked(f *zip.File) ([]journal.Entry, error) {
	file, err := f.Open()
	if err != nil {
		return nil, invalid("an archive that cannot be opened")
	}
	defer func() { _ = file.Close() }()
	var data bytes.Buffer
	data.Grow(int(min(f.UncompressedSize64, MostText)/8) + bytes.MinRead) // it may claim what it is not
	switch n, err := data.ReadFrom(io.LimitReader(file, MostText+1)); {
	case err != nil:
		return nil, invalid("an archive that is damaged")
	case n > MostText:
		return nil, invalid(fmt.Sprintf("an archive with a journal of more than %d MB", MostText>>20))
	}
	in, err := open(data.Bytes())
	if err != nil {
		return nil, err
	}
	return s.dayOne(in)
}
