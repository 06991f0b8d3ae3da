package plain_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
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
