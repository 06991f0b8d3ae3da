package tui_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
)

// weighed files an entry with its weights; -1 is not weighed.
func weighed(j *memory, at time.Time, before, after int, text string) journal.ID {
	e := journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", text)}}
	if before >= 0 {
		e.Weighings = append(e.Weighings, journal.Weighing{At: at, Moment: journal.Before, Weight: before})
	}
	if after >= 0 {
		e.Weighings = append(e.Weighings, journal.Weighing{At: at.Add(3 * time.Minute), Moment: journal.After, Weight: after})
	}
	return j.add(e)
}

// halfAYear fills a journal with half a year at a desk: two to three entries a
// week, heavier on Fridays, lighter as the months go by, with a holiday in
// August, and some from the year before.
func halfAYear(j *memory) {
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
		at := time.Date(day.Year(), day.Month(), day.Day(), hour, random.IntN(60), 0, 0, time.UTC)
		weighed(j, at, min(10, before), min(10, after), "It was loud at the desk, and the queue would not move. "+tags[random.IntN(len(tags))])
	}
	for i := range 30 {
		weighed(j, today().AddDate(-1, 0, -9*i), 5+i%4, 3+i%3, "The printer gave up. #printer")
	}
}

// threeEntries is a beginning: too little to say anything of.
func threeEntries(j *memory) {
	weighed(j, today().Add(-3*time.Hour), 8, 3, "Covering at another site. #refusal")
	weighed(j, today().AddDate(0, 0, -8), 6, -1, "The lift was stuck.")
	weighed(j, today().AddDate(0, 0, -20), -1, -1, "A child was lost for four minutes.")
}

// heavyScripts is what is hard to lay out: tags and first words of many scripts,
// still heavy.
func heavyScripts(j *memory) {
	scripts(j)
	for i := range 6 {
		weighed(j, today().AddDate(0, 0, -i), 9, 8, "窓口で怒鳴られた。落ち着いて説明したけれど、何度も同じ質問をされた。 #窓口 #दफ़्तर #"+string(rune('a'+i))+"verylongtagthatneverseemstoendatall")
	}
}

func patterning(t testing.TB, fill func(*memory)) *desk {
	t.Helper()
	return sit(t, func(j *memory, o *tui.Options) {
		o.Room = tui.Patterns
		if fill == nil {
			j.none = true
		} else {
			fill(j)
		}
	})
}

// TestPatternsGolden holds the looks of Patterns, picture by picture.
func TestPatternsGolden(t *testing.T) {
	for _, test := range []struct {
		name string
		fill func(*memory)
		act  []string
		all  bool // also wide and without colours
	}{
		{"empty", nil, nil, false},
		{"few", threeEntries, nil, false},
		{"many", halfAYear, nil, true},
		{"weeks", halfAYear, []string{"left"}, false},
		{"all", halfAYear, []string{"right"}, false},
		{"days", halfAYear, []string{"space"}, true},
		{"hours", halfAYear, []string{"space", "space"}, true},
		{"tags", halfAYear, []string{"space", "space", "space"}, true},
		{"heavy", halfAYear, []string{"end"}, true},
		{"scripts", heavyScripts, []string{"end"}, true},
		{"locked", func(j *memory) { halfAYear(j); j.lock = passphrase }, []string{"esc", "esc"}, false},
	} {
		prepare := func(j *memory, o *tui.Options) {
			o.Room = tui.Patterns
			if j.none = test.fill == nil; !j.none {
				test.fill(j)
			}
		}
		looks(t, "patterns-"+test.name, test.all, prepare, func(d *desk) {
			d.Press("1", "esc", "4") // entered at this size
			d.Press(test.act...)
		})
	}
}
