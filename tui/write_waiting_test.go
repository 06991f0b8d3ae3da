package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// waiting puts pages among the drafts, each a day after the one before, from 31 October
// on.
func waiting(texts ...string) func(*journaltest.Journal, *kit.Options) {
	return func(j *journaltest.Journal, _ *kit.Options) {
		for i, text := range texts {
			j.Wait(journal.Entry{
				Written:   time.Date(2026, time.October, 31+i, 9, 12, 0, 0, time.UTC),
				Answers:   []journal.Answer{{Step: journal.Happened, Question: happened, Text: text}},
				Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 6}},
			})
		}
	}
}

// lockedAway is a journal with a lock.
func lockedAway(prepare func(*journaltest.Journal, *kit.Options)) func(*journaltest.Journal, *kit.Options) {
	return func(j *journaltest.Journal, o *kit.Options) {
		prepare(j, o)
		j.Lock()
	}
}

func TestWaitingLine(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(*journaltest.Journal, *kit.Options)
		want    string
	}{
		{"one", waiting("a"), "You have an unfinished page from 31 October. ctrl+o opens it."},
		{"one, locked", lockedAway(waiting("a")), "You have an unfinished page: ctrl+o"},
		{"several", waiting("a", "b", "c"), "3 unfinished pages. ctrl+o shows them."},
		{"several, locked", lockedAway(waiting("a", "b")), "2 unfinished pages. ctrl+o shows them."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, test.prepare)
			d.see(t, test.want)
			d.seeOpen(t, happened)
		})
	}
	t.Run("none", func(t *testing.T) {
		d := sit(t, nil)
		d.notSee(t, "unfinished")
		d.press("ctrl+o")
		d.seeOpen(t, happened)
	})
	t.Run("another year", func(t *testing.T) {
		old := said("a")
		old.Written = time.Date(2025, time.March, 2, 9, 0, 0, 0, time.UTC)
		d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Wait(old) })
		d.see(t, "You have an unfinished page from 2 March 2025.")
	})
}

func TestOpenTheWaitingPage(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.press("ctrl+o")
	d.seeOpen(t, happened)
	d.see(t, "The lift was stuck.")
	d.notSee(t, "unfinished")
	d.Type(" Again.")
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 1 {
		t.Fatalf("%d drafts, want the one that was taken up", len(d.journal.Drafts()))
	}
	d.press("enter", "enter", "ctrl+s")
	e := d.entry(t)
	seeAnswers(t, e, map[journal.Step]string{journal.Happened: "The lift was stuck. Again."})
	if w, ok := e.Weight(journal.Before); !ok || w != 6 {
		t.Errorf("the weight is %d (%t), want 6 as before", w, ok)
	}
	if len(d.journal.Drafts()) != 0 {
		t.Error("a draft is left beside the entry")
	}
}

func TestPageInHandIsSealedBeforeAnotherIsOpened(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand.")
	d.Press("ctrl+o") // before any autosave
	d.see(t, "The lift was stuck.")
	d.notSee(t, "In hand.")
	d.press("ctrl+o")
	d.see(t, "In hand.")
	d.notSee(t, "The lift was stuck.")
	if len(d.journal.Drafts()) != 2 {
		t.Errorf("%d drafts, want 2", len(d.journal.Drafts()))
	}
}

func TestNextWaitingPageHasItsOwnDate(t *testing.T) {
	d := sit(t, waiting("a", "b"))
	d.see(t, "2 unfinished pages.")
	d.openListed()
	d.see(t, "You have an unfinished page from 31 October.")

	d = sit(t, waiting("a", "b"))
	d.journal.During("Adopt", func() { d.journal.Fail["Drafts"] = journal.ErrInUse })
	d.openListed()
	d.see(t, "You have an unfinished page: ctrl+o")
	d.notSee(t, "unfinished page from") // the one in hand says its own day
}

// openListed opens the list, and from it what is chosen.
func (d *desk) openListed() {
	d.press("ctrl+o")
	d.look()
	d.press("enter")
}

// TestListOfUnfinishedPages shows the pages with their time, weight and first words, goes on with
// one, saves one as it is and deletes one.
func TestListOfUnfinishedPages(t *testing.T) {
	alone := journal.Entry{Written: today().AddDate(0, 0, -1), Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 8}}}
	pages := func(j *journaltest.Journal, o *kit.Options) {
		waiting("The lift was stuck.")(j, o)
		j.Wait(alone)
		now := said("Shouted at.")
		now.Written = today()
		j.Wait(now)
	}
	d := sit(t, pages)
	w := words.English()
	d.see(t, "3 unfinished pages. ctrl+o shows them.")
	d.Type("In hand.")
	d.press("ctrl+o")
	d.see(t, w.Waiting.Title, "┃ today ", "Shouted at.", "  yesterday ", "8   "+w.Waiting.Wordless, "  31 October        6   The lift was stuck.", "d delete")
	d.look()
	d.press("d")
	d.see(t, "Delete this page?")
	d.press("down") // to the weight alone
	d.notSee(t, "Delete this page")
	d.press("d")
	d.Advance(d.clock, time.Second)
	d.press("d")
	d.see(t, w.Change.Gone, "In hand.")
	if all := d.drafted(); !slices.Contains(all, "Shouted at.") || !slices.Contains(all, "The lift was stuck.") || len(all) != 3 {
		t.Errorf("unfinished are %q", all)
	}
	d.press("ctrl+o")
	d.look()
	d.press("down", "ctrl+s")
	d.see(t, w.Write.KeptAsIs)
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "The lift was stuck."})
	d.press("ctrl+o") // only one is left besides the page in hand
	d.see(t, "Shouted at.")
	d.notSee(t, "In hand.")
}

// TestPassphraseIsNoAnswerToTheList types a passphrase where it is not asked for: while locked,
// letters decide nothing about a page, at whatever speed they come, and otherwise none that is typed on.
func TestPassphraseIsNoAnswerToTheList(t *testing.T) {
	for _, gap := range []time.Duration{20, 150, 700} {
		for i, prepare := range []func(*journaltest.Journal, *kit.Options){lockedAway(waiting("a", "b")), lockedAway(waiting("a")), waiting("a", "b")} {
			if i == 2 && gap > 600 {
				continue
			}
			d := sit(t, prepare)
			d.press("ctrl+o")
			for _, r := range "sudden dresses fade kk" {
				d.Type(string(r))
				d.Advance(d.clock, gap*time.Millisecond)
			}
			if len(d.journal.Drafts()) != 2-i%2 || len(d.journal.Entries()) != 0 {
				t.Errorf("at %d ms a letter decided about a page", gap)
			}
			d.press("esc")
			d.seeOpen(t, happened)
		}
	}
}

// TestOldWeightAloneRests holds that a weight alone is told of for thirty days, and is still there.
func TestOldWeightAloneRests(t *testing.T) {
	for days, told := range map[int]bool{29: true, 31: false} {
		d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
			j.Wait(journal.Entry{
				Written:   today().AddDate(0, 0, -days),
				Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 8}},
			})
		})
		if strings.Contains(d.Text(), "unfinished page from") != told {
			t.Errorf("after %d days:\n%s", days, d.Text())
		}
		d.press("ctrl+o", "tab")
		d.see(t, "●●●●●●●●○○  8")
	}
}

func TestPageInHandStaysWhenItCannotBeSealed(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand.")
	d.journal.Fail["Save"] = journal.ErrFull
	d.press("ctrl+o")
	d.see(t, "In hand.", "The disk is full.")
	clear(d.journal.Fail)
	d.Advance(d.clock, time.Second)
	d.press("ctrl+o")
	d.see(t, "The lift was stuck.")
	if len(d.journal.Drafts()) != 2 {
		t.Errorf("%d drafts, want 2", len(d.journal.Drafts()))
	}
}

func TestWordsTypedWhileAPageIsOpenedStayWithTheirOwn(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand")
	d.journal.During("Adopt", func() { d.Type(", and more") })
	d.press("ctrl+o")
	d.see(t, "The lift was stuck.")
	d.Advance(d.clock, time.Second)
	var texts []string
	for _, page := range d.journal.Drafts() {
		texts = append(texts, page.Text(journal.Happened))
	}
	if len(texts) != 2 || texts[0] != "In hand, and more" && texts[1] != "In hand, and more" {
		t.Errorf("the drafts say %q", texts)
	}
}

func TestWaitingPageTakenUpElsewhere(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand.")
	d.journal.Fail["Adopt"] = journal.ErrChanged
	d.press("ctrl+o")
	d.see(t, "In hand.", opening(words.English().Problems.Changed))
}

func TestWaitingPageKeepsWhatTheGuideDoesNotAsk(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{
			Answers: []journal.Answer{
				{Step: journal.Happened, Question: "What was it?", Text: "a"},
				{Step: "felt", Question: "What did I feel?", Text: "cross"},
			},
			Tags: []string{"phone"},
		})
	})
	d.press("ctrl+o")
	d.see(t, "What was it?", "cross", release)
	d.seeOpen(t, "What did I feel?")
	d.press("b", "ctrl+s")
	e := d.entry(t)
	seeAnswers(t, e, map[journal.Step]string{journal.Happened: "a", "felt": "crossb"})
	if e.Answers[0].Question != "What was it?" || e.Answers[1].Question != "What did I feel?" || len(e.Tags) != 1 {
		t.Errorf("kept as %v with tags %v", e.Answers, e.Tags)
	}
}

// TestWaitingPageWithTwoAnswersToOneQuestion takes up a page that was killed while
// being filed, after somebody had typed on.
func TestWaitingPageWithTwoAnswersToOneQuestion(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{Answers: []journal.Answer{
			{Step: journal.Happened, Question: happened, Text: "a"},
			{Step: journal.Control, Question: control, Text: "mine"},
			{Step: journal.Happened, Question: happened, Text: "typed on"},
		}})
	})
	d.press("ctrl+o", "ctrl+s")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "a\n\ntyped on", journal.Control: "mine"})
}

func TestWaitingPageBehindTheLock(t *testing.T) {
	locked := lockedAway(waiting("The lift was stuck."))
	t.Run("unlock and go on", func(t *testing.T) {
		d := sit(t, locked)
		d.press("ctrl+o")
		d.notSee(t, "lift")
		d.press("enter")
		d.notSee(t, "lift")
		d.Type(passphrase)
		d.press("enter")
		d.seeOpen(t, happened)
		d.see(t, "The lift was stuck.")
	})
	t.Run("save it as it is", func(t *testing.T) {
		d := sit(t, locked)
		d.press("ctrl+o")
		d.see(t, "1  "+words.English().Waiting.Sealed)
		d.notSee(t, "d delete")
		d.look()
		d.press("ctrl+s")
		d.seeOpen(t, happened)
		d.see(t, "Saved as it is.")
		d.notSee(t, "unfinished")
		seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "The lift was stuck."})
	})
	t.Run("several", func(t *testing.T) {
		d := sit(t, lockedAway(waiting("The lift was stuck.", "The queue.")))
		d.openListed()
		d.Type(passphrase)
		d.press("enter")
		d.see(t, "1 November", "The queue.", "31 October", "The lift was stuck.")
		d.look()
		d.press("down", "enter")
		d.seeOpen(t, happened)
		d.see(t, "The lift was stuck.")
	})
	t.Run("none of these", func(t *testing.T) {
		d := sit(t, locked)
		d.Type("x")
		d.press("ctrl+o", "q", "esc")
		d.seeOpen(t, happened)
		d.see(t, "x", "You have an unfinished page")
	})
	t.Run("from the weight", func(t *testing.T) {
		d := sit(t, locked)
		d.write("x")
		d.press("ctrl+o", "esc")
		d.seeOpen(t, heavy)
	})
	t.Run("typed while it is kept", func(t *testing.T) {
		d := sit(t, locked)
		d.press("ctrl+o")
		d.look()
		d.journal.During("FileWaiting", func() {
			d.Type("typed words")
			d.Paste(" and pasted")
			d.Press("enter", "ctrl+o", "ctrl+s")
		})
		d.Press("ctrl+s")
		d.seeOpen(t, happened)
		d.see(t, "typed words and pasted")
		d.Advance(d.clock, time.Second)
		if texts := d.drafted(); !slices.Equal(texts, []string{"typed words and pasted"}) {
			t.Errorf("the drafts say %q", texts)
		}
		if len(d.journal.Entries()) != 1 {
			t.Errorf("%d entries, want the one that waited", len(d.journal.Entries()))
		}
	})
	t.Run("cannot be kept", func(t *testing.T) {
		d := sit(t, locked)
		d.journal.Fail["FileWaiting"] = journal.ErrChanged
		d.press("ctrl+o")
		d.look()
		d.press("ctrl+s")
		d.see(t, opening(words.English().Problems.Changed))
		d.seeOpen(t, happened)
	})
}

// TestLockWhileAPageIsTakenUp holds that a page which is taken up too late, after a
// lock, leaves no key in memory and waits again.
func TestLockWhileAPageIsTakenUp(t *testing.T) {
	d := sit(t, lockedAway(waiting("The lift was stuck.")))
	d.press("ctrl+o")
	d.look()
	d.press("enter")
	d.Type(passphrase)
	msgs := []tea.Msg{tea.KeyPressMsg{Code: tea.KeyEnter}}
	for len(msgs) > 0 && d.journal.Count("Adopt") == 0 {
		_, cmd := d.Model().Update(msgs[0])
		msgs = append(msgs[1:], brought(cmd)...)
	}
	d.Press("ctrl+l") // the page is taken up, but the message of that is still to come
	d.Send(msgs...)
	if n := len(d.journal.Pages); d.journal.Count("Adopt") != 1 || !d.journal.Pages[n-1].Forgotten {
		t.Error("the key of the page is still in memory")
	}
	d.press("enter")
	d.see(t, "You have an unfinished page")
}

// TestLockWhileAPageIsFiled holds the same for a filed page, whose key would let it be
// weighed and burnt, if the message that it was filed comes after the lock.
func TestLockWhileAPageIsFiled(t *testing.T) {
	d := sit(t, withLock)
	d.Type("The lift was stuck.")
	_, keeping := d.Model().Update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
	told := brought(keeping)
	d.Press("ctrl+l")
	d.Send(told...)
	if len(d.journal.Filed) != 1 || !d.journal.Filed[0].Forgotten {
		t.Error("the key of the page is still in memory")
	}
}

// brought runs a command and those in it, and returns their messages, for a test to
// send later.
func brought(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	batch, ok := msg.(tea.BatchMsg)
	if !ok {
		return []tea.Msg{msg}
	}
	var msgs []tea.Msg
	for _, c := range batch {
		msgs = append(msgs, brought(c)...)
	}
	return msgs
}

// TestNewestPageGoesFirst holds that of several unfinished pages the newest is chosen first.
func TestNewestPageGoesFirst(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		j.Offer(page.OfferRecovery)
		j.Wait(said("long ago"))
	})
	d.Type("left just now")
	d.Press("ctrl+l")
	d.press("enter")
	d.see(t, "2 unfinished pages. ctrl+o shows them.")
	d.openListed()
	d.Type(passphrase)
	d.press("enter")
	d.look()
	d.press("enter")
	d.see(t, "left just now")
	d.press("ctrl+l", "enter", "ctrl+o")
	d.look()
	d.press("ctrl+s")
	if e := d.journal.Entries()[len(d.journal.Entries())-1]; e.Text(journal.Happened) != "left just now" {
		t.Errorf("ctrl+s files %q", e.Text(journal.Happened))
	}
}
