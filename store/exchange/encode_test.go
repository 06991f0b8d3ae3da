package exchange_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

var now = time.Date(2026, 11, 21, 14, 5, 0, 0, time.FixedZone("", 3600))

func TestJSONOfAnEntry(t *testing.T) {
	entry := journal.Entry{
		ID:      journal.NewID([16]byte{1, 2, 3}),
		Written: now,
		Answers: []journal.Answer{
			{Step: journal.Happened, Question: "What happened?", Text: "a <b> & \"c\"\nd"},
			{Step: "own-step", Text: "\u009b2J💙\U000e0041"},
		},
		Weighings: []journal.Weighing{{At: now.Add(-2 * time.Minute), Moment: journal.Before, Weight: 8}},
		Intention: journal.Intention{State: journal.LetGo, At: now.UTC(), How: "well"},
		Tags:      []string{"phone"},
	}
	object := `{"id":"aebagaaaaaaaaaaaaaaaaaaaaa","written":"2026-11-21T14:05:00+01:00",` +
		`"answers":{"happened":"a <b> & \"c\"\nd","own-step":"\u009b2J💙\udb40\udc41"},"questions":{"happened":"What happened?"},` +
		`"weighings":[{"at":"2026-11-21T14:03:00+01:00","moment":"before","weight":8}],` +
		`"intention":"let go","intention_at":"2026-11-21T13:05:00+00:00","how":"well","tags":["phone"]}`
	two := []journal.Entry{entry, entry}
	for _, c := range []struct {
		name  string
		write func(b *bytes.Buffer) error
		want  string
	}{
		{"one", func(b *bytes.Buffer) error { return exchange.EncodeJSONEntry(b, entry) }, object + "\n"},
		{"array", func(b *bytes.Buffer) error { return exchange.EncodeJSON(b, two) }, "[\n" + object + ",\n" + object + "\n]\n"},
		{"no entries", func(b *bytes.Buffer) error { return exchange.EncodeJSON(b, nil) }, "[]\n"},
		{"document", func(b *bytes.Buffer) error { return exchange.EncodeJSONExport(b, two[:1], false) }, `{"format":"shakeoff/1","entries":[` + "\n" + object + "\n]}\n"},
		{"empty document", func(b *bytes.Buffer) error { return exchange.EncodeJSONExport(b, nil, false) }, `{"format":"shakeoff/1","entries":[]}` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.write(&b); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// scripts are pieces of text in eight scripts, with what JSON has to escape
// and what a terminal would obey among them.
var scripts = []string{
	"the queue was my fault", "Die Dame war außer sich", "Η ουρά ήταν μεγάλη", "Он кричал",
	"היא צעקה", "قال إنني السبب", "वह चिल्लाया", "她把笔扔了", "「責任者を」と言われた", "줄이 길었다",
	"👩‍👩‍👧‍👦🏳️‍🌈", "e\u0301\u202eabc\u2028", "\r\n", "\x00\x1b[31m\x7f\u0085\u009b", `\"</script>&amp;`, "#tag ", "\ufeff\ufffd",
}

func randomText(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most) {
		b.WriteString(scripts[r.IntN(len(scripts))])
	}
	return b.String()
}

func randomTime(r *rand.Rand) time.Time {
	t := time.Unix(r.Int64N(8e9)-2e9, r.Int64N(1e9))
	if minutes := r.IntN(28*60) - 14*60; minutes != 0 {
		return t.In(time.FixedZone("", minutes*60))
	}
	return t.UTC()
}

func randomEntry(r *rand.Rand) journal.Entry {
	e := journal.Entry{Written: randomTime(r)}
	switch r.IntN(3) {
	case 0:
		e.Happened = randomTime(r)
	case 1:
		e.Happened, e.DayOnly = journal.OnDay(journal.DayOf(e.Written).Add(-r.IntN(400)), e.Written), true
	}
	if r.IntN(2) == 0 {
		var rid [16]byte
		for i := range rid {
			rid[i] = byte(r.IntN(256))
		}
		e.ID = journal.NewID(rid)
	}
	steps := []journal.Step{journal.Release, journal.Happened, journal.Change, journal.Control, "own", "another_1"}
	r.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
	for _, s := range steps[:1+r.IntN(len(steps))] {
		e.Answers = append(e.Answers, journal.Answer{Step: s, Question: randomText(r, 3), Text: randomText(r, 6)})
	}
	e.Answers[0].Text += "words"
	for range r.IntN(4) {
		e.Weighings = append(e.Weighings, journal.Weighing{At: randomTime(r), Moment: journal.Moment(1 + r.IntN(3)), Weight: r.IntN(11)})
	}
	if s := journal.State(r.IntN(4)); s != journal.None {
		e.Intention = journal.Intention{State: s, At: randomTime(r), How: randomText(r, 3)}
	}
	e.Tags = append(e.Tags, []string{"phone", "außen", "急", "a-b_c"}[:r.IntN(4)]...)
	return e
}

// What was written is read back as it was, whichever of the shapes it had.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 400 {
		want := make([]journal.Entry, 1+r.IntN(4))
		for i := range want {
			want[i] = randomEntry(r)
		}
		for name, write := range map[string]func(b *bytes.Buffer) error{
			"array":    func(b *bytes.Buffer) error { return exchange.EncodeJSON(b, want) },
			"document": func(b *bytes.Buffer) error { return exchange.EncodeJSONExport(b, want, false) },
			"lines": func(b *bytes.Buffer) error {
				for _, e := range want {
					if err := exchange.EncodeJSONEntry(b, e); err != nil {
						return err
					}
				}
				return nil
			},
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			if at := bytes.IndexFunc(b.Bytes(), func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f && r <= 0x9f) }); at >= 0 {
				t.Fatalf("round %d, %s: a control character at %d of %q", i, name, at, b.Bytes())
			}
			got, err := exchange.Decode(&b, now)
			if err != nil {
				t.Fatalf("round %d, %s: %v\n%+v", i, name, err, want)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d, %s: got\n%#v\nwant\n%#v", i, name, got, want)
			}
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	entries := make([]journal.Entry, 10_000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range entries {
		entries[i] = randomEntry(r)
	}
	for b.Loop() {
		var out bytes.Buffer
		if err := exchange.EncodeJSONExport(&out, entries, false); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(out.Len()))
	}
}

func BenchmarkDecode(b *testing.B) {
	var in strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&in, `{"answers":{"happened":"the %d. of a long day, %s"}}`+"\n", i, strings.Repeat("and on ", 50))
	}
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		if got, err := exchange.Decode(strings.NewReader(in.String()), now); err != nil || len(got) != 10_000 {
			b.Fatal(len(got), err)
		}
	}
}

// What was posted says so, and what reads it takes nothing from that.
func TestJSONOfWhatWasPosted(t *testing.T) {
	for want, e := range map[string]journal.Entry{`,"posted":true`: {Posted: true}, `,"posted_later":true`: {PostedLater: true}, "": {}} {
		e.Answers = []journal.Answer{{Step: journal.Happened, Text: "a"}}
		var b bytes.Buffer
		if err := exchange.EncodeJSONEntry(&b, e); err != nil || b.String() != `{"answers":{"happened":"a"}`+want+"}\n" {
			t.Errorf("%v: %s", err, &b)
		}
		back, err := exchange.Decode(&b, time.Time{})
		if err != nil || len(back) != 1 || back[0].Posted || back[0].PostedLater {
			t.Errorf("read back: %v %v", back, err)
		}
	}
}
