package main

import (
	"context"
	"errors"
	"slices"
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
			err = printed(encode(h.stdout, patternsJSON(entries, span, h.now()), "  "))
		} else {
			err = h.say(learned.PatternsLines(h.words(), entries, span, h.now())...)
		}
		return errors.Join(err, damaged)
	})
}

// patternsObject is Patterns for programs.
type patternsObject struct {
	Since journal.Day `json:"since,omitzero"` // the first day of the range
	journal.Summary
	Weeks      []journal.Week       `json:"weeks"`
	Days       []journal.Cell       `json:"days"`  // of 26 weeks, those with an entry
	Hours      []hourObject         `json:"hours"` // those with an entry
	Tags       []journal.TagPattern `json:"tags"`
	StillHeavy []heavyObject        `json:"still_heavy"` // of four weeks
}

type hourObject struct {
	Weekday string `json:"weekday"`
	Hour    int    `json:"hour"`
	journal.Slot
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
	o := patternsObject{
		Since: span.Since(now), Summary: journal.Summarise(within),
		// [] and not null, where there are none
		Weeks: append([]journal.Week{}, journal.Weeks(heads, now, span)...),
		Days:  journal.Calendar(heads, now, journal.CalendarWeeks),
		Hours: []hourObject{}, Tags: append([]journal.TagPattern{}, journal.Tags(within)...), StillHeavy: []heavyObject{},
	}
	o.Days = slices.DeleteFunc(o.Days, func(c journal.Cell) bool { return c.Entries == 0 })
	for day, hours := range journal.Hours(within) {
		weekday := strings.ToLower(time.Weekday((day + 1) % 7).String())
		for hour, slot := range hours {
			if slot.Entries > 0 {
				o.Hours = append(o.Hours, hourObject{weekday, hour, slot})
			}
		}
	}
	for _, h := range journal.StillHeavy(heads, now) {
		weight, _ := h.Latest()
		o.StillHeavy = append(o.StillHeavy, heavyObject{h.ID, h.Written, weight})
	}
	return o
}
