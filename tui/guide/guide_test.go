package guide_test

import (
	"slices"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
)

func TestEnglishIsNewEachTime(t *testing.T) {
	guide.English().Steps[0].Hints[0] = "changed"
	guide.English().Reminders[0] = "changed"
	if guide.English().Steps[0].Hints[0] == "changed" || guide.English().Reminders[0] == "changed" {
		t.Error("one guide shares its hints with the next")
	}
}

func TestAngleGoesRound(t *testing.T) {
	s := guide.Step{Line: "line", Hints: []string{"a", "b"}}
	var got []string
	for n := range 7 {
		got = append(got, s.Angle(n))
	}
	if want := []string{"line", "a", "b", "line", "a", "b", "line"}; !slices.Equal(got, want) {
		t.Errorf("the angles are %v, want %v", got, want)
	}
	if bare := (guide.Step{Line: "line"}); bare.Angle(1) != "line" {
		t.Errorf("a step without hints shows %q", bare.Angle(1))
	}
}

func TestAsked(t *testing.T) {
	g := guide.English()
	for _, c := range []struct {
		answer journal.Answer
		want   string
	}{
		{journal.Answer{Step: journal.Happened, Question: "What was it?"}, "What was it?"},
		{journal.Answer{Step: journal.Change}, "What would I change?"},
		{journal.Answer{Step: "who-helped"}, "who-helped"},
	} {
		if got := g.Asked(c.answer); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.answer, got, c.want)
		}
	}
}
