package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestKeysToAKeptEntry counts the keys besides words from the start to a kept entry.
func TestKeysToAKeptEntry(t *testing.T) {
	answers := []string{scene, mine, differ, "Done."}
	for _, c := range []struct {
		name   string
		on     []string // the keys that go on from an answer
		weight []string // and from a weight
		most   int
	}{
		{"with tab", []string{"tab"}, []string{"tab"}, 8},
		{"with enter", []string{"enter", "enter"}, []string{"enter"}, 12},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, keys := sit(t, offered), 0
			press := func(names ...string) {
				d.press(names...)
				keys += len(names)
			}
			for i, answer := range answers {
				d.Type(answer)
				press(c.on...)
				if i == 0 {
					d.press("8") // a weight is what is said, as words are
					press(c.weight...)
				}
			}
			d.see(t, kept)
			press("enter")
			d.press("3")
			press("enter")
			e := d.entry(t)
			seeAnswers(t, e, map[journal.Step]string{
				journal.Happened: scene, journal.Control: mine, journal.Change: differ, journal.Release: "Done.",
			})
			if len(e.Weighings) != 2 || keys > c.most {
				t.Errorf("%d weighings with %d keys, want 2 with at most %d", len(e.Weighings), keys, c.most)
			}
		})
	}
	t.Run("one word", func(t *testing.T) {
		d := sit(t, offered)
		d.Type("Ouch")
		d.press("ctrl+s")
		seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "Ouch"})
	})
}

// TestWeightAlone keeps a weight without a word by three keys. It waits as an unfinished page, and
// is told later.
func TestWeightAlone(t *testing.T) {
	d := sit(t, offered)
	d.press("enter", "8", "ctrl+s")
	chosen := today().Add(2 * 300 * time.Millisecond)
	d.see(t, words.English().Cover.Line)
	if n := d.journal.Count("File"); n != 0 {
		t.Errorf("filed %d times without a word", n)
	}
	want := journal.Weighing{At: chosen, Moment: journal.Before, Weight: 8}
	if all := d.journal.Drafts(); len(all) != 1 || len(all[0].Weighings) != 1 || all[0].Weighings[0] != want {
		t.Fatalf("unfinished are %+v, want one with %+v", all, want)
	}
	d.press("enter")
	d.seeOpen(t, happened)
	d.see(t, words.English().Write.KeptAsIs)
	d.Type("Another page.")
	d.press("ctrl+s", "enter", "ctrl+o")
	d.seeOpen(t, happened)
	d.Type("Told later.")
	d.press("tab")
	d.seeOpen(t, heavy)
	d.see(t, "●●●●●●●●○○  8")
	d.press("ctrl+s")
	all := d.journal.Entries()
	if len(all) != 2 || all[1].Text(journal.Happened) != "Told later." || len(all[1].Weighings) != 1 || all[1].Weighings[0] != want {
		t.Errorf("filed are %+v", all)
	}
	if len(d.journal.Drafts()) != 0 {
		t.Errorf("unfinished are %+v", d.journal.Drafts())
	}
}

// TestQuickHands presses keys close to each other, but as hands can: each counts where it was meant.
func TestQuickHands(t *testing.T) {
	const apart = 40 * time.Millisecond
	quick := func(d *desk, keys ...string) {
		for _, k := range keys {
			d.Press(k)
			d.Advance(d.clock, apart)
		}
	}
	d := sit(t, offered)
	d.breathe()
	quick(d, "enter", "8")
	d.seeOpen(t, heavy)
	d.see(t, "●●●●●●●●○○  8")
	d = sit(t, offered)
	d.toShake("4")
	d.see(t, kept)
	quick(d, "enter", "3")
	d.seeOpen(t, heavyNow)
	d.see(t, "●●●○○○○○○○  3")
}

// TestWeightAloneAtTheEnd goes to the end without a word. The weight waits as well; without one
// nothing does.
func TestWeightAloneAtTheEnd(t *testing.T) {
	for _, weighed := range []bool{true, false} {
		d := sit(t, offered)
		d.press("enter")
		if weighed {
			d.press("4")
		}
		d.press("enter", "enter", "enter", "enter")
		if weighed {
			d.seeOpen(t, happened)
			d.notSee(t, words.English().Write.Nothing)
		} else {
			d.seeOpen(t, release)
			d.see(t, words.English().Write.Nothing)
			d.Type("x")
			d.notSee(t, words.English().Write.Nothing)
			continue
		}
		if n := len(d.journal.Drafts()); (n == 1) != weighed || len(d.journal.Entries()) != 0 {
			t.Errorf("weighed %t: %d pages wait, filed are %v", weighed, n, d.journal.Entries())
		}
	}
}

// paragraphs are a story.
func paragraphs() []string {
	return []string{"The queue was long.", "3 men shouted at once.", "I said that it would be ten minutes.", "They left.", "My hands shook."}
}

// TestStoryStaysWhole types a story with enter after each paragraph, and pastes it in every way there
// is. It lies whole under the first question.
func TestStoryStaysWhole(t *testing.T) {
	lines, apart := strings.Join(paragraphs(), "\n"), strings.Join(paragraphs(), "\n\n")
	tabs := "\t" + strings.Join(paragraphs(), "\n\n\t") + "\n\n"
	lineByLine := func(text string) func(*desk) {
		return func(d *desk) {
			for line := range strings.Lines(text) {
				d.keys(line, 0)
				d.Advance(d.clock, 20*time.Millisecond)
			}
		}
	}
	for name, c := range map[string]struct {
		tell func(*desk)
		want string
	}{
		"typed": {func(d *desk) {
			for _, p := range paragraphs() {
				d.breathe()
				d.Type(p)
				d.press("enter")
			}
		}, lines},
		"typed apart": {func(d *desk) {
			for _, p := range paragraphs() {
				d.breathe()
				d.Type(p)
				d.press("enter", "enter")
			}
		}, apart},
		"bracketed":               {func(d *desk) { d.Paste(apart) }, apart},
		"bracketed, with tabs":    {func(d *desk) { d.Paste(tabs) }, strings.TrimRight(tabs, "\n")},
		"bracketed twice":         {func(d *desk) { d.Paste(lines); d.Press("enter"); d.Paste(lines) }, lines + "\n" + lines},
		"key by key":              {func(d *desk) { d.keys(lines, time.Millisecond) }, lines},
		"key by key, apart":       {func(d *desk) { d.keys(apart, 15*time.Millisecond) }, apart},
		"key by key, with tabs":   {func(d *desk) { d.keys(tabs, 0) }, strings.TrimRight(tabs, "\n")},
		"line by line":            {lineByLine(lines), lines},
		"line by line, apart":     {lineByLine(apart), apart},
		"line by line, led in":    {lineByLine("\n\n" + lines), "\n\n" + lines},
		"line by line, with tabs": {lineByLine(tabs), strings.TrimRight(tabs, "\n")},
	} {
		t.Run(name, func(t *testing.T) {
			d := sit(t, offered)
			d.breathe()
			c.tell(d)
			d.breathe()
			d.seeOpen(t, happened)
			d.press("ctrl+s")
			e := d.entry(t)
			if got := strings.TrimRight(e.Text(journal.Happened), "\n"); got != c.want || len(e.Answers) != 1 {
				t.Errorf("%d answers, and the first is\n%q, want\n%q", len(e.Answers), got, c.want)
			}
		})
	}
}

// TestParagraphIsBroughtBack writes an empty line in a later answer, and goes back by one backspace:
// the paragraph is where it was meant to be, and from then on the page wants two empty lines.
func TestParagraphIsBroughtBack(t *testing.T) {
	for name, bring := range map[string]func(*desk){
		"before it": func(d *desk) { d.press("backspace"); d.Type("My pause.") },
		"after it":  func(d *desk) { d.breathe(); d.Type("My pause."); d.press("home", "backspace", "end") },
	} {
		t.Run(name, func(t *testing.T) {
			d := sit(t, offered)
			d.write("The lift.")
			d.write("4")
			d.Type("My tone.")
			d.press("enter", "enter")
			d.seeOpen(t, change)
			bring(d)
			d.seeOpen(t, control)
			d.press("enter")
			d.see(t, words.English().Write.NextBlank)
			d.press("enter")
			d.seeOpen(t, control)
			d.see(t, words.English().Write.NextAgain)
			d.press("enter")
			d.seeOpen(t, change)
			d.press("ctrl+s")
			seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "The lift.", journal.Control: "My tone.\n\nMy pause."})
		})
	}
}

// TestEmptyLineHints are shown where they hold, and nowhere else.
func TestEmptyLineHints(t *testing.T) {
	w := words.English().Write
	d := sit(t, offered)
	d.notSee(t, w.NextAgain, w.NextBlank, w.AddMore)
	d.Type("The lift.")
	d.notSee(t, w.NextAgain)
	d.press("enter")
	d.see(t, w.NextAgain)
	d.press("up", "home") // not the last line
	d.notSee(t, w.NextAgain)
	d.press("down", "enter")
	d.seeOpen(t, heavy)
	d.see(t, w.AddMore)
	d.press("8")
	d.notSee(t, w.AddMore)
	d.press("enter")
	d.seeOpen(t, control)
	d.see(t, w.AddMore)
	d.Type("x")
	d.notSee(t, w.AddMore)
}

// TestHeldKeys holds enter, tab or backspace down in every place, as keyboards repeat it, with the
// first pause and without. Enter and tab make one step at most, and backspace none.
func TestHeldKeys(t *testing.T) {
	t.Parallel()
	answersAt := func(answers ...string) func(*desk) {
		return func(d *desk) {
			for i, answer := range answers {
				if i > 0 {
					d.press("tab")
					if i == 1 {
						d.press("tab")
					}
				}
				d.breathe()
				d.Type(answer)
			}
		}
	}
	all := func(d *desk) {
		d.write("One.")
		d.write("8")
		d.write("Two.")
		d.write("Three.")
		d.write("Four.")
	}
	places := []struct {
		name string
		lead func(*desk)
	}{
		{"start", func(*desk) {}},
		{"words", answersAt("One.")},
		{"empty line", func(d *desk) { d.Type("One."); d.press("enter") }},
		{"weight", func(d *desk) { d.write("One.") }},
		{"weighed", func(d *desk) { d.write("One."); d.press("8") }},
		{"second, empty", answersAt("One.", "")},
		{"second", answersAt("One.", "Two.")},
		{"last, empty", answersAt("One.", "Two.", "Three.", "")},
		{"last", answersAt("One.", "Two.", "Three.", "Four.")},
		{"shake", all},
		{"second weight", func(d *desk) { all(d); d.press("enter") }},
		{"ending", func(d *desk) { all(d); d.press("enter", "3", "enter") }},
		{"cover", func(d *desk) { d.Type("One."); d.press("esc") }},
		{"help", func(d *desk) { d.press("f1") }},
	}
	steps := func(d *desk) string {
		return fmt.Sprint(d.Model().(*tui.Model).KeyContextNow(), d.open()[:min(1, len(d.open()))], d.journal.Count("File"))
	}
	every := []time.Duration{30, 40, 90}
	for i, place := range places {
		gaps := every[i%3:][:1]
		if *atLength {
			gaps = every
		}
		for _, key := range []string{"enter", "tab", "backspace"} {
			for _, gap := range gaps {
				for _, first := range []time.Duration{gap, 500} {
					d := sit(t, offered)
					place.lead(d)
					d.breathe()
					seen := map[string]bool{steps(d): true}
					words := d.letters(t)
					d.Press(key)
					d.Advance(d.clock, first*time.Millisecond)
					for range 12 {
						seen[steps(d)] = true
						d.Press(key)
						d.Advance(d.clock, gap*time.Millisecond)
					}
					d.Advance(d.clock, time.Second)
					seen[steps(d)] = true
					if len(seen) > 2 {
						t.Errorf("%s, %s held, first after %d and then every %d ms: %v", place.name, key, first, gap, seen)
					}
					led := len(seen) > 1 // a backspace that led out takes nothing where it led
					if (key != "backspace" || led) && d.letters(t) != words {
						t.Errorf("%s, %s held, first after %d and then every %d ms: the words are %q, and were %q", place.name, key, first, gap, d.letters(t), words)
					}
				}
			}
		}
	}
}

// letters are all words that are on disk, or in hand.
func (d *desk) letters(t *testing.T) string {
	t.Helper()
	if err := d.autosaver.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var all string
	for _, e := range append(d.journal.Entries(), d.journal.Drafts()...) {
		for _, a := range e.Answers {
			all += strings.TrimSpace(a.Text) + "\n"
		}
	}
	return all
}

// TestHeldEnterInReview holds that an edit takes enters as a page does: a held one is not its end.
func TestHeldEnterInReview(t *testing.T) {
	d := reviewing(t, pages)
	d.press("e")
	before := len(d.journal.Calls)
	for range 40 {
		d.Press("enter")
		d.Advance(d.clock, 40*time.Millisecond)
	}
	d.breathe()
	d.seeOpen(t, happened)
	for _, call := range d.journal.Calls[before:] {
		if call == "EditDraft" || call == "Edit" {
			t.Error("a held enter ended the edit")
		}
	}
}

// TestBackFromTheShake goes back to the page by a letter or a backspace, as long as nothing was
// shaken. There is one page at any time, and one entry in the end.
func TestBackFromTheShake(t *testing.T) {
	for _, c := range []struct{ key, want string }{{"y", "Done.\n\ny"}, {"backspace", "Done."}} {
		t.Run(c.key, func(t *testing.T) {
			d := sit(t, offered)
			d.toShake("8")
			d.press(c.key)
			d.seeOpen(t, release)
			if e, drafts := d.journal.Entries(), d.journal.Drafts(); len(e) != 0 || len(drafts) != 1 || drafts[0].Text(journal.Release) != c.want {
				t.Errorf("filed are %v, unfinished %v", e, drafts)
			}
			d.press("tab")
			d.see(t, kept)
			d.press("space", c.key)
			d.notSee(t, release)
			e := d.entry(t)
			if w, _ := e.Weight(journal.Before); e.Text(journal.Release) != c.want || w != 8 || len(d.journal.Drafts()) != 0 {
				t.Errorf("filed is %+v, unfinished %v", e, d.journal.Drafts())
			}
		})
	}
}

// TestBackFromTheShakeOfAFullDisk holds that nothing is lost where the page cannot be a draft again.
func TestBackFromTheShakeOfAFullDisk(t *testing.T) {
	d := sit(t, offered)
	d.toShake("8")
	d.journal.Fail["Save"] = journal.ErrFull
	d.press("y")
	d.see(t, "Your words are still here")
	if e := d.entry(t); e.Text(journal.Release) != "Done." {
		t.Errorf("filed is %+v", e)
	}
	clear(d.journal.Fail)
	d.Advance(d.clock, time.Second)
	if drafts := d.journal.Drafts(); len(drafts) != 1 || drafts[0].Text(journal.Release) != "Done.\n\ny" {
		t.Errorf("unfinished are %v", drafts)
	}
}

// TestSavingIsInSight holds that somebody too tired for more sees what saves and what closes, on
// every page and at every width, in every language, with unfinished pages and without.
func TestSavingIsInSight(t *testing.T) {
	t.Parallel()
	for _, code := range words.Languages() {
		for _, pages := range [][]string{nil, {"The lift."}, {"The lift.", "The queue."}} {
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
				speak(t, o, code)
				if pages != nil {
					waiting(pages...)(j, o)
				}
			})
			for range 3 { // an answer, the weight, the next answer
				for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 20}, {40, 12}} {
					d.Resize(size[0], size[1])
					lines := strings.Split(d.Text(), "\n")
					if footer := strings.Join(lines[len(lines)-2:], "\n"); !strings.Contains(footer, "ctrl+s") || !strings.Contains(footer, "ctrl+c") {
						t.Errorf("%s at %v:\n%s", code, size, d.Text())
					}
				}
				d.breathe()
				d.press("tab")
			}
		}
	}
	d := sit(t, nil)
	d.see(t, "enter new line", "tab next", "ctrl+s save", "ctrl+c close")
	d.Resize(60, 20)
	d.see(t, "tab next", "ctrl+s save", "esc menu", "F1 help", "ctrl+c close")
}
