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

// SaveAfter is how long after the first unsaved key the page is saved: soon enough that it is
// on disk within the promised second.
const SaveAfter = 800 * time.Millisecond

// ErrUnsaved is a page that exists only in memory.
var ErrUnsaved = errors.New("the page is not saved")

// Unsaved marks an error as one that leaves the words only in memory.
func Unsaved(err error) error { return fmt.Errorf("%w: %w", ErrUnsaved, err) }

// Flush saves the newest words, whatever page they are on.
func Flush(ctx context.Context, a *Autosaver) error {
	if err := a.Flush(ctx); err != nil {
		return fmt.Errorf("what you just typed is not saved: %w", err)
	}
	return nil
}

// Rescue is the outcome of an attempt to save a page in another place, sealed like the journal.
type Rescue struct {
	Tried bool
	Path  string // "" if that failed too
}

// NotTaken is a page that could not be saved in the journal, and whose words are still here: the
// error, and the outcome of a rescue so far.
type NotTaken struct {
	Rescue Rescue
	Err    error
}

func (n NotTaken) Error() string { return n.Err.Error() }
func (n NotTaken) Unwrap() error { return n.Err }

// Trouble returns an error of saving or filing as it is reported. No rescue is offered while another
// program holds the journal: a page cannot be sealed then, and the journal will soon be free.
func Trouble(err error, r Rescue) error {
	if err = Unsaved(err); errors.Is(err, journal.ErrInUse) {
		return err
	}
	return NotTaken{r, err}
}

// File files the page. If that fails, and rescue is set, it saves the page in another place.
func File(ctx context.Context, a *Autosaver, e journal.Entry, rescue bool) (filed Filed, r Rescue, err error) {
	filed, err = a.File(ctx, e)
	if err != nil && rescue && !errors.Is(err, journal.ErrInUse) {
		path, _ := a.Rescue(ctx, e) // why not matters less than that it is not
		r = Rescue{Tried: true, Path: path}
	}
	return filed, r, err
}

// LockOffer is the part of OfferLock that is due in this state of the file: after the first entry,
// the third, and the tenth. An offer that was put off is still due after the next entry.
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

// Ending is what is said about the two weights once the page is filed. It never judges, and
// suggests company, never more. A line that does not apply is "".
type Ending struct {
	Change  string // the first weight and the second, in words
	Than    string // it is lighter or heavier than before
	Still   string // it is, or last was, too heavy to be alone with
	Someone string // who could be told: the person's own line, or else kinds of people
}

// End returns what is said about the weights before and after, each nil if it was not
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
		end.Still = w.Ending.Was // someone too tired for one more digit needs it most
	}
	if end.Still != "" {
		end.Someone = cmp.Or(strings.TrimSpace(someone), w.Ending.Kinds)
	}
	return end
}

// KeptAsIs is what is said about a page that was saved before its end.
func KeptAsIs(w *words.Words, before *journal.Weighing, someone string) string {
	end := End(w, before, nil, someone)
	return strings.TrimSpace(strings.Join([]string{w.Write.KeptAsIs, end.Still, end.Someone}, " "))
}
