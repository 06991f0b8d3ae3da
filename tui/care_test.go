package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestHeaviestPage holds what is asked of somebody at 9 or 10: to be safe first, nothing to change,
// nothing to shake. No letter of such a page tumbles. At 8 the page is as any other.
func TestHeaviestPage(t *testing.T) {
	heaviest, all := guide.English().Heavy, guide.English()
	for weight, care := range map[string]bool{"8": false, "9": true, "10": true} {
		for _, motion := range []kit.Motion{kit.MotionFull, kit.MotionReduced, kit.MotionOff} {
			d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Motion = motion })
			see := func(line string) {
				t.Helper()
				if strings.Contains(d.Text(), line) != care {
					t.Errorf("at %s, shown is %q: %t\n%s", weight, line, !care, d.Text())
				}
			}
			d.write("He took my wrist.")
			d.press(strings.Split(weight, "")...)
			see(heaviest.Stop)
			angles := func(step int) {
				t.Helper()
				shown := ""
				for range all.Steps[step].Hints {
					d.press("ctrl+t")
					shown += d.Text()
				}
				d.press("ctrl+t")
				for i, hint := range all.Steps[step].Hints {
					safe := step == 1 && i == 0 // of abuse
					if strings.Contains(shown, hint) == (care && !safe) {
						t.Errorf("at %s, %q is shown: %t", weight, hint, !care)
					}
				}
			}
			d.press("enter")
			angles(1)
			d.press("enter")
			angles(2)
			see(heaviest.Nothing)
			d.write("Ring the desk.")
			see(heaviest.Question)
			see(heaviest.Line)
			d.write("Done.")
			if got := d.entry(t).Answers[2].Question; (got == heaviest.Question) != care || !care && got != all.Steps[3].Question {
				t.Errorf("at %s the last answer was asked as %q", weight, got)
			}
			if care {
				d.see(t, "Ring the desk.", take)
				d.notSee(t, "wrist", "▫", "space")
				before := d.Text()
				d.press("space", "left", "up")
				d.Advance(d.clock, 5*time.Second)
				if d.Text() != before {
					t.Errorf("it moves:\n%s", d.Text())
				}
				d.press("enter")
				d.seeOpen(t, heavyNow)
			}
		}
	}
}

// TestFirstSaidOfAbuseAndHands holds that what matters most is the first that is shown, in every
// language: shaking hands at the first question, abuse at the second.
func TestFirstSaidOfAbuseAndHands(t *testing.T) {
	d := sit(t, nil)
	d.press("ctrl+t")
	d.see(t, "Hands shaking? Feet down, a long breath out. One word is enough.")
	d.press("enter", "enter", "ctrl+t")
	d.see(t, "Threats, insults, touching: never part of the job. Who should know?")
}

// TestSomeoneAfterCtrlS holds that a heavy page that was cut short says who could be told, behind the
// cover and not on it, which says that it is saved.
func TestSomeoneAfterCtrlS(t *testing.T) {
	w := words.English()
	for _, words := range []bool{true, false} {
		for weight, someone := range map[string]string{"8": "Sam, ext. 4410", "9": "", "7": "Sam, ext. 4410"} {
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) { offered(j, o); o.Someone = someone })
			if words {
				d.Type("The lift.")
			}
			d.press("tab", weight, "ctrl+s")
			d.see(t, w.Leaving.Saved, w.Cover.Line)
			d.notSee(t, "tell", "Sam")
			d.press("enter")
			d.see(t, w.Write.KeptAsIs)
			if weight == "7" {
				d.notSee(t, w.Ending.Was, "Sam")
				continue
			}
			if someone == "" {
				someone = "A colleague, your"
			}
			d.see(t, w.Ending.Was, someone)
		}
	}
	d := sit(t, nil)
	d.press("ctrl+s")
	d.see(t, w.Cover.Line)
	d.notSee(t, w.Leaving.Saved)
}

// TestBurningAHeavyPage says first that a report may need it, and only of a heavy one.
func TestBurningAHeavyPage(t *testing.T) {
	for weight, said := range map[string]bool{"7": false, "8": true} {
		d := sit(t, nil)
		d.toShake(weight)
		d.press("enter", "3", "enter", "b")
		if strings.Contains(d.Text(), "If what happened may have to be reported") != said {
			t.Errorf("at %s:\n%s", weight, d.Text())
		}
	}
}

// TestHelpEndsWithCare holds that help ends with whom to turn to, and not where the screen tells
// nothing of what this is about.
func TestHelpEndsWithCare(t *testing.T) {
	w := words.English().Help
	d := sit(t, nil)
	d.Resize(80, 60)
	d.press("f1")
	d.see(t, w.TooMuch, "findahelpline.com")
	d.press("f1", "esc", "f1")
	d.notSee(t, w.TooMuch)
}

// TestManyHeavyOnes holds that three that stayed heavy are answered, and fewer are not.
func TestManyHeavyOnes(t *testing.T) {
	for n, said := range map[int]bool{2: false, 3: true} {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			for i := range n {
				e := said2(fmt.Sprint("Page ", i))
				e.Weighings = []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 7}}
				j.Add(e)
			}
			o.Room = kit.Patterns
		})
		d.Resize(80, 100)
		if strings.Contains(d.Text(), "Several entries have stayed heavy.") != said {
			t.Errorf("%d heavy ones:\n%s", n, d.Text())
		}
		d.see(t, "Enter opens an entry. You don't have to.")
	}
}

func said2(text string) journal.Entry {
	e := said(text)
	e.Written = today()
	return e
}

// TestBreathOnTheCover draws one breath, longer out than in, and tells nothing of it.
func TestBreathOnTheCover(t *testing.T) {
	d := sit(t, nil)
	d.press("esc")
	still := d.Text()
	d.Press("space")
	var wide []int
	for range 104 {
		wide = append(wide, strings.Count(d.Text(), "━"))
		d.Advance(d.clock, 100*time.Millisecond)
	}
	widest, at := 0, 0
	for i, n := range wide {
		if n > widest {
			widest, at = n, i
		}
		if i > 0 && (n < wide[i-1]) != (n < wide[i-1] && i > at) {
			t.Errorf("it shrinks and grows: %v", wide)
		}
	}
	if widest != 24 || at < 35 || at > 41 {
		t.Errorf("widest is %d after %d ms", widest, at*100)
	}
	if d.Text() != still {
		t.Errorf("after a breath:\n%s", d.Text())
	}
	d = sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Motion = kit.MotionReduced })
	d.press("esc", "space")
	d.see(t, words.English().Cover.Breath)
	d.notSee(t, "━")
	d.Advance(d.clock, 11*time.Second)
	d.notSee(t, words.English().Cover.Breath)
}

// TestTypingOnTheCover is told that it is for nothing, and uncovers nothing.
func TestTypingOnTheCover(t *testing.T) {
	d := sit(t, nil)
	d.Type("The lift.")
	d.press("esc")
	d.notSee(t, words.English().Cover.Typed)
	d.Type("And")
	d.see(t, words.English().Cover.Typed)
	d.press("enter")
	d.see(t, "The lift.")
	d.notSee(t, "And")
}

// TestDialogsTakeNoHeldKey holds a key down that leads into a dialog, and types on into one: neither
// answers it, however long that takes.
func TestDialogsTakeNoHeldKey(t *testing.T) {
	for name, keys := range map[string]string{"held": strings.Repeat("\n", 60), "typed on": strings.Repeat("lonely ", 9)} {
		d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Absent() })
		d.Type("x")
		d.press("ctrl+s", "enter")
		d.keys(keys, 90*time.Millisecond)
		d.see(t, "Put a lock on this journal?")
		if n := d.journal.Count("MarkOffered"); n != 0 {
			t.Errorf("%s: the offer was answered", name)
		}
	}
}

// TestReadyOnASmallScreen shows one's own promises first, so that the keys are about what is seen.
func TestReadyOnASmallScreen(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		e := said2("The lift.")
		e.Answers = append(e.Answers, journal.Answer{Step: journal.Change, Question: change, Text: "Take the stairs."})
		j.Add(e)
		o.Room = kit.Ready
	})
	d.Resize(40, 12)
	d.see(t, "Take the stairs.", "t tried")
	for range 20 {
		d.press("down")
	}
	d.see(t, "Then shake it off.")
	d.notSee(t, "Take the stairs.", "t tried")
}
