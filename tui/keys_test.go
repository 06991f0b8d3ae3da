package tui_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// keyContexts returns every row that holds in each context that a screen can be in.
func keyContexts() map[kit.KeyContext][]kit.Binding {
	all, table := map[kit.KeyContext][]kit.Binding{}, kit.NewKeyTable()
	for c := kit.InAnswer; c <= kit.InText; c++ {
		all[c] = table.At(c)
	}
	return all
}

// TestNoKeysClash holds that a key means one thing in each context, those around it
// included.
func TestNoKeysClash(t *testing.T) {
	for place, rows := range keyContexts() {
		seen := map[string]kit.Action{}
		for _, row := range rows {
			for _, k := range row.Keys {
				if other, taken := seen[k]; taken {
					t.Errorf("in place %d %s is both %s and %s", place, k, other, row.Action)
				}
				seen[k] = row.Action
			}
		}
		if !slices.ContainsFunc(rows, func(r kit.Binding) bool { return r.Action == "quit" }) {
			t.Errorf("place %d cannot be closed", place)
		}
	}
}

// TestNeverBound holds that keys which terminals mistake for others have no row.
func TestNeverBound(t *testing.T) {
	never := []string{"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+q", "ctrl+r", "alt+c", "alt+d", "alt+l", "alt+u"}
	for d := '0'; d <= '9'; d++ {
		never = append(never, "alt+"+string(d))
	}
	for _, row := range kit.NewKeyTable() {
		for _, k := range row.Keys {
			if slices.Contains(never, k) {
				t.Errorf("%s is bound, to %s", k, row.Action)
			}
		}
	}
}

// TestEveryActionHasWords holds that no key stands in the footer or the help without
// saying what it does.
func TestEveryActionHasWords(t *testing.T) {
	for _, row := range kit.NewKeyTable() {
		if row.Label != "" && words.English().Keys[string(row.Action)] == "" {
			t.Errorf("%s (%s) has no words", row.Label, row.Action)
		}
	}
}

// TestEscDoesNotSayClose holds that a footer says of no two keys the same in one language, so that
// esc, which leads back out of a dialog, is never called as what closes the program.
func TestEscDoesNotSayClose(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		if w.Keys["close"] == w.Keys["quit"] {
			t.Errorf("%s: esc in a dialog and ctrl+c are both %q", code, w.Keys["quit"])
		}
		for c := kit.InAnswer; c <= kit.InText; c++ {
			said := map[string]kit.Action{}
			for _, row := range kit.NewKeyTable().Footer(c) {
				does := w.Keys[string(row.Action)]
				if other, twice := said[does]; twice && other != row.Action {
					t.Errorf("%s: the footer of place %d says %q of both %s and %s", code, c, does, other, row.Action)
				}
				said[does] = row.Action
			}
		}
	}
}

// places leads to every place, each in a state in which its keys have something to do.
func places() map[kit.KeyContext]func(t *testing.T) *desk {
	locked := func(t *testing.T) *desk {
		return sit(t, func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Room = kit.Review })
	}
	kept := func(t *testing.T) *desk {
		d := sit(t, nil)
		d.write("The printer gave up.")
		fileFirst(d)
		return d
	}
	all := map[kit.KeyContext]func(t *testing.T) *desk{
		kit.InAnswer: func(t *testing.T) *desk {
			d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
				j.Wait(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, "", "The lift.")}})
			})
			d.write("Words.")
			d.press("enter")
			d.Type("one two three")
			d.press("ctrl+j")
			d.Type("four five six")
			d.press("ctrl+j")
			d.Type("seven eight nine")
			d.press("up", "left", "left", "left", "left", "left", "left")
			d.Press("ctrl+k", "ctrl+z")
			return d
		},
		kit.InWeigh: func(t *testing.T) *desk {
			d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
				j.Wait(journal.Entry{Written: today(), Answers: []journal.Answer{answer(journal.Happened, "", "The lift.")}})
			})
			d.write("Words.")
			return d
		},
		kit.InShake: func(t *testing.T) *desk {
			d := sit(t, nil)
			d.write(scene)
			d.press("enter", "enter", "enter", "enter")
			return d
		},
		kit.InEnding: func(t *testing.T) *desk {
			d := sit(t, nil)
			d.write(scene)
			d.press("enter", "enter", "enter", "enter", "enter", "3", "enter")
			return d
		},
		kit.InChoice: func(t *testing.T) *desk {
			d := sit(t, waiting("The lift.", "The queue.", "The phone."))
			d.press("ctrl+o")
			d.look()
			d.press("down") // to the one in the middle
			return d
		},
		kit.InCover: func(t *testing.T) *desk {
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) { o.Room = kit.Ready })
			d.Press("ctrl+l")
			return d
		},
		kit.InField: func(t *testing.T) *desk {
			d := locked(t)
			d.Type("heron")
			return d
		},
		kit.InOffer: kept,
		kit.InRecovery: func(t *testing.T) *desk {
			d := locked(t)
			d.Type(passphrase)
			d.Press("enter")
			return d
		},
		kit.InText: func(t *testing.T) *desk {
			d := sit(t, nil)
			d.Resize(40, 12)
			d.Press("f1", "down", "down")
			return d
		},
	}
	maps.Copy(all, reviewPlaces())
	maps.Copy(all, learningPlaces())
	maps.Copy(all, settingsPlaces())
	return all
}

// TestEveryKeyDoesSomething presses every key of every place, and wants the screen, the
// journal or the program to respond. Places that pass by themselves are left out.
func TestEveryKeyDoesSomething(t *testing.T) {
	t.Parallel()
	lead := places()
	for place, rows := range keyContexts() {
		if place == kit.InOpening || place == kit.InLocking {
			continue // they pass by themselves; see TestWhileAKeyIsDerived
		}
		if lead[place] == nil {
			t.Errorf("nothing leads to place %d", place)
			continue
		}
		for _, row := range rows {
			for i, k := range row.Keys {
				if alreadyHere(place, row.Action) || i > 0 && !*atLength {
					continue
				}
				d := lead[place](t)
				model := d.Model().(*tui.Model)
				if got := model.KeyContextNow(); got != place {
					t.Fatalf("meant to be in place %d, and am in %d:\n%s", place, got, d.Text())
				}
				d.look()
				before, calls := d.SVG(), len(d.journal.Calls)
				d.Press(k)
				d.Advance(d.clock, 150*time.Millisecond) // what swings has swung by then, and what is held goes on
				if slices.Equal(before, d.SVG()) && !d.Quit() && d.Suspended() == 0 && len(d.journal.Calls) == calls {
					t.Errorf("in place %d %s (%s) does nothing:\n%s", place, k, row.Action, d.Text())
				}
			}
		}
	}
}

// alreadyHere says that an action leads to where its place is, or takes back what was deleted,
// where nothing was.
func alreadyHere(place kit.KeyContext, action kit.Action) bool {
	if action == kit.ActTakeBack {
		return place != kit.InClosing
	}
	switch place {
	case kit.InDelete, kit.InVersion, kit.InHomeless, kit.InDrop, kit.InExport, kit.InExported, kit.InFound:
		return action == "review"
	case kit.InReview, kit.InReader, kit.InRecovery:
		return action == "review" && place != kit.InRecovery && place != kit.InReader
	case kit.InQuiet, kit.InSealed, kit.InReady:
		return action == "ready"
	case kit.InPatterns, kit.InCalendar:
		return action == "patterns"
	case kit.InCover:
		return false
	default:
		return false
	}
}

// TestHelpListsEveryKey holds that help names every key that holds in the place it was
// asked from, and what it does.
func TestHelpListsEveryKey(t *testing.T) {
	t.Parallel()
	for place, to := range places() {
		d := to(t)
		d.Resize(70, 120) // one column, in which nothing is wrapped
		if place == kit.InText {
			continue // help itself
		}
		d.Press("f1")
		text := d.Text()
		for _, row := range keyContexts()[place] {
			if row.Label != "" && (!strings.Contains(text, row.Label) || !strings.Contains(text, words.English().Keys[string(row.Action)])) {
				t.Errorf("place %d: help does not list %s, %s:\n%s", place, row.Label, row.Action, text)
			}
		}
	}
}

// TestEveryEditingKeyIsInHelp holds that every key of the editor works wherever text is
// written, and that help names it, in a row of its own or in that of another. Other
// names that some terminals send for a key need no row.
func TestEveryEditingKeyIsInHelp(t *testing.T) {
	other := []string{"alt+left", "alt+right", "find", "select", "shift+backspace", "ctrl+backspace", "shift+enter", "alt+enter"}
	written := strings.NewReplacer("pgup", "pgup", "pgdown", "pgdn", "left", "←", "right", "→", "up", "↑", "down", "↓")
	commands := []editor.Command{
		editor.Left, editor.Right, editor.Up, editor.Down, editor.PageUp, editor.PageDown, editor.LineStart, editor.LineEnd,
		editor.ParagraphStart, editor.ParagraphEnd, editor.TextStart, editor.TextEnd, editor.WordLeft, editor.WordRight,
		editor.Erase, editor.Delete, editor.EraseWord, editor.DeleteWord, editor.KillWord, editor.KillStart, editor.KillEnd,
		editor.NewLine, editor.Undo, editor.Redo,
	}
	for place, oneLine := range map[kit.KeyContext]bool{kit.InAnswer: false, kit.InEdit: false, kit.InHow: true, kit.InSearch: true} {
		rows := keyContexts()[place]
		var labels string
		bound := map[kit.Action]bool{}
		for _, row := range rows {
			labels += row.Label + ", "
			bound[row.Action] = bound[row.Action] || len(row.Keys) > 0
		}
		for _, row := range rows {
			if !slices.Contains(commands, editor.Command(row.Action)) {
				continue
			}
			for _, k := range row.Keys {
				if !slices.Contains(other, k) && !strings.Contains(labels, written.Replace(k)) {
					t.Errorf("in place %d help does not name %s, %s", place, k, row.Action)
				}
			}
		}
		for _, c := range commands {
			if oneLine && slices.Contains([]editor.Command{editor.NewLine, editor.KillStart}, c) {
				continue
			}
			if !bound[kit.Action(c)] {
				t.Errorf("in place %d no key asks for %s", place, c)
			}
		}
	}
}

// Letters that are keys are so under the same fingers on layouts without Latin ones.
func TestLettersOnOtherLayouts(t *testing.T) {
	table := kit.NewKeyTable()
	for letter, want := range map[string]kit.Action{
		"e": kit.ActEdit, "у": kit.ActEdit, "ε": kit.ActEdit, "ק": kit.ActEdit, "ث": kit.ActEdit,
		"n": kit.ActOlder, "т": kit.ActOlder, "é": "", "語": "",
	} {
		if got := table.Find(kit.InReader, tea.KeyPressMsg{Text: letter}); got != want {
			t.Errorf("%s in the reader: %q, want %q", letter, got, want)
		}
	}
	for _, letter := range []string{"G", "П", "Γ"} {
		if got := table.Find(kit.InText, tea.KeyPressMsg{Text: letter}); got != kit.ActLast {
			t.Errorf("%s in a text: %q", letter, got)
		}
	}
	if !sit(t, nil).Model().View().KeyboardEnhancements.ReportAlternateKeys {
		t.Error("the terminal is not asked for the key beneath a letter")
	}
}
