package tui_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// marker is a word that tests look for where it must not be.
const marker = "MARKER-7f3a"

// onlyCover reports that the screen shows the cover's two lines and nothing else.
func onlyCover(text string) bool {
	w := words.English()
	only := w.Cover.Line + " 1 " + w.Rooms.Write + " 2 " + w.Rooms.Review + " 3 " + w.Rooms.Ready + " 4 " + w.Rooms.Patterns + " 5 " + w.Rooms.Settings
	shown := strings.Join(strings.Fields(strings.Replace(text, w.Cover.Typed, "", 1)), " ") // which is said to whoever types
	return shown == strings.Join(strings.Fields(only), " ")
}

// lockedItself reports that the cover says, and nothing else, that it has locked itself.
func lockedItself(text string) bool {
	before, after, said := strings.Cut(text, "Locked after 5 quiet minutes.")
	return said && onlyCover(before+after)
}

// textWhile reads the screen while a method of the journal is under way.
func textWhile(d *desk, method string, act func()) string {
	var text string
	d.journal.During(method, func() { text = d.Text() })
	act()
	return text
}

// TestHelpOnTheCoverInASmallWindow holds that a line of keys that is empty hides nothing.
func TestHelpOnTheCoverInASmallWindow(t *testing.T) {
	d := sit(t, nil)
	d.Press("esc", "f1")
	d.Resize(30, 3)
	d.see(t, words.English().Help.Here)
}

// TestEscCovers holds that esc covers at once, before the page is on disk, and that no
// second esc uncovers.
func TestEscCovers(t *testing.T) {
	d := sit(t, nil)
	d.Type(marker)
	during := textWhile(d, "Save", func() { d.Press("esc") })
	if !onlyCover(during) {
		t.Errorf("while the page is sealed the screen shows:\n%s", during)
	}
	if len(d.journal.Drafts()) != 1 || d.autosaver.Pending() {
		t.Errorf("the page is not on disk after the cover: %d drafts, pending %v", len(d.journal.Drafts()), d.autosaver.Pending())
	}
	d.Press("esc", "esc", "x", "backspace", "tab")
	d.Paste(marker)
	if !onlyCover(d.Text()) {
		t.Errorf("the cover gave way:\n%s", d.Text())
	}
	d.Press("enter")
	if !strings.Contains(d.Text(), marker) {
		t.Errorf("enter does not go on with the page:\n%s", d.Text())
	}
}

// TestCoverLeadsToRooms holds that the four numbers lead from the cover to the rooms,
// which is the way out of a page that takes text.
func TestCoverLeadsToRooms(t *testing.T) {
	w := words.English()
	for key, want := range map[string]string{"1": "What happened?", "2": w.Review.Empty, "3": w.Ready.Title, "4": w.Patterns.Empty} {
		d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Absent() })
		d.Press("esc", key)
		if !strings.Contains(d.Text(), want) {
			t.Errorf("%s from the cover leads to:\n%s", key, d.Text())
		}
	}
	d := sit(t, nil)
	d.Type("12? 34")
	if !strings.Contains(d.Text(), "12? 34") {
		t.Errorf("numbers and ? are not text in an answer:\n%s", d.Text())
	}
}

// TestStatusIsAskedOnce holds that starting asks the file once, and opens nothing.
func TestStatusIsAskedOnce(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { pages(j) })
	if got := strings.Join(d.journal.Calls, " "); got != "Status" {
		t.Errorf("starting calls %q", got)
	}
	d.Press("esc", "2")
	if n := d.journal.Count("Unlock"); n != 1 {
		t.Errorf("Review unlocks a journal without a lock %d times", n)
	}
	if !strings.Contains(d.Text(), "Covering at another site") {
		t.Errorf("Review does not show the newest entry:\n%s", d.Text())
	}
}

// TestNoSize holds that a terminal which reports no size is taken to have 80×24.
func TestNoSize(t *testing.T) {
	d := sit(t, nil)
	want := d.Text()
	d.Resize(0, 0)
	if got := len(strings.Split(fmt.Sprint(d.Model().View().Content), "\n")); got != 24 {
		t.Errorf("%d lines are drawn", got)
	}
	d.Resize(80, 24)
	if d.Text() != want {
		t.Errorf("the screen changed:\n%s", d.Text())
	}
}

// TestTiny holds that in a tiny terminal letters still reach the page, and other keys
// do nothing.
func TestTiny(t *testing.T) {
	d := sit(t, nil)
	d.Resize(30, 8)
	d.Type("still")
	d.Press("enter", "tab", "ctrl+s")
	d.Type("here")
	if text := d.Text(); !strings.Contains(strings.Join(strings.Fields(text), " "), words.English().Write.TooSmall) {
		t.Errorf("a tiny terminal shows:\n%s", text)
	}
	d.Resize(80, 24)
	if !strings.Contains(d.Text(), "stillhere") {
		t.Errorf("letters were lost, or enter went on:\n%s", d.Text())
	}
}

// TestPanicIsNeverShown holds that a panic's value is never shown, that the program
// goes on, and that the words are saved.
func TestPanicIsNeverShown(t *testing.T) {
	calm := func(t *testing.T, d *desk) {
		t.Helper()
		if text := d.Text(); strings.Contains(text, marker) || !strings.Contains(text, words.English().Problems.Broken) {
			t.Errorf("a panic shows:\n%s", text)
		}
	}
	t.Run("update", func(t *testing.T) {
		d := sit(t, nil)
		d.journal.Panics["NewDraft"] = marker
		d.Type("a")
		calm(t, d)
		delete(d.journal.Panics, "NewDraft")
		d.Press("enter")
		d.Type("again")
		if !strings.Contains(d.Text(), "again") {
			t.Errorf("the program does not go on:\n%s", d.Text())
		}
	})
	t.Run("twice", func(t *testing.T) {
		d := sit(t, nil)
		d.Type("kept words")
		d.Model().(*tui.Model).Crack(kit.Write)
		d.Press("x")
		calm(t, d)
		if len(d.journal.Drafts()) != 1 || d.journal.Drafts()[0].Text(journal.Happened) != "kept words" {
			t.Errorf("the words were not sealed: %d drafts", len(d.journal.Drafts()))
		}
		d.Press("enter")
		d.Type("again")
		if !strings.Contains(d.Text(), "again") {
			t.Errorf("the program does not go on:\n%s", d.Text())
		}
	})
	t.Run("twice, while it locks", func(t *testing.T) {
		d := sit(t, withLock)
		d.Type("kept words")
		d.Model().(*tui.Model).Crack(kit.Ready)
		d.Press("ctrl+l")
		calm(t, d)
		if d.Quit() || len(d.journal.Drafts()) != 1 {
			t.Errorf("quit %v, %d drafts", d.Quit(), len(d.journal.Drafts()))
		}
	})
	t.Run("view", func(t *testing.T) {
		var boom bool
		d := sit(t, func(_ *journaltest.Journal, o *kit.Options) {
			now := o.Now
			o.Now = func() time.Time {
				if boom {
					panic(marker)
				}
				return now()
			}
		})
		d.Type("kept words")
		boom = true
		if text := d.Text(); strings.Contains(text, marker) || strings.Contains(text, "kept words") {
			t.Errorf("a view that panics shows:\n%s", text)
		}
		boom = false
		d.Press("x")
		calm(t, d)
		if len(d.journal.Drafts()) != 1 || d.journal.Drafts()[0].Text(journal.Happened) != "kept words" {
			t.Errorf("the words were not sealed: %d drafts", len(d.journal.Drafts()))
		}
	})
	for _, method := range []string{"Status", "Unlock", "Tail", "Heads", "Entries", "Save"} {
		t.Run(method, func(t *testing.T) {
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
				pages(j)
				j.Panics[method] = errors.New(marker)
				for i := range 80 { // more than come at once
					j.Add(journal.Entry{Written: today().AddDate(-1, 0, -i), Answers: []journal.Answer{answer(journal.Happened, "", "x")}})
				}
			})
			d.Type("words")
			d.Press("esc", "2", "end")
			if strings.Contains(d.Text(), marker) || !strings.Contains(d.Text(), words.English().Problems.Broken) {
				t.Errorf("a command that panics shows:\n%s", d.Text())
			}
			d.Press("1")
			if !strings.Contains(d.Text(), "words") {
				t.Errorf("the page is gone:\n%s", d.Text())
			}
			delete(d.journal.Panics, method)
			d.Press("esc", "2", "home")
			if !strings.Contains(d.Text(), "Covering at another site") {
				t.Errorf("Review does not come back:\n%s", d.Text())
			}
		})
	}
}

// TestAnySize holds, for random sizes, keys and words in several scripts, that nothing
// panics and no frame is larger than the terminal.
func TestAnySize(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 11))
	keys := []string{
		"enter", "tab", "shift+tab", "esc", "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "backspace",
		"ctrl+j", "ctrl+l", "ctrl+s", "ctrl+t", "ctrl+o", "ctrl+z", "ctrl+u", "ctrl+w", "f1", "?", "1", "2", "3", "4", "9", "0", "l", "b", "k", "f", "s", "n", "p", "G", "g", "j", "t", "o",
		"/", "e", "w", "x", "d", "v",
	}
	typed := []string{"words ", "窓口で怒鳴られた", "उसने चिल्लाया", "كان يصرخ", "👨‍👩‍👧‍👦🇬🇧", "e\u0301\u0301\u0301", passphrase, strings.Repeat("long", 30)}
	pasted := []string{"a\nb\r\nc", "\x1b[31mred\x1b[0m\u202e", strings.Repeat("wide 窓口 ", 60), "\xff\xfe", "\t\t"}
	for range rounds(12, 40) {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			o.Room = kit.Room(rng.IntN(4))
			if rng.IntN(2) == 0 {
				pages(j)
			}
			if rng.IntN(2) == 0 {
				scripts(j)
				promisesInScripts(j)
			}
			if rng.IntN(3) == 0 {
				halfAYear(j)
				promises(j)
			}
			if rng.IntN(3) == 0 {
				j.Lock()
			}
		})
		w, h := 80, 24
		for range 60 {
			switch rng.IntN(6) {
			case 0:
				w, h = 1+rng.IntN(400), 1+rng.IntN(120)
				d.Resize(w, h)
			case 1:
				w, h = 1+rng.IntN(100), 1+rng.IntN(30)
				d.Resize(w, h)
			case 2:
				d.Type(typed[rng.IntN(len(typed))])
			case 3:
				d.Paste(pasted[rng.IntN(len(pasted))])
			default:
				d.Advance(d.clock, time.Duration(rng.IntN(400))*time.Millisecond)
				d.Press(keys[rng.IntN(len(keys))])
			}
			fits(t, d, w, h)
		}
	}
}

// fits checks the frame against the terminal's size, and the program for a fault of its
// own.
func fits(t *testing.T, d *desk, w, h int) {
	t.Helper()
	v := d.Model().View()
	if got := d.Widest(); got > w {
		t.Fatalf("a line takes %d cells of %d×%d:\n%s", got, w, h, d.Text())
	}
	if got := strings.Count(v.Content, "\n") + 1; got > h {
		t.Fatalf("%d lines on %d×%d", got, w, h)
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= w || c.Y >= h) {
		t.Fatalf("the cursor is at %d,%d on %d×%d", c.X, c.Y, w, h)
	}
	if strings.Contains(strings.Join(strings.Fields(d.Text()), " "), "Something went wrong") {
		t.Fatalf("a screen has failed on %d×%d:\n%s", w, h, d.Text())
	}
}
