package page

import (
	"fmt"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// Ending is what is said of the two weights once the page is filed. Nothing of it
// judges, and who is still heavy is asked for company, never for more. What does not
// apply is "".
type Ending struct {
	Change  string // the first weight and the second
	Heavier string // it is heavier than before
	Still   string // it is still too heavy to be alone with
	Someone string // the person's own line of who could be told
}

// End returns what is said of the weights before and after, nil where they were not
// chosen; someone is the person's own line.
func End(w words.Words, before, after *journal.Weighing, someone string) Ending {
	var end Ending
	if after == nil {
		return end
	}
	if before != nil {
		end.Change = fmt.Sprintf(w.Ending.Change, before.Weight, after.Weight)
		if after.Weight > before.Weight {
			end.Heavier = w.Ending.Heavier
		}
	}
	if after.Weight >= journal.TooHeavy {
		end.Still, end.Someone = w.Ending.Still, strings.TrimSpace(someone)
	}
	return end
}
