package main_test

import (
	"fmt"
	"testing"
	"time"

	main "shakeoff/cmd/shakeoff"
	"shakeoff/tui/words"
)

// What is said of a time in any language and order, as an export heads an entry with it, is read as
// that time.
func TestHeadingsInEveryLanguage(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, w.Dates.Order = range []words.Order{words.DayMonth, words.MonthDay, words.YearDay} {
			var text string
			var want []time.Time
			for day := range 400 {
				at := time.Date(2026, 1, 1+day, day%24, day%60, 0, 0, time.Local)
				text += fmt.Sprintf("## %s\n\nwords\n\n", w.Dates.Full(at))
				want = append(want, at)
			}
			got, err := main.ReadMarkdown(text, "HOME="+t.TempDir(), "LANG="+code)
			if err != nil || len(got) != len(want) {
				t.Fatalf("%s: %d entries of %d are read, %v", code, len(got), len(want), err)
			}
			for i, e := range got {
				if !e.Written.Equal(want[i]) {
					t.Fatalf("%s: %q is read as %v", code, w.Dates.Full(want[i]), e.Written)
				}
			}
		}
	}
}
