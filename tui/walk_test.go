package tui_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

// scriptsSpoken are words of eight scripts, and what makes trouble in all of them.
func scriptsSpoken() []string {
	return []string{
		"desk", "queue", "“I can’t do that one”", "#refusal", "e\u0301le\u0300ve", "Zu\u0308rich", "a\u0338\u0323\u0307\u0301", // Latin, with combining marks
		"كان", "يصرخ", "الجميع", "مُحَمَّد", // Arabic
		"התור", "שָׁלוֹם", "#תור", // Hebrew
		"काउंटर", "भीड़", "क्षत्रिय", // Hindi
		"ลูกค้า", "น้ำ", "เคาน์เตอร์ที่ห้องสมุด", // Thai
		"窓口", "怒鳴られた", "排队的人很多", // Chinese and Japanese
		"고객이", "소리를", "\u1112\u1161\u11ab", // Korean, whole and in parts
		"👨‍👩‍👧‍👦", "🇬🇧", "🏳️‍🌈", "👍🏽", "❤️", // emoji with joiners
		"\t", "\x1b[31m", "\u202e", "\u200b", "\x00", "\r\n", "\n", "\u2028", "\xff", "\ufeff",
		strings.Repeat("Donaudampfschiff", 12), strings.Repeat("漢", 90), strings.Repeat("👩‍🚀", 30), strings.Repeat("\u0301", 40),
	}
}

// babble is some words of any of these scripts.
func babble(r *rand.Rand, most int) string {
	all := scriptsSpoken()
	var words []string
	for range 1 + r.IntN(most) {
		words = append(words, all[r.IntN(len(all))])
	}
	return strings.Join(words, []string{" ", " ", ""}[r.IntN(3)])
}

// walkSeed names the environment variable that repeats one walk: a failure prints its
// value.
const walkSeed = "WALK_SEED"

// TestAnyWalkFitsAnyScreen walks at random through all rooms and dialogs, at random
// sizes, over random words, with keys, pastes, clicks, the wheel and changes of size:
// nothing is ever drawn beyond the screen, the cursor stands on it, and nothing breaks.
func TestAnyWalkFitsAnyScreen(t *testing.T) {
	t.Parallel()
	seeds := []uint64{}
	if one, err := strconv.ParseUint(os.Getenv(walkSeed), 10, 64); err == nil {
		seeds = append(seeds, one)
	} else {
		for seed := range rounds(10, 30) {
			seeds = append(seeds, uint64(seed))
		}
	}
	visited, keys := map[kit.KeyContext]bool{}, keyContexts()
	for _, seed := range seeds {
		w := newWalker(t, seed, visited)
		w.keys = keys
		for range 120 {
			if !w.step(t) {
				return
			}
		}
	}
	if len(seeds) > 1 && len(visited) < 18 {
		t.Errorf("only %d places were visited: %v", len(visited), visited)
	}
}

// walker is somebody who presses anything.
type walker struct {
	*desk
	rand    *rand.Rand
	seed    uint64
	w, h    int
	last    string
	visited map[kit.KeyContext]bool
	keys    map[kit.KeyContext][]kit.Binding
}

func newWalker(t *testing.T, seed uint64, visited map[kit.KeyContext]bool) *walker {
	r := rand.New(rand.NewPCG(seed, seed))
	w := &walker{rand: r, seed: seed, visited: visited}
	w.desk = sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Room(r.IntN(5))
		o.Someone = babble(r, 3)
		if r.IntN(3) == 0 {
			j.Lock()
		}
		for n := range r.IntN(40) {
			j.Add(randomEntry(r, today().Add(-time.Duration(n*n)*7*time.Hour)))
		}
		for range r.IntN(3) {
			j.Wait(randomEntry(r, today()))
		}
	})
	w.resize()
	if w.journal.Locked() && r.IntN(3) > 0 {
		w.Type(passphrase)
		w.press("enter")
	}
	return w
}

// randomEntry is anything that somebody may have filed.
func randomEntry(r *rand.Rand, at time.Time) journal.Entry {
	e := journal.Entry{Written: at}
	for _, step := range []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release, "own"} {
		if len(e.Answers) == 0 || r.IntN(2) == 0 {
			e.Answers = append(e.Answers, answer(step, strings.ToValidUTF8(babble(r, 3), "?"), strings.ToValidUTF8(babble(r, 12), "?")+"x"))
		}
	}
	for _, moment := range []journal.Moment{journal.Before, journal.After, journal.Later} {
		if r.IntN(2) == 0 {
			e.Weighings = append(e.Weighings, journal.Weighing{At: at, Moment: moment, Weight: r.IntN(11)})
		}
	}
	return e.Promised()
}

func (w *walker) resize() {
	w.w, w.h = 1+w.rand.IntN(400), 1+w.rand.IntN(120)
	if w.rand.IntN(3) > 0 { // most terminals are not that large
		w.w, w.h = 1+w.rand.IntN(140), 1+w.rand.IntN(45)
	}
	w.Resize(w.w, w.h)
}

// step does one thing, and says whether the screen still holds.
func (w *walker) step(t *testing.T) bool {
	t.Helper()
	model := w.Model().(*tui.Model)
	rows := w.keys[model.KeyContextNow()]
	switch n := w.rand.IntN(20); {
	case n < 9:
		row := rows[w.rand.IntN(len(rows))]
		key := "enter"
		if len(row.Keys) > 0 && row.Action != "quit" {
			key = row.Keys[w.rand.IntN(len(row.Keys))]
		}
		w.last = key
		w.Press(key)
	case n < 12:
		w.last = "enter"
		w.Press("enter")
	case n < 15:
		w.last = "a paste"
		w.Paste(babble(w.rand, 6))
	case n < 16:
		w.last = "typing"
		w.Type(ansi.Strip(strings.Map(typeable, babble(w.rand, 2))))
	case n < 17:
		w.last = "a size"
		w.resize()
	case n < 18:
		w.last = "time"
		w.Advance(w.clock, time.Duration(w.rand.IntN(3000))*time.Millisecond)
	default:
		w.mouse()
	}
	w.Advance(w.clock, 250*time.Millisecond)
	w.visited[w.Model().(*tui.Model).KeyContextNow()] = true
	return w.holds(t)
}

func typeable(r rune) rune {
	if r < ' ' || r == 0x7f || r == '\u2028' {
		return -1
	}
	if r == 'q' { // which closes a list
		return 'p'
	}
	return r
}

// mouse clicks on something, or turns the wheel over it.
func (w *walker) mouse() {
	w.last = "the mouse"
	targets := w.targets()
	if len(targets) == 0 {
		return
	}
	target := targets[w.rand.IntN(len(targets))]
	x, y := target.X+w.rand.IntN(max(1, target.Width)), target.Y+w.rand.IntN(max(1, target.Height))
	if target.Wheel {
		w.wheel(x, y, []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[w.rand.IntN(2)])
		return
	}
	w.click(x, y)
}

// holds checks the screen against its law.
func (w *walker) holds(t *testing.T) bool {
	t.Helper()
	model := w.Model().(*tui.Model)
	where := fmt.Sprintf("%s=%d, place %d, %d×%d, after %s", walkSeed, w.seed, model.KeyContextNow(), w.w, w.h, w.last)
	if model.Broke() {
		t.Errorf("%s: a screen has failed", where)
		return false
	}
	lines := model.Drawn()
	if w.w < 8 { // narrower than a key and a margin, the view itself cuts
		lines = strings.Split(model.View().Content, "\n")
	}
	if len(lines) > w.h {
		t.Errorf("%s: %d lines", where, len(lines))
		return false
	}
	for y, line := range lines {
		if wide := ansi.StringWidth(line); wide > w.w {
			t.Errorf("%s: line %d takes %d cells: %q", where, y, wide, line)
			return false
		}
	}
	if x, y, shown := w.Cursor(); shown && (x < 0 || y < 0 || x >= w.w || y >= w.h) {
		t.Errorf("%s: the cursor is at %d,%d", where, x, y)
		return false
	}
	return true
}
