package journal_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"shakeoff/store/journal"
)

var now = time.Date(2026, 11, 21, 14, 5, 0, 0, time.FixedZone("", 3600))

// promising returns an entry with a change answer, written so many days ago.
func promising(id journal.ID, change string, days int, i journal.Intention) journal.Entry {
	e := entry("what happened", "", change)
	e.ID, e.Record, e.Written, e.Intention = id, id, now.AddDate(0, 0, -days), i
	if i.State == journal.None {
		e = e.Promised()
	}
	return e
}

func TestIntentions(t *testing.T) {
	at := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	again := promising("again", "Breathe.", 90, journal.Intention{State: journal.Open, At: at(2)})
	imported := promising("imported", "Imported.", 5, journal.Intention{State: journal.Open})
	twin := promising("a", "Said otherwise.", 1, journal.Intention{})
	twin.Record = "b"
	entries := []journal.Entry{
		promising("old", "Ask sooner.", 31, journal.Intention{}),
		promising("a", "Ring first.", 1, journal.Intention{}), twin,
		promising("edge", "Offer e-mail.", 30, journal.Intention{}),
		promising("tried", "Slow down.", 60, journal.Intention{State: journal.Tried, At: at(1), How: "it helped"}),
		promising("gone", "Smile.", 3, journal.Intention{State: journal.LetGo, At: at(3)}),
		promising("edited", " \n", 2, journal.Intention{State: journal.Open, At: at(2)}),
		promising("silent", "", 2, journal.Intention{}),
		again, imported,
	}
	want := map[string][]journal.ID{"open": {"a", "imported", "edge", "again"}, "resting": {"old"}, "done": {"tried", "gone"}}
	r := rand.New(rand.NewPCG(1, 1))
	var first journal.Promises
	for i := range 20 {
		p := journal.Intentions(entries, now)
		got := map[string][]journal.ID{"open": idsOf(p.Open), "resting": idsOf(p.Resting), "done": idsOf(p.Done)}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if i == 0 {
			first = p
		} else if !reflect.DeepEqual(p, first) {
			t.Fatalf("another order, another result: %+v", p)
		}
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	}
	if done := first.Done[0]; done.How != "it helped" || done.State != journal.Tried || !done.Marked.Equal(at(1)) || done.Text != "Slow down." {
		t.Errorf("tried: %+v", done)
	}
	if open := first.Open[0]; open.Text != "Ring first." || !open.Marked.Equal(open.Written) {
		t.Errorf("open: %+v", open)
	}
	if marked := first.Open[1].Marked; marked.IsZero() {
		t.Error("an imported intention has no time")
	}
}

// A promise made twice is shown once, as it was marked last.
func TestPromiseMadeTwice(t *testing.T) {
	at := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, days := range [][2]int{{9, 2}, {2, 9}} {
		p := journal.Intentions([]journal.Entry{
			promising("new", "Slow down.", 20, journal.Intention{State: journal.Tried, At: at(days[0]), How: "new"}),
			promising("old", "slow down", 40, journal.Intention{State: journal.Tried, At: at(days[1]), How: "old"}),
		}, now)
		how := map[bool]string{true: "new", false: "old"}[days[0] < days[1]]
		if len(p.Done) != 1 || !slices.Equal(p.Done[0].Entries(), []journal.ID{"new", "old"}) || !p.Done[0].Marked.Equal(at(2)) || p.Done[0].How != how {
			t.Errorf("marked %v days ago: %+v", days, p.Done)
		}
	}
}

func idsOf(promises []journal.Promise) []journal.ID {
	var out []journal.ID
	for _, p := range promises {
		out = append(out, p.Entry)
	}
	return out
}

func TestPromiseIsOneLine(t *testing.T) {
	for _, c := range []struct{ change, want string }{
		{"Ask sooner.", "Ask sooner."},
		{"\n  Ask sooner.  \nAnd smile.", "Ask sooner."},
		{"Ring the desk first. \"I can't do that here, but let me find out.\"", "Ring the desk first."},
		{"Ring the desk first! “One moment.” «Je vérifie ça.»", "Ring the desk first!"},
		{"Tell her why I ask: \"Two quick questions.\"", "Tell her why I ask: \"Two quick questions.\""},
		{"\"I'll ring you back.\" Then ring back.", "\"I'll ring you back.\" Then ring back."},
		{"\"I'll ring you back.\"", "\"I'll ring you back.\""},
		{"“One moment.” “I see you.”", "“One moment.” “I see you.”"},
		{"The \"rules\" are not mine.", "The \"rules\" are not mine."},
		{"先に電話する。「少々お待ちください」", "先に電話する。"},
		{"Say: \"One two.\" \"Three four.\"", "Say: \"One two.\""},
	} {
		p := journal.Intentions([]journal.Entry{promising("a", c.change, 0, journal.Intention{})}, now)
		if len(p.Open) != 1 || p.Open[0].Text != c.want {
			t.Errorf("%q: got %+v, want %q", c.change, p.Open, c.want)
		}
	}
}

func TestIntentionsLeaveEntriesInPeace(t *testing.T) {
	entries := []journal.Entry{promising("a", "x", 3, journal.Intention{}), promising("b", "y", 1, journal.Intention{})}
	before := slices.Clone(entries)
	journal.Intentions(entries, now)
	journal.PhrasesOf(entries)
	if !reflect.DeepEqual(entries, before) {
		t.Error("the caller's entries were put in another order")
	}
}
