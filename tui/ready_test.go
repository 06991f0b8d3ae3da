package tui_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// promise files an entry with a change answer, written some days ago.
func promise(j *journaltest.Journal, daysAgo int, change string, i journal.Intention) journal.ID {
	at := today().AddDate(0, 0, -daysAgo)
	e := journal.Entry{Written: at, Intention: i, Answers: []journal.Answer{
		answer(journal.Happened, "What happened?", "It was loud at the desk."),
		answer(journal.Change, "What would I change?", change),
	}}
	return j.Add(e.Promised())
}

// promises fills a journal with what somebody said they would change over a few months:
// four are open, two rest, one was tried and one let go.
func promises(j *journaltest.Journal) {
	promise(j, 0, `Ring the main desk before a refusal turns into a stand-off. "I can't do that one here, but let me find out who can."`, journal.Intention{})
	promise(j, 7, "Slow down for one breath.", journal.Intention{})
	promise(j, 12, "Put the sign out before the queue has grown.", journal.Intention{})
	promise(j, 19, `Ask what would help, first. “What would be a good way out for you?”`, journal.Intention{})
	promise(j, 20, "Offer e-mail sooner.", journal.Intention{State: journal.Tried, At: today().AddDate(0, 0, -4), How: "He took it, and said thank you."})
	promise(j, 44, "Fetch someone from the back before I answer.", journal.Intention{State: journal.LetGo, At: today().AddDate(0, 0, -30)})
	promise(j, 61, "Stand up when they do.", journal.Intention{})
	promise(j, 340, `Say the price before the form. "It is four pounds, shall we?" «Ich verstehe Sie.»`, journal.Intention{})
}

// fewPromises fills it with a beginning.
func fewPromises(j *journaltest.Journal) {
	promise(j, 1, "Slow down for one breath.", journal.Intention{})
}

// promisesInScripts fills it with promises that are hard to lay out.
func promisesInScripts(j *journaltest.Journal) {
	promise(j, 0, "次は最初に何が必要かを聞いて、それから断る。「そのお気持ちはよくわかります。」", journal.Intention{})
	promise(j, 1, "अगली बार पहले सुनूँगा, फिर जवाब दूँगा।", journal.Intention{})
	promise(j, 2, "في المرة القادمة سأتنفس أولا ثم أجيب. «أفهم ما تقول.»", journal.Intention{})
	promise(j, 3, "Tabs\tand \u202eturned\u202c text, \x1b[31mescapes\x1b[0m and "+strings.Repeat("long", 30), journal.Intention{})
}

func readying(t testing.TB, fill func(*journaltest.Journal)) *desk {
	t.Helper()
	return sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Ready
		if fill == nil {
			j.Absent()
		} else {
			fill(j)
		}
	})
}

// readyLocked opens Ready of a journal with a lock.
func readyLocked(t testing.TB) *desk {
	t.Helper()
	return sit(t, func(j *journaltest.Journal, o *kit.Options) {
		promises(j)
		j.Lock()
		j.Offer(page.OfferLock)
		j.Offer(page.OfferRecovery)
		o.Room = kit.Ready
	})
}

// TestReadyNeverAsks holds that Ready opens without a passphrase, shows the reminders
// and no word of an entry, and shows the rest once it was unlocked.
func TestReadyNeverAsks(t *testing.T) {
	d := readyLocked(t)
	d.see(t, "Most of it is not about you.", "Then shake it off.", words.English().Ready.Locked)
	d.notSee(t, words.English().Unlock.Title, "Ring the main desk", "Words you wish you'd had")
	if n := d.journal.Count("Unlock"); n > 0 {
		t.Errorf("it tried to unlock %d times", n)
	}
	d.Press("enter")
	d.see(t, words.English().Unlock.Title)
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, "Most of it is not about you.", "Ring the main desk", "Words you wish you'd had", "find out who can")
	d.Press("ctrl+l", "3")
	d.see(t, "Most of it is not about you.", words.English().Ready.Locked)
	d.notSee(t, "Ring the main desk", "find out who can")
}

// TestReadyHasTheRemindersOfTheGuide holds that the reminders of a changed guide show.
func TestReadyHasTheRemindersOfTheGuide(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Ready
		o.Guide.Reminders = []string{"Water first."}
	})
	d.see(t, "Water first.")
	d.notSee(t, guide.English().Reminders[0])
}

// TestReadyShowsTheNewest holds that the three newest open intentions show with their
// days, that older ones are a key away, and that none is counted.
func TestReadyShowsTheNewest(t *testing.T) {
	d := readying(t, promises)
	d.Resize(100, 60)
	d.see(t, "Ring the main desk", "21 Nov", "Slow down for one breath.", "14 Nov", "Put the sign out", "9 Nov", "do that one here", "good way out")
	d.notSee(t, "Ask what would help", "Stand up", "Offer e-mail", "Fetch someone", "Older than 30 days", "Ich verstehe Sie")
	d.Press("o")
	d.see(t, "Ask what would help", "Older than 30 days", "Stand up when they do.", "16 Dec 2025", "Tried or let go",
		"Offer e-mail sooner.", "tried  17 Nov", "He took it, and said thank you.", "let go  22 Oct", "Ich verstehe Sie.", "four pounds")
	_, below, _ := strings.Cut(d.Text(), "Before the next one")
	for _, count := range []string{" 4 ", " 8 ", "(", "four open"} {
		if strings.Contains(below, count) {
			t.Errorf("the screen counts, %q:\n%s", count, below)
		}
	}
	d.Press("o")
	d.notSee(t, "Older than 30 days")
}

// TestReadyOpensTheEntry holds that enter opens the entry in Review, wherever in the
// list that is.
func TestReadyOpensTheEntry(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Ready
		numbered(300)(j)
		promise(j, 3, "Slow down for one breath.", journal.Intention{})
	})
	d.Press("enter")
	d.see(t, "Review", "It was loud at the desk.", "Slow down for one breath.")
	if got := d.Model().(*tui.Model).KeyContextNow(); got != kit.InReader {
		t.Errorf("in place %d", got)
	}
	d.Press("3")
	d.see(t, "Before the next one")
}

// TestReadyDoesNotOpenADeletedEntry holds that opening an entry which was deleted
// elsewhere reports that.
func TestReadyDoesNotOpenADeletedEntry(t *testing.T) {
	d := readying(t, promises)
	d.journal.Delete(d.journal.Entries()[0].ID)
	d.Press("enter")
	d.see(t, words.English().Problems.NotFound)
}

// TestReadyActsOnlyOnWhatIsSeen holds that on a small screen, where only the reminders
// are in sight, a key brings the first intention into sight and does no more.
func TestReadyActsOnlyOnWhatIsSeen(t *testing.T) {
	for _, key := range []string{"t", "l", "enter"} {
		d := readying(t, promises)
		d.Resize(40, 12)
		d.Press("1", "esc", "3") // entered on the small screen
		d.notSee(t, "Ring the main desk")
		d.Press(key)
		d.see(t, "Ring the main desk")
		if d.journal.Count("Mark") > 0 || d.intention(0).State != journal.Open {
			t.Errorf("%s marked what was not in sight", key)
		}
		d.Press("l")
		if d.intention(0).State != journal.LetGo {
			t.Error("l does not let go of what is in sight")
		}
	}
}

// TestReadyScrolls holds that every line can be reached on a small screen.
func TestReadyScrolls(t *testing.T) {
	d := readying(t, promises)
	d.Resize(40, 12)
	d.Press("o")
	seen := d.Text()
	for range 80 {
		d.Press("down")
		seen += d.Text()
	}
	for _, want := range []string{"Then shake it off.", "Slow down", "Older than 30 days", "Stand up", "Tried or let go", "Fetch someone", "four pounds", "Ich verstehe Sie."} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q was never in sight", want)
		}
	}
	for range 80 {
		d.Press("up")
	}
	d.see(t, "Words you wish you'd had")
}

// TestReadyReportsErrors holds that a damaged entry hides no other, and that a journal
// which cannot be read is reported.
func TestReadyReportsErrors(t *testing.T) {
	d := readying(t, func(j *journaltest.Journal) { promises(j); j.Damage(j.Entries()[0].ID) })
	d.see(t, "Slow down for one breath.", words.English().Problems.Damaged)
	d = readying(t, func(j *journaltest.Journal) { promises(j); j.Fail["All"] = journal.ErrInUse })
	d.see(t, "Most of it is not about you.", opening(words.English().Problems.InUse))
	d = readying(t, func(j *journaltest.Journal) { promises(j); j.Panics["All"] = errors.New(marker) })
	d.see(t, "Most of it is not about you.", words.English().Problems.Broken)
	d.notSee(t, marker)
	delete(d.journal.Panics, "All")
	d.Press("esc", "3")
	d.see(t, "Slow down for one breath.")
}

// TestReadyFirstEntry holds that an entry of this sitting shows at once.
func TestReadyFirstEntry(t *testing.T) {
	d := readying(t, nil)
	d.see(t, "What you write under")
	fewPromises(d.journal)
	d.Press("1", "esc", "3")
	d.see(t, "Slow down for one breath.")
}

// TestReadyGolden holds the looks of Ready.
func TestReadyGolden(t *testing.T) {
	for _, test := range []struct {
		name string
		fill func(*journaltest.Journal)
		act  []string
		as   goldens
	}{
		{"empty", nil, nil, asText},
		{"few", fewPromises, nil, asText},
		{"many", promises, nil, asRoom},
		{"older", promises, []string{"o", "down", "down", "down", "down"}, asText},
		{"tried", promises, []string{"down", "t", "It", "space", "w", "o", "r", "k", "s", "."}, asText},
		{"scripts", promisesInScripts, nil, asText},
		{"locked", func(j *journaltest.Journal) { promises(j); j.Lock() }, nil, asText},
	} {
		prepare := func(j *journaltest.Journal, o *kit.Options) {
			o.Room = kit.Ready
			if test.fill == nil {
				j.Absent()
			} else {
				test.fill(j)
			}
		}
		holdState(t, "ready-"+test.name, test.as, prepare, func(d *desk) {
			d.Press("1", "esc", "3") // entered at this size
			for _, k := range test.act {
				if len(k) > 1 && strings.ToLower(k) != k {
					d.Type(k)
				} else {
					d.Press(k)
				}
			}
		})
	}
}

// learningPlaces leads to the places of Ready and Patterns, and to those that only show
// something to read.
func learningPlaces() map[kit.KeyContext]func(t *testing.T) *desk {
	return map[kit.KeyContext]func(t *testing.T) *desk{
		kit.InSealed: func(t *testing.T) *desk {
			d := readyLocked(t)
			d.Resize(40, 12)
			d.Press("down", "down")
			return d
		},
		kit.InQuiet: func(t *testing.T) *desk {
			d := readying(t, nil)
			d.Resize(40, 12)
			d.Press("down", "down")
			return d
		},
		kit.InReady: func(t *testing.T) *desk {
			d := readying(t, promises)
			d.Resize(40, 12)
			d.Press("o")
			for range 30 {
				d.Press("down")
			}
			return d
		},
		kit.InHow: func(t *testing.T) *desk {
			d := readying(t, promises)
			d.Press("t")
			d.Type(strings.Repeat("one two three four five six seven eight nine ten eleven twelve ", 3))
			d.Press("up", "left", "ctrl+k", "ctrl+z")
			return d
		},
		kit.InPatterns: func(t *testing.T) *desk {
			d := patterning(t, halfAYear)
			d.Press("down", "down", "down")
			return d
		},
		kit.InCalendar: func(t *testing.T) *desk {
			d := patterning(t, pages)
			d.Press("enter", "enter", "up", "left")
			return d
		},
	}
}

// TestReadyReachesEachIntention holds, on terminals of any size, that going down leads
// to every intention, each in sight when it is chosen, and up to the first.
func TestReadyReachesEachIntention(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 5))
	for range rounds(8, 40) {
		d := readying(t, promises)
		w, h := 40+rng.IntN(100), 12+rng.IntN(40)
		d.Resize(w, h)
		d.Press("o", "home")
		begins := []string{"Ring", "Slow", "Put", "Ask", "Offer", "Fetch", "Stand", "Say"}
		reached := map[string]bool{}
		for range 120 {
			for _, line := range d.open() {
				for _, b := range begins {
					if strings.HasPrefix(strings.TrimLeft(line, "○●· "), b) {
						reached[b] = true
					}
				}
			}
			d.Press("down")
		}
		if len(reached) != len(begins) {
			t.Errorf("on %d×%d only %v were reached", w, h, reached)
		}
		for range 120 {
			d.Press("up")
		}
		d.see(t, "Words you wish you'd had")
	}
}

// TestReadyBeginsWithYourOwn holds that one's own words come first, and are in sight
// without a key on a small screen too, and that whom to turn to comes last.
func TestReadyBeginsWithYourOwn(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 20}} {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			promises(j)
			o.Room, o.Someone = kit.Ready, "Sam, ext. 4410"
		})
		d.Resize(size[0], size[1])
		text := d.Text()
		own := strings.Index(text, "Words you wish you'd had")
		change := strings.Index(text, "What you said you would change")
		last := strings.Index(text, "Put the sign out")
		if own < 0 || change < own || last < change {
			t.Errorf("%v: not all of one's own is in sight, in order:\n%s", size, text)
		}
		if title := strings.Index(text, "Before the next one"); title >= 0 && title < last {
			t.Errorf("%v: the reminders stand before one's own", size)
		}
		d.Press("end")
		reminders, someone := strings.Index(d.Text(), "Then shake it off."), strings.Index(d.Text(), "Sam, ext. 4410")
		if reminders < 0 || someone < reminders {
			t.Errorf("%v: whom to turn to is not last:\n%s", size, d.Text())
		}
	}
}

// TestPromisedTwice holds that the same promise is shown once, and marked wherever it stands.
func TestPromisedTwice(t *testing.T) {
	var ids []journal.ID
	d := readying(t, func(j *journaltest.Journal) {
		ids = append(ids, promise(j, 2, "Slow down for one breath.", journal.Intention{}),
			promise(j, 9, "Slow down for ONE breath", journal.Intention{}))
		promise(j, 11, "Ring first.", journal.Intention{})
	})
	if text := d.Text(); strings.Count(strings.ToLower(text), "slow down") != 1 || !strings.Contains(text, "19 Nov, said twice") {
		t.Errorf("promised twice:\n%s", text)
	}
	d.Press("home", "l")
	let := 0
	for _, e := range d.journal.Entries() {
		if e.Intention.State == journal.LetGo {
			let++
		}
	}
	if let != 2 {
		t.Errorf("%d of %d are let go\n%s %v", let, len(ids), d.Text(), d.journal.Calls)
	}
}

// TestSinceItWasTried holds that a promise tried says what the weights did since, and only of
// enough of them.
func TestSinceItWasTried(t *testing.T) {
	for n, told := range map[int]bool{journal.Enough - 1: false, journal.Enough: true} {
		d := readying(t, func(j *journaltest.Journal) {
			promise(j, 40, "Offer e-mail sooner.", journal.Intention{State: journal.Tried, At: today().AddDate(0, 0, -30)})
			for i := range n {
				e := said("It was loud.")
				e.Written = today().AddDate(0, 0, -i)
				e.Weighings = []journal.Weighing{{At: e.Written, Moment: journal.Before, Weight: 6}, {At: e.Written, Moment: journal.After, Weight: 2}}
				j.Add(e)
			}
		})
		d.Press("o")
		if got := strings.Contains(d.prose(), "Since then, over 5 entries, the weight was 6.0 at the start and 2.0 at the end, on average."); got != told {
			t.Errorf("%d weighed: told %v\n%s", n, got, d.Text())
		}
	}
}

// opening is the first sentence of what is said, which no narrow screen breaks.
func opening(said string) string {
	first, _, _ := strings.Cut(said, ".")
	return first + "."
}
