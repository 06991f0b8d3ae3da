package tui_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

func (d *desk) targets() []kit.Target { return d.Model().(*tui.Model).Targets() }

func (d *desk) click(x, y int) { d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }

func (d *desk) wheel(x, y int, button tea.MouseButton) {
	d.Send(tea.MouseWheelMsg{X: x, Y: y, Button: button})
}

// row returns a line of the screen by cell, wide characters counted as two.
func (d *desk) row(y int) string { return strings.Split(d.Text(), "\n")[y] }

// TestEveryTargetHitsWhatIsDrawn clicks on every target of every place, and wants what
// is drawn there to respond.
func TestEveryTargetHitsWhatIsDrawn(t *testing.T) {
	t.Parallel()
	rooms := words.English().Rooms
	names := map[kit.Action]string{"write": rooms.Write, "review": rooms.Review, "ready": rooms.Ready, "patterns": rooms.Patterns, "settings": rooms.Settings}
	number := func(name string) string {
		return strconv.Itoa(1 + slices.Index([]string{rooms.Write, rooms.Review, rooms.Ready, rooms.Patterns, rooms.Settings}, name))
	}
	clicked := map[kit.Action]bool{}
	sizes := [][2]int{{40, 12}, {140, 40}}
	if *atLength {
		sizes = append(sizes, [2]int{80, 24}, [2]int{60, 20}, [2]int{200, 60})
	}
	for place, lead := range places() {
		if place == kit.InCover {
			continue
		}
		for _, size := range sizes {
			d := lead(t)
			d.Resize(size[0], size[1])
			where := fmt.Sprintf("place %d at %v", place, size)
			for i, target := range d.targets() {
				if target.Does == "" {
					continue
				}
				clicked[target.Does] = true
				if _, isRoom := names[target.Does]; isRoom && size[0] != 40 && (size[0] != 140 || place%4 != 0) {
					continue // these are the same everywhere
				}
				d := lead(t)
				d.Resize(size[0], size[1])
				before := d.SVG()
				line := d.row(target.Y)
				d.breathe()
				d.click(target.X+target.Width-1, target.Y+target.Height-1)
				if name, isRoom := names[target.Does]; isRoom {
					called := []string{name, number(name) + " " + name, number(name)}
					if !slices.Contains(called, line[target.X:target.X+target.Width]) {
						t.Errorf("%s: target %d is not where %q stands, but at %+v:\n%s", where, i, name, target, line)
					}
					under := d.row(target.Y + 1)
					from, wide := strings.Index(under, theme.BarAcross), strings.Count(under, theme.BarAcross)
					if from < 0 || strings.TrimSpace(under) != strings.Repeat(theme.BarAcross, wide) || !slices.Contains(called[:2], d.row(target.Y)[from:from+wide]) {
						t.Errorf("%s: a click on %s leads to:\n%s", where, name, d.Text())
					}
					continue
				}
				d.answers(t, where, target, line, before)
			}
		}
	}
	for _, does := range []kit.Action{"read", "digit", "search", "toggle", "day", "write", "review", "ready", "patterns", "settings"} {
		if !clicked[does] {
			t.Errorf("nowhere can %s be clicked", does)
		}
	}
}

// answers fails unless what was clicked has answered.
func (d *desk) answers(t *testing.T, where string, target kit.Target, line string, before []byte) {
	t.Helper()
	switch target.Does {
	case "digit":
		// What is said at 9 and 10 may take a line above the scale.
		if !slices.ContainsFunc(strings.Split(d.Text(), "\n"), func(row string) bool {
			row = strings.TrimRight(row, " ")
			return strings.HasSuffix(row, " "+strconv.Itoa(target.At)) && strings.Contains(row, strings.Repeat(theme.DotFull, target.At))
		}) {
			t.Errorf("%s: a click on dot %d shows\n%s", where, target.At, d.Text())
		}
	case "read":
		if strings.Contains(line, theme.Bar) { // the chosen one is opened
			if slices.Equal(before, d.SVG()) {
				t.Errorf("%s: a click on the chosen row %d does nothing:\n%s", where, target.At, d.Text())
			}
			return
		}
		if row := d.row(target.Y); !strings.Contains(row, theme.Bar) {
			t.Errorf("%s: a click on row %d (%q) chooses another:\n%s", where, target.At, line, d.Text())
		}
	default:
		if slices.Equal(before, d.SVG()) {
			t.Errorf("%s: a click on %+v does nothing:\n%s", where, target, d.Text())
		}
	}
}

// TestClickOnTheScale holds, in all three places with a scale, that a dot weighs, that
// the first one clicked twice is 0, and that the number goes on.
func TestClickOnTheScale(t *testing.T) {
	dot := func(d *desk, weight int) {
		for _, target := range d.targets() {
			if target.Does == "digit" && target.At == weight {
				d.click(target.X, target.Y)
				return
			}
		}
		t.Fatalf("there is no dot %d:\n%s", weight, d.Text())
	}
	number := func(d *desk) {
		d.breathe()
		for _, target := range d.targets() {
			if target.Does == "next" || target.Does == "done" {
				d.click(target.X, target.Y)
				return
			}
		}
		t.Fatalf("there is no number:\n%s", d.Text())
	}
	d := sit(t, offered)
	d.write("The lift.")
	dot(d, 7)
	dot(d, 8)
	number(d)
	d.seeOpen(t, control)
	d.press("enter", "enter", "enter", "enter")
	d.seeOpen(t, heavyNow)
	dot(d, 1)
	dot(d, 1)
	number(d)
	if e := d.entry(t); len(e.Weighings) != 2 || e.Weighings[0].Weight != 8 || e.Weighings[1].Weight != 0 {
		t.Errorf("kept %+v, want 8 and 0", e.Weighings)
	}
	review := sit(t, func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room = kit.Review })
	review.press("w")
	dot(review, 2)
	number(review)
	review.see(t, words.English().Change.Weighed)
	if w := review.journal.Entries()[0].Weighings; w[len(w)-1].Weight != 2 {
		t.Errorf("weighed again: %+v", w)
	}
}

// TestTargetsDoNotOverlap holds that a cell is of one target, and that all lie on the
// screen.
func TestTargetsDoNotOverlap(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		for _, size := range [][2]int{{80, 24}, {40, 12}, {140, 40}} {
			d := lead(t)
			d.Resize(size[0], size[1])
			owners := map[string]kit.Target{}
			for _, target := range d.targets() {
				for y := target.Y; y < target.Y+target.Height; y++ {
					for x := target.X; x < target.X+target.Width; x++ {
						if x < 0 || y < 0 || x >= size[0] || y >= size[1] {
							t.Fatalf("place %d at %v: %+v is off the screen", place, size, target)
						}
						cell := fmt.Sprint(x, y, target.Wheel)
						if other, taken := owners[cell]; taken {
							t.Fatalf("place %d at %v: %+v and %+v share %d,%d", place, size, target, other, x, y)
						}
						owners[cell] = target
					}
				}
			}
		}
	}
}

// TestClicksElsewhereDoNothing holds that no click outside of a target, with another
// button, on the cover or where nothing is shown does anything.
func TestClicksElsewhereDoNothing(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		d := lead(t)
		d.breathe()
		before, calls, targets := d.Text(), len(d.journal.Calls), d.targets()
		step := rounds(15, 5)
		for y := range 24 {
			for x := y * 3 % step; x < 80; x += step {
				if !slices.ContainsFunc(targets, func(t kit.Target) bool {
					return t.Does != "" && x >= t.X && x < t.X+t.Width && y >= t.Y && y < t.Y+t.Height
				}) {
					d.click(x, y)
				}
				d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseRight}, tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseMiddle},
					tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft}, tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseLeft})
			}
		}
		if d.Text() != before || len(d.journal.Calls) != calls {
			t.Errorf("in place %d clicks led from\n%s\nto\n%s", place, before, d.Text())
		}
	}
}

// TestMouseIsEnabledOnlyWhereClicksWork holds that the mouse is left to the terminal on
// the cover and while words are written, where it selects and pastes.
func TestMouseIsEnabledOnlyWhereClicksWork(t *testing.T) {
	t.Parallel()
	mode := func(d *desk) bool { return d.Model().View().MouseMode == tea.MouseModeCellMotion }
	left := []kit.KeyContext{kit.InAnswer, kit.InEdit, kit.InHow, kit.InField, kit.InNewField, kit.InSomeone, kit.InBlackout, kit.InPlace, kit.InCover}
	for place, lead := range places() {
		d := lead(t)
		if got, want := mode(d), !slices.Contains(left, place); got != want {
			t.Errorf("in place %d the mouse is asked for: %v, want %v", place, got, want)
		}
	}
	d := sit(t, nil)
	if !mode(d) {
		t.Error("a blank page does not take a click on a room")
	}
	d.Type("w")
	if mode(d) {
		t.Error("the mouse is not left to the terminal from the first letter on")
	}
	d.Resize(20, 5)
	if mode(d) {
		t.Error("the mouse is asked for where nothing is shown")
	}
	off := sit(t, func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room, o.Mouse = kit.Review, false })
	before := off.Text()
	off.click(5, 10)
	off.click(70, 1)
	off.wheel(5, 10, tea.MouseWheelDown)
	if mode(off) || off.Text() != before {
		t.Error("the mouse does something although it was turned off")
	}
}

// TestClicksLoseNoWords holds that going to another room by a click keeps what was
// written, where it was.
func TestClicksLoseNoWords(t *testing.T) {
	d := sit(t, nil)
	d.Type(marker)
	for _, target := range d.targets() {
		if target.Does == "ready" {
			d.click(target.X, target.Y)
		}
	}
	d.see(t, words.English().Ready.Title)
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 1 || d.journal.Drafts()[0].Text(journal.Happened) != marker {
		t.Errorf("the page is not on disk: %d drafts", len(d.journal.Drafts()))
	}
	d.click(d.targets()[0].X, d.targets()[0].Y)
	d.see(t, marker)
}

// TestWheel holds that the wheel scrolls what is under it, and nothing else.
func TestWheel(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room = kit.Review })
	d.Resize(140, 16)
	var list, reader kit.Target
	for _, target := range d.targets() {
		switch {
		case target.Wheel && target.X > 20:
			reader = target
		case target.Wheel:
			list = target
		}
	}
	first := d.row(list.Y)
	d.wheel(reader.X+2, reader.Y+2, tea.MouseWheelDown)
	if after := d.row(reader.Y); strings.Contains(after, "Saturday 21 November 2026") || after[:20] != first[:20] {
		t.Errorf("the wheel over the reader does not scroll it, or it alone:\n%s", d.Text())
	}
	d.wheel(reader.X+2, reader.Y+2, tea.MouseWheelUp)
	if d.row(reader.Y) != first {
		t.Errorf("the wheel does not scroll back:\n%s", d.Text())
	}
	d.wheel(list.X+2, list.Y+1, tea.MouseWheelDown)
	d.see(t, "2 of 7", "Friday 20 November 2026")
	help := sit(t, nil)
	help.Resize(60, 12)
	help.Press("f1")
	was := help.Text()
	help.wheel(10, 6, tea.MouseWheelDown)
	if help.Text() == was {
		t.Errorf("the wheel does not scroll help:\n%s", was)
	}
}

// TestBlankOnFocusLoss holds that the screen, if so configured, is covered with the
// page on disk when the terminal loses the focus, and uncovered by enter, not by the
// focus.
func TestBlankOnFocusLoss(t *testing.T) {
	wanted := func(_ *journaltest.Journal, o *kit.Options) { o.BlankOnFocusLoss = true }
	d := sit(t, wanted)
	d.Type(marker)
	if !d.Model().View().ReportFocus {
		t.Error("the terminal is not asked for its focus")
	}
	during := textWhile(d, "Save", func() { d.Send(tea.BlurMsg{}) })
	if !onlyCover(during) || len(d.journal.Drafts()) != 1 || d.autosaver.Pending() {
		t.Errorf("%d drafts; the screen shows:\n%s", len(d.journal.Drafts()), during)
	}
	d.Send(tea.FocusMsg{})
	if !onlyCover(d.Text()) {
		t.Errorf("the focus uncovers:\n%s", d.Text())
	}
	d.Send(tea.BlurMsg{}, tea.FocusMsg{})
	d.Press("enter")
	d.see(t, marker)

	review := sit(t, func(j *journaltest.Journal, o *kit.Options) { pages(j); wanted(j, o); o.Room = kit.Review })
	review.Press("?")
	review.Send(tea.BlurMsg{})
	if !onlyCover(review.Text()) {
		t.Errorf("a dialog stays in sight:\n%s", review.Text())
	}
	review.Press("enter")
	review.see(t, words.English().Help.Here)

	other := sit(t, nil)
	other.Type(marker)
	other.Send(tea.BlurMsg{})
	other.see(t, marker)
}

// clickOn clicks the first target that does this.
func (d *desk) clickOn(t *testing.T, does kit.Action) {
	t.Helper()
	for _, target := range d.targets() {
		if target.Does == does {
			d.click(target.X, target.Y)
			return
		}
	}
	t.Fatalf("nothing to click does %q:\n%s", does, d.Text())
}
