package tui_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// weighed files an entry with its weights; -1 is not weighed.
func weighed(j *journaltest.Journal, at time.Time, before, after int, text string) journal.ID {
	e := journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", text)}}
	if before >= 0 {
		e.Weighings = append(e.Weighings, journal.Weighing{At: at, Moment: journal.Before, Weight: before})
	}
	if after >= 0 {
		e.Weighings = append(e.Weighings, journal.Weighing{At: at.Add(3 * time.Minute), Moment: journal.After, Weight: after})
	}
	return j.Add(e)
}

// halfAYear fills a journal with half a year at a desk: two to three entries a week,
// heavier on Fridays, lighter as the months go by, with a holiday in August, and some
// from the year before.
func halfAYear(j *journaltest.Journal) {
	tags := []string{"#refusal", "#queue #alone", "#phone", "#money #refusal", "#lift", "#queue", "#loud", "#phone #money", "#refusal #phone"}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		day := today().AddDate(0, 0, -i)
		friday := day.Weekday() == time.Friday
		if day.Weekday() == time.Sunday || i > 92 && i < 114 || random.IntN(10) > 2 && !friday || random.IntN(10) > 7 {
			continue
		}
		hour := []int{9, 10, 10, 11, 11, 12, 14, 14, 15, 16, 17}[random.IntN(11)]
		before := 3 + i/60 + random.IntN(4)
		if friday {
			hour, before = 14+random.IntN(2), before+2
		}
		after := max(0, before-1-random.IntN(5)+i/150)
		about := tags[random.IntN(len(tags))]
		if strings.Contains(about, "#money") {
			before += 2
		}
		at := time.Date(day.Year(), day.Month(), day.Day(), hour, random.IntN(60), 0, 0, time.UTC)
		weighed(j, at, min(10, before), min(10, after), "It was loud at the desk, and the queue would not move. "+about)
	}
	for i := range 30 {
		weighed(j, today().AddDate(-1, 0, -9*i), 5+i%4, 3+i%3, "The printer gave up. #printer")
	}
}

// threeEntries fills a journal with too few entries to draw conclusions from.
func threeEntries(j *journaltest.Journal) {
	weighed(j, today().Add(-3*time.Hour), 8, 3, "Covering at another site. #refusal")
	weighed(j, today().AddDate(0, 0, -8), 6, -1, "The lift was stuck.")
	weighed(j, today().AddDate(0, 0, -20), -1, -1, "A child was lost for four minutes.")
}

// heavyScripts is what is hard to lay out: tags and first words of many scripts, still
// heavy.
func heavyScripts(j *journaltest.Journal) {
	scripts(j)
	for i := range 6 {
		weighed(j, today().AddDate(0, 0, -i), 9, 8, "窓口で怒鳴られた。落ち着いて説明したけれど、何度も同じ質問をされた。 #窓口 #दफ़्तर #"+string(rune('a'+i))+"verylongtagthatneverseemstoendatall")
	}
}

func patterning(t testing.TB, fill func(*journaltest.Journal)) *desk {
	t.Helper()
	return sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Patterns
		if fill == nil {
			j.Absent()
		} else {
			fill(j)
		}
	})
}

// TestPatternsGolden holds the looks of Patterns, picture by picture.
func TestPatternsGolden(t *testing.T) {
	for _, test := range []struct {
		name string
		fill func(*journaltest.Journal)
		act  []string
		as   goldens
	}{
		{"empty", nil, nil, asText},
		{"few", threeEntries, nil, asText},
		{"many", halfAYear, nil, asRoom},
		{"weeks", halfAYear, []string{"left"}, asText},
		{"all", halfAYear, []string{"right"}, asText},
		{"days", halfAYear, []string{"enter"}, asText},
		{"day", halfAYear, []string{"enter", "enter", "left", "left", "up"}, asText},
		{"hours", halfAYear, []string{"enter", "space"}, asText},
		{"tags", halfAYear, []string{"enter", "space", "space"}, asText},
		{"heavy", halfAYear, []string{"end"}, asText},
		{"scripts", heavyScripts, []string{"end"}, asText},
		{"locked", func(j *journaltest.Journal) { halfAYear(j); j.Lock() }, []string{"esc", "esc"}, asText},
	} {
		prepare := func(j *journaltest.Journal, o *kit.Options) {
			o.Room = kit.Patterns
			if test.fill == nil {
				j.Absent()
			} else {
				test.fill(j)
			}
		}
		holdState(t, "patterns-"+test.name, test.as, prepare, func(d *desk) {
			d.Press("1", "esc", "4") // entered at this size
			d.Press(test.act...)
		})
	}
}

// TestPatternsNeedUnlocking holds that no picture shows before the passphrase.
func TestPatternsNeedUnlocking(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		halfAYear(j)
		j.Lock()
		j.Offer(page.OfferRecovery)
		o.Room = kit.Patterns
	})
	d.see(t, words.English().Unlock.Title)
	d.Press("esc")
	d.see(t, words.English().Patterns.Locked)
	d.notSee(t, "How heavy it was", "entries")
	d.Press("enter")
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, "How heavy it was", "on average")
	d.Press("ctrl+l", "4")
	d.see(t, words.English().Unlock.Title)
	d.notSee(t, "on average")
}

// TestPatternsSayWhenThereIsTooLittle holds that fewer than five entries are drawn
// without a sentence about them.
func TestPatternsSayWhenThereIsTooLittle(t *testing.T) {
	d := patterning(t, threeEntries)
	d.Resize(100, 100)
	w := words.English().Patterns
	d.see(t, "it takes five entries weighed", w.TooFew, w.TooFewTagged, w.HeavySaid)
	d.notSee(t, "on average", "days with an entry", "Most", "stands out")
	if n := strings.Count(strings.Join(strings.Fields(d.Text()), " "), w.TooFew); n != 2 {
		t.Errorf("said %d times that there is too little, want it under the days and the hours:\n%s", n, d.Text())
	}
}

// TestPatternsSentences holds what is said of weights, hours and tags.
func TestPatternsSentences(t *testing.T) {
	w := words.English().Patterns
	monday := time.Date(2026, time.November, 16, 9, 30, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		fill      func(j *journaltest.Journal)
		says, not []string
	}{
		"lighter": {func(j *journaltest.Journal) {
			for i := range 5 {
				weighed(j, monday.Add(time.Duration(i)*24*time.Hour), 8, 3, "x")
			}
			weighed(j, monday, 4, -1, "not weighed again")
		}, []string{"Over 5 entries: 8.0 before, 3.0 after, on average. " + w.MostlyLighter, "On 5 of the 5 days with an entry, something weighed 6 or more."}, nil},
		"heavier": {func(j *journaltest.Journal) {
			for i := range 5 {
				weighed(j, monday.Add(time.Duration(i)*24*time.Hour), 3, 3+i, "x")
			}
		}, []string{"3.0 before, 5.0 after, on average. " + w.MostlyHeavier, "On 0 of the 5 days with an entry"}, nil},
		"both ways": {func(j *journaltest.Journal) {
			for i := range 6 {
				weighed(j, monday.Add(time.Duration(i)*time.Hour), 5, 3+2*(i%3), "x")
			}
		}, []string{w.BothWays}, []string{w.MostlyLighter, w.MostlyHeavier}},
		"a day and an hour": {func(j *journaltest.Journal) {
			for i := range 4 {
				weighed(j, monday.AddDate(0, 0, -7*i), 5, 3, "x")
			}
			weighed(j, monday.AddDate(0, 0, 1).Add(3*time.Hour), 5, 3, "x")
		}, []string{"Most often on a Monday, and between 09:00 and 10:00. " + w.WhenWritten}, nil},
		"a day alone": {func(j *journaltest.Journal) {
			for i := range 5 {
				weighed(j, monday.AddDate(0, 0, -7*i).Add(time.Duration(i)*time.Hour), 5, 3, "x")
			}
		}, []string{"Most often on a Monday; no hour stands out."}, nil},
		"an hour alone": {func(j *journaltest.Journal) {
			for i := range 5 {
				weighed(j, monday.AddDate(0, 0, i).Add(14*time.Hour), 5, 3, "x")
			}
		}, []string{"Most often between 23:00 and 00:00; no day stands out."}, nil},
		"nothing stands out": {func(j *journaltest.Journal) {
			for i := range 6 {
				weighed(j, monday.AddDate(0, 0, i%3).Add(time.Duration(i)*time.Hour), 5, 3, "x")
			}
		}, []string{w.NoHour}, []string{w.WhenWritten, "Most often"}},
		"a tag": {func(j *journaltest.Journal) {
			for i := range 5 {
				weighed(j, monday.Add(time.Duration(i)*time.Hour), 8, 3, "#loud")
				weighed(j, monday.Add(time.Duration(i)*time.Hour), 6, 7, "#Queue")
			}
			weighed(j, monday, 10, 10, "#once")
		}, []string{"Heaviest on average: #loud, at 8.0.", "8.0     −5.0        5", "6.0     +1.0        5", "10.0      0.0        1"}, nil},
		"no tag": {func(j *journaltest.Journal) {
			for i := range 5 {
				weighed(j, monday.Add(time.Duration(i)*time.Hour), 7, 3, "#loud")
				weighed(j, monday.Add(time.Duration(i)*time.Hour), 6+i%2, 3, "#queue")
			}
		}, []string{w.NoTag}, []string{"Heaviest on average"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := patterning(t, test.fill)
			d.Resize(100, 120)
			one := strings.Join(strings.Fields(d.Text()), " ")
			for _, want := range test.says {
				if !strings.Contains(one, strings.Join(strings.Fields(want), " ")) {
					t.Errorf("%q is not said:\n%s", want, d.Text())
				}
			}
			d.notSee(t, test.not...)
		})
	}
}

// TestPatternsRange holds that left and right choose how far back the pictures look,
// except the days and what is still heavy, and stay on the same picture.
func TestPatternsRange(t *testing.T) {
	d := patterning(t, halfAYear)
	d.Resize(100, 120)
	for _, step := range []struct{ key, weights, others string }{
		{"right", "all, 2 weeks a line", "all"}, {"right", "all, 2 weeks a line", "all"}, {"left", "6 months", "6 months"}, {"left", "4 weeks", "4 weeks"}, {"left", "4 weeks", "4 weeks"},
	} {
		d.Press(step.key)
		for title, span := range map[string]string{
			"How heavy it was": step.weights, "When in": step.others, "Tags": step.others, "The days": "26 weeks", "Still at 6": "4 weeks",
		} {
			if line := lineWith(d, title); !strings.HasSuffix(line, "  "+span) {
				t.Errorf("after %s: %q does not look back %s", step.key, line, span)
			}
		}
	}
	d.Press("right", "right")
	d.see(t, "#printer")
	d.Press("left", "left")
	d.notSee(t, "#printer")
	d.Resize(80, 24)
	d.Press("space", "space")
	top := lineWith(d, "When in")
	d.Press("right")
	if got := lineWith(d, "When in"); top == "" || got == "" {
		t.Errorf("another range leads away from the picture:\n%s", d.Text())
	}
}

// lineWith returns the line of the screen that holds a text, without the space around
// it.
func lineWith(d *desk, text string) string {
	for line := range strings.Lines(d.Text()) {
		if strings.Contains(line, text) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// TestPatternsTurnLikePages holds that space leads from picture to picture, through a longer one by
// the page, each of the others whole at 80×24, and pgup back.
func TestPatternsTurnLikePages(t *testing.T) {
	d := patterning(t, halfAYear)
	titles := []string{"How heavy it was", "The days", "When in the week", "Tags"}
	sentences := []string{"lighter afterwards.", "weighed 6 or more.", "the time of writing counts.", "Heaviest on average"}
	first := func() string { return strings.Split(d.Text(), "\n")[4] }
	for i, title := range titles {
		if !strings.Contains(first(), title) {
			t.Errorf("picture %d begins with %q, want %q", i, first(), title)
		}
		if one := strings.Join(strings.Fields(d.Text()), " "); !strings.Contains(one, sentences[i]) {
			t.Errorf("the sentence %q is not in sight:\n%s", sentences[i], d.Text())
		}
		for d.Press("space"); i == 0 && strings.Contains(first(), " → "); {
			d.Press("space")
		}
	}
	d.see(t, "Still at 6 or more")
	d.Press("home", "enter", "space", "pgup")
	d.see(t, "The days")
}

// TestPatternsStillHeavy holds that what is still heavy can be opened in Review, and is
// gone once it was weighed lighter.
func TestPatternsStillHeavy(t *testing.T) {
	var second journal.ID
	d := patterning(t, func(j *journaltest.Journal) {
		numbered(100)(j)
		second = weighed(j, today().AddDate(0, 0, -3), 9, 8, "The second one.")
		weighed(j, today().AddDate(0, 0, -2), 9, 6, "The first one.")
		weighed(j, today().AddDate(0, 0, -1), 9, 5, "Light by now.")
		weighed(j, today().AddDate(0, 0, -30), 9, 9, "Long ago.")
	})
	d.Press("end")
	d.see(t, "The first one.", "The second one.", "9 → 8")
	d.notSee(t, "Light by now.", "Long ago.")
	d.Press("down", "enter")
	d.see(t, "The second one.")
	if got := d.Model().(*tui.Model).KeyContextNow(); got != kit.InReader {
		t.Errorf("in place %d", got)
	}
	if err := d.journal.Elsewhere().Weigh(t.Context(), second, journal.Weighing{At: today(), Moment: journal.Later, Weight: 2}); err != nil {
		t.Fatal(err)
	}
	d.Press("4", "end")
	d.see(t, "The first one.")
	d.notSee(t, "The second one.")
}

// TestPatternsReadNoEntryForNothing holds that no entry is opened where none is still
// heavy.
func TestPatternsReadNoEntryForNothing(t *testing.T) {
	d := patterning(t, func(j *journaltest.Journal) { weighed(j, today(), 5, 2, "Light by now.") })
	d.Press("end")
	d.see(t, words.English().Patterns.NothingHeavy)
	if slices.Contains(d.journal.Calls, "Entries") {
		t.Errorf("entries were asked for: %q", d.journal.Calls)
	}
}

// TestPatternsEnterShowsFirst holds that enter, with nothing to open in sight, leads to what comes
// next and opens nothing.
func TestPatternsEnterShowsFirst(t *testing.T) {
	d := patterning(t, halfAYear)
	d.Press("enter")
	d.see(t, "Patterns", "The days", "enter to pick a day.")
	d.Press("space", "space", "enter")
	d.see(t, "Still at 6 or more", "Enter opens an entry")
	if got := d.Model().(*tui.Model).KeyContextNow(); got != kit.InPatterns {
		t.Errorf("in place %d", got)
	}
}

// TestPatternsCountAWeightAlone holds that a weight without words counts, and is not among what can
// be opened.
func TestPatternsCountAWeightAlone(t *testing.T) {
	d := patterning(t, func(j *journaltest.Journal) {
		for i := range 4 {
			weighed(j, today().AddDate(0, 0, -i), 2, 1, "x")
		}
		at := today().AddDate(0, 0, -9)
		j.Wait(journal.Entry{Written: at, Weighings: []journal.Weighing{{At: at, Moment: journal.Before, Weight: 9}}})
		j.Wait(said("Unfinished, with words."))
	})
	d.Press("enter")
	d.see(t, "On 1 of the 5 days")
	d.Press("end")
	d.see(t, words.English().Patterns.NothingHeavy)
}

// TestPatternsReportErrors holds that a journal which cannot be read is told, and that
// coming back tries again.
func TestPatternsReportErrors(t *testing.T) {
	d := patterning(t, func(j *journaltest.Journal) { halfAYear(j); j.Fail["Heads"] = journal.ErrDamaged })
	d.see(t, words.English().Problems.Damaged)
	delete(d.journal.Fail, "Heads")
	d.Press("esc", "4")
	d.see(t, "on average")
	d.notSee(t, words.English().Problems.Damaged)
	d = patterning(t, func(j *journaltest.Journal) { halfAYear(j); j.Fail["Heads"] = journal.ErrInUse })
	d.see(t, opening(words.English().Problems.InUse))
}

// BenchmarkPatternsKey is a key in Patterns of ten years of entries, and its frame.
func BenchmarkPatternsKey(b *testing.B) {
	d := patterning(b, numbered(100_000))
	for i := 0; b.Loop(); i++ {
		d.Press([]string{"down", "right", "space", "left"}[i%4])
		_ = d.Model().View()
	}
}
