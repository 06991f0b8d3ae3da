package tui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/editor"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// speak lets the program speak a language.
func speak(t testing.TB, o *kit.Options, code string) {
	t.Helper()
	var ok, asks bool
	o.Words, ok = words.In(code)
	o.Guide, asks = guide.In(code)
	if !ok || !asks {
		t.Fatalf("%q is not built in", code)
	}
}

// look is a state of the program that is looked at in every language.
type look struct {
	name    string
	prepare func(*journaltest.Journal, *kit.Options)
	act     func(*desk)
}

// spokenLooks are the states that hold words of the program, each room and dialog among
// them.
func spokenLooks() []look {
	in := func(r kit.Room, fill func(*journaltest.Journal)) func(*journaltest.Journal, *kit.Options) {
		return func(j *journaltest.Journal, o *kit.Options) {
			o.Room = r
			if fill == nil {
				j.Absent()
			} else {
				fill(j)
			}
		}
	}
	keys := func(keys ...string) func(*desk) { return func(d *desk) { d.press(keys...) } }
	waits := func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{Written: today().AddDate(0, 0, -21), Answers: []journal.Answer{answer(journal.Happened, "", "Zug.")}})
	}
	locked := func(r kit.Room) func(*journaltest.Journal, *kit.Options) {
		return func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Room = r }
	}
	toControl := func(d *desk) { d.write("Zug."); d.write("8") }
	toShake := func(d *desk) { toControl(d); d.write("Ja."); d.write("So."); d.write("") }
	ended := func(weight string) func(*desk) {
		return func(d *desk) { toShake(d); d.press("enter", weight, "enter") }
	}
	firstKept := func(d *desk) { d.write("Zug."); fileFirst(d) }
	unlock := func(d *desk) { d.Type(passphrase); d.Press("enter") }
	find := func(line string, more ...string) func(*desk) {
		return func(d *desk) { d.press("/"); d.Type(line); d.press(more...) }
	}
	return []look{
		{"start", nil, keys()},
		{"angle", nil, keys("ctrl+t")},
		{"weigh", nil, func(d *desk) { d.write("Zug.") }},
		{"middle", nil, toControl},
		{"again", nil, func(d *desk) { toControl(d); d.press("x", "enter") }},
		{"again-blank", nil, func(d *desk) { toControl(d); d.Paste("x\n\nx"); d.press("enter") }},
		{"last", nil, func(d *desk) { toControl(d); d.write("Ja."); d.write("So.") }},
		{"shake", nil, toShake},
		{"reweigh", nil, func(d *desk) { toShake(d); d.press("enter", "3") }},
		{"ending", nil, ended("3")},
		{"ending-heavier", nil, ended("9")},
		{"ending-burn", nil, func(d *desk) { ended("3")(d); d.press("b") }},
		{"kept", func(j *journaltest.Journal, _ *kit.Options) { j.Offer(page.OfferLock) }, func(d *desk) { ended("3")(d); d.press("enter") }},
		{"waiting", waits, keys()},
		{"waiting-choice", func(j *journaltest.Journal, o *kit.Options) { waits(j, o); j.Lock() }, keys("ctrl+o")},
		{"unsaved", nil, func(d *desk) { d.journal.Fail["Save"] = journal.ErrFull; d.Type("Zug."); d.Press("ctrl+s") }},
		{"cover", nil, keys("esc")},
		{"help-write", nil, keys("f1")},
		{"unlock", locked(kit.Review), keys()},
		{"unlock-wrong", locked(kit.Review), func(d *desk) { d.Type("x"); d.Press("enter") }},
		{"recovery-offer", locked(kit.Review), unlock},
		{"recovery", locked(kit.Review), func(d *desk) { unlock(d); d.Press("s") }},
		{"lock-offer", nil, firstKept},
		{"lock-first", nil, func(d *desk) { firstKept(d); d.Press("l") }},
		{"lock-again", nil, func(d *desk) { firstKept(d); d.Press("l"); d.Type("heron"); d.Press("enter") }},
		{"review-locked", locked(kit.Review), keys("esc")},
		{"review-empty", in(kit.Review, nil), keys()},
		{"review-many", in(kit.Review, pages), keys()},
		{"review-reader", in(kit.Review, pages), keys("enter")},
		{"review-help", in(kit.Review, pages), keys("?")},
		{"review-search", in(kit.Review, pages), find("queue")},
		{"review-found", in(kit.Review, pages), find("queue", "enter")},
		{"review-nothing", in(kit.Review, pages), find("forklift")},
		{"review-search-help", in(kit.Review, pages), find("", "f1")},
		{"review-edit", in(kit.Review, pages), keys("e")},
		{"review-drop", in(kit.Review, pages), func(d *desk) { d.press("e"); d.Type(" x"); d.press("esc") }},
		{"review-again", in(kit.Review, pages), keys("w")},
		{"review-delete", in(kit.Review, pages), keys("d")},
		{"review-dense", in(kit.Review, pages), keys("z")},
		{"review-jump", in(kit.Review, pages), keys("t")},
		{"review-deleted", in(kit.Review, pages), keys("d", "d")},
		{"review-unreached", in(kit.Review, func(j *journaltest.Journal) { pages(j); j.Away = true }), func(d *desk) {
			d.press("d", "d")
			d.Advance(d.clock, 11*time.Second)
		}},
		{"review-close", in(kit.Review, pages), keys("d", "d", "ctrl+c")},
		{"review-versions", in(kit.Review, twoVersions), keys("down", "enter")},
		{"review-version", in(kit.Review, twoVersions), keys("down", "v")},
		{"review-export", in(kit.Review, pages), keys("x")},
		{"review-blackout", in(kit.Review, pages), keys("x", "space", "r")},
		{"review-passage", in(kit.Review, pages), keys("x", "space", "m", "space")},
		{"review-place", in(kit.Review, pages), keys("x", "space", "enter")},
		{"review-exported", in(kit.Review, pages), keys("x", "space", "enter", "enter")},
		{"review-removed", in(kit.Review, pages), keys("x", "space", "enter", "enter", "d")},
		{"ready-locked", locked(kit.Ready), keys("esc")},
		{"ready-empty", in(kit.Ready, nil), keys()},
		{"ready-many", in(kit.Ready, promises), keys()},
		{"ready-older", in(kit.Ready, promises), keys("o", "end")},
		{"ready-how", in(kit.Ready, promises), keys("t")},
		{"settings", in(kit.Settings, pages), keys()},
		{"settings-locked", locked(kit.Settings), keys("down")},
		{"settings-key", locked(kit.Settings), keys("down", "down")},
		{"settings-check", locked(kit.Settings), keys("down", "down", "down")},
		{"settings-someone", locked(kit.Settings), keys("down", "down", "down", "down", "enter")},
		{"settings-not-kept", in(kit.Settings, pages), func(d *desk) {
			d.journal.Fail["Keep"] = errors.New("no")
			d.press("down", "down", "down", "enter")
		}},
		{"settings-remove", locked(kit.Settings), keys("down", "enter")},
		{"settings-wrong-group", locked(kit.Settings), func(d *desk) {
			d.press("down", "down", "down", "enter")
			unlock(d)
			d.Type("AGE-SECRET-KEY-PQ-1")
			d.press("enter")
		}},
		{"idle", locked(kit.Settings), func(d *desk) { d.Advance(d.clock, 5*time.Minute) }},
		{"patterns-locked", locked(kit.Patterns), keys("esc")},
		{"patterns-empty", in(kit.Patterns, nil), keys()},
		{"patterns-few", in(kit.Patterns, threeEntries), keys()},
		{"patterns-many", in(kit.Patterns, halfAYear), keys()},
		{"patterns-days", in(kit.Patterns, halfAYear), keys("enter")},
		{"patterns-day", in(kit.Patterns, halfAYear), keys("enter", "enter")},
		{"patterns-hours", in(kit.Patterns, halfAYear), keys("enter", "space")},
		{"patterns-tags", in(kit.Patterns, halfAYear), keys("enter", "space", "space")},
		{"patterns-lighter", in(kit.Patterns, wentWith(2)), keys("end")},
		{"patterns-heavy", in(kit.Patterns, halfAYear), keys("end")},
	}
}

// seen is what is on screen in a language, at a size.
type seen struct {
	text   string
	footer []string // what belongs into it
	gives  []bool   // which of that gives way
	room   string
}

// lookAt looks at a state in every size, in one language.
func lookAt(t *testing.T, l look, code string, sizes [][2]int) []seen {
	t.Helper()
	var room kit.Room
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		if l.prepare != nil {
			l.prepare(j, o)
		}
		speak(t, o, code)
		room = o.Room
	})
	l.act(d)
	w, _ := words.In(code)
	var all []seen
	for _, size := range sizes {
		d.Resize(size[0], size[1])
		if got := d.Widest(); got > size[0] {
			t.Errorf("%s in %q: a line takes %d cells of %d", l.name, code, got, size[0])
		}
		s := seen{text: d.Text(), room: []string{w.Rooms.Write, w.Rooms.Review, w.Rooms.Ready, w.Rooms.Patterns, w.Rooms.Settings}[room]}
		for _, row := range d.Model().(*tui.Model).FooterNow() {
			label, _, _ := strings.Cut(row.Label, ",")
			_, does, brief := strings.Cut(w.Keys[string(row.Action)], ": ")
			if !brief {
				does = w.Keys[string(row.Action)]
			}
			s.footer = append(s.footer, label+" "+does)
			s.gives = append(s.gives, row.Action == kit.Action(editor.NewLine) || row.Context == kit.InWeigh && row.Action == kit.ActDigit)
		}
		all = append(all, s)
	}
	return all
}

// TestEveryLanguageFits holds, for every room, dialog and size, that no line of any
// language is too wide, that nothing is cut that is whole in English, and that the
// room, the first key and the way out are named in full; from 80 columns on also every
// other key that is named in English, but for those of which the page tells by itself, a new line
// and a weight: they give way to what goes on and what saves.
func TestEveryLanguageFits(t *testing.T) {
	sizes := [][2]int{{40, 12}, {46, 15}, {60, 20}, {72, 22}, {80, 24}, {96, 30}, {140, 40}}
	if !*atLength {
		sizes = [][2]int{{40, 12}, {80, 24}}
	}
	for _, l := range spokenLooks() {
		t.Run(l.name, func(t *testing.T) { fitsAsInEnglish(t, l, sizes) })
	}
}

func fitsAsInEnglish(t *testing.T, l look, sizes [][2]int) {
	t.Parallel()
	english := lookAt(t, l, "en", sizes)
	for _, code := range words.Languages()[1:] {
		for i, s := range lookAt(t, l, code, sizes) {
			en, width := english[i], sizes[i][0]
			say := func(format string, args ...any) {
				t.Helper()
				t.Errorf("%s in %q at %d columns %s:\n%s", l.name, code, width, fmt.Sprintf(format, args...), s.text)
			}
			if cut, was := strings.Count(s.text, "…"), strings.Count(en.text, "…"); cut > was {
				say("cuts %d texts, and %d in English", cut, was)
			}
			if strings.Contains(en.text, en.room) && !strings.Contains(s.text, s.room) {
				say("does not name %s", s.room)
			}
			for n, key := range s.footer {
				wanted := (n == 0 || n == len(s.footer)-1 || width >= 80) && !s.gives[n]
				if wanted && strings.Contains(en.text, en.footer[n]) && !strings.Contains(s.text, key) {
					say("does not name %q", key)
				}
			}
		}
	}
}

// TestLanguagesGolden holds how the program looks in each language.
func TestLanguagesGolden(t *testing.T) {
	t.Parallel()
	shown := []string{
		"start", "weigh", "ending", "ending-heavier", "cover", "unlock", "help-write",
		"review-many", "ready-many", "patterns-many", "patterns-days", "patterns-day", "patterns-hours", "patterns-tags", "patterns-lighter",
	}
	for _, code := range words.Languages()[1:] {
		var text string
		for _, l := range spokenLooks() {
			if !slices.Contains(shown, l.name) {
				continue
			}
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
				if l.prepare != nil {
					l.prepare(j, o)
				}
				speak(t, o, code)
			})
			l.act(d)
			text += d.Golden(l.name)
			d.Resize(40, 12)
			text += d.Golden(l.name)
		}
		tuitest.Golden(t, "language-"+code+".txt", []byte(text))
	}
}
