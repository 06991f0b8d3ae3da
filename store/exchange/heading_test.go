package exchange_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

// readDay returns what a heading is read as: a time and what stands behind it, "" for none, "like"
// for one that refuses the file.
func readDay(t *testing.T, heading string, here *time.Location) string {
	t.Helper()
	s := source()
	s.Kind, s.Here = exchange.KindMarkdown, here
	_, got, err := s.Read("a.md", []byte("## 2020-01-01\nfirst\n## "+heading+"\n"))
	switch {
	case err != nil && strings.Contains(err.Error(), "looks like a day"):
		return "like"
	case err != nil:
		t.Fatal(err)
	case len(got) == 1:
		return ""
	}
	return strings.TrimSpace(got[1].Written.Format(time.RFC3339) + " " + got[1].Text(journal.Happened))
}

// A day is read in every common way of writing it, with what stands behind it.
func TestHeadingsThatAreDays(t *testing.T) {
	for heading, want := range map[string]string{
		"2026-11-21":                             "2026-11-21T12:00:00+01:00",
		"2026-11-21 Sunday":                      "2026-11-21T12:00:00+01:00",
		"Saturday 2026-11-21":                    "2026-11-21T12:00:00+01:00",
		"2026-11-21 (Mon)":                       "2026-11-21T12:00:00+01:00",
		"Monday, November 23, 2026":              "2026-11-23T12:00:00+01:00",
		"Nov 23rd, 2026":                         "2026-11-23T12:00:00+01:00",
		"23 Nov. 2026":                           "2026-11-23T12:00:00+01:00",
		"23rd of November 2026":                  "2026-11-23T12:00:00+01:00",
		"samedi 1er août 2026":                   "2026-08-01T12:00:00+01:00",
		"Donnerstag, den 26.11.2026":             "2026-11-26T12:00:00+01:00",
		"quarta-feira, 25/11/2026":               "2026-11-25T12:00:00+01:00",
		"23.11.2026":                             "2026-11-23T12:00:00+01:00",
		"1. 2. 2026":                             "2026-02-01T12:00:00+01:00",
		"23/11/2026":                             "2026-11-23T12:00:00+01:00",
		"11/23/2026":                             "2026-11-23T12:00:00+01:00",
		"3/4/2026":                               "2026-04-03T12:00:00+01:00",
		"2026/11/21":                             "2026-11-21T12:00:00+01:00",
		"2026_11_21":                             "2026-11-21T12:00:00+01:00",
		"20261121":                               "2026-11-21T12:00:00+01:00",
		"2026年11月21日":                            "2026-11-21T12:00:00+01:00",
		"[[2026-11-23]]":                         "2026-11-23T12:00:00+01:00",
		"**2026-11-23**":                         "2026-11-23T12:00:00+01:00",
		"\ufeff2026-11-23":                       "2026-11-23T12:00:00+01:00",
		"2026-11-21 14:05":                       "2026-11-21T14:05:00+01:00",
		"2026-11-21 14:05:06":                    "2026-11-21T14:05:06+01:00",
		"2026-11-21T14:05:06.123Z":               "2026-11-21T14:05:06Z",
		"2026-11-21T14:05:06-06:00":              "2026-11-21T14:05:06-06:00",
		"2026-11-21 14:05:06 +0530":              "2026-11-21T14:05:06+05:30",
		"2026-11-21 at 2:05 PM":                  "2026-11-21T14:05:00+01:00",
		"Monday, November 23, 2026, 12:30 am":    "2026-11-23T00:30:00+01:00",
		"23. November 2026 um 14:05 Uhr":         "2026-11-23T14:05:00+01:00",
		"23 novembre 2026, 14h05":                "2026-11-23T14:05:00+01:00",
		"2026-11-21 The lift":                    "2026-11-21T12:00:00+01:00 The lift",
		"2026-11-21 14:05: The lift: stuck":      "2026-11-21T14:05:00+01:00 The lift: stuck",
		"2026-11-21 — 3 people":                  "2026-11-21T12:00:00+01:00 3 people",
		"2026-11-21 14:05 Hôtel":                 "2026-11-21T14:05:00+01:00 Hôtel",
		"2026-11-21 10:05 Amélie":                "2026-11-21T10:05:00+01:00 Amélie",
		"2026-11-21 14:05 Zürich":                "2026-11-21T14:05:00+01:00 Zürich",
		"2026-11-21 14:05 GMT Zürich":            "2026-11-21T14:05:00Z Zürich",
		"2026-11-21 Saturday Leçon":              "2026-11-21T12:00:00+01:00 Leçon",
		"2026-11-21 日記":                          "2026-11-21T12:00:00+01:00 日記",
		"2026年11月21日 14:05 日記":                   "2026-11-21T14:05:00+01:00 日記",
		"quarta-feira 25/11/2026":                "2026-11-25T12:00:00+01:00",
		"2026-02-30":                             "like",
		"2026-13-01":                             "like",
		"31/02/2026":                             "like",
		"21.11.26":                               "like",
		"21/11/26":                               "like",
		"Monday, November 23":                    "like",
		"Nov 31, 2026":                           "like",
		"2026-11-21 25:00":                       "like",
		"November 2026":                          "",
		"2026":                                   "",
		"March":                                  "",
		"The lift":                               "",
		"3 people":                               "",
		"May I ask 2 of them to come and see it": "",
		"":                                       "",
	} {
		got := readDay(t, heading, here)
		if got != want {
			t.Errorf("%q: got %q, want %q", heading, got, want)
		}
	}
}

// The days of a clock that was put forward at midnight, or a quarter past, stay those days.
func TestDaysWithoutMidnight(t *testing.T) {
	for zone, day := range map[string]string{"America/Santiago": "2026-09-06", "America/Havana": "2026-03-08", "Asia/Beirut": "2026-03-29"} {
		there, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for heading, want := range map[string]string{day: day + " 12:00", day + " 00:15": day + " 00:15"} {
			if got := readDay(t, heading, there); !strings.HasPrefix(strings.Replace(got, "T", " ", 1), want) {
				t.Errorf("%s in %s is %s", heading, zone, got)
			}
		}
		s := source()
		s.Here = there
		_, got, err := s.Read("a.json", []byte(`{"entries":[{"title":"a","date":"`+day+`","time":"00:15"}]}`))
		if err != nil || got[0].Written.Format("2006-01-02 15:04") != day+" 00:15" {
			t.Errorf("%s in %s: %v, %v", day, zone, got, err)
		}
	}
}

func daysOf(entries []journal.Entry) string {
	var days []string
	for _, e := range entries {
		days = append(days, e.Written.Format(time.DateOnly)+" "+strings.ReplaceAll(e.Text(journal.Happened), "\n", "|"))
	}
	return strings.Join(days, "; ")
}

// No day becomes part of another.
func TestMarkdownKeepsDaysApart(t *testing.T) {
	for in, want := range map[string]string{
		"# Diary\n\n## 2026-11-21\nOne.\n## Monday, November 23, 2026\nTwo.\n## 24.11.2026\nThree.":                             "2026-11-21 One.; 2026-11-23 Two.; 2026-11-24 Three.",
		"## 2026-11-21\nOne.\n\ufeff## 2026-11-22\nTwo.":                                                                        "2026-11-21 One.; 2026-11-22 Two.",
		"## 2026-11-21\n\n    ```\n    code\n\n## 2026-11-22\nTwo.":                                                             "2026-11-21     ```|    code; 2026-11-22 Two.",
		"## 2026-11-21\n````\n```\n## 2026-11-22\n````\n## 2026-11-23\nTwo.":                                                    "2026-11-21 ````|```|## 2026-11-22|````; 2026-11-23 Two.",
		"## 2026-11-21 ##\nOne.\n  ## 2026-11-22 #\nTwo.":                                                                       "2026-11-21 One.; 2026-11-22 Two.",
		"2026-11-21\n==========\nOne.\n\n22.11.2026\n---\nTwo.":                                                                 "2026-11-21 One.; 2026-11-22 Two.",
		"# 2026\n## November\n### 2026-11-21 14:05 Late again\nOne.\n### 2026-11-22\nTwo.\n## December\n### 2026-12-01\nThree.": "2026-11-21 Late again||One.; 2026-11-22 Two.; 2026-12-01 Three.",
		"## 2026-11-21\nOne.\n### 2026-11-22\nstill one":                                                                        "2026-11-21 One.|### 2026-11-22|still one",
		"## 3/4/2026\nOne.\n## 4/13/2026\nTwo.":                                                                                 "2026-03-04 One.; 2026-04-13 Two.",
		"## 3/4/2026\nOne.\n## 13/4/2026\nTwo.":                                                                                 "2026-04-03 One.; 2026-04-13 Two.",
	} {
		got, err := from(exchange.KindMarkdown, in)
		if err != nil || daysOf(got) != want {
			t.Errorf("%q: got %q, %v\nwant %q", in, daysOf(got), err, want)
		}
	}
	for in, want := range map[string]string{
		"## 2026-11-21\nMarker\n## 2026-11-31\nMarker":      "line 3: a heading that looks like a day and is none that can be read, as ## 2026-11-21 is: not valid",
		"## 2026-11-21\nMarker\n## 22.11.26\nMarker":        "line 3: a heading that looks like a day and is none that can be read, as ## 2026-11-21 is: not valid",
		"## 2026-11-21\nMarker\n```\n## 2026-11-22\nMarker": "line 3: a block of code begins there and does not end, with days in it: not valid",
		"## 13/4/2026\nMarker\n## 4/13/2026\nMarker":        "line 3: days are written in two orders, and it cannot be told which is meant: not valid",
	} {
		if _, err := from(exchange.KindMarkdown, in); !errors.Is(err, journal.ErrInvalid) || err.Error() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
	s := source()
	if _, _, err := s.Read("a.md", []byte("## 3/4/2026\nOne.")); err != nil || !s.Notes.Either {
		t.Errorf("nobody is told that it may be another day: %v", err)
	}
}
