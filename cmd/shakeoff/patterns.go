package main

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
)

func (h host) patterns() *cli.Command {
	return h.command(&cli.Command{
		Name:        "patterns",
		Usage:       "open the pictures of what you have learned, or print them",
		Description: "With --plain it says in sentences what the pictures show.",
		Flags: []cli.Flag{
			jsonFlag(),
			&cli.StringFlag{Name: "range", Value: "6m", HideDefault: true, Usage: "look back `R`: 4w for four weeks, 6m for six months, all"},
		},
		Action: h.runPatterns,
	}, 0, 0)
}

func (h host) runPatterns(ctx context.Context, c *cli.Command) error {
	span, ok := map[string]journal.Range{"4w": journal.FourWeeks, "6m": journal.SixMonths, "all": journal.AllTime}[c.String("range")]
	if !ok {
		return usage(c, "--range takes 4w, 6m or all")
	}
	return h.openOrPrint(ctx, c, kit.Patterns, func() error {
		entries, damaged, err := h.read(ctx, c, (*store.Unlocked).All)
		if err != nil {
			return err
		}
		if c.Bool(flagJSON) {
			err = encode(h.stdout, patternsJSON(entries, span, h.now()), "  ")
		} else {
			err = h.sayLines(learned.PatternsLines(h.words(), entries, span, h.now()))
		}
		return errors.Join(printed(err), damaged)
	})
}

// patternsObject is Patterns for programs. An average is null if nothing was weighed.
type patternsObject struct {
	Since      string        `json:"since,omitempty"` // the first day of the range
	Entries    int           `json:"entries"`
	Weighed    int           `json:"weighed"` // before and after
	Before     *float64      `json:"before"`
	After      *float64      `json:"after"`
	Lighter    int           `json:"lighter"`
	Heavier    int           `json:"heavier"`
	Weeks      []weekObject  `json:"weeks"`
	Days       []dayObject   `json:"days"`  // of 26 weeks, those with an entry
	Hours      []hourObject  `json:"hours"` // those with an entry
	Tags       []tagObject   `json:"tags"`
	StillHeavy []heavyObject `json:"still_heavy"` // of four weeks
}

type weekObject struct {
	Monday  string   `json:"monday"`
	Entries int      `json:"entries"`
	Before  *float64 `json:"before"`
	After   *float64 `json:"after"`
}

type dayObject struct {
	Day     string   `json:"day"`
	Entries int      `json:"entries"`
	Before  *float64 `json:"before"`
}

type hourObject struct {
	Weekday string   `json:"weekday"`
	Hour    int      `json:"hour"`
	Entries int      `json:"entries"`
	Before  *float64 `json:"before"`
}

type tagObject struct {
	Tag     string   `json:"tag"`
	Entries int      `json:"entries"`
	Before  *float64 `json:"before"`
	Drop    *float64 `json:"drop"` // below 0 is heavier
}

type heavyObject struct {
	ID      journal.ID `json:"id"`
	Written time.Time  `json:"written"`
	Weight  int        `json:"weight"`
}

func patternsJSON(entries []journal.Entry, span journal.Range, now time.Time) patternsObject {
	heads := make([]journal.Head, len(entries))
	for i, e := range entries {
		heads[i] = e.Head()
	}
	within := span.In(heads, now)
	s := journal.Summarise(within)
	o := patternsObject{
		Since: span.Since(now).String(), Entries: s.Entries, Weighed: s.Weighed,
		Before: average(s.Before), After: average(s.After), Lighter: s.Lighter, Heavier: s.Heavier,
		Weeks: []weekObject{}, Days: []dayObject{}, Hours: []hourObject{}, Tags: []tagObject{}, StillHeavy: []heavyObject{},
	}
	for _, w := range journal.Weeks(heads, now, span) {
		o.Weeks = append(o.Weeks, weekObject{w.Monday.String(), w.Entries, average(w.Before), average(w.After)})
	}
	for _, d := range journal.Calendar(heads, now, journal.CalendarWeeks) {
		if d.Entries > 0 {
			o.Days = append(o.Days, dayObject{d.Day.String(), d.Entries, average(d.Before)})
		}
	}
	for day, hours := range journal.Hours(within) {
		weekday := strings.ToLower(time.Weekday((day + 1) % 7).String())
		for hour, slot := range hours {
			if slot.Entries > 0 {
				o.Hours = append(o.Hours, hourObject{weekday, hour, slot.Entries, average(slot.Before)})
			}
		}
	}
	for _, t := range journal.Tags(within) {
		o.Tags = append(o.Tags, tagObject{t.Tag, t.Entries, average(t.Before), average(t.Drop)})
	}
	for _, h := range journal.StillHeavy(heads, now) {
		weight, _ := h.Latest()
		o.StillHeavy = append(o.StillHeavy, heavyObject{h.ID, h.Written, weight})
	}
	return o
}

// average is a mean to two decimals, or nil.
func average(m journal.Mean) *float64 {
	if m.N == 0 {
		return nil
	}
	v := math.Round(m.Value()*100) / 100
	return &v
}
