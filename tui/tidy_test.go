package tui_test

import (
	"fmt"
	"slices"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestWhatWasReadIsTidiedOnce holds that the journal is tidied when a room has read all of it,
// whichever that is, and once an unlocking; and that a failure of that is nobody's news. Where
// something is missing nothing is tidied.
func TestWhatWasReadIsTidiedOnce(t *testing.T) {
	for room, reads := range map[kit.Room]string{kit.Review: "Heads", kit.Ready: "All", kit.Patterns: "Heads"} {
		for missing, want := range map[error]int{nil: 1, journal.ErrDamaged: 1, journal.ErrMissing: 0} {
			t.Run(fmt.Sprintf("room %d, %v", room+1, missing), func(t *testing.T) {
				t.Parallel()
				d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
					o.Room = room
					numbered(30)(j)
					j.Lock()
					j.Fail["Tidy"] = journal.ErrReadOnly
					if missing != nil {
						j.Fail[reads] = missing
					}
				})
				if room == kit.Ready {
					d.Press("enter")
				}
				d.Type(passphrase)
				d.Press("enter")
				for range 2 {
					d.Press("esc", "1", "esc", fmt.Sprint(int(room)+1))
				}
				calls := d.journal.Calls
				if n := d.journal.Count("Tidy"); n != want || n > 0 && slices.Index(calls, "Tidy") < slices.Index(calls, reads) {
					t.Errorf("tidied %d times, want %d: %v", n, want, calls)
				}
				d.notSee(t, words.English().Problems.ReadOnly)
				d.Press("ctrl+l", fmt.Sprint(int(room)+1))
				if room == kit.Ready {
					d.Press("enter")
				}
				d.Type(passphrase)
				d.Press("enter")
				if n := d.journal.Count("Tidy"); n != 2*want {
					t.Errorf("after the next unlocking tidied %d times, want %d", n, 2*want)
				}
			})
		}
	}
}
