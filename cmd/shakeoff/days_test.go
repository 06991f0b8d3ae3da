//go:build unix

package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// scattered are entries of the same few hours, told on walls all around the world, on days when
// clocks were changed and one that Samoa left out; and the day on each wall, by its words.
func scattered(t *testing.T, r *rand.Rand) (entries string, days map[string]string) {
	t.Helper()
	places := []string{
		"UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe",
		"America/Sao_Paulo", "America/New_York", "Europe/Berlin", "Pacific/Chatham",
	}
	days = map[string]string{}
	for i := range 15 {
		somewhere := func() time.Time {
			place, err := time.LoadLocation(places[r.IntN(len(places))])
			if err != nil {
				t.Fatal(err)
			}
			begins := []time.Time{
				time.Date(2011, 12, 30, 0, 0, 0, 0, time.UTC), time.Date(2016, 3, 13, 0, 0, 0, 0, time.UTC),
			}
			return begins[i%2].Add(time.Duration(r.IntN(48*60)) * time.Minute).In(place)
		}
		name, written, told := fmt.Sprintf("entry-%02d", i), somewhere(), somewhere()
		when, day := "", written.Format(time.DateOnly)
		switch i % 3 {
		case 1:
			when, day = told.Format(time.RFC3339), told.Format(time.DateOnly)
		case 2:
			when = told.Format(time.DateOnly)
			day = when
		}
		line, err := json.Marshal(map[string]any{"written": written.Format(time.RFC3339), "answers": map[string]string{"happened": name + "."}})
		if err != nil {
			t.Fatal(err)
		}
		if when != "" {
			line = bytes.Replace(line, []byte("}"), []byte(`},"happened_at":"`+when+`"`), 1)
		}
		entries, days[name] = entries+string(line)+"\n", day
	}
	return entries, days
}

// under returns the day that stands above each entry in what a command prints, or before it on
// its line.
func under(printed string) map[string]string {
	found, day := map[string]string{}, ""
	for _, word := range regexp.MustCompile(`\d{4}-\d\d-\d\d|entry-\d\d`).FindAllString(printed, -1) {
		if strings.HasPrefix(word, "entry") {
			found[word] = day
		} else {
			day = word
		}
	}
	return found
}

// TestShownDayIsTheDayFound holds of every command, wherever the computer stands, that the day
// under which it shows an entry is the day under which the entry is found, and no other is.
func TestShownDayIsTheDayFound(t *testing.T) {
	for n, here := range []string{"Pacific/Kiritimati", "America/New_York"} {
		h := newHome(t)
		h.env = []string{"TZ=" + here}
		entries, days := scattered(t, rand.New(rand.NewPCG(uint64(n), 13)))
		ids := strings.Fields(h.add(entries))
		if got := under(string(h.run("list"))); !maps.Equal(got, days) {
			t.Fatalf("in %s list shows %v, want %v", here, got, days)
		}
		for i, id := range ids {
			shown := string(h.run("show", id))
			name := fmt.Sprintf("entry-%02d", i)
			if day := regexp.MustCompile(`\d{4}-\d\d-\d\d`).FindString(shown); day != days[name] || !strings.Contains(shown, name) {
				t.Errorf("in %s show has %s under %s, want %s", here, name, day, days[name])
			}
		}
		if n > 0 {
			continue // the same for all of them
		}
		for _, day := range slices.Compact(slices.Sorted(maps.Values(days))) {
			want := maps.Clone(days)
			maps.DeleteFunc(want, func(_, on string) bool { return on != day })
			for _, command := range [][]string{
				{"list"},
				{"export", "--format", "txt"},
				{"export", "--format", "md"},
				{"export", "--format", "html"},
				{"export", "--shape", "debrief"},
				{"export", "--shape", "debrief", "--format", "html"},
			} {
				if got := under(string(h.run(append(command, "--since", day, "--until", day)...))); !maps.Equal(got, want) {
					t.Errorf("in %s %s finds under %s %v, want %v", here, command, day, got, want)
				}
			}
			if got := under(string(h.run("list", "--match", "since:"+day+" until:"+day))); !maps.Equal(got, want) {
				t.Errorf("in %s list --match finds under %s %v, want %v", here, day, got, want)
			}
		}
	}
}
