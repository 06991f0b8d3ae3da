package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestSearchAsYouType holds that the list follows the line, that the count is always
// there, and that esc leaves the line, then the search, then covers.
func TestSearchAsYouType(t *testing.T) {
	d := reviewing(t, pages)
	d.Press("/")
	d.see(t, words.English().Review.Search)
	d.see(t, "1 of 7")
	d.Type("QUE")
	d.see(t, "/ QUE")
	d.see(t, "2 of 7")
	d.see(t, "The lift was stuck")
	d.see(t, "He said the queue")
	d.notSee(t, "Covering")
	d.Type(" stuck") // any order, every word
	d.see(t, "1 of 7")
	d.notSee(t, "He said the queue")
	d.Press("ctrl+u")
	d.Type("?12") // neither help nor another room
	d.see(t, "0 of 7")
	d.see(t, words.English().Review.Nothing)
	d.Press("ctrl+u")
	d.see(t, "Covering")
	d.Type("queue")
	d.Press("down", "enter", "enter")
	d.see(t, "He said the queue")
	d.see(t, "2 of 7")
	d.Press("esc")
	d.see(t, "/ queue")
	d.Press("esc")
	d.notSee(t, "/ queue")
	d.see(t, "of 7")
	d.Press("esc")
	if !onlyCover(d.Text()) {
		t.Errorf("esc does not cover at last:\n%s", d.Text())
	}
}

// TestSearchKeepsTheChosen holds that the chosen entry stays chosen when a search is
// left.
func TestSearchKeepsTheChosen(t *testing.T) {
	d := reviewing(t, pages)
	d.Press("/")
	d.Type("child")
	d.Press("enter", "esc")
	d.see(t, "6 of 7")
}

// TestSearchFilters holds each filter, alone and with words.
func TestSearchFilters(t *testing.T) {
	d := reviewing(t, pages)
	d.Press("/")
	for _, test := range []struct{ line, count, shown string }{
		{"#money", "1 of 7", "Shouted at"},
		{"#mon", "1 of 7", "Shouted at"},
		{"#money #phone shouted", "1 of 7", "Shouted at"},
		{"#money #lift ", "0 of 7", words.English().Review.Nothing},
		{"is:heavy", "1 of 7", "Shouted at"},
		{"since:2026-11-10 until:2026-11-12", "0 of 7", words.English().Review.Nothing},
		{"since:2026-11-13", "3 of 7", "Covering"},
		{"until:2025", "1 of 7", "New Year"},
		{"since:2026-10 until:2026-10 queue", "1 of 7", "He said the queue"},
	} {
		d.Press("ctrl+u")
		d.Type(test.line)
		if !strings.Contains(d.Text(), test.count) || !strings.Contains(d.Text(), test.shown) {
			t.Errorf("%q does not show %q and %q:\n%s", test.line, test.count, test.shown, d.Text())
		}
	}
	d.Press("ctrl+u")
	d.Paste("is:\nheavy\n")
	d.see(t, "/ is: heavy")
}

// TestSearchOpenIntention holds the filter for what was promised and not done.
func TestSearchOpenIntention(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		numbered(3)(j)
		for i, state := range []journal.State{journal.Open, journal.Tried} {
			if err := j.Elsewhere().Mark(t.Context(), j.Entries()[1+i].ID, journal.Intention{State: state, At: today()}); err != nil {
				t.Fatal(err)
			}
		}
	})
	d.Press("/")
	d.Type("is:open")
	d.see(t, "1 of 3")
	d.see(t, "entry 1.")
}

// TestLateSearchesAreDropped types on while a search is under way: its results are
// never shown, and the newest line is searched for.
func TestLateSearchesAreDropped(t *testing.T) {
	d := reviewing(t, pages)
	d.journal.Deaf = true
	d.Press("/")
	late := 0
	d.journal.During("Search", func() {
		late++
		d.Type("eue") // while that for the q is under way
		d.see(t, "/ qeue")
		d.Press("left", "left", "left")
		d.Type("u")
		d.notSee(t, words.English().Review.Nothing)
	})
	d.Type("q")
	if late == 0 {
		t.Fatal("no search was begun")
	}
	d.see(t, "/ queue")
	d.see(t, "2 of 7")
	if n := d.journal.Count("Search"); n != 2 {
		t.Errorf("%d searches were begun, want 2: the first, and the newest", n)
	}
}

// TestSearchSurvives holds that a search lasts over a new entry and a lock, and that it
// is not in sight while locked.
func TestSearchSurvives(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		j.Offer(page.OfferRecovery)
	})
	d.Type(passphrase)
	d.Press("enter", "/")
	d.Type("queue")
	d.Press("enter", "1")
	d.write("Another queue.")
	d.press("ctrl+s")
	d.press("2")
	d.see(t, "/ queue")
	d.see(t, "3 of 8")
	d.see(t, "Another queue.")
	d.press("ctrl+l")
	d.notSee(t, "queue")
	d.press("2")
	d.notSee(t, "queue")
	d.press("esc", "esc")
	d.notSee(t, "queue")
	d.press("2", "enter")
	d.Type(passphrase)
	d.press("enter")
	d.see(t, "/ queue")
	d.see(t, "3 of 8")
	d.press("esc")
	d.see(t, "of 8")
	d.notSee(t, "/ queue")
}

// TestSearchFails holds that a journal that cannot be searched says so, and that typing
// on tries again.
func TestSearchFails(t *testing.T) {
	d := reviewing(t, pages)
	d.Press("/")
	d.journal.Fail["Search"] = journal.ErrInUse
	d.Type("que")
	d.see(t, opening(words.English().Problems.InUse))
	delete(d.journal.Fail, "Search")
	d.Type("ue")
	d.see(t, "2 of 7")
	d.journal.Panics["Search"] = marker
	d.Type(" st")
	d.notSee(t, marker)
	delete(d.journal.Panics, "Search")
	d.Type("uck")
	d.see(t, "1 of 7")
}

// TestHitsAreMarked holds that what was found is marked where it stands, whole
// characters, whatever the accents.
func TestHitsAreMarked(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		for _, text := range []string{"Die Gebühr war hoch.", "दफ़्तर बंद था", "窓口で怒鳴られた"} {
			j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, "What happened?", text)}})
		}
	})
	for line, want := range map[string]string{"gebuhr": "Gebühr", "दफ": "दफ़्", "怒鳴": "怒鳴"} {
		d.Press("/", "ctrl+u")
		d.Type(line)
		d.Press("enter")
		for _, where := range []string{"the list", "the reader"} {
			if got := underlined(d.Model().View().Content); !strings.HasPrefix(want, got) || got == "" {
				t.Errorf("in %s %q is marked for %q, want %q", where, got, line, want)
			}
			d.Press("enter")
		}
		d.Press("esc")
	}
}

// TestHitsAreInSight holds that the list shows the part of an entry with the match, and
// that the reader opens there.
func TestHitsAreInSight(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		long := strings.Repeat("Nothing of note.\n", 50) + strings.Repeat("and on and ", 12) + "on, until the Gebühr was paid.\nThe end"
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, "What happened?", long)}})
		numbered(3)(j)
	})
	d.Press("/")
	d.Type("gebuhr")
	d.see(t, "…on, until the Gebühr was paid.")
	d.Press("enter", "enter")
	d.see(t, "Gebühr was paid.")
	d.notSee(t, "Saturday 21 November 2026, 14:05\n\n   What happened?")
	d.Press("home")
	d.see(t, "Saturday 21 November 2026, 14:05\n\n   What happened?")
	d.Press("down")
	d.notSee(t, "Gebühr")
}

// underlined is the first underlined text of a frame.
func underlined(frame string) string {
	for part := range strings.SplitSeq(frame, "\x1b[") {
		style, text, ok := strings.Cut(part, "m")
		for attribute := range strings.SplitSeq(style, ";") {
			if ok && attribute == "4" {
				return text
			}
		}
	}
	return ""
}

// BenchmarkSearchKey is a key in the search line over ten years of entries, and its
// frame; the search itself runs elsewhere.
// TestHitsAreInSightAtAnyWidth holds that a row shows its match also after the terminal has another
// width, or rows are dense.
func TestHitsAreInSightAtAnyWidth(t *testing.T) {
	d := reviewing(t, func(j *journaltest.Journal) {
		text := strings.Repeat("one ", 14) + "needle and thread\nsomething else"
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, happened, text)}})
	})
	d.press("/")
	d.Type("need")
	d.press("enter")
	d.see(t, "one one", "needle")
	for _, size := range [][2]int{{46, 24}, {80, 24}, {46, 15}} {
		d.Resize(size[0], size[1])
		d.see(t, "needle")
	}
	d.Resize(80, 24)
	d.see(t, "one one")
	d.press("z")
	d.see(t, "needle")
}

func BenchmarkSearchKey(b *testing.B) {
	d := reviewing(b, numbered(100_000))
	d.Press("/")
	d.journal.Panics["Search"] = "not measured here"
	for i := 0; b.Loop(); i++ {
		d.Press([]string{"e", "backspace"}[i%2])
		_ = d.Model().View()
	}
}

// TestHitOverTwoLines holds that what was found is marked whole where it begins on one
// line of the reader and ends on the next.
func TestHitOverTwoLines(t *testing.T) {
	text := "落ち着いて説明したけれど何度も同じ質問をされた窓口で怒鳴られたので奥の人を呼んだ"
	long := strings.Repeat("go", 30)
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Review
		j.Add(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, happened, text+"\nand "+long)}})
	})
	d.Resize(40, 24)
	d.press("/")
	d.Type("同じ質問 " + long)
	d.press("enter", "enter")
	var marked strings.Builder
	match := theme.New(theme.Auto, true, colorprofile.TrueColor).Match.Render("x")
	begins, _, _ := strings.Cut(match, "x")
	for _, part := range strings.Split(d.Model().View().Content, begins)[1:] {
		found, _, _ := strings.Cut(part, "\x1b")
		marked.WriteString(found)
	}
	if got, want := marked.String(), "同じ質問"+long; got != want {
		t.Errorf("marked is %q, want %q:\n%s", got, want, d.Text())
	}
}

// TestSearchLineCountsAsTheTerminalDoes holds that the cursor stands behind the last
// character, however the terminal counts, and in a line longer than the screen.
func TestSearchLineCountsAsTheTerminalDoes(t *testing.T) {
	const family = "👨‍👩‍👧‍👦"
	for _, test := range []struct {
		value ansi.ModeSetting
		cells int
	}{{ansi.ModeReset, 2}, {ansi.ModeNotRecognized, 8}} {
		counts := tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: test.value}
		d := sitAt(t, counts, func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room = kit.Review })
		d.press("/")
		d.Type(family + "a")
		if x, _, _ := d.Cursor(); x != 5+test.cells+1 {
			t.Errorf("the cursor is in cell %d, want %d", x, 5+test.cells+1)
		}
		for range 40 {
			d.Type(family + "漢")
			x, _, shown := d.Cursor()
			if !shown || x >= 70 {
				t.Fatalf("the cursor is in cell %d (%v):\n%s", x, shown, d.Text())
			}
		}
	}
}
