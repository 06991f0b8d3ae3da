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
		if got := g.QuestionOf(c.answer); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.answer, got, c.want)
		}
	}
}

// TestForAsksWhatWasAskedThen holds that no answer of a page is left without its
// question, and that the page still ends with the last step.
func TestForAsksWhatWasAskedThen(t *testing.T) {
	g := guide.English()
	page := g.For([]journal.Answer{
		{Step: journal.Release, Question: "Let it go"},
		{Step: "felt", Question: "What did I feel?"},
		{Step: journal.Happened},
		{Step: "who-helped"},
	})
	var asked []string
	for _, s := range page.Steps {
		asked = append(asked, s.Question)
	}
	want := []string{"What happened?", "What was in my control?", "What would I change?", "What did I feel?", "who-helped", "Let it go"}
	if !slices.Equal(asked, want) {
		t.Errorf("asked are %q, want %q", asked, want)
	}
	if !slices.Equal(page.Steps[5].Hints, g.Steps[3].Hints) || !page.Steps[3].Own || g.Steps[3].Question != "Shake it off" || len(g.Steps) != 4 {
		t.Error("the guide itself has changed, or what belongs to a question is gone")
	}
	if g.Has("felt") || !page.Has("felt") || !g.Has(journal.Release) {
		t.Error("Asks does not say what is asked")
	}
}
