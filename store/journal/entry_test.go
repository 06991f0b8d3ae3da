package journal_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
)

func entry(texts ...string) journal.Entry {
	var e journal.Entry
	for i, step := range []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release} {
		if i < len(texts) {
			e.Answers = append(e.Answers, journal.Answer{Step: step, Text: texts[i]})
		}
	}
	return e
}

func TestTags(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"no tag at all", nil},
		{"#refusal #alone", []string{"refusal", "alone"}},
		{"Twice #Phone and #phone", []string{"phone"}},
		{"queue #4 is a number, #4th is not", []string{"4th"}},
		{"inside a word: C#sharp, a##b, ##c", nil},
		{"(#desk), #late-order. #_x #-y", []string{"desk", "late-order"}},
		{"#दफ़्तर and #窓口 and #Gebühr", []string{"दफ़्तर", "窓口", "gebühr"}},
		{"#", nil},
		{"#trailing-", []string{"trailing"}},
		{"line\n#two", []string{"two"}},
		{"#l'accueil, #сім’я and #O'Brien's; '#late' #late'", []string{"l'accueil", "сім’я", "o'brien's", "late"}},
		{"＃日記、＃電話 x＃y", []string{"日記", "電話"}},
		{"https://example.org/a/#section https://x.org/#a/#b, <https://x.org>#c “https://x.org”#d https://x.org/\n#e", []string{"c", "d", "e"}},
		{"#café #cafe\u0301 #CAFE", []string{"café"}},
		{"#Gebühr #gebuhr #Biblio\u00adthek #می\u200cشود\u200c", []string{"gebühr", "biblio\u00adthek", "می\u200cشود"}},
		{"#c++ #c# #C++, #c#. #c+ #d++e #phone++ #f## #c#x", []string{"c++", "c#", "c", "d", "phone", "f"}},
	} {
		if got := entry(c.text).AllTags(); !slices.Equal(got, c.want) {
			t.Errorf("tags of %q: got %q, want %q", c.text, got, c.want)
		}
	}
	e := entry("#phone")
	e.Tags = []string{"Phone", "imported"}
	if got, want := e.AllTags(), []string{"phone", "imported"}; !slices.Equal(got, want) {
		t.Errorf("with imported tags: got %q, want %q", got, want)
	}
}

func TestValidate(t *testing.T) {
	good := entry("words")
	weighed := func(w int, m journal.Moment) journal.Entry {
		e := entry("words")
		e.Weighings = []journal.Weighing{{Moment: m, Weight: w}}
		return e
	}
	twice := entry("words")
	twice.Answers = append(twice.Answers, twice.Answers[0])
	own := entry("words")
	own.Answers = append(own.Answers, journal.Answer{Step: "who-helped", Text: "Sam"})
	badStep := entry("words")
	badStep.Answers = append(badStep.Answers, journal.Answer{Step: "Who Helped", Text: "Sam"})
	badTag := entry("words")
	badTag.Tags = []string{"two words"}
	in := func(offset time.Duration) time.Time {
		return time.Date(2026, 11, 21, 14, 5, 0, 0, time.FixedZone("", int(offset/time.Second)))
	}
	written, marked, weighedThen := entry("words"), entry("words"), weighed(3, journal.Later)
	written.Written = in(24 * time.Hour)
	marked.Intention = journal.Intention{State: journal.Open, At: in(-24 * time.Hour)}
	weighedThen.Weighings[0].At = in(25 * time.Hour)
	farWest := entry("words")
	farWest.Written = in(time.Minute - 24*time.Hour)
	ages := entry("words")
	ages.Written = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	fits := entry("words", strings.Repeat("x", 11_999_900))
	tooLong := entry(strings.Repeat("x", 6_000_000), strings.Repeat("x", 6_000_000))
	for _, c := range []struct {
		name string
		e    journal.Entry
		ok   bool
	}{
		{"a very long page", fits, true},
		{"a page that is too long", tooLong, false},
		{"written a day from UTC", written, false},
		{"marked a day from UTC", marked, false},
		{"weighed a day from UTC", weighedThen, false},
		{"written less than a day from UTC", farWest, true},
		{"written when nobody lives", ages, false},
		{"one word", good, true},
		{"own step", own, true},
		{"weight 0", weighed(0, journal.Before), true},
		{"weight 10", weighed(10, journal.Later), true},
		{"nothing", journal.Entry{}, false},
		{"only blanks", entry(" \n\t"), false},
		{"weight 11", weighed(11, journal.Before), false},
		{"weight -1", weighed(-1, journal.Before), false},
		{"no moment", weighed(3, 0), false},
		{"step twice", twice, false},
		{"step with blanks", badStep, false},
		{"tag with blanks", badTag, false},
		{"not UTF-8", entry("a\xffb"), false},
	} {
		err := c.e.Validate()
		if (err == nil) != c.ok {
			t.Errorf("%s: got %v", c.name, err)
		}
		if err != nil && (!errors.Is(err, journal.ErrInvalid) || strings.Contains(err.Error(), "Sam")) {
			t.Errorf("%s: the error is not ErrInvalid, or holds words of the entry: %v", c.name, err)
		}
	}
}

func TestSteps(t *testing.T) {
	for step, valid := range map[journal.Step]bool{
		"a": true, "who-helped_2": true, journal.Step(strings.Repeat("x", 32)): true,
		"": false, "2nd": false, "-a": false, "_a": false, "A": false, "a b": false, "aéb": false, "a\nb": false, "a.b": false,
		journal.Step(strings.Repeat("x", 33)): false,
	} {
		if step.Valid() != valid {
			t.Errorf("%q: valid is %v", step, !valid)
		}
	}
}

func TestWeights(t *testing.T) {
	at := time.Date(2026, 11, 21, 14, 0, 0, 0, time.UTC)
	e := entry("words")
	if _, ok := e.Latest(); ok {
		t.Error("an entry never weighed has a latest weight")
	}
	e.Weighings = []journal.Weighing{
		{At: at.Add(2 * time.Hour), Moment: journal.Later, Weight: 2},
		{At: at, Moment: journal.Before, Weight: 8},
		{At: at.Add(time.Minute), Moment: journal.After, Weight: 4},
	}
	if w, ok := e.Latest(); !ok || w != 2 {
		t.Errorf("latest: got %d, want 2 whatever the order", w)
	}
	if w, ok := e.Weight(journal.Before); !ok || w != 8 {
		t.Errorf("before: got %d, want 8", w)
	}
	// Of weighings at one instant the last counts, and so it does of one moment.
	e.Weighings = append(e.Weighings,
		journal.Weighing{At: at.Add(2 * time.Hour), Moment: journal.Later, Weight: 7},
		journal.Weighing{At: at, Moment: journal.Before, Weight: 9})
	if w, ok := e.Latest(); !ok || w != 7 {
		t.Errorf("latest of one instant: got %d, want 7", w)
	}
	if w, ok := e.Weight(journal.Before); !ok || w != 9 {
		t.Errorf("before, weighed twice: got %d, want 9", w)
	}
}

func TestTitleAndPromise(t *testing.T) {
	e := entry(" \n\n  The pen flew. \nmore", "", "Ask sooner.")
	if got := e.Title(); got != "The pen flew." {
		t.Errorf("title: got %q", got)
	}
	e.Written = time.Date(2026, 11, 21, 14, 0, 0, 0, time.UTC)
	if got := e.Promised().Intention; got.State != journal.Open || !got.At.Equal(e.Written) {
		t.Errorf("a change answer is an open intention: got %+v", got)
	}
	if got := entry("words", "", " ").Promised().Intention.State; got != journal.None {
		t.Errorf("a blank change answer promises nothing: got %v", got)
	}
	e.Intention.State = journal.LetGo
	if got := e.Promised().Intention.State; got != journal.LetGo {
		t.Errorf("a marked intention stays as marked: got %v", got)
	}
}

func TestIDs(t *testing.T) {
	var rid [journal.RecordSize]byte
	for i := range rid {
		rid[i] = byte(i * 17)
	}
	id := journal.NewID(rid)
	if back, err := id.Bytes(); err != nil || back != rid {
		t.Errorf("back from %s: %x, %v", id, back, err)
	}
	if got, err := journal.ParseID(" " + strings.ToUpper(string(id)) + "\n"); err != nil || got != id {
		t.Errorf("typed in capitals: %q, %v", got, err)
	}
	// The last letter of 26 carries three bits only: other spellings of the same bytes are refused.
	for _, bad := range []string{"", "last", string(id)[:25], string(id) + "a", string(id)[:25] + "7", "!" + string(id)[1:]} {
		if _, err := journal.ParseID(bad); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("%q taken as an id: %v", bad, err)
		}
	}
}

func TestNewestDoesNotDependOnOrder(t *testing.T) {
	at := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)
	a := journal.Head{ID: "a", Written: at}
	b := journal.Head{ID: "b", Written: at}
	c := journal.Head{ID: "c", Written: at.Add(time.Second).In(time.FixedZone("", -5*3600))}
	for _, order := range [][]journal.Head{{a, b, c}, {c, b, a}, {b, a, c}} {
		journal.Newest(order)
		if order[0].ID != "c" || order[1].ID != "a" || order[2].ID != "b" {
			t.Errorf("newest first: got %v", order)
		}
	}
}
