package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

func TestOpensWithTheCursorInTheFirstQuestion(t *testing.T) {
	d := sit(t, nil)
	d.seeOpen(t, happened)
	d.Type("A")
	x, y, shown := d.Cursor()
	line := []rune(strings.Split(d.Text(), "\n")[y])
	if !shown || x != len(line) || line[x-1] != 'A' {
		t.Errorf("the cursor stands at %d,%d (%t), not behind what was typed: %q", x, y, shown, string(line))
	}
}

func TestFourQuestionsOnOnePage(t *testing.T) {
	d := sit(t, nil)
	d.see(t, happened, heavy, control, change, release)
	d.write("The lift was stuck.")
	d.write("8")
	d.write("My voice.")
	d.seeOpen(t, change)
	d.see(t, happened, "The lift was stuck.", "●●●●●●●●○○  8", control, "My voice.", change, release)
}

func TestStepsAreLeftAndEnteredByTheirKeys(t *testing.T) {
	for _, test := range []struct {
		name string
		keys []string // after "A" was given, the weight skipped, and control is open
		want string
	}{
		{"shift+tab goes back, to the weight", []string{"shift+tab"}, heavy},
		{"and again to the answer", []string{"shift+tab", "shift+tab"}, happened},
		{"up in the weight goes back", []string{"shift+tab", "up"}, happened},
		{"up at the top goes back", []string{"up"}, heavy},
		{"backspace in an empty answer goes back to the answer before", []string{"backspace"}, happened},
		{"and so it does at the weight", []string{"shift+tab", "backspace"}, happened},
		{"another deletion does not", []string{"ctrl+w", "ctrl+u", "delete"}, control},
		{"backspace within words does not", []string{"x", "y", "backspace"}, control},
		{"above the first is when it happened", []string{"up", "up", "up"}, "When?"},
		{"which down leaves again", []string{"up", "up", "up", "up", "down"}, happened},
		{"tab goes on", []string{"tab"}, change},
		{"down with nothing below stays", []string{"down"}, control},
		{"down where there is an answer below goes on", []string{"x", "up", "up", "down", "down"}, control},
		{"up within an answer stays", []string{"x", "ctrl+j", "y", "up"}, control},
		{"down from the weight goes on", []string{"x", "up", "down"}, control},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, nil)
			d.write("A")
			d.write("")
			d.seeOpen(t, control)
			d.press(test.keys...)
			d.seeOpen(t, test.want)
		})
	}
}

func TestWeightNeedsNoWords(t *testing.T) {
	for _, key := range []string{"enter", "tab"} {
		d := sit(t, nil)
		d.press(key)
		d.seeOpen(t, heavy)
		d.write("")
		d.seeOpen(t, control)
		d.write("My voice.")
		d.seeOpen(t, change)
	}
}

func TestWeighing(t *testing.T) {
	none := -1
	for _, test := range []struct {
		name   string
		keys   []string
		weight int
		words  string // in the next answer, or, behind a <, in the answer just left
	}{
		{"a digit", []string{"8", "enter"}, 8, ""},
		{"nothing", []string{"0", "enter"}, 0, ""},
		{"one then nought is ten", []string{"1", "0", "enter"}, 10, ""},
		{"a new digit replaces the last", []string{"8", "3", "enter"}, 3, ""},
		{"one then five is five", []string{"1", "5", "enter"}, 5, ""},
		{"nought then one is one", []string{"0", "1", "enter"}, 1, ""},
		{"enter with nothing chosen skips", []string{"enter"}, none, ""},
		{"tab goes on too", []string{"4", "tab"}, 4, ""},
		{"arrows choose", []string{"right", "right", "right", "left", "enter"}, 2, ""},
		{"arrows stay within", []string{"1", "0", "right", "enter"}, 10, ""},
		{"and below", []string{"left", "left", "enter"}, 0, ""},
		{"an arrow goes from a digit", []string{"5", "right", "enter"}, 6, ""},
		{"a digit after an arrow begins anew", []string{"1", "right", "0", "enter"}, 0, ""},
		{"backspace takes it back", []string{"8", "backspace", "enter"}, none, ""},
		{"a letter goes on and is the first", []string{"8", "m", "y"}, 8, "my"},
		{"a letter without a weight goes back", []string{"m", "y"}, none, "<my"},
		{"a letter of another script", []string{"8", "я"}, 8, "я"},
		{"digits and a space were words", []string{"3", "space", "o", "f"}, none, "<3 of"},
		{"digits and punctuation were words", []string{"1", "0", ",", "a"}, none, "<10,a"},
		{"a third digit made words", []string{"1", "5", "0", "x"}, none, "<150x"},
		{"a space alone is nothing", []string{"space", "7", "enter"}, 7, ""},
		{"a quotation goes back", []string{"\"", "I"}, none, "<\"I"},
		{"a quotation after an arrow begins the next answer", []string{"right", "\"", "I"}, 1, "\"I"},
		{"words give back the weight before", []string{"right", "3", "space", "o"}, 1, "<3 o"},
		{"chosen again after going back", []string{"8", "enter", "shift+tab", "2", "enter"}, 2, ""},
		{"kept when passed again", []string{"8", "enter", "shift+tab", "enter"}, 8, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, nil)
			d.write("A")
			d.seeOpen(t, heavy)
			d.press(test.keys...)
			before, next := "A", test.words
			if words, goesBack := strings.CutPrefix(test.words, "<"); goesBack {
				before, next = "A\n\n"+words, ""
				d.seeOpen(t, happened)
			} else {
				d.seeOpen(t, control)
			}
			d.press("ctrl+s")
			e := d.entry(t)
			if got := e.Text(journal.Happened); got != before {
				t.Errorf("the answer just left is %q, want %q", got, before)
			}
			if got := e.Text(journal.Control); got != next {
				t.Errorf("the next answer is %q, want %q", got, next)
			}
			if got, ok := e.Weight(journal.Before); ok != (test.weight != none) || ok && got != test.weight {
				t.Errorf("the weight is %d (%t), want %d", got, ok, test.weight)
			}
		})
	}
}

func TestPasteAtTheWeightIsWords(t *testing.T) {
	d := sit(t, nil)
	d.write("A")
	d.Paste("7 people waited")
	d.seeOpen(t, happened)
	d.press("ctrl+s")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "A\n\n7 people waited"})
}

func TestWeighingIsDatedWhenItWasChosen(t *testing.T) {
	d := sit(t, nil)
	d.write("A")
	d.Advance(d.clock, time.Minute)
	chosen := d.clock.Now()
	d.press("8")
	chosen = chosen.Add(300 * time.Millisecond) // press breathes before
	d.Advance(d.clock, time.Minute)
	d.press("enter", "ctrl+s")
	want := []journal.Weighing{{At: chosen, Moment: journal.Before, Weight: 8}}
	if got := d.entry(t).Weighings; !slices.Equal(got, want) {
		t.Errorf("weighed %v, want %v", got, want)
	}
}

func TestEnterSoonAfterEnterIsIgnored(t *testing.T) {
	d := sit(t, nil)
	d.breathe()
	d.press("enter")
	for range 20 { // held down
		d.Press("enter")
		d.Advance(d.clock, 30*time.Millisecond)
	}
	d.seeOpen(t, heavy)
	d.Advance(d.clock, 270*time.Millisecond)
	d.press("enter")
	d.seeOpen(t, control)
}

func TestEnterHeldOnTheCoverGoesNoFurther(t *testing.T) {
	d := sit(t, nil)
	d.Type("A")
	d.press("esc")
	for range 10 {
		d.Press("enter")
		d.Advance(d.clock, 30*time.Millisecond)
	}
	d.seeOpen(t, happened)
}

// keys sends text as a terminal does that does not tell a paste: key by key.
func (d *desk) keys(text string, gap time.Duration) {
	for _, r := range text {
		switch r {
		case '\n':
			d.Press("enter")
		case '\t':
			d.Press("tab")
		default:
			d.Type(string(r))
		}
		d.Advance(d.clock, gap)
	}
}

func TestPasteIntoTheLastAnswerDoesNotEndThePage(t *testing.T) {
	d := sit(t, nil)
	d.write("x")
	for range 3 {
		d.write("")
	}
	d.seeOpen(t, release)
	d.keys("a\nb", time.Millisecond)
	d.breathe()
	d.seeOpen(t, release)
	if n := d.journal.Count("File"); n != 0 {
		t.Fatalf("kept %d times, before the paste was over", n)
	}
	d.press("ctrl+s")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "x", journal.Release: "a\nb"})
}

func TestNothingEnteredNothingFiled(t *testing.T) {
	d := sit(t, nil)
	d.write(" ")
	d.write("") // the weight
	d.write("")
	d.write("\u00a0")
	d.write("")
	d.Advance(d.clock, 5*time.Second)
	d.seeOpen(t, release)
	d.see(t, words.English().Write.Nothing)
	d.notSee(t, kept)
	d.press("ctrl+s")
	d.see(t, "Paused. Press enter to continue.")
	for _, call := range []string{"Save", "File"} {
		if n := d.journal.Count(call); n != 0 {
			t.Errorf("%s was called %d times", call, n)
		}
	}
}

func TestEveryStepMayBeSkippedAndOneWordIsAFullEntry(t *testing.T) {
	steps := []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release}
	for i, step := range steps {
		t.Run(string(step), func(t *testing.T) {
			d := sit(t, nil)
			for j := range steps {
				if j == i {
					d.write("x")
				} else {
					d.write("")
				}
				if j == 0 {
					d.write("") // the weight
				}
			}
			seeAnswers(t, d.entry(t), map[journal.Step]string{step: "x"})
		})
	}
}

func TestAnotherAngleIsShownOneAtATime(t *testing.T) {
	d := sit(t, nil)
	step := guide.English().Steps[0]
	for _, want := range append(slices.Clone(step.Hints), step.Line) {
		d.press("ctrl+t")
		open := d.open()
		if open[1] != want || open[2] != "" {
			t.Errorf("shown is %q, want %q and nothing beside it", open[1:3], want)
		}
	}
}

func TestAnswerWithoutAWordIsLeftOut(t *testing.T) {
	d := sit(t, nil)
	d.write("A")
	d.write("")
	d.Paste(" \n\t")
	d.press("ctrl+s")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "A"})
}

func TestGoingBackStandsAtTheEnd(t *testing.T) {
	d := sit(t, nil)
	d.Type("ab")
	d.press("home", "tab", "enter", "shift+tab", "shift+tab", "c", "ctrl+s")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "abc"})
}

func TestCtrlSFilesAndCovers(t *testing.T) {
	d := sit(t, offered)
	d.write("The lift was stuck.")
	d.press("8", "ctrl+s")
	d.see(t, "Paused. Press enter to continue.")
	d.notSee(t, "lift", "Kept")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "The lift was stuck."})
	if w, ok := d.entry(t).Weight(journal.Before); !ok || w != 8 {
		t.Errorf("the weight is %d (%t), want 8", w, ok)
	}
	if len(d.journal.Drafts()) != 0 {
		t.Error("a draft is left beside the entry")
	}
	if !d.journal.Filed[0].Forgotten {
		t.Error("the key of the kept page is still there")
	}
	d.press("enter")
	d.see(t, "Saved as it is.")
	d.seeOpen(t, happened)
	d.Type("x")
	d.notSee(t, "Saved as it is.", "lift")
}

func TestAnswersCarryTheQuestionAsAsked(t *testing.T) {
	d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Guide.Steps[1].Question = "What was mine?" })
	d.write("A")
	d.write("")
	d.write("B")
	d.press("ctrl+s")
	e := d.entry(t)
	want := []journal.Answer{
		{Step: journal.Happened, Question: happened, Text: "A"},
		{Step: journal.Control, Question: "What was mine?", Text: "B"},
	}
	if !slices.Equal(e.Answers, want) {
		t.Errorf("kept %v, want %v", e.Answers, want)
	}
	if e.Written.IsZero() || e.Written.After(d.clock.Now()) || e.Written.Before(today()) {
		t.Errorf("written %v, during %v to %v", e.Written, today(), d.clock.Now())
	}
}

func TestGuideMayBeShorterOrLonger(t *testing.T) {
	own := guide.Step{Name: "felt", Question: "What did I feel?", Line: "In a word.", Own: true}
	d := sit(t, func(_ *journaltest.Journal, o *kit.Options) {
		o.Guide.Steps = slices.Insert(o.Guide.Steps, 3, own)
		for i := range o.Guide.Steps {
			o.Guide.Steps[i].Hints = nil
		}
		o.Guide.Before, o.Guide.After = guide.Weigh{}, guide.Weigh{}
	})
	d.notSee(t, heavy)
	d.press("ctrl+t")
	d.see(t, guide.English().Steps[0].Line)
	d.write("A")
	d.seeOpen(t, control)
	d.write("")
	d.write("")
	d.seeOpen(t, own.Question)
	d.write("cross")
	d.write("")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "A", "felt": "cross"})
	d.press("space", "enter")
	d.notSee(t, heavyNow)
	d.see(t, "It's saved. You don't have to carry it.")
}

func TestUndoWhileTyping(t *testing.T) {
	d := sit(t, nil)
	d.Paste("gone by mistake")
	d.press("ctrl+u")
	d.notSee(t, "gone by mistake")
	d.press("ctrl+z")
	d.see(t, "gone by mistake")
	if d.Suspended() != 0 {
		t.Error("ctrl+z suspended the program while typing")
	}
}

func TestFocusAndOtherMessagesChangeNothing(t *testing.T) {
	d := sit(t, nil)
	d.Type("a")
	before := d.Text()
	d.Send(tea.BlurMsg{}, tea.FocusMsg{}, "noise", nil)
	if d.Text() != before {
		t.Error("a message for nobody changed the screen")
	}
}

// A digit replaces the one before it for as long as somebody takes to change their mind.
func TestMindChangedAboutAWeight(t *testing.T) {
	d := sit(t, nil)
	d.write("A")
	for _, digit := range []string{"6", "7", "5", "1", "0", "3"} {
		d.look()
		d.Press(digit)
	}
	d.see(t, "●●●○○○○○○○  3")
	d.notSee(t, "675", "67")
}
