package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/learned"
)

const flagRange = "range"

func (h *host) patterns() *cli.Command {
	return h.command(&cli.Command{
		Name:        "patterns",
		Usage:       "show patterns over time, or print them",
		Description: "With --plain it says in sentences what the pictures show.",
		Flags: []cli.Flag{
			jsonFlag(),
			&cli.StringFlag{Name: flagRange, Value: "6m", HideDefault: true, Usage: "look back `R`: 4w for four weeks, 6m for six months, all"},
		},
		Action: h.runPatterns,
	}, 0, 0)
}

func (h *host) runPatterns(ctx context.Context, c *cli.Command) error {
	if err := h.oneOf(c, flagRange); err != nil {
		return err
	}
	span := map[string]journal.Range{"4w": journal.FourWeeks, "6m": journal.SixMonths, "all": journal.AllTime}[c.String(flagRange)]
	return h.openOrPrint(ctx, c, kit.Patterns, func() error {
		var alone []journal.Head
		entries, damaged, err := h.read(ctx, c, func(u *store.Unlocked, ctx context.Context) ([]journal.Entry, error) {
			drafts, unread := u.Drafts(ctx)
			alone = journal.WeightsAlone(drafts)
			entries, err := u.All(ctx)
			return entries, cmp.Or(err, unread)
		})
		if err != nil {
			return err
		}
		if c.Bool(flagJSON) {
			err = h.sayJSON(patternsJSON(entries, alone, h.guide(), span, h.now()), "  ")
		} else {
			p := learned.PatternsOf(entries, alone, h.guide(), span, h.now())
			err = h.sayPage(c, p.Lines(h.words()))
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
	WentWith   *journal.Lighter     `json:"went_with_lighter_endings,omitempty"`
	StillHeavy []heavyObject        `json:"still_heavy"` // of four weeks
}

type hourObject struct {
	Weekday string `json:"weekday"`
	Hour    int    `json:"hour"`
	journal.Slot
}

type heavyObject struct {
	ID      journal.ID   `json:"id"`
	Written time.Time    `json:"written"`
	When    journal.Told `json:"happened_at"`
	Weight  int          `json:"weight"`
}

func patternsJSON(entries []journal.Entry, alone []journal.Head, g guide.Guide, span journal.Range, now time.Time) patternsObject {
	filed := make([]journal.Head, len(entries))
	for i, e := range entries {
		filed[i] = e.Head()
	}
	heads := slices.Concat(filed, alone)
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
	if lighter, ok := journal.LighterWith(heads, now, g.Names()); ok {
		o.WentWith = &lighter
	}
	for _, h := range journal.StillHeavy(filed, now) {
		weight, _ := h.Latest()
		o.StillHeavy = append(o.StillHeavy, heavyObject{h.ID, h.Written, journal.Told{Time: h.When(), DayOnly: h.DayOnly}, weight})
	}
	return o
}
