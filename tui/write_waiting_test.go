package tui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/page"
)

// waiting puts pages among the drafts, each a day after the one before, from
// 31 October on.
func waiting(texts ...string) func(*memory, *tui.Options) {
	return func(j *memory, _ *tui.Options) {
		for i, text := range texts {
			j.wait(journal.Entry{
				Written:   time.Date(2026, time.October, 31+i, 9, 12, 0, 0, time.UTC),
				Answers:   []journal.Answer{{Step: journal.Happened, Question: happened, Text: text}},
				Weighings: []journal.Weighing{{At: today(), Moment: journal.Before, Weight: 6}},
			})
		}
	}
}

// lockedAway is a journal with a lock.
func lockedAway(prepare func(*memory, *tui.Options)) func(*memory, *tui.Options) {
	return func(j *memory, o *tui.Options) {
		prepare(j, o)
		j.lock = "a passphrase"
	}
}

func TestWaitingLine(t *testing.T) {
	many := make([]string, 13)
	for i := range many {
		many[i] = "a"
	}
	for _, test := range []struct {
		name    string
		prepare func(*memory, *tui.Options)
		want    string
	}{
		{"one", waiting("a"), "A page from 31 October waits. ctrl+o opens it."},
		{"one, locked", lockedAway(waiting("a")), "A page waits. ctrl+o opens it."},
		{"several", waiting("a", "b", "c"), "Three pages wait. ctrl+o opens the newest."},
		{"several, locked", lockedAway(waiting("a", "b")), "Two pages wait. ctrl+o opens the newest."},
		{"more than there are words for", waiting(many...), "Several pages wait. ctrl+o opens the newest."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, test.prepare)
			d.see(t, test.want)
			d.seeOpen(t, happened)
		})
	}
	t.Run("none", func(t *testing.T) {
		d := sit(t, nil)
		d.notSee(t, "wait")
		d.press("ctrl+o")
		d.seeOpen(t, happened)
	})
	t.Run("another year", func(t *testing.T) {
		d := sit(t, func(j *memory, o *tui.Options) {
			waiting("a")(j, o)
			j.drafts[0].entry.Written = time.Date(2025, time.March, 2, 9, 0, 0, 0, time.UTC)
		})
		d.see(t, "A page from 2 March 2025 waits.")
	})
}

func TestOpenTheWaitingPage(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.press("ctrl+o")
	d.seeOpen(t, happened)
	d.see(t, "The lift was stuck.")
	d.notSee(t, "ctrl+o")
	d.Type(" Again.")
	d.Advance(d.clock, time.Second)
	if len(d.journal.drafts) != 1 {
		t.Fatalf("%d drafts, want the one that was taken up", len(d.journal.drafts))
	}
	d.press("enter", "enter", "ctrl+s")
	e := d.kept(t)
	seeAnswers(t, e, map[journal.Step]string{journal.Happened: "The lift was stuck. Again."})
	if w, ok := e.Weight(journal.Before); !ok || w != 6 {
		t.Errorf("the weight is %d (%t), want 6 as before", w, ok)
	}
	if len(d.journal.drafts) != 0 {
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
	if len(d.journal.drafts) != 2 {
		t.Errorf("%d drafts, want 2", len(d.journal.drafts))
	}
}

func TestNextWaitingPageHasItsOwnDate(t *testing.T) {
	d := sit(t, waiting("a", "b"))
	d.see(t, "Two pages wait.")
	d.press("ctrl+o")
	d.see(t, "A page from 31 October waits.")

	d = sit(t, waiting("a", "b"))
	d.journal.beforeCall = func(name string) {
		if name == "Adopt" {
			d.journal.fail["Drafts"] = journal.ErrInUse
		}
	}
	d.press("ctrl+o")
	d.see(t, "A page waits.")
	d.notSee(t, "October", "November")
}

func TestNothingIsLostWhenThePageInHandCannotBeSealed(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand.")
	d.journal.fail["Save"] = journal.ErrFull
	d.press("ctrl+o")
	d.see(t, "In hand.", "The disk is full.")
	clear(d.journal.fail)
	d.Advance(d.clock, time.Second)
	d.press("ctrl+o")
	d.see(t, "The lift was stuck.")
	if len(d.journal.drafts) != 2 {
		t.Errorf("%d drafts, want 2", len(d.journal.drafts))
	}
}

func TestWordsTypedWhileAPageIsOpenedStayWithTheirOwn(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand")
	d.journal.beforeCall = func(name string) {
		if name == "Adopt" {
			d.journal.beforeCall = nil
			d.Type(", and more")
		}
	}
	d.press("ctrl+o")
	d.see(t, "The lift was stuck.")
	d.Advance(d.clock, time.Second)
	var texts []string
	for _, page := range d.journal.drafts {
		texts = append(texts, page.entry.Text(journal.Happened))
	}
	if len(texts) != 2 || texts[0] != "In hand, and more" && texts[1] != "In hand, and more" {
		t.Errorf("the drafts say %q", texts)
	}
}

func TestWaitingPageTakenUpElsewhere(t *testing.T) {
	d := sit(t, waiting("The lift was stuck."))
	d.Type("In hand.")
	d.journal.fail["Adopt"] = journal.ErrChanged
	d.press("ctrl+o")
	d.see(t, "In hand.", "This was changed in another window.")
}

func TestWaitingPageKeepsWhatTheGuideDoesNotAsk(t *testing.T) {
	d := sit(t, func(j *memory, _ *tui.Options) {
		j.wait(journal.Entry{
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
	e := d.kept(t)
	seeAnswers(t, e, map[journal.Step]string{journal.Happened: "a", "felt": "crossb"})
	if e.Answers[0].Question != "What was it?" || e.Answers[1].Question != "What did I feel?" || len(e.Tags) != 1 {
		t.Errorf("kept as %v with tags %v", e.Answers, e.Tags)
	}
}

// TestWaitingPageWithTwoAnswersToOneQuestion is what a kill leaves while a page is
// being kept and somebody types on.
func TestWaitingPageWithTwoAnswersToOneQuestion(t *testing.T) {
	d := sit(t, func(j *memory, _ *tui.Options) {
		j.wait(journal.Entry{Answers: []journal.Answer{
			{Step: journal.Happened, Question: happened, Text: "a"},
			{Step: journal.Control, Question: control, Text: "mine"},
			{Step: journal.Happened, Question: happened, Text: "typed on"},
		}})
	})
	d.press("ctrl+o", "ctrl+s")
	seeAnswers(t, d.kept(t), map[journal.Step]string{journal.Happened: "a\n\ntyped on", journal.Control: "mine"})
}

func TestWaitingPageBehindTheLock(t *testing.T) {
	locked := lockedAway(waiting("The lift was stuck."))
	t.Run("unlock and go on", func(t *testing.T) {
		d := sit(t, locked)
		d.press("ctrl+o")
		d.notSee(t, "lift")
		d.press("enter")
		d.notSee(t, "lift")
		d.Type("a passphrase")
		d.press("enter")
		d.seeOpen(t, happened)
		d.see(t, "The lift was stuck.")
	})
	t.Run("keep it as it is", func(t *testing.T) {
		d := sit(t, locked)
		d.press("ctrl+o", "k")
		d.seeOpen(t, happened)
		d.see(t, "Kept as it is.")
		d.notSee(t, "ctrl+o")
		seeAnswers(t, d.kept(t), map[journal.Step]string{journal.Happened: "The lift was stuck."})
	})
	t.Run("start fresh", func(t *testing.T) {
		d := sit(t, locked)
		d.Type("x")
		d.press("ctrl+o", "f")
		d.seeOpen(t, happened)
		d.notSee(t, "ctrl+o opens")
		d.see(t, "x")
		if len(d.journal.drafts) == 0 || d.journal.count("Unlock") != 0 {
			t.Error("the page does not wait as before")
		}
		d.press("ctrl+l", "enter")
		d.see(t, "Two pages wait.")
	})
	t.Run("none of these", func(t *testing.T) {
		d := sit(t, locked)
		d.Type("x")
		d.press("ctrl+o", "q", "esc")
		d.seeOpen(t, happened)
		d.see(t, "x", "A page waits.")
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
		d.journal.beforeCall = func(name string) {
			if name == "FileWaiting" {
				d.journal.beforeCall = nil
				d.Type("typed words")
				d.Paste(" and pasted")
				d.Press("enter", "ctrl+o", "ctrl+s")
			}
		}
		d.Press("k")
		d.seeOpen(t, happened)
		d.see(t, "typed words and pasted")
		d.Advance(d.clock, time.Second)
		seeDrafts(t, d.journal, "typed words and pasted")
		if len(d.journal.entries) != 1 {
			t.Errorf("%d entries, want the one that waited", len(d.journal.entries))
		}
	})
	t.Run("cannot be kept", func(t *testing.T) {
		d := sit(t, locked)
		d.journal.fail["FileWaiting"] = journal.ErrChanged
		d.press("ctrl+o", "k")
		d.see(t, "This was changed in another window.")
		d.seeOpen(t, happened)
	})
}

// TestLockWhileAPageIsTakenUp holds that a page which was taken up for nobody, since
// the journal was locked meanwhile, leaves no key behind and waits again.
func TestLockWhileAPageIsTakenUp(t *testing.T) {
	d := sit(t, lockedAway(waiting("The lift was stuck.")))
	d.journal.deaf = true
	d.press("ctrl+o", "enter")
	d.Type("a passphrase")
	d.journal.beforeCall = func(name string) {
		if name == "Adopt" {
			d.journal.beforeCall = nil
			d.Press("ctrl+l")
			d.journal.unlocked[0].open = true // the store's Lock waits for the taking up
		}
	}
	d.Press("enter")
	if d.journal.count("Adopt") != 1 || !d.journal.drafts[0].owner.forgotten {
		t.Error("the key of the page is still in memory")
	}
	d.press("enter")
	d.see(t, "A page waits.")
}

// TestLockWhileAPageIsKept holds the same for a page that was kept, whose key would
// let it be weighed and burnt: that it was kept may be told after it was locked.
func TestLockWhileAPageIsKept(t *testing.T) {
	d := sit(t, withLock)
	d.Type("The lift was stuck.")
	_, keeping := d.Model().Update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
	told := brought(keeping)
	d.Press("ctrl+l")
	d.Send(told...)
	if len(d.journal.pages) != 1 || !d.journal.pages[0].forgotten {
		t.Error("the key of the page is still in memory")
	}
}

// brought runs a command and those in it, and returns what they bring, for a test
// to hand on later.
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

// TestNewestPageGoesFirst holds that of several pages that wait ctrl+o opens the one
// that was left last, not one from long ago, and that the line says so.
func TestNewestPageGoesFirst(t *testing.T) {
	d := sit(t, func(j *memory, o *tui.Options) {
		withLock(j, o)
		j.offered[page.OfferRecovery] = true
		j.wait(said("long ago"))
	})
	d.Type("left just now")
	d.Press("ctrl+l")
	d.press("enter")
	d.see(t, "Two pages wait. ctrl+o opens the newest.")
	d.press("ctrl+o", "enter")
	d.Type(passphrase)
	d.press("enter")
	d.see(t, "left just now")
	d.press("ctrl+l", "enter", "ctrl+o", "k")
	if e := d.journal.entries[len(d.journal.entries)-1]; e.Text(journal.Happened) != "left just now" {
		t.Errorf("k files %q", e.Text(journal.Happened))
	}
}
