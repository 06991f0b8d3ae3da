package tui_test

import (
	"slices"
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// ownWords is a guide.toml as somebody may have it.
const ownWords = `
[control]
question = "What was mine?"
line = ""

[[step]]
name = "who-helped"
question = "Who helped me?"
line = "By name, if you like."
hints = ["Who came over?"]

[[step]]
name = "felt"
question = "What did I feel?"
`

// asking has the program ask what this guide.toml says.
func asking(t *testing.T, text string) func(*journaltest.Journal, *kit.Options) {
	t.Helper()
	return func(_ *journaltest.Journal, o *kit.Options) {
		g, err := o.Guide.Reworded([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		o.Guide = g
	}
}

// both prepares one after the other.
func both(first, second func(*journaltest.Journal, *kit.Options)) func(*journaltest.Journal, *kit.Options) {
	return func(j *journaltest.Journal, o *kit.Options) { first(j, o); second(j, o) }
}

// TestOwnStepsAreAskedAndFiled goes back and forth over a page with two questions of
// the person's own, and holds that they are filed as they were asked.
func TestOwnStepsAreAskedAndFiled(t *testing.T) {
	d := sit(t, asking(t, ownWords))
	d.see(t, "What was mine?", change, "Who helped me?", "What did I feel?", release)
	d.write("A")
	d.write("8")
	d.seeOpen(t, "What was mine?")
	if open := d.open(); open[1] != "" || len(open) != 5 {
		t.Errorf("under a question without a line stands %q", open[1:])
	}
	d.write("B")
	d.write("")
	d.seeOpen(t, "Who helped me?")
	d.see(t, "By name, if you like.")
	d.press("ctrl+t")
	d.see(t, "Who came over?")
	d.write("Sam")
	d.seeOpen(t, "What did I feel?")
	d.press("shift+tab")
	d.seeOpen(t, "Who helped me?")
	d.press("down", "tab")
	d.write("cross")
	d.seeOpen(t, release)
	d.write("")
	want := []journal.Answer{
		{Step: journal.Happened, Question: happened, Text: "A"},
		{Step: journal.Control, Question: "What was mine?", Text: "B"},
		{Step: "who-helped", Question: "Who helped me?", Text: "Sam"},
		{Step: "felt", Question: "What did I feel?", Text: "cross"},
	}
	if got := d.entry(t).Answers; !slices.Equal(got, want) {
		t.Errorf("kept %+v, want %+v", got, want)
	}
}

// TestWeightComesAfterTheFirstWordsOfAnyStep begins with a question of the person's
// own.
func TestWeightComesAfterTheFirstStepOfAnyGuide(t *testing.T) {
	for _, words := range []string{"", "Sam"} {
		d := sit(t, asking(t, ownWords))
		d.write(words)
		d.seeOpen(t, heavy)
		d.write("4")
		d.seeOpen(t, "What was mine?")
		d.write("Bo")
		d.seeOpen(t, change)
	}
}

// TestPageAcrossAChangedGuide takes up a page that was begun under another guide: its
// questions stay as they were, can be answered again, and are filed so.
func TestPageAcrossAChangedGuide(t *testing.T) {
	waits := func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{
			Answers: []journal.Answer{
				{Step: journal.Happened, Question: "What was it?", Text: "The lift."},
				{Step: "gone", Question: "Who was near?", Text: "Bo"},
				{Step: "felt", Question: "How did it feel?", Text: "cold"},
			},
			Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 7}},
		})
	}
	d := sit(t, both(both(offered, waits), asking(t, ownWords+"[before]\nquestion = \"How bad?\"")))
	d.press("ctrl+o")
	d.see(t, "What was it?", "What was mine?", change, "Who helped me?", "Who was near?", "Bo", "How did it feel?", "cold", release, "●●●●●●●○○○  7")
	d.notSee(t, "What did I feel?", happened)
	d.seeOpen(t, "Who was near?")
	d.press(".", "ctrl+s")
	want := []journal.Answer{
		{Step: journal.Happened, Question: "What was it?", Text: "The lift."},
		{Step: "felt", Question: "How did it feel?", Text: "cold"},
		{Step: "gone", Question: "Who was near?", Text: "Bo."},
	}
	if got := d.entry(t); !slices.Equal(got.Answers, want) || len(got.Weighings) != 1 {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	d.press("enter")
	d.see(t, happened, "What did I feel?")
	d.notSee(t, "Who was near?", "What was it?")
}

func TestOwnAnswersAreReadFoundAndEdited(t *testing.T) {
	d := sit(t, both(asking(t, ownWords), func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Review
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{
			answer(journal.Happened, happened, "The lift."), answer("who-helped", "Who was there?", "Bo"), answer("gone", "", "x"),
		}})
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, happened, "The queue.")}})
	}))
	d.press("/")
	d.Type("bo")
	d.press("enter", "enter")
	d.see(t, "Who was there?", "Bo", "gone")
	d.notSee(t, "Who helped me?", "The queue.")
	d.press("e")
	d.see(t, happened, "What was mine?", change, "Who was there?", "What did I feel?", "gone", release)
	d.press("tab", "tab", "tab")
	d.seeOpen(t, "Who was there?")
	d.Type(" and Al")
	d.press("tab")
	d.Type("calm")
	d.press("ctrl+s")
	e := d.journal.Entries()[slices.IndexFunc(d.journal.Entries(), func(e journal.Entry) bool { return e.Text("gone") != "" })]
	seeAnswers(t, e, map[journal.Step]string{journal.Happened: "The lift.", "who-helped": "Bo and Al", "felt": "calm", "gone": "x"})
}

// TestWithoutWeighings holds that without weighings in the guide no weight is asked for
// or shown, and that one which came with a page stays with it.
func TestWithoutWeighings(t *testing.T) {
	d := sit(t, asking(t, "weigh = false"))
	d.notSee(t, heavy)
	d.write("The lift.")
	d.seeOpen(t, control)
	d.write("8")
	d.write("Walk.")
	d.write("")
	d.press("f1")
	d.notSee(t, words.English().Keys["digit"])
	d.press("esc", "8")
	d.notSee(t, heavyNow, "●", "○")
	d.press("enter")
	d.see(t, words.English().Shake.Kept, words.English().Keys["burn"])
	d.notSee(t, heavyNow, "●", "○", "→")
	e := d.entry(t)
	seeAnswers(t, e, map[journal.Step]string{journal.Happened: "The lift.", journal.Control: "8", journal.Change: "Walk."})
	if len(e.Weighings) != 0 {
		t.Errorf("weighed %v", e.Weighings)
	}
}

func TestWeightStaysThoughNoLongerAskedFor(t *testing.T) {
	d := sit(t, both(weighedPage, asking(t, "weigh = \"after\"")))
	d.press("ctrl+o")
	d.notSee(t, heavy, "●", "○")
	d.press("ctrl+s")
	if got, ok := d.entry(t).Weight(journal.Before); !ok || got != 7 {
		t.Errorf("the weight is %d (%t), want 7", got, ok)
	}
}

func weighedPage(j *journaltest.Journal, _ *kit.Options) {
	j.Wait(journal.Entry{
		Answers:   []journal.Answer{{Step: journal.Happened, Question: happened, Text: "The lift."}},
		Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 7}},
	})
}

// TestOneWeighingAlone asks at one end only.
func TestOneWeighingAlone(t *testing.T) {
	d := sit(t, asking(t, "weigh = \"before\""))
	d.write("A")
	d.seeOpen(t, heavy)
	d.write("8")
	for range 3 {
		d.write("")
	}
	d.press("space", "enter")
	d.notSee(t, heavyNow)
	d.see(t, words.English().Ending.Was) // there is no second weight to say otherwise

	d = sit(t, asking(t, "weigh = \"after\""))
	d.write("A")
	for range 3 {
		d.write("")
	}
	d.press("enter")
	d.see(t, heavyNow)
	d.write("3")
	if got := d.entry(t).Weighings; len(got) != 1 || got[0].Moment != journal.After || got[0].Weight != 3 {
		t.Errorf("weighed %v", got)
	}
}

// TestWeighAgainWithoutWeighings holds that Review can still weigh again then.
func TestWeighAgainWithoutWeighings(t *testing.T) {
	d := sit(t, both(asking(t, "weigh = false"), func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Review
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, happened, "The lift.")}})
	}))
	d.press("w", "4", "enter")
	if got, ok := d.journal.Entries()[0].Weight(journal.Later); !ok || got != 4 {
		t.Errorf("the weight is %d (%t), want 4", got, ok)
	}
}

// TestWithoutHints holds that ctrl+t works, and is named, only at questions with hints,
// on a page and in an edit.
func TestWithoutHints(t *testing.T) {
	const key = "ctrl+t"
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		asking(t, "hints = false")(j, o)
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, happened, "The lift.")}})
	})
	for _, size := range [][2]int{{80, 24}, {140, 40}, {40, 12}} {
		d.Resize(size[0], size[1])
		d.notSee(t, key)
		before := d.Text()
		d.press(key)
		if after := d.Text(); after != before {
			t.Errorf("it does something:\n%s", after)
		}
		d.press("f1")
		d.see(t, words.English().Help.Here)
		d.notSee(t, key)
		d.press("esc")
	}
	d.Resize(80, 24)
	d.press("esc", "2", "e")
	d.see(t, happened)
	d.notSee(t, key)
	d.press(key, "f1")
	d.notSee(t, key)
	if t.Failed() {
		return
	}
	d = sit(t, asking(t, ownWords))
	d.Resize(100, 30)
	for _, has := range []bool{true, false, true, true, true, false, true} {
		if got := strings.Contains(d.Text(), key); got != has {
			t.Errorf("the footer names it: %t, want %t\n%s", got, has, d.Text())
		}
		d.press("tab")
	}
}

// TestLongQuestionIsShownWhole holds that the longest question there can be is shown
// whole on the smallest screen, and leaves room to write.
func TestLongQuestionIsShownWhole(t *testing.T) {
	long := strings.Repeat("was it ", 16) + "like it?"
	d := sit(t, asking(t, "[happened]\nquestion = \""+long+"\"\nline = \""+strings.Repeat("word ", 39)+"end\""))
	d.see(t, "like it?", "end")
	d.Type("The lift")
	for _, size := range [][2]int{{80, 24}, {60, 20}, {40, 12}} {
		d.Resize(size[0], size[1])
		d.see(t, "was it was it", "The lift")
		if got := d.Widest(); got > size[0] {
			t.Errorf("at %v a line takes %d cells", size, got)
		}
	}
}

// TestOwnGuideGolden holds the looks of a page in a person's own words.
func TestOwnGuideGolden(t *testing.T) {
	helped := func(d *desk) {
		d.write(scene)
		d.write("8")
		d.write(mine)
		d.write(differ)
		d.Type("Sam, who came over from the main desk.")
	}
	page := func(d *desk) { d.write(scene); d.Type(mine) }
	end := func(d *desk) { d.write(scene); d.write(mine); d.write(differ); d.write(""); d.press("space", "enter") }
	for _, test := range []struct {
		name, text string
		act        func(*desk)
	}{
		{"own-start", ownWords, func(*desk) {}},
		{"own", ownWords, helped},
		{"unweighed", "weigh = false", page},
		{"unweighed-ending", "weigh = false", end},
	} {
		holdState(t, "write-"+test.name, asText, asking(t, test.text), test.act)
	}
}

// TestLargestGuideFits draws the largest guide there can be.
func TestLargestGuideFits(t *testing.T) {
	wide, letters := strings.Repeat("何", 120), strings.Repeat("W", 200)
	d := sit(t, func(_ *journaltest.Journal, o *kit.Options) {
		for i := range o.Guide.Steps {
			o.Guide.Steps[i].Question, o.Guide.Steps[i].Line = wide, letters
		}
		for i := range 5 {
			own := guide.Step{Name: journal.Step("own" + string(rune('a'+i))), Question: wide, Line: letters, Own: true}
			o.Guide.Steps = slices.Insert(o.Guide.Steps, 3, own)
		}
		o.Guide.Before, o.Guide.After = guide.Weigh{Question: wide, Line: letters}, guide.Weigh{Question: wide, Line: letters}
		if err := o.Guide.Check(); err != nil {
			t.Fatal(err)
		}
	})
	for i := range 9 {
		for _, size := range [][2]int{{40, 12}, {59, 19}, {60, 20}, {80, 24}, {140, 40}} {
			d.Resize(size[0], size[1])
			_, y, shown := d.Cursor()
			if !shown || y >= size[1]-2 || d.Widest() > size[0] {
				t.Errorf("step %d at %v: the cursor is at line %d (%t), the widest line %d\n%s", i, size, y, shown, d.Widest(), d.Text())
			}
		}
		d.write("x")
	}
}
