package exchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/exchange"
	"shakeoff/store/fold"
	"shakeoff/store/journal"
)

// syllables of eight scripts, of which names are made.
var syllables = map[string][]string{
	"Latin":      {"Zö", "quí", "brax", "Łu", "véd", "øn", "gwy", "ñel", "šim", "dorf", "kj", "ymp"},
	"Greek":      {"Ζή", "ξου", "ψα", "Θώ", "γκρ", "φιλ", "βέν", "ρως"},
	"Cyrillic":   {"Жю", "щёк", "бры", "Фэм", "цуп", "йот", "хля", "юрд"},
	"Arabic":     {"زخ", "ضيف", "ظل", "غرث", "ذوق", "شنط", "ثعب", "قفز"},
	"Hebrew":     {"צפ", "קשט", "זעו", "גבץ", "חדו", "נטס", "טרק", "פזל"},
	"Devanagari": {"झौ", "ठिक", "घ्रा", "ढूम", "षेल", "ञाप", "खोफ", "भृंग"},
	"Han":        {"龘", "鑫", "曦", "燚", "麒", "瀚", "彧", "旻"},
	"Hangul":     {"뷁", "쭌", "꽉", "홶", "쩜", "퓽", "뢰", "튤"},
}

// plantedNames returns so many names, no two alike.
func plantedNames(n int) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	scripts := slices.Sorted(func(yield func(string) bool) {
		for script := range syllables {
			if !yield(script) {
				return
			}
		}
	})
	seen := map[string]bool{}
	var names []string
	for len(names) < n {
		from := syllables[scripts[len(names)%len(scripts)]]
		var name string
		for range 3 + rng.IntN(2) {
			name += from[rng.IntN(len(from))]
		}
		if key := fold.Key(name); !seen[key] {
			seen[key] = true
			names = append(names, name)
		}
	}
	return names
}

// plain is a Latin name without its accents.
var plain = strings.NewReplacer("ö", "o", "í", "i", "Ł", "L", "é", "e", "ø", "o", "ñ", "n", "š", "s")

// planted returns entries that have each name somewhere, and all the ways in which it stands there.
func planted(names []string) (entries []journal.Entry, ways []string) {
	at := time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC)
	for i, name := range names {
		one := []string{name, strings.ToUpper(name), plain.Replace(name), "“" + name + "”", "x" + name + "sen", name + "-" + name}
		ways = append(ways, one[:3]...)
		e := journal.Entry{
			ID: journal.NewID([16]byte{byte(i), byte(i >> 8), 1}), Written: at.Add(-time.Duration(i) * time.Hour),
			Answers: []journal.Answer{
				{Step: journal.Happened, Question: "What happened?", Text: fmt.Sprintf("Then %s came,\nwith #%s and (%s).", one[i%len(one)], one[0], one[1])},
				{Step: journal.Change, Question: "What would I change?", Text: fmt.Sprintf("Say “no, %s, not today.”", one[(i+1)%len(one)])},
				{Step: journal.Step(fmt.Sprintf("own%d", i%3)), Question: "What would " + one[(i+2)%len(one)] + " say?", Text: one[(i+3)%len(one)] + one[0]},
			},
			Weighings: []journal.Weighing{{At: at, Moment: journal.Before, Weight: 8}},
			Intention: journal.Intention{State: journal.Tried, At: at, How: one[(i+4)%len(one)] + " nodded."},
			Tags:      []string{strings.ToLower(name), "desk"},
		}
		entries = append(entries, e)
	}
	return entries, ways
}

// formats writes entries in every format, as they are or redacted.
func formats(t *testing.T, r exchange.Redaction, entries []journal.Entry) map[string]string {
	t.Helper()
	p := exchange.Paper{
		Title: "Reflections", Weight: "Weight: %s", Sheet: &exchange.Sheet{Needs: "What I need", Sign: []string{"Name", "Signature"}},
		When:     func(e journal.Entry) string { return e.When().Format("2 January 2006, 15:04") },
		Question: func(a journal.Answer) string { return r.Text(a.Question) },
	}
	if !r.IsZero() {
		p.Redacted, entries = "blacked out on purpose", r.Entries(entries)
	}
	out := map[string]string{}
	for name, write := range map[string]func(io.Writer, []journal.Entry) error{
		"md": p.Markdown, "txt": p.Text, "html": p.HTML,
		"json": func(w io.Writer, entries []journal.Entry) error {
			return exchange.EncodeJSONExport(w, entries, !r.IsZero())
		},
		"csv": func(w io.Writer, entries []journal.Entry) error { return exchange.EncodeCSV(w, entries, !r.IsZero()) },
	} {
		var b bytes.Buffer
		if err := write(&b, entries); err != nil {
			t.Fatal(err)
		}
		out[name] = b.String()
	}
	return out
}

// TestRedactedNamesAreNowhere plants 1,000 names of eight scripts in answers, questions, tags,
// quotes and how it went, in capitals, without accents and inside longer words: none is in the
// bytes of any format, nor an id.
func TestRedactedNamesAreNowhere(t *testing.T) {
	names := plantedNames(1000)
	entries, ways := planted(names)
	r := exchange.NewRedaction(names...)
	for format, text := range formats(t, r, entries) {
		for _, way := range ways {
			if strings.Contains(text, way) {
				t.Errorf("%s has %q", format, way)
			}
		}
		if r.Found(text) {
			t.Errorf("%s still has one of the names", format)
		}
		if strings.Contains(text, string(entries[0].ID)) {
			t.Errorf("%s has an id", format)
		}
		if !strings.Contains(text, exchange.Blackout) || !strings.Contains(text, "desk") {
			t.Errorf("%s has nothing blacked out, or all", format)
		}
	}
	for format, text := range formats(t, exchange.Redaction{}, entries) { // the control
		if !strings.Contains(text, names[999]) {
			t.Errorf("%s does not have what was planted", format)
		}
	}
}

// TestRedactionTellsNoLength holds that what is written is the same, byte for byte, whatever was
// blacked out, however long, and however many words followed one another.
func TestRedactionTellsNoLength(t *testing.T) {
	of := func(name string, words ...string) map[string]string {
		entries := []journal.Entry{{
			Written: time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC), Tags: []string{strings.ReplaceAll(name, " ", "-")},
			Answers:   []journal.Answer{{Step: "own", Question: name + "?", Text: "Then " + name + " left. #" + strings.ReplaceAll(name, " ", "-")}},
			Intention: journal.Intention{State: journal.Tried, How: name},
		}}
		return formats(t, exchange.NewRedaction(words...), entries)
	}
	want := of("Li", "li")
	for _, other := range []map[string]string{
		of("Wolfeschlegelstein", "Wolfeschlegelstein"), of("Anna-Lena", "lena"), of("Anna Maria Li", "anna", "maria", "LI"),
		of("O’Neill", "o'neill"), of("a.li@example.org", "li"), of("Anna  Maria", "anna", "maria"),
	} {
		for format, text := range want {
			if other[format] != text {
				t.Errorf("%s differs:\n%s\n%s", format, text, other[format])
			}
		}
	}
}

func TestRedactionText(t *testing.T) {
	const b = exchange.Blackout
	for _, test := range []struct{ text, want string }{
		{"Sam came.", b + " came."},
		{"SAM, and sam’s bag", b + ", and " + b + " bag"},
		{"Same old", b + " old"}, // what is left of a word may tell
		{"the desk", "the desk"},
		{"Sam. Then Sam again", b + ". Then " + b + " again"},
		{"#sam #desk", "#" + b + " #desk"},
		{"x\nSam\ny", "x\n" + b + "\ny"},
		{"mit 田中さん und 田中", "mit " + b + "さん und " + b},
		{"José und JOSE\u0301, jose", b + " und " + b + ", " + b},
		{"", ""},
	} {
		if got := exchange.NewRedaction("Sam", "田中", "José", " ", "´").Text(test.text); got != test.want {
			t.Errorf("%q becomes %q, want %q", test.text, got, test.want)
		}
	}
	if r := exchange.NewRedaction(" ", ""); !r.IsZero() || r.Text("a") != "a" || r.Found("a") {
		t.Error("nothing blacks out something")
	}
	entries, _ := planted([]string{"Sam", "Kim"})
	if n := exchange.NewRedaction("sam", "nobody", "kim", "no one").Missing(entries); n != 2 {
		t.Errorf("%d words are missing, want 2", n)
	}
}

// TestRedactedIsNotImported holds that no importer takes a redacted export for the entries.
func TestRedactedIsNotImported(t *testing.T) {
	entries, _ := planted([]string{"Sam"})
	written := formats(t, exchange.NewRedaction("sam"), entries)
	if _, err := exchange.Decode(strings.NewReader(written["json"]), time.Now()); !errors.Is(err, exchange.ErrRedacted) {
		t.Errorf("json: %v", err)
	}
	if _, err := from(exchange.KindMarkdown, written["md"]); !errors.Is(err, exchange.ErrRedacted) {
		t.Errorf("md: %v", err)
	}
	// Somebody's own words are not taken for it.
	own := []journal.Entry{{Written: time.Date(2026, 11, 21, 14, 5, 0, 0, time.UTC), Answers: []journal.Answer{{Step: journal.Happened, Text: exchange.Blackout + " = a wall"}}}}
	if _, err := from(exchange.KindMarkdown, formats(t, exchange.Redaction{}, own)["md"]); errors.Is(err, exchange.ErrRedacted) {
		t.Errorf("what was never redacted: %v", err)
	}
}

// TestAnOwnStepLosesItsName holds that the name of a step of one's own gives nothing away.
func TestAnOwnStepLosesItsName(t *testing.T) {
	e := journal.Entry{Written: time.Now(), Answers: []journal.Answer{{Step: "what-sam-said", Text: "x"}, {Step: "own-1", Text: "y"}, {Step: journal.Happened, Text: "z"}}}
	got := exchange.NewRedaction("sam", "happened").Entries([]journal.Entry{e})[0].Answers
	if got[0].Step != "own-2" || got[1].Step != "own-1" || got[2].Step != journal.Happened || got[0].Step.Valid() == false {
		t.Errorf("the steps are %q, %q, %q", got[0].Step, got[1].Step, got[2].Step)
	}
}

// TestHTMLRunsAndFetchesNothing holds that no words of an entry become a part of the page.
func TestHTMLRunsAndFetchesNothing(t *testing.T) {
	const nasty = `<script>alert(1)</script><img src="http://example.org/x" onerror='x'>&amp;</p>` + "\x1b[31m"
	e := journal.Entry{Written: time.Now(), Answers: []journal.Answer{{Step: journal.Happened, Question: nasty, Text: nasty}}, Tags: []string{"a<b"}}
	text := formats(t, exchange.Redaction{}, []journal.Entry{e})["html"]
	for _, live := range []string{"<script", "<img", "onerror='", `src="`, "href", "url(", "@import", "\x1b", "&amp;</p>"} {
		if strings.Contains(text, live) {
			t.Errorf("the page has %q:\n%s", live, text)
		}
	}
	if !strings.Contains(text, "&lt;script&gt;alert(1)") || !strings.Contains(text, "default-src 'none'") {
		t.Errorf("the page is\n%s", text)
	}
}
