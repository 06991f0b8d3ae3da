package page

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/words"
)

// SaveAfter is how long after the first unsaved key the page is brought to disk:
// soon enough that it is there within the second that is promised.
const SaveAfter = 800 * time.Millisecond

// ErrUnsaved is a page that is in memory and nowhere else.
var ErrUnsaved = errors.New("the page is not saved")

// Unsaved says of an error that the words are in memory and nowhere else.
func Unsaved(err error) error { return fmt.Errorf("%w: %w", ErrUnsaved, err) }

// Flush brings the newest words to disk, whatever page they are on.
func Flush(ctx context.Context, a *Autosaver) error {
	if err := a.Flush(ctx); err != nil {
		return fmt.Errorf("what you just typed is not saved: %w", err)
	}
	return nil
}

// Rescue is what became of the attempt to put a page elsewhere, sealed as the journal is.
type Rescue struct {
	Tried bool
	Path  string // "" if that was not possible either
}

// NotTaken is a page that the journal did not take, whose words are still here: the
// error, and what became of a rescue of it so far.
type NotTaken struct {
	Rescue Rescue
	Err    error
}

func (n NotTaken) Error() string { return n.Err.Error() }
func (n NotTaken) Unwrap() error { return n.Err }

// Trouble is an error of saving or filing, as it is told. No rescue is offered while another
// program holds the journal: it cannot say how to seal a page, and will be free again soon.
func Trouble(err error, r Rescue) error {
	if err = Unsaved(err); errors.Is(err, journal.ErrInUse) {
		return err
	}
	return NotTaken{r, err}
}

// File files the page, and where that fails and rescue says so, puts it elsewhere.
func File(ctx context.Context, a *Autosaver, e journal.Entry, rescue bool) (filed Filed, r Rescue, err error) {
	filed, err = a.File(ctx, e)
	if err != nil && rescue && !errors.Is(err, journal.ErrInUse) {
		path, _ := a.Rescue(ctx, e) // why not matters less than that it is not
		r = Rescue{Tried: true, Path: path}
	}
	return filed, r, err
}

// LockOffer is the part of OfferLock that is due as the file stands: after the first entry,
// after the third, and after the tenth. What is put off is still due after the next.
func LockOffer(s Status) (due Offer) {
	if s.Locked {
		return 0
	}
	for part, entries := range map[Offer]int{offerFirst: 1, offerThird: 3, offerTenth: 10} {
		if s.Entries >= entries {
			due |= part
		}
	}
	return due &^ s.Offered
}

// Ending is what is said of the two weights once the page is filed. It never judges, and
// asks for company, never for more. What does not apply is "".
type Ending struct {
	Change  string // the first weight and the second, in words
	Than    string // it is lighter or heavier than before
	Still   string // it is, or was last, too heavy to be alone with
	Someone string // who could be told: the person's own line, or else kinds of people
}

// End returns what is said of the weights before and after, nil where they were not
// chosen; someone is the person's own line.
func End(w *words.Words, before, after *journal.Weighing, someone string) Ending {
	var end Ending
	if before != nil && after != nil {
		end.Change = fmt.Sprintf(w.Plain.Change, before.Weight, after.Weight)
		switch {
		case after.Weight > before.Weight:
			end.Than = w.Ending.Heavier
		case after.Weight < before.Weight && after.Weight < journal.TooHeavy:
			end.Than = w.Ending.Lighter
		}
	}
	switch {
	case after != nil && after.Weight >= journal.TooHeavy:
		end.Still = w.Ending.Still
	case after == nil && before != nil && before.Weight >= journal.TooHeavy:
		end.Still = w.Ending.Was // whoever is too tired for one more digit needs it most
	}
	if end.Still != "" {
		end.Someone = cmp.Or(strings.TrimSpace(someone), w.Ending.Kinds)
	}
	return end
}

// KeptAsIs is what is said of a page that was kept before its end.
func KeptAsIs(w *words.Words, before *journal.Weighing, someone string) string {
	end := End(w, before, nil, someone)
	return strings.TrimSpace(strings.Join([]string{w.Write.KeptAsIs, end.Still, end.Someone}, " "))
}
