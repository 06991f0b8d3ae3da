package tui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestColourIsNeverTheOnlySign holds that states which a person must tell apart differ
// in their characters, without any colour, bold or underline: which room is open, which
// step, row or room has the keys, how heavy something is, and an error.
func TestColourIsNeverTheOnlySign(t *testing.T) {
	in := func(r kit.Room) func(*journaltest.Journal, *kit.Options) {
		return func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room = r }
	}
	empty := func(r kit.Room) func(*journaltest.Journal, *kit.Options) {
		return func(j *journaltest.Journal, o *kit.Options) { j.Absent(); o.Room = r }
	}
	intended := func(j *journaltest.Journal, o *kit.Options) { promises(j); o.Room = kit.Ready }
	keys := func(keys ...string) func(*desk) { return func(d *desk) { d.press(keys...) } }
	for _, test := range []struct {
		what    string
		prepare func(*journaltest.Journal, *kit.Options)
		one     func(*desk)
		other   func(*desk)
	}{
		{"the open room", empty(kit.Review), keys("f1"), keys("4", "f1")},
		{"the open step", in(kit.Write), keys(), keys("enter")},
		{"an answer and its weight", in(kit.Write), func(d *desk) { d.write("x") }, func(d *desk) { d.write("x"); d.press("enter") }},
		{"how heavy it is", in(kit.Write), func(d *desk) { d.write("x"); d.press("3") }, func(d *desk) { d.write("x"); d.press("8") }},
		{"the chosen entry", in(kit.Review), keys(), keys("down")},
		{"who has the keys, list or reader", in(kit.Review), keys(), keys("enter")},
		{"who has the keys, list or search", in(kit.Review), keys("/", "q", "enter"), keys("/", "q")},
		{"the chosen intention", intended, keys(), keys("down")},
		{"an intention tried", intended, keys(), keys("t", "esc")},
		{"one let go, and one tried", intended, keys("l"), keys("t", "esc")},
		{"what is taken along in an export", in(kit.Review), keys("x"), keys("x", "space")},
		{"the chosen setting", in(kit.Settings), keys(), keys("down")},
		{"which look is chosen", in(kit.Settings), keys("down", "down", "down"), keys("down", "down", "down", "right")},
		{"the open field of two", in(kit.Settings), keys("enter"), func(d *desk) { d.press("enter"); d.Type("x"); d.press("enter", "backspace") }},
		{"something went wrong", in(kit.Write), func(d *desk) { d.Type("x") }, func(d *desk) { d.journal.Fail["Save"] = journal.ErrFull; d.Type("x"); d.press("ctrl+t") }},
		{"a wrong passphrase", withLockIn(kit.Review), keys(), func(d *desk) { d.Type("heron"); d.press("enter") }},
	} {
		for _, size := range [][2]int{{80, 24}, {140, 40}} {
			a, b := sit(t, test.prepare), sit(t, test.prepare)
			for d, act := range map[*desk]func(*desk){a: test.one, b: test.other} {
				d.Resize(size[0], size[1])
				act(d)
			}
			if a.Text() == b.Text() {
				t.Errorf("%s at %v is told by colour alone, if at all:\n%s", test.what, size, a.Text())
			}
		}
	}
}

func withLockIn(r kit.Room) func(*journaltest.Journal, *kit.Options) {
	return func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Room = r }
}

// TestTheSameWordsInEveryLook holds that a frame has the same characters with all
// colours, with 256, with 16 and with none, on dark and on light.
func TestTheSameWordsInEveryLook(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		d := lead(t)
		want := d.Text()
		d.Background(false)
		if got := d.Text(); got != want {
			t.Errorf("place %d says on light\n%s\nand on dark\n%s", place, got, want)
		}
	}
	for _, room := range []kit.Room{kit.Write, kit.Review, kit.Ready, kit.Patterns, kit.Settings} {
		var said []string
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI, colorprofile.ASCII} {
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room, o.Profile = room, profile })
			said = append(said, d.Text())
		}
		if len(slices.Compact(said)) != 1 {
			t.Errorf("room %d says one thing with colours and another without", room)
		}
	}
}

// TestTheSameGrid holds that every room and dialog begins in the same column and on the
// same line, no text wider than is good to read in Write, and the keys on the last line
// but one.
func TestTheSameGrid(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h, left, top int }{{80, 24, 3, 4}, {100, 30, 3, 4}, {140, 40, 10, 4}, {200, 60, 40, 4}, {60, 20, 3, 4}} {
		for place, lead := range places() {
			if place == kit.InCover {
				continue
			}
			d := lead(t)
			d.Resize(size.w, size.h)
			lines := strings.Split(d.Text(), "\n")
			for y, line := range lines {
				text := strings.TrimLeft(line, " ")
				begins := len(line) - len(text)
				bar := text != "" && strings.Contains(theme.Bar+theme.FrameDown+theme.FrameTopLeft+theme.FrameBottomLeft, string([]rune(text)[:1]))
				if line != "" && (begins < size.left-2 || begins < size.left && !bar) {
					t.Errorf("place %d at %d×%d: line %d begins in column %d, want %d:\n%s", place, size.w, size.h, y, begins, size.left, d.Text())
					break
				}
			}
			first := slices.IndexFunc(lines[3:], func(l string) bool { return l != "" }) + 3
			if first < size.top {
				t.Errorf("place %d at %d×%d begins on line %d, want %d", place, size.w, size.h, first, size.top)
			}
			if keys := lines[size.h-2]; !strings.HasPrefix(keys, strings.Repeat(" ", size.left)) || strings.TrimSpace(keys) == "" {
				t.Errorf("place %d at %d×%d: the keys are %q", place, size.w, size.h, keys)
			}
		}
	}
}

// TestEscLeadsToTheCoverFromEverywhere holds that esc, pressed at most three times,
// leads to the cover, and that pressing it twice more does not uncover. An edit asks
// first what to do with its words, without showing any.
func TestEscLeadsToTheCoverFromEverywhere(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		d := lead(t)
		at := func() kit.KeyContext { return d.Model().(*tui.Model).KeyContextNow() }
		if place == kit.InEdit || place == kit.InDrop || place == kit.InHomeless {
			for at() != kit.InDrop {
				d.Press("esc")
			}
			d.notSee(t, "Covering", "desk")
			continue
		}
		n := 0
		for ; at() != kit.InCover && n < 4; n++ {
			d.Press("esc")
		}
		if at() != kit.InCover {
			t.Errorf("from place %d esc does not lead to the cover, but to %d:\n%s", place, at(), d.Text())
		}
		d.Press("esc", "esc")
		if at() != kit.InCover {
			t.Errorf("from place %d one esc more uncovers", place)
		}
	}
}

// TestTheWindowTitleIsLeftAlone holds that no window title and no progress bar gives
// away what is going on.
func TestTheWindowTitleIsLeftAlone(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		d := lead(t)
		if title := d.Model().View().WindowTitle; title != "" {
			t.Errorf("in place %d the window is called %q", place, title)
		}
	}
	d := sit(t, nil)
	number := regexp.MustCompile(`\d`)
	blank := number.FindAllString(d.Text(), -1)
	d.Type("one two three four five six seven eight nine ten eleven")
	if got := number.FindAllString(d.Text(), -1); len(got) != len(blank) {
		t.Errorf("something is counted:\n%s", d.Text())
	}
}

// clashes returns the keys that two rows of one context share.
func clashes(rows []kit.Binding) (twice []string) {
	seen := map[string]bool{}
	for _, row := range rows {
		for _, k := range row.Keys {
			if seen[k] {
				twice = append(twice, k)
			}
			seen[k] = true
		}
	}
	return twice
}

// TestAClashIsFound is the control of TestNoKeysClash: a clash planted in each context
// is found.
func TestAClashIsFound(t *testing.T) {
	for place, rows := range keyContexts() {
		if twice := clashes(rows); twice != nil {
			t.Errorf("in place %d %v mean two things", place, twice)
		}
		for _, row := range rows {
			if len(row.Keys) == 0 {
				continue
			}
			planted := append(slices.Clip(rows), kit.Binding{Action: "planted", Keys: row.Keys[:1]})
			if !slices.Equal(clashes(planted), row.Keys[:1]) {
				t.Errorf("in place %d a second meaning of %s is not found", place, row.Keys[0])
			}
		}
	}
}

// TestHelpIsOnEveryScreen holds that help is named in the footer of every place that
// has one, and opens with its key there.
func TestHelpIsOnEveryScreen(t *testing.T) {
	t.Parallel()
	said := words.English()
	for place, lead := range places() {
		if place == kit.InText || place == kit.InCover {
			continue
		}
		for _, size := range [][2]int{{80, 24}, {40, 12}} {
			d := lead(t)
			d.Resize(size[0], size[1])
			lines := strings.Split(d.Text(), "\n")
			footer := strings.Join(lines[len(lines)-2:], " ")
			if !strings.Contains(footer, "? "+said.Keys["help"]) && !strings.Contains(footer, "F1 "+said.Keys["help"]) {
				t.Errorf("place %d at %v does not name help: %q", place, size, footer)
			}
			key := "f1"
			if strings.Contains(footer, "? "+said.Keys["help"]) {
				key = "?"
			}
			d.look()
			d.Press(key)
			d.see(t, said.Help.Here)
		}
	}
}

// While nothing is known of the background, what is drawn can be read on any: in the terminal's own
// colours, unless some were chosen.
func TestUnknownBackground(t *testing.T) {
	colour := regexp.MustCompile(`\x1b\[[0-9;]*38;`)
	for look, want := range map[theme.Look]bool{theme.Auto: false, theme.Contrast: false, theme.Dark: true, theme.Light: true} {
		d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Unlit, o.Look = true, look })
		if got := colour.MatchString(d.Model().View().Content); got != want {
			t.Errorf("%s: colours %v, want %v", look, got, want)
		}
		if d.Background(false); !colour.MatchString(d.Model().View().Content) {
			t.Errorf("%s: no colours once the background is known", look)
		}
	}
}
