package plain_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/page"
	"shakeoff/tui/plain"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// today is when every test takes place.
func today() time.Time { return time.Date(2026, time.November, 21, 14, 5, 0, 0, time.UTC) }

// talk goes through a door with lines from a file, and returns what was said and told.
func talk(t *testing.T, j *journaltest.Journal, lines string, door func(context.Context, plain.Options) error) (said string, err error) {
	t.Helper()
	typed, heard := filepath.Join(t.TempDir(), "typed"), filepath.Join(t.TempDir(), "heard")
	out, failed := os.Create(heard)
	failed = errors.Join(failed, os.WriteFile(typed, []byte(lines), 0o600))
	in, missing := os.Open(typed)
	if err := errors.Join(failed, missing); err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	a := page.NewAutosaver(j)
	defer a.Forget()
	var told []string
	err = door(t.Context(), plain.Options{
		Journal: j, Autosaver: a, Guide: guide.English(), Words: words.English(),
		In: in, Out: out, Width: func() int { return 0 }, Now: today,
		Ask:  func(context.Context, string) ([]byte, error) { return nil, journal.ErrLocked },
		Fail: func(err error) { told = append(told, err.Error()) },
	})
	data, failed := os.ReadFile(heard)
	if failed != nil {
		t.Fatal(failed)
	}
	return string(data) + strings.Join(told, "\n"), err
}

func ready(ctx context.Context, o plain.Options) error { return plain.Ready(ctx, o, false) }

// promised is a journal with one intention.
func promised(t *testing.T) (j *journaltest.Journal, id journal.ID) {
	t.Helper()
	j = journaltest.New(t, today)
	return j, j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{{Step: journal.Change, Text: "Ring the desk."}}})
}

// TestHowIsMarkedOnce writes on how it went in several goes. The intention is marked
// with it once, at the end, and no older wording is left in the file.
func TestHowIsMarkedOnce(t *testing.T) {
	for name, c := range map[string]struct{ rest, how string }{
		"whole":     {" two three\n\n", "One two three"},
		"cut short": {" two", "One two"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j, _ := promised(t)
			in, out, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if _, err := out.WriteString("1 tried\nOne"); err != nil {
				t.Fatal(err)
			}
			var before []string
			j.Before = func(called string) {
				if called == "Save" && j.Count("Save") == 1 {
					_, err := out.WriteString(c.rest)
					if err = errors.Join(err, out.Close()); err != nil {
						t.Error(err)
					}
				}
				if called == "Save" || called == "Mark" {
					before = append(before, j.Records("drafts")...)
				}
			}
			if said, err := talk(t, j, "", func(ctx context.Context, o plain.Options) error {
				o.In = in
				return ready(ctx, o)
			}); err != nil {
				t.Errorf("%v after:\n%s", err, said)
			}
			j.Before = nil
			if n := j.Count("Mark"); n != 2 {
				t.Errorf("marked %d times, want as tried and with the line", n)
			}
			if got := j.Entries()[0].Intention; got.State != journal.Tried || got.How != c.how {
				t.Errorf("marked %+v, want %q", got, c.how)
			}
			if n := len(j.Records("entries")); n != 2 || len(j.Drafts()) != 0 {
				t.Errorf("%d records and %d drafts, want the entry and its mark", n, len(j.Drafts()))
			}
			file, err := os.ReadFile(j.Path())
			if err != nil || len(before) == 0 {
				t.Fatalf("no draft was seen: %v", err)
			}
			for _, record := range before {
				if strings.Contains(string(file), record) {
					t.Error("an older wording is in the file")
				}
			}
		})
	}
}

// TestHowOfWhatIsGone holds that the line is not lost with its entry.
func TestHowOfWhatIsGone(t *testing.T) {
	j, id := promised(t)
	j.Before = func(called string) {
		if called == "Mark" && j.Count("Mark") == 2 {
			j.Before = nil
			j.Delete(id)
		}
	}
	said, err := talk(t, j, "1 tried\nShe laughed\n\n", ready)
	if err != nil || !strings.Contains(said, words.English().Plain.Write.Left) {
		t.Errorf("%v after:\n%s", err, said)
	}
	if d := j.Drafts(); len(d) != 1 || d[0].Text(journal.Happened) != "She laughed" {
		t.Errorf("unfinished are %v", d)
	}
}

// TestHowIsKeptWhenReopened holds that a line stays with an intention that is opened
// again in the same go.
func TestHowIsKeptWhenReopened(t *testing.T) {
	j, _ := promised(t)
	if said, err := talk(t, j, "1 tried\nShe laughed\n1 open\n\n", ready); err != nil {
		t.Errorf("%v after:\n%s", err, said)
	}
	if got := j.Entries()[0].Intention; got.State != journal.Open || got.How != "She laughed" {
		t.Errorf("marked %+v", got)
	}
}

// TestCopyThatCannotBe holds that a page stays in hand whose copy cannot be sealed,
// since another program has the journal, until it can be filed.
func TestCopyThatCannotBe(t *testing.T) {
	j := journaltest.New(t, today)
	j.Fail["File"] = journal.ErrInUse
	j.Before = func(called string) {
		if called == "File" && j.Count("File") == 2 {
			delete(j.Fail, "File")
		}
	}
	said, err := talk(t, j, "Words.\n\n\n\n\n\ncopy\n\n\n\n", plain.Write)
	if n := strings.Count(said, words.English().Plain.Write.NotKept); err != nil || n != 2 {
		t.Errorf("%v, told %d times:\n%s", err, n, said)
	}
	if e := j.Entries(); len(e) != 1 || e[0].Text(journal.Happened) != "Words." {
		t.Errorf("filed are %v", e)
	}
}

// TestWordsAtTheWeight holds that they are added to the answer as a paragraph, up to an empty
// line, and that the weight is asked again.
func TestWordsAtTheWeight(t *testing.T) {
	j := journaltest.New(t, today)
	said, err := talk(t, j, "Done.\n\n3 days later\nit was over.\n\n4\n\n\n\n\n\n", plain.Write)
	if n := strings.Count(said, guide.English().Before.Question+"\n"); err != nil || n != 2 {
		t.Errorf("%v, asked %d times:\n%s", err, n, said)
	}
	e := j.Entries()
	if len(e) != 1 || e[0].Text(journal.Happened) != "Done.\n\n3 days later\nit was over." || len(e[0].Weighings) != 1 {
		t.Errorf("filed are %v", e)
	}
}

// TestPartOfSomethingElse holds that what was saved while a line was open, and turns out to
// be no answer, is not left in one.
func TestPartOfSomethingElse(t *testing.T) {
	for name, c := range map[string]struct {
		part, rest string
		save       int // which save is that of the part
		want       string
	}{
		"another angle": {"?", "\n", 1, ""},
		"a number":      {"One.\n\n-", "1\n\n\n\n\n\n\n", 2, "One."},
		"a weight":      {"One.\n\n+", "1\n\n\n\n\n\n", 2, "One."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in, out, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if _, err := out.WriteString(c.part); err != nil {
				t.Fatal(err)
			}
			j := journaltest.New(t, today)
			j.Before = func(called string) {
				if called == "Save" && j.Count("Save") == c.save {
					j.Before = nil
					_, err := out.WriteString(c.rest)
					if err = errors.Join(err, out.Close()); err != nil {
						t.Error(err)
					}
				}
			}
			said, err := talk(t, j, "", func(ctx context.Context, o plain.Options) error {
				o.In = in
				return plain.Write(ctx, o)
			})
			var got string
			for _, e := range append(j.Entries(), j.Drafts()...) {
				for _, a := range e.Answers {
					got += a.Text
				}
			}
			if err != nil || got != c.want {
				t.Errorf("%v, in the journal is %q after:\n%s", err, got, said)
			}
		})
	}
}

// At the first question the page is told when it happened.
func TestWhenItHappened(t *testing.T) {
	j := journaltest.New(t, today)
	said, err := talk(t, j, "when\nsoonish\ntomorrow\nyesterday 16:30\nThe lift was stuck.\n\n\n\n\n\n\n", plain.Write)
	w := words.English()
	for _, line := range []string{w.Write.When + " " + w.Write.WhenHint, w.Write.WhenUnread, w.Write.WhenAhead, "Friday 20 November 2026, 16:30"} {
		if !strings.Contains(said, line) {
			t.Errorf("it does not say %q:\n%s", line, said)
		}
	}
	want := time.Date(2026, time.November, 20, 16, 30, 0, 0, time.UTC)
	if all := j.Entries(); err != nil || len(all) != 1 || !all[0].Happened.Equal(want) || all[0].Text(journal.Happened) != "The lift was stuck." {
		t.Errorf("filed: %+v, %v", all, err)
	}
}

// Whoever leaves a heavy page is told who could be told: with a weight alone, with words, and where
// the second weight is skipped, or left at.
func TestHeavyPageSaysWho(t *testing.T) {
	w := words.English()
	for name, lines := range map[string]string{
		"a weight alone": "\n%d\n", "left with words": "The lift.\n\n%d\nMy tone.\n", "the second skipped": "The lift.\n\n%d\n\n\n\n\n\n",
		"left at the second": "The lift.\n\n%d\n\n\n\n",
	} {
		for weight, want := range map[int]bool{7: false, 8: true, 10: true} {
			said, err := talk(t, journaltest.New(t, today), fmt.Sprintf(lines, weight), plain.Write)
			if n := strings.Count(said, w.Ending.Was+"\n"+w.Ending.Kinds+"\n"); err != nil || (n == 1) != want || n > 1 {
				t.Errorf("%s, %d: %v, said %d times:\n%s", name, weight, err, n, said)
			}
		}
	}
	said, err := talk(t, journaltest.New(t, today), "The lift.\n\n9\n\n\n\n3\n\n", plain.Write)
	if err != nil || strings.Contains(said, w.Ending.Was) {
		t.Errorf("%v, and lighter now:\n%s", err, said)
	}
}

// An entry happened now where that is what was said of it, and was written when it was.
func TestNowOfAnEntry(t *testing.T) {
	j := journaltest.New(t, today)
	written := today().Add(-2 * time.Hour)
	j.Add(journal.Entry{Written: written, Answers: []journal.Answer{{Step: journal.Happened, Text: "The lift."}}})
	said, err := talk(t, j, "1\nedit\nwhen\nnow\nquit\n", plain.Review)
	all := j.Entries()
	if err != nil || len(all) != 1 || !all[0].Happened.Equal(today()) || !all[0].Written.Equal(written) {
		t.Errorf("%v, %+v after:\n%s", err, all, said)
	}
}

// lacking is a journal in which something is missing, and the rest can be read.
type lacking struct{ page.Journal }

func (l lacking) Unlock(ctx context.Context, secret []byte) (page.Unlocked, error) {
	u, err := l.Journal.Unlock(ctx, secret)
	return lackingUnlocked{u}, err
}

type lackingUnlocked struct{ page.Unlocked }

func (u lackingUnlocked) All(ctx context.Context) ([]journal.Entry, error) {
	entries, err := u.Unlocked.All(ctx)
	return entries, errors.Join(err, journal.ErrMissing)
}

func (u lackingUnlocked) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	heads, err := u.Unlocked.Search(ctx, q)
	return heads, errors.Join(err, journal.ErrMissing)
}

// TestWhatWasReadIsTidied holds that a session tidies the journal when it has read it, once,
// and not where something is missing; and that a failure of that is nobody's news.
func TestWhatWasReadIsTidied(t *testing.T) {
	for name, door := range map[string]func(context.Context, plain.Options) error{"Search": plain.Review, "All": ready} {
		for missing, want := range map[bool]int{false: 1, true: 0} {
			t.Run(fmt.Sprint(name, missing), func(t *testing.T) {
				j, _ := promised(t)
				j.Fail["Tidy"] = journal.ErrReadOnly
				said, _ := talk(t, j, "1\n\n", func(ctx context.Context, o plain.Options) error {
					if missing {
						o.Journal = lacking{o.Journal}
					}
					return door(ctx, o)
				})
				if n := j.Count("Tidy"); n != want || n > 0 && slices.Index(j.Calls, "Tidy") < slices.Index(j.Calls, name) {
					t.Errorf("tidied %d times, want %d: %v", n, want, j.Calls)
				}
				if !strings.Contains(said, "Ring the desk.") || strings.Contains(said, journal.ErrReadOnly.Error()) {
					t.Errorf("said:\n%s", said)
				}
			})
		}
	}
}
