package journal_test

import (
	"fmt"
	"testing"

	"shakeoff/store/journal"
)

// daily is so many entries, one a day, the newest today; every other is not weighed after.
func daily(n int) (heads []journal.Head) {
	for i := range n {
		heads = append(heads, head(fmt.Sprint(i), now.AddDate(0, 0, -i), 8, 4-5*(i%2)))
	}
	return heads
}

// TestDumbbells holds that there is one for each entry up to the most there may be, then one for each
// week, and never more than that, with all that was weighed in them and the newest first.
func TestDumbbells(t *testing.T) {
	for _, c := range []struct {
		entries, lines, weeks int
	}{{0, 0, 0}, {1, 1, 0}, {60, 60, 0}, {61, 9, 1}, {400, 58, 1}, {430, 31, 2}, {3_000, 54, 8}} {
		all, weeks := journal.Dumbbells(append(daily(c.entries), head("not weighed", now, -1, -1)), now, journal.AllTime)
		if len(all) != c.lines || weeks != c.weeks {
			t.Errorf("%d entries: %d lines of %d weeks, want %d of %d", c.entries, len(all), weeks, c.lines, c.weeks)
		}
		before, after := 0, 0
		for i, d := range all {
			before, after = before+d.Before.N, after+d.After.N
			if i > 0 && d.Day.Compare(all[i-1].Day) >= 0 {
				t.Errorf("%d entries: %v comes after %v", c.entries, d.Day, all[i-1].Day)
			}
		}
		if before != c.entries || after != (c.entries+1)/2 {
			t.Errorf("%d entries: %d were weighed before and %d after", c.entries, before, after)
		}
	}
}

func TestShade(t *testing.T) {
	for weight, want := range []int{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5} {
		cells := journal.Calendar([]journal.Head{head("a", now, weight, 0), head("b", now, 0, 10)}, now, 1)
		if got := cells[5].Shade(); got != want {
			t.Errorf("a day at %d has shade %d, want %d", weight, got, want)
		}
	}
	if got := journal.Calendar([]journal.Head{head("a", now, -1, 9)}, now, 1)[5].Shade(); got != 0 {
		t.Errorf("a day on which nothing was weighed before has shade %d", got)
	}
}
