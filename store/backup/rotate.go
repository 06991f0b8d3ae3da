package backup

import (
	"fmt"
	"path/filepath"
	"time"
)

// Options say where the copies of a journal lie, and how many are kept.
type Options struct {
	// Dir is the folder; by default backups beside the journal.
	Dir string
	// Daily, Weekly and Monthly are for how many days, weeks and months that
	// have a backup the newest one of each is kept: 7, 4 and 12 by default. Below zero none.
	Daily, Weekly, Monthly int
	// MaxBytes is how long all of them may be together; 512 MiB by default.
	// The newest is kept however long it is.
	MaxBytes int64
	// Off makes no backups by itself. Those that are there still follow
	// the journal.
	Off bool
}

const (
	defaultDaily   = 7
	defaultWeekly  = 4
	defaultMonthly = 12
	defaultMax     = 512 << 20 // bytes
)

func (o Options) withDefaults(path string) Options {
	if o.Dir == "" {
		o.Dir = filepath.Join(filepath.Dir(path), "backups")
	}
	for n, otherwise := range map[*int]int{&o.Daily: defaultDaily, &o.Weekly: defaultWeekly, &o.Monthly: defaultMonthly} {
		if *n == 0 {
			*n = otherwise
		}
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = defaultMax
	}
	return o
}

// tooMany returns which of the backups, newest first, are too many.
func (o Options) tooMany(all []ownCopy) (drop []ownCopy) {
	day := newest{left: o.Daily, name: func(t time.Time) string { return t.Format(time.DateOnly) }}
	week := newest{left: o.Weekly, name: func(t time.Time) string {
		y, w := t.ISOWeek()
		return fmt.Sprint(y, w)
	}}
	month := newest{left: o.Monthly, name: func(t time.Time) string { return t.Format("2006-01") }}
	var total int64
	full := false
	for i, c := range all {
		// Each of the three must see it, whatever the others say.
		d, w, m := day.of(c.at), week.of(c.at), month.of(c.at)
		keep := i == 0 || !full && (d || w || m)
		if keep && i > 0 && total+c.size > o.MaxBytes {
			// This one and all that are older go.
			keep, full = false, true
		}
		if keep {
			total += c.size
		} else {
			drop = append(drop, c)
		}
	}
	return drop
}

// newest picks the first backup that it sees of each of so many periods.
type newest struct {
	left int
	last string
	name func(time.Time) string
}

func (n *newest) of(t time.Time) bool {
	period := n.name(t)
	if period == n.last || n.left <= 0 {
		return false
	}
	n.last = period
	n.left--
	return true
}
