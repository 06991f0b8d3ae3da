package tui_test

import (
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/learned"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// filled returns the entries of a journal.
func filled(t *testing.T, fill ...func(*journaltest.Journal)) []journal.Entry {
	j := journaltest.New(t, today)
	for _, f := range fill {
		f(j)
	}
	return j.Entries()
}

// TestPagesInWords holds what plain mode says for Ready and Patterns.
func TestPagesInWords(t *testing.T) {
	w := words.English()
	lines, numbered := learned.ReadyLines(guide.English(), w, " Sam, ext. 4410 ", filled(t, promises), true, today())
	tuitest.Golden(t, "ready-in-words.txt", []byte(strings.Join(lines, "\n")+"\n"))
	p := journal.Intentions(filled(t, promises), today())
	if len(numbered) != len(p.Open)+len(p.Resting)+len(p.Done) {
		t.Errorf("%d are numbered, of %d, %d and %d", len(numbered), len(p.Open), len(p.Resting), len(p.Done))
	}
	if lines, numbered := learned.ReadyLines(guide.English(), w, "Sam", nil, true, today()); len(numbered) > 0 || len(lines) != 2+len(guide.English().Reminders) || lines[len(lines)-1] != "Sam" {
		t.Errorf("of a locked journal it says %q", lines)
	}
	pictures := learned.PatternsOf(filled(t, halfAYear), nil, guide.English(), journal.SixMonths, today())
	lines = pictures.Lines(w)
	tuitest.Golden(t, "patterns-in-words.txt", []byte(strings.Join(lines, "\n")+"\n"))
}

// TestOneDayIsNoPattern holds that nothing is said of days in general where all was on one.
func TestOneDayIsNoPattern(t *testing.T) {
	one := make([]journal.Entry, journal.Enough)
	for i := range one {
		one[i] = journal.Entry{ID: journal.ID(rune('a' + i)), Written: today(), Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 8}}}
	}
	said := func(entries []journal.Entry) string {
		p := learned.PatternsOf(entries, nil, guide.English(), journal.SixMonths, today())
		return p.SayDays(words.English())
	}
	if got := said(one); got != "" {
		t.Errorf("of one day it says %q", got)
	}
	one[0].Written = today().AddDate(0, 0, -1)
	if got := said(one); !strings.Contains(got, "the 2 days") {
		t.Errorf("of two days it says %q", got)
	}
}

// TestPagesInWordsDrawNothing holds that plain mode prints words only, in every
// language and whatever was written: no escape codes, dots or boxes, and no line breaks
// in a line.
func TestPagesInWordsDrawNothing(t *testing.T) {
	hostile := func(j *journaltest.Journal) {
		weighed(j, today(), 9, 8, "\x1b[31mred\a\r\n#tag\u202e next")
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{
			answer(journal.Change, "?", "\x1b]0;title\a \"Say\x1b[2J this.\" \u009b1m"),
		}, Intention: journal.Intention{State: journal.Tried, At: today(), How: "a\nb\x1b[1A"}})
	}
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		g, _ := guide.In(code)
		for _, entries := range [][]journal.Entry{filled(t, hostile, promisesInScripts, heavyScripts), filled(t, halfAYear), {}} {
			lines, _ := learned.ReadyLines(g, w, "", entries, true, today())
			p := learned.PatternsOf(entries, nil, g, journal.AllTime, today())
			lines = append(lines, p.Lines(w)...)
			for _, line := range lines {
				if i := strings.IndexFunc(line, unspeakable); i >= 0 || strings.Contains(line, "%!") {
					t.Errorf("%s: %q", code, line)
				}
			}
		}
	}
}

// unspeakable reports a character that commands a terminal or is part of a drawing.
func unspeakable(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r >= 0x2500 && r <= 0x259f || strings.ContainsRune("●○◉→", r)
}
