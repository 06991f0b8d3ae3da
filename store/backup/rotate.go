package backup

import (
	"cmp"
	"fmt"
	"time"
)

// Options say where the copies of a journal lie, and how many are kept.
type Options struct {
	// Dir is the folder; by default backups beside the journal.
	Dir string
	// Daily, Weekly and Monthly are for how many days, weeks and months with a backup the
	// newest one is kept: 7, 4 and 12 by default. Below zero none.
	Daily, Weekly, Monthly int
	// MaxBytes is how long all may be together, but for the newest; 512 MiB by default.
	MaxBytes int64
	// Off makes no backups by itself. Those that are there still follow the journal.
	Off bool
}

func (o Options) withDefaults() Options {
	o.Daily, o.Weekly, o.Monthly = cmp.Or(o.Daily, 7), cmp.Or(o.Weekly, 4), cmp.Or(o.Monthly, 12)
	o.MaxBytes = cmp.Or(o.MaxBytes, 512<<20)
	return o
}

// tooMany returns which of the backups, newest first, are too many.
func (o Options) tooMany(all []Info) (drop []Info) {
	left, seen := []int{o.Daily, o.Weekly, o.Monthly}, make(map[string]bool)
	var total int64
	full := false
	for i, c := range all {
		keep := i == 0
		year, week := c.At.ISOWeek()
		// Each of the three must see it, whatever the others say.
		for n, period := range []string{c.At.Format(time.DateOnly), fmt.Sprint(year, " week ", week), c.At.Format("2006-01")} {
			if left[n] > 0 && !seen[period] {
				seen[period], keep = true, true
				left[n]--
			}
		}
		// Beyond the size this one and all that are older go, but for the newest.
		full = full || keep && i > 0 && total+c.Size > o.MaxBytes
		if !keep || full {
			drop = append(drop, c)
		} else {
			total += c.Size
		}
	}
	return drop
}
