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
	// Daily, Weekly and Monthly are for how many days, weeks and months the newest backup of each is
	// kept: 7, 4 and 12 by default; below zero for none.
	Daily, Weekly, Monthly int
	// MaxBytes is the limit for all together, except that the newest stays; 512 MiB by default.
	MaxBytes int64
	// Off makes no automatic backups. Existing ones still follow the journal.
	Off bool
}

func (o Options) withDefaults() Options {
	o.Daily, o.Weekly, o.Monthly = cmp.Or(o.Daily, 7), cmp.Or(o.Weekly, 4), cmp.Or(o.Monthly, 12)
	o.MaxBytes = cmp.Or(o.MaxBytes, 512<<20)
	return o
}

// tooMany returns the surplus backups of all, which are newest first.
func (o Options) tooMany(all []Info) (drop []Info) {
	left, seen := []int{o.Daily, o.Weekly, o.Monthly}, make(map[string]bool)
	var total int64
	full := false
	for i, c := range all {
		keep := i == 0
		year, week := c.At.ISOWeek()
		// All three count it, even if one keeps it already.
		for n, period := range []string{c.At.Format(time.DateOnly), fmt.Sprint(year, " week ", week), c.At.Format("2006-01")} {
			if left[n] > 0 && !seen[period] {
				seen[period], keep = true, true
				left[n]--
			}
		}
		// Over the limit, this one and all older ones go, but never the newest.
		full = full || keep && i > 0 && total+c.Size > o.MaxBytes
		if !keep || full {
			drop = append(drop, c)
		} else {
			total += c.Size
		}
	}
	return drop
}
