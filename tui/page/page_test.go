package page_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// where says where a page is open: the number of its step, with a w at the weight.
func where(p *page.Page) string {
	if p.AtWeight {
		return fmt.Sprint(p.At, "w")
	}
	return fmt.Sprint(p.At)
}

// walk goes on to the end of a page, and says the way.
func walk(p *page.Page) string {
	way := []string{where(p)}
	for p.Next() {
		way = append(way, where(p))
	}
	return strings.Join(way, " ")
}

// The weight comes after the first answer, with words or without, unless it is not asked.
func TestNext(t *testing.T) {
	unweighed := guide.English()
	unweighed.Before = guide.Weigh{}
	for _, test := range []struct {
		guide   guide.Guide
		answers [4]string
		want    string
	}{
		{guide.English(), [4]string{"words", "", "", ""}, "0 0w 1 2 3"},
		{guide.English(), [4]string{"words", "more", "", "last"}, "0 0w 1 2 3"},
		{guide.English(), [4]string{" \n", "", "first", ""}, "0 0w 1 2 3"},
		{guide.English(), [4]string{"", "", "", "last"}, "0 0w 1 2 3"},
		{guide.English(), [4]string{}, "0 0w 1 2 3"},
		{unweighed, [4]string{"words", "", "", ""}, "0 1 2 3"},
	} {
		p := page.New(test.guide)
		copy(p.Answers, test.answers[:])
		if got := walk(p); got != test.want {
			t.Errorf("%q: the way is %s, want %s", test.answers, got, test.want)
		}
		// Back is the same way.
		way := []string{where(p)}
		for p.Back() {
			way = append(way, where(p))
		}
		slices.Reverse(way)
		if got := strings.Join(way, " "); got != test.want {
			t.Errorf("%q: the way back is %s, want %s", test.answers, got, test.want)
		}
	}
}

// Down goes only where something was answered already.
func TestDown(t *testing.T) {
	p := page.New(guide.English())
	p.Answers[0], p.Answers[1] = "words", "more"
	if !p.Down() || where(p) != "1" {
		t.Errorf("without a weight down leads to %s", where(p))
	}
	if p.Down() {
		t.Errorf("down leads to an empty question, %s", where(p))
	}
	p.At, p.Before = 0, &journal.Weighing{Weight: 3}
	if !p.Down() || where(p) != "0w" || !p.Down() || where(p) != "1" {
		t.Errorf("with a weight down leads to %s", where(p))
	}
}

// A day that was told without a time stays that day, as the clock where the person is now has it.
func TestDayThatWasTold(t *testing.T) {
	sydney, here := time.FixedZone("", 11*3600), time.FixedZone("", 3600)
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, here)
	for told, want := range map[time.Time]time.Time{
		time.Date(2026, 11, 20, 0, 30, 0, 0, sydney): time.Date(2026, 11, 20, 12, 0, 0, 0, here),
		time.Date(2026, 11, 23, 23, 0, 0, 0, sydney): now,
	} {
		p := page.Open(guide.English(), journal.Entry{Written: now, Happened: told, DayOnly: true})
		e := p.Entry(now)
		if _, offset := e.Happened.Zone(); !e.DayOnly || !e.Happened.Equal(want) || offset != 3600 {
			t.Errorf("%v became %v, want %v", told, e.Happened, want)
		}
	}
}

func TestHasBlankLine(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "a": false, "a\nb": false, "a\n\n": false, "\n\na": false, "a\n\nb": true, "a\n \t\nb": true,
	} {
		p := page.New(guide.English())
		p.Answers[1] = text
		if got := p.HasBlankLine(); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, test := range []struct{ text, more, want string }{
		{"", "more", "more"},
		{" \n", "more", "more"},
		{"text", "", "text"},
		{"text", " \n", "text"},
		{"text", "more", "text\n\nmore"},
		{"text\n\n\n", "more", "text\n\nmore"},
	} {
		if got := page.Join(test.text, test.more); got != test.want {
			t.Errorf("%q and %q are %q, want %q", test.text, test.more, got, test.want)
		}
	}
}

// A page that was taken up is the same page again: questions as they were asked then,
// two answers to one step as one, weighings that are not asked kept unseen, open at
// its last answer.
func TestOpen(t *testing.T) {
	before := journal.Weighing{At: noon(), Moment: journal.Before, Weight: 7}
	later := journal.Weighing{At: noon(), Moment: journal.Later, Weight: 2}
	e := journal.Entry{
		Answers: []journal.Answer{
			{Step: journal.Happened, Question: "What was it?", Text: "one"},
			{Step: journal.Happened, Question: "What was it?", Text: "two"},
			{Step: "own", Question: "Mine?", Text: "mine"},
		},
		Weighings: []journal.Weighing{before, later},
		Tags:      []string{"queue"},
	}
	p := page.Open(guide.English(), e)
	if where(p) != "3" || p.Steps[3].Name != "own" || p.Steps[0].Question != "What was it?" || *p.Before != before {
		t.Errorf("open at %s of %+v, weight %v", where(p), p.Steps, p.Before)
	}
	got := p.Entry(noon().Add(time.Hour))
	want := []journal.Answer{{Step: journal.Happened, Question: "What was it?", Text: "one\n\ntwo"}, e.Answers[2]}
	if !slices.Equal(got.Answers, want) || !slices.Equal(got.Tags, e.Tags) || !got.Written.Equal(noon().Add(time.Hour)) {
		t.Errorf("the page is %+v", got)
	}
	if !slices.Equal(got.Weighings, []journal.Weighing{later, before}) {
		t.Errorf("the weighings are %+v", got.Weighings)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}

	unweighed := guide.English()
	unweighed.Before = guide.Weigh{}
	if p := page.Open(unweighed, e); p.Before != nil || !slices.Equal(p.Entry(noon()).Weighings, e.Weighings) {
		t.Errorf("a weight that is not asked: %v, %+v", p.Before, p.Entry(noon()).Weighings)
	}
	if p := page.Open(guide.English(), journal.Entry{}); where(p) != "0" {
		t.Errorf("an empty page is open at %s", where(p))
	}
}

// What is shaken off is never what is taken along.
func TestShakenAndTaken(t *testing.T) {
	for _, test := range []struct {
		answers       [4]string
		shaken, taken int
	}{
		{[4]string{"a", "b", "c", "d"}, 0, 2},
		{[4]string{" ", "", "c", "d"}, 3, 2},
		{[4]string{"", "", "c", ""}, -1, 2},
		{[4]string{"", "b", "", ""}, 1, -1},
	} {
		p := page.New(guide.English())
		copy(p.Answers, test.answers[:])
		if p.Shaken() != test.shaken || p.Taken() != test.taken {
			t.Errorf("%q: shaken %d, taken %d", test.answers, p.Shaken(), p.Taken())
		}
	}
}

func TestEnd(t *testing.T) {
	w := words.English()
	weight := func(n int) *journal.Weighing {
		if n < 0 {
			return nil
		}
		return &journal.Weighing{Weight: n}
	}
	for _, test := range []struct {
		before, after int
		want          page.Ending
	}{
		{7, -1, page.Ending{}},
		{8, -1, page.Ending{Still: w.Ending.Was, Someone: "Sam"}},
		{-1, -1, page.Ending{}},
		{-1, 3, page.Ending{}},
		{8, 3, page.Ending{Change: "From 8 to 3.", Than: w.Ending.Lighter}},
		{3, 3, page.Ending{Change: "From 3 to 3."}},
		{3, 4, page.Ending{Change: "From 3 to 4.", Than: w.Ending.Heavier}},
		{9, 7, page.Ending{Change: "From 9 to 7.", Than: w.Ending.Lighter}},
		{9, 8, page.Ending{Change: "From 9 to 8.", Still: w.Ending.Still, Someone: "Sam"}},
		{-1, 10, page.Ending{Still: w.Ending.Still, Someone: "Sam"}},
	} {
		if got := page.End(w, weight(test.before), weight(test.after), " Sam "); got != test.want {
			t.Errorf("%d, then %d: %+v, want %+v", test.before, test.after, got, test.want)
		}
		if test.want.Someone != "" {
			test.want.Someone = w.Ending.Kinds
		}
		if got := page.End(w, weight(test.before), weight(test.after), ""); got != test.want {
			t.Errorf("with nobody named, %d, then %d: %+v, want %+v", test.before, test.after, got, test.want)
		}
	}
}

// damaged is a journal in which one of two drafts does not open.
type damaged struct{ page.Unlocked }

func (damaged) Drafts(context.Context) ([]journal.WaitingEntry, error) {
	return []journal.WaitingEntry{{Entry: said("words")}}, journal.ErrDamaged
}

// A page that does not open waits all the same: nobody is told that the others are all there are.
func TestUnfinishedPagesThatDoNotOpen(t *testing.T) {
	if pages, ok := page.Unfinished(t.Context(), nil, damaged{}); ok || pages != nil {
		t.Errorf("%d of the pages are said to be all: %v", len(pages), ok)
	}
}

func TestUnfinishedLines(t *testing.T) {
	l := page.Lines{From: "from %s", One: "one", Several: "%s of them"}
	now := time.Date(2026, time.November, 21, 14, 5, 0, 0, time.UTC)
	left := func(days int, text string) (w journal.WaitingEntry) {
		w.Entry = journal.Entry{Written: now.AddDate(0, 0, -days), Answers: []journal.Answer{{Text: text}}}
		return w
	}
	for _, test := range []struct {
		waiting int
		read    []journal.WaitingEntry
		want    string
	}{
		{0, nil, ""},
		{1, nil, "one"},
		{1, []journal.WaitingEntry{left(40, "words")}, "from 12 October"},
		{1, []journal.WaitingEntry{left(40, "")}, ""}, // a weight alone rests
		{2, []journal.WaitingEntry{left(3, ""), left(40, "")}, "from 18 November"},
		{2, nil, "2 of them"},
		{2, []journal.WaitingEntry{left(1, "words"), left(3, "")}, "2 of them"},
		{1200, nil, "1,200 of them"},
	} {
		if got := l.Say(test.waiting, test.read, words.English(), now); got != test.want {
			t.Errorf("%d, of which %d read: %q, want %q", test.waiting, len(test.read), got, test.want)
		}
	}
}

// A page that the journal did not take can be put elsewhere, unless somebody else
// holds the journal, who will let it go.
func TestTrouble(t *testing.T) {
	var n page.NotTaken
	full := page.Trouble(fmt.Errorf("save: %w", journal.ErrFull), page.Rescue{Tried: true})
	if !errors.As(full, &n) || !n.Rescue.Tried || !errors.Is(full, page.ErrUnsaved) || !errors.Is(full, journal.ErrFull) {
		t.Errorf("a full disk: %#v", full)
	}
	busy := page.Trouble(journal.ErrInUse, page.Rescue{})
	if errors.As(busy, &n) || !errors.Is(busy, page.ErrUnsaved) || !errors.Is(busy, journal.ErrInUse) {
		t.Errorf("a journal in use: %#v", busy)
	}
}

// A lock is offered after the first, the third and the tenth entry, each once, and not
// where there is one. An offer that was put off is due until it is answered.
func TestLockOffer(t *testing.T) {
	var due []int
	var answered page.Offer
	for entries := range 12 {
		if o := page.LockOffer(page.Status{Entries: entries, Offered: answered}); o != 0 {
			due = append(due, entries)
			answered |= o
		}
	}
	if want := []int{1, 3, 10}; !slices.Equal(due, want) || answered != page.OfferLock {
		t.Errorf("due after %v, want %v; answered is %b", due, want, answered)
	}
	for name, s := range map[string]page.Status{
		"none": {Exists: true}, "a lock": {Locked: true, Entries: 1}, "all answered": {Entries: 10, Offered: page.OfferLock},
		"the first answered": {Entries: 2, Offered: 1},
	} {
		if page.LockOffer(s) != 0 {
			t.Errorf("offered for %s", name)
		}
	}
	if page.LockOffer(page.Status{Entries: 2}) == 0 {
		t.Error("what was put off is not due any more")
	}
}

// A page may have as many answers as it has room for, and each has its question. To
// look each up among all others would take longer than a test may.
func TestOpenAPageFullOfAnswers(t *testing.T) {
	const many = 500_000
	e := journal.Entry{Answers: make([]journal.Answer, many)}
	for i := range e.Answers {
		e.Answers[i] = journal.Answer{Step: journal.Step(fmt.Sprintf("s%x", i)), Text: "x"}
	}
	if again := page.Open(guide.English(), e).Entry(noon()); len(again.Answers) != many || again.Answers[many-1].Text != "x" {
		t.Errorf("%d answers, want %d", len(again.Answers), many)
	}
}
