package plain_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
	"shakeoff/tui/plain"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// happened adds an entry with one answer to a journal.
func happened(j *journaltest.Journal, text string) journal.ID {
	return j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{{Step: journal.Happened, Text: text}}})
}

// TestTwoVersions holds that an entry that was edited twice at once is listed and read
// in both versions, and that each says so.
func TestTwoVersions(t *testing.T) {
	j := journaltest.New(t, today)
	j.Edit(happened(j, "Before."), "One way.", "The other way.")
	happened(j, "Once.")
	said, err := talk(t, j, "1\n2\n3\nquit\n", plain.Review)
	if n := strings.Count(said, words.English().Review.Version); err != nil || n != 4 {
		t.Errorf("%v, told %d times:\n%s", err, n, said)
	}
	for _, text := range []string{"One way.", "The other way.", "Once."} {
		if n := strings.Count(said, text); n != 2 {
			t.Errorf("%q is said %d times:\n%s", text, n, said)
		}
	}
}

// TestEntryThatIsGone holds that the session goes on when another window took an entry
// out or changed it: in the list it is one that cannot be opened.
func TestEntryThatIsGone(t *testing.T) {
	for name, c := range map[string]struct {
		act  func(*journaltest.Journal, journal.ID)
		told error
	}{
		"gone":    {(*journaltest.Journal).Delete, journal.ErrNotFound},
		"changed": {editElsewhere, journal.ErrChanged},
	} {
		t.Run(name, func(t *testing.T) {
			j := journaltest.New(t, today)
			happened(j, "Still here.")
			id := happened(j, "Gone soon.")
			j.During("Entries", func() { c.act(j, id) })
			var told []error
			said, err := talk(t, j, "1\n2\nquit\n", func(ctx context.Context, o plain.Options) error {
				o.Fail = func(err error) { told = append(told, err) }
				return plain.Review(ctx, o)
			})
			w := words.English()
			if err != nil || strings.Count(said, "Still here.") != 2 || strings.Count(said, w.Review.Damaged) != 1 {
				t.Errorf("%v after:\n%s", err, said)
			}
			if len(told) != 1 || !errors.Is(told[0], c.told) {
				t.Errorf("told %v", told)
			}
		})
	}
}

// editElsewhere edits an entry in another window.
func editElsewhere(j *journaltest.Journal, id journal.ID) {
	u := j.Elsewhere()
	defer u.Lock()
	entries, err := u.Entries(context.Background(), id)
	if err == nil {
		entries[0].Answers[0].Text = "Changed."
		_, _ = u.Edit(context.Background(), entries[0])
	}
}

// TestNothingIsLeft takes out all that a search found, which shows all again, and then
// the last entry, which ends it: what is typed after that is not read.
func TestNothingIsLeft(t *testing.T) {
	j := journaltest.New(t, today)
	happened(j, "The lift.")
	happened(j, "The printer.")
	said, err := talk(t, j, "/printer\n1\ndelete\ndelete\n1\ndelete\ndelete\nhullo\n", plain.Review)
	w := words.English()
	if err != nil || strings.Contains(said, w.Plain.Review.Unknown) || !strings.HasSuffix(said, w.Change.Gone+"\n"+w.Review.Empty+"\n") {
		t.Errorf("%v after:\n%s", err, said)
	}
	if !strings.Contains(said, w.Plain.Review.TakeBack+"\nEntries 1 to 1 of 1") || len(j.Entries()) != 0 {
		t.Errorf("%d entries are left after:\n%s", len(j.Entries()), said)
	}
}

// TestADeletionCanBeTakenBack holds that an entry is deleted when the next line is typed, or at the end,
// and not at all if that line takes it back.
func TestADeletionCanBeTakenBack(t *testing.T) {
	w := words.English()
	for rest, left := range map[string]string{
		"":                             "The lift.",
		"quit\n":                       "The lift.",
		"\nundo\n":                     "The lift.", // too late
		"undo\n":                       "The lift. The printer.",
		"undo\n1\nundo\n":              "The lift. The printer.",
		"1\ndelete\ndelete\n":          "",
		"1\ndelete\ndelete\nundo\n2\n": "The lift.",
	} {
		j := journaltest.New(t, today)
		j.Add(journal.Entry{Written: today().Add(-time.Hour), Answers: []journal.Answer{{Step: journal.Happened, Text: "The lift."}}})
		happened(j, "The printer.")
		said, err := talk(t, j, "1\ndelete\ndelete\n"+rest, plain.Review)
		var titles []string
		for _, e := range j.Entries() {
			titles = append(titles, e.Title())
		}
		slices.Sort(titles)
		got := strings.Join(titles, " ")
		if err != nil || got != left {
			t.Errorf("%q: %v, left is %q, want %q, after:\n%s", rest, err, got, left, said)
		}
		if gone := strings.Count(said, w.Change.Gone); gone != j.Count("Delete") || strings.HasPrefix(rest, "undo") != (gone == 0) {
			t.Errorf("%q: told %d times that it is gone, after:\n%s", rest, gone, said)
		}
	}
}

// TestADeletionThatFails holds that it is told, and that the entry is there again.
func TestADeletionThatFails(t *testing.T) {
	for rest, shown := range map[string]int{"": 1, "\n": 2} {
		j := journaltest.New(t, today)
		happened(j, "The lift.")
		j.Fail["Delete"] = journal.ErrFull
		said, err := talk(t, j, "1\ndelete\ndelete\n"+rest, plain.Review)
		if told := errors.Is(err, journal.ErrFull) || strings.Contains(said, journal.ErrFull.Error()); !told || strings.Count(said, "Entries 1 to 1 of 1") != shown {
			t.Errorf("%q: %v after:\n%s", rest, err, said)
		}
	}
}

// TestACopyOutOfReach holds that then it is not said that everything is gone.
func TestACopyOutOfReach(t *testing.T) {
	j := journaltest.New(t, today)
	happened(j, "The lift.")
	j.Away = true
	said, err := talk(t, j, "1\ndelete\ndelete\n", plain.Review)
	w := words.English()
	if err != nil || !strings.Contains(said, w.Change.Unreached) || strings.Contains(said, w.Change.Gone) {
		t.Errorf("%v after:\n%s", err, said)
	}
}

// TestNumbersOfAnswers holds that only the number of an answer chooses one.
func TestNumbersOfAnswers(t *testing.T) {
	for _, number := range []string{"", "0", "-1", "5", "99999999999999999999", "one"} {
		j := journaltest.New(t, today)
		happened(j, "The lift.")
		said, err := talk(t, j, "1\nedit\n"+number+"\nquit\n", plain.Review)
		if n := strings.Count(said, words.English().Change.AsItWas); err != nil || n != 1 || j.Count("EditDraft") != 0 {
			t.Errorf("%q: %v after:\n%s", number, err, said)
		}
	}
}

// TestReviewLocksItself leaves entries open, and types nothing more.
func TestReviewLocksItself(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	j := journaltest.New(t, today)
	happened(j, "The lift.")
	said, err := talk(t, j, "", func(ctx context.Context, o plain.Options) error {
		o.In, o.Idle = in, time.Millisecond
		return plain.Review(ctx, o)
	})
	if err != nil || !strings.HasSuffix(said, "\n"+words.English().Plain.Idle+"\n") {
		t.Errorf("%v after:\n%s", err, said)
	}
}

// TestMarks holds which words mark an intention, and which lines mark none.
func TestMarks(t *testing.T) {
	for typed, want := range map[string]journal.State{
		"1 tried\n": journal.Tried, "1 LET GO": journal.LetGo, "1 let go\n1 open": journal.Open,
		"1": journal.None, "1 letting go": journal.None, "0 tried": journal.None, "2 tried": journal.None, "tried": journal.None,
	} {
		j, _ := promised(t)
		said, err := talk(t, j, typed+"\n\n", ready)
		unknown := strings.Contains(said, words.English().Plain.Review.Unknown)
		if err != nil || unknown != (want == journal.None) || unknown != (j.Count("Mark") == 0) {
			t.Errorf("%q: %v after:\n%s", typed, err, said)
		}
		if got := j.Entries()[0].Intention.State; want != journal.None && got != want {
			t.Errorf("%q: marked %v, want %v", typed, got, want)
		}
	}
}

// TestNoPassphraseNoLock accepts the offer of a lock, and then types no passphrase, or
// none a second time. No lock is put on, and it is not offered again.
func TestNoPassphraseNoLock(t *testing.T) {
	for name, answers := range map[string][]string{"none": {""}, "one": {"a passphrase"}, "differing": {"one", "two", ""}} {
		t.Run(name, func(t *testing.T) {
			j := journaltest.New(t, today)
			said, err := talk(t, j, "Words.\n\n\n\n\n\n\n\nlock\n", func(ctx context.Context, o plain.Options) error {
				o.Terminal = true
				o.Ask = func(context.Context, string) ([]byte, error) {
					if len(answers) == 0 {
						return nil, context.Canceled
					}
					next := []byte(answers[0])
					answers = answers[1:]
					return next, nil
				}
				return plain.Write(ctx, o)
			})
			if err != nil || !strings.HasSuffix(said, "\n"+words.English().Plain.Lock.None+"\n") || len(answers) > 0 {
				t.Errorf("%v after:\n%s", err, said)
			}
			if j.Locked() || !j.Offered(page.OfferLock) || len(j.Entries()) != 1 {
				t.Errorf("locked: %v, offered: %v, entries: %v", j.Locked(), j.Offered(page.OfferLock), j.Entries())
			}
		})
	}
}

// TestLinesOfAFile reads lines as other systems end them, with bytes that are keys on a
// terminal, and a last one that has no end.
func TestLinesOfAFile(t *testing.T) {
	j := journaltest.New(t, today)
	said, err := talk(t, j, "One\x7f \r\n\ttwo\x15.\r\n\r\n7\r\nThree", plain.Write)
	if err != nil || !strings.HasSuffix(said, words.English().Plain.Write.Left+"\n") {
		t.Errorf("%v after:\n%s", err, said)
	}
	drafts := j.Drafts()
	if len(drafts) != 1 {
		t.Fatalf("unfinished are %v", drafts)
	}
	d := drafts[0]
	if weight, _ := d.Weight(journal.Before); d.Text(journal.Happened) != "One\x7f \n\ttwo\x15." || d.Text(journal.Control) != "Three" || weight != 7 {
		t.Errorf("unfinished is %+v", d)
	}
}
