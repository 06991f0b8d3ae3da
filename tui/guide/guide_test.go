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

func TestRewordedHoldsToItsBounds(t *testing.T) {
	built := guide.English()
	for name, c := range map[string]struct {
		lines []string
		ok    bool
	}{
		"nothing set": {nil, true},
		"one":         {[]string{"Feet on the floor."}, true},
		"none":        {[]string{}, false},
		"a blank":     {[]string{"one", " "}, false},
		"two lines":   {[]string{"one\ntwo"}, false},
		"ten":         {slices.Repeat([]string{"one"}, 10), false},
	} {
		g, err := built.Reworded(guide.File{Reminders: c.lines})
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		want := c.lines
		if !c.ok || c.lines == nil {
			want = built.Reminders
		}
		if !slices.Equal(g.Reminders, want) {
			t.Errorf("%s: %q", name, g.Reminders)
		}
	}
}
