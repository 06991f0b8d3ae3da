package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestPatternsDumbbells holds that each entry is one dumbbell, newest first, that a line runs from
// mark to mark without a gap and two marks at one place are one, and that no mark is told from
// another by its colour alone.
func TestPatternsDumbbells(t *testing.T) {
	d := patterning(t, func(j *journaltest.Journal) {
		for i, w := range [][2]int{{8, 3}, {5, 5}, {2, 7}, {4, -1}, {10, 0}, {3, 2}, {-1, -1}, {-1, 6}} {
			weighed(j, today().AddDate(0, 0, -i), w[0], w[1], "x")
		}
		weighed(j, today().AddDate(-1, 0, 0), 9, 1, "x")
	})
	d.Resize(70, 40)
	d.Press("right")
	want := `
                 ● before   ○ after   ◉ the same
                 0  1  2  3  4  5  6  7  8  9  10
   21 Nov        ·  ·  ·  ○──────────────●  ·  ·   8 → 3
   20 Nov        ·  ·  ·  ·  ·  ◉  ·  ·  ·  ·  ·   5 → 5
   19 Nov        ·  ·  ●──────────────○  ·  ·  ·   2 → 7
   18 Nov        ·  ·  ·  ·  ●  ·  ·  ·  ·  ·  ·   4
   17 Nov        ○─────────────────────────────●   10 → 0
   16 Nov        ·  ·  ○──●  ·  ·  ·  ·  ·  ·  ·   3 → 2
   14 Nov        ·  ·  ·  ·  ·  ·  ○  ·  ·  ·  ·   → 6
   21 Nov 2025   ·  ○───────────────────────●  ·   9 → 1
`
	for line := range strings.Lines(want) {
		d.see(t, strings.TrimRight(line, "\n"))
	}
	d.notSee(t, "15 Nov")
}

// TestPatternsByWeek holds that sixty entries are a line each, and more a line a week, with
// averages; and that in many years a line is as many weeks as make sixty lines.
func TestPatternsByWeek(t *testing.T) {
	some := func(n, days int) func(j *journaltest.Journal) {
		return func(j *journaltest.Journal) {
			for i := range n {
				weighed(j, today().AddDate(0, 0, -i*days/n), 8, 3+i%2, "x")
			}
		}
	}
	lines := func(d *desk) int { return strings.Count(d.Text(), "●") + strings.Count(d.Text(), "◉") - 1 }
	d := patterning(t, some(60, 150))
	d.Resize(80, 120)
	if n := lines(d); n != 60 {
		t.Errorf("60 entries are %d lines:\n%s", n, d.Text())
	}
	d = patterning(t, some(61, 150))
	d.Resize(80, 120)
	d.see(t, "6 months, by week", "16 Nov")
	if n := lines(d); n != 22 {
		t.Errorf("61 entries of 150 days are %d lines, want a line a week:\n%s", n, d.Text())
	}
	d = patterning(t, some(3_000, 3_600))
	d.Resize(80, 120)
	d.Press("right")
	d.see(t, "all, 9 weeks a line", "8.0 → 3.5")
	if n := lines(d); n > 60 || n < 55 {
		t.Errorf("ten years are %d lines:\n%s", n, d.Text())
	}
}

// TestPatternsHeadingsKeepTheirPictures holds that a heading is never at the end of a screen alone,
// wherever one scrolls to.
func TestPatternsHeadingsKeepTheirPictures(t *testing.T) {
	w := words.English().Patterns
	for _, size := range [][2]int{{80, 24}, {60, 20}, {140, 40}, {40, 12}} {
		d := patterning(t, halfAYear)
		d.Resize(size[0], size[1])
		for range 120 {
			d.Press("down")
			lines := strings.Split(d.Text(), "\n")
			end := slices.IndexFunc(lines, func(line string) bool { return strings.TrimSpace(line) == "↓" })
			if end < 0 {
				break
			}
			for i, line := range lines[:end] {
				headed := slices.ContainsFunc([]string{w.Weights, w.Calendar, w.Hours, w.Tags, w.Heavy}, func(title string) bool {
					return strings.HasPrefix(strings.TrimLeft(line, " ┃"), title+"  ")
				})
				if under := strings.TrimSpace(strings.Join(lines[i+1:end], "")); headed && under == "" && i > 4 {
					t.Fatalf("at %v a heading is alone:\n%s", size, d.Text())
				}
			}
		}
	}
}

// TestPatternsWorkingHours holds that the hours at a desk are drawn alone where nothing lies
// outside of them, and all hours where something does.
func TestPatternsWorkingHours(t *testing.T) {
	at := func(hours ...int) func(*journaltest.Journal) {
		return func(j *journaltest.Journal) {
			for _, h := range hours {
				day := today().AddDate(0, 0, -1)
				weighed(j, time.Date(day.Year(), day.Month(), day.Day(), h, 30, 0, 0, time.UTC), 5, 3, "x")
			}
		}
	}
	for _, test := range []struct {
		hours      []int
		says, fail string
	}{
		{[]int{7, 18}, "7  8  9  10 11 12 13 14 15 16 17 18", " 21 "},
		{[]int{6, 18}, "0     3     6     9     12    15    18    21", "7  8"},
		{[]int{7, 19}, "0     3     6     9     12    15    18    21", "7  8"},
	} {
		d := patterning(t, at(test.hours...))
		d.Resize(80, 120)
		d.see(t, test.says)
		d.notSee(t, test.fail)
	}
}

// wentWith fills a journal with pages of the year before, of which every other has an answer to what
// was in one's control, and ended lighter by so much.
func wentWith(lighter int) func(*journaltest.Journal) {
	return func(j *journaltest.Journal) {
		for i := range 60 {
			at := today().AddDate(-1, 0, -i)
			e := journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", "x")}}
			after := 5
			if i%2 == 0 {
				e.Answers = append(e.Answers, answer(journal.Control, "What was in my control?", "My voice."))
				after -= lighter
			}
			e.Weighings = []journal.Weighing{{At: at, Moment: journal.Before, Weight: 8}, {At: at, Moment: journal.After, Weight: after}}
			j.Add(e)
		}
	}
}

// TestPatternsSayWhatWentWithLighterEndings holds that it is said where it is clear, in all ranges
// the same, and that nothing is said of it, no heading either, where it is not.
func TestPatternsSayWhatWentWithLighterEndings(t *testing.T) {
	w := words.English().Patterns
	d := patterning(t, wentWith(2))
	d.Resize(100, 120)
	d.see(t, w.Lighter, "Answering “What was in my control?” went with lighter endings: from the")
	one := strings.Join(strings.Fields(d.Text()), " ")
	if want := "same starting weight, 2.0 lower on average, over 30 entries with an answer and 30 without."; !strings.Contains(one, want) {
		t.Errorf("%q is not said:\n%s", want, d.Text())
	}
	d.Resize(80, 24)
	d.Press("home", "end")
	d.see(t, w.Lighter, w.Heavy, w.NothingHeavy)
	d = patterning(t, wentWith(0))
	d.Resize(100, 120)
	d.notSee(t, w.Lighter, "went with")
}
