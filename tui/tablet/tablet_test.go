package tablet_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"shakeoff/tui/editor"
	"shakeoff/tui/tablet"
)

const (
	scene = "Covering at another site, on my own at the desk. I had to refuse a transaction. " +
		"The customer stayed polite on the surface but kept pushing."
	picture = time.Second / 60
	// rest is longer than anything moves after a jolt.
	rest = 5 * time.Second
)

// laid returns a tablet of a size with words on it.
func laid(words string, width, height int) *tablet.Tablet {
	t := tablet.New(words)
	lay(t, words, width, height)
	return t
}

func lay(t *tablet.Tablet, words string, width, height int) {
	room, rows := tablet.Room(width, height)
	lines := editor.Wrap(words, room)
	t.Lay(lines[:min(len(lines), rows)], editor.ByGrapheme, width, height)
}

// rows is what is drawn, a line for each row, without levels.
func rows(t *tablet.Tablet) string {
	return strings.Join(t.Rows(&[tablet.Levels]tablet.Ink{}), "\n") + "\n"
}

// pass lets time pass, a picture at a time.
func pass(t *tablet.Tablet, d time.Duration) {
	for ; d > 0; d -= picture {
		t.Step(picture)
	}
}

// letters counts what is drawn and is not a mark.
func letters(drawn string) int {
	return len([]rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n.,'", r) {
			return -1
		}
		return r
	}, drawn)))
}

func TestWordsLieWhereTheyWereLaid(t *testing.T) {
	for _, c := range []struct {
		name          string
		words         string
		width, height int
		want          string
	}{
		{"with room around", "one two", 11, 5, "           \n  one two  \n           \n           \n           \n"},
		{"low", "one two", 11, 2, "  one two  \n           \n"},
		{"wide letters", "日本", 8, 1, "  日本  \n"},
		{"one cell", "x", 1, 1, "x\n"},
		{"a wide letter in one cell", "日", 1, 1, "·\n"},
		{"narrow", "abc", 4, 1, "a   \n"},
		{"nothing", "", 3, 1, "   \n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := laid(c.words, c.width, c.height)
			if got := rows(tab); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if tab.Moving() {
				t.Error("it moves")
			}
			pass(tab, rest)
			if got := rows(tab); got != c.want {
				t.Errorf("with time it became %q", got)
			}
		})
	}
}

// TestEveryJoltLoosensUntilNothingIsLeft holds for every text: each jolt takes
// letters, and the last of a fixed number takes all.
func TestEveryJoltLoosensUntilNothingIsLeft(t *testing.T) {
	for _, words := range []string{"x", "ab", "abcdefgh", scene, strings.Repeat("x", 400), "窓口で怒鳴られた。"} {
		for _, d := range []tablet.Direction{tablet.Across, tablet.Left, tablet.Right, tablet.Up, tablet.Down} {
			tab := laid(words, 60, 9)
			before := letters(rows(tab))
			for n := range tablet.Jolts {
				tab.Jolt(d)
				if !tab.Moving() {
					t.Errorf("%.10q: it does not move at jolt %d", words, n+1)
				}
				pass(tab, rest)
				if tab.Moving() {
					t.Errorf("%.10q: it never rests after jolt %d", words, n+1)
				}
				now := letters(rows(tab))
				if now >= before && before > 0 {
					t.Errorf("%.10q: jolt %d took nothing of %d", words, n+1, before)
				}
				before = now
			}
			if got := rows(tab); strings.TrimSpace(got) != "" || !tab.Blank() {
				t.Errorf("%.10q: after the last jolt is left\n%s", words, got)
			}
		}
	}
}

// TestNoLetterComesBack holds that with time, jolts and other sizes there are
// only ever fewer letters at one size.
func TestNoLetterComesBack(t *testing.T) {
	for seed := range uint64(80) {
		random := rand.New(rand.NewPCG(seed, 3))
		words := strings.Repeat(scene+" ", 1+random.IntN(3))
		sizes := [][2]int{{70, 10}, {30, 4}, {50, 7}, {12, 3}, {5, 1}}
		left := map[[2]int]int{}
		tab := tablet.New(words)
		for range 60 {
			size := sizes[random.IntN(len(sizes))]
			lay(tab, words, size[0], size[1])
			if got := letters(rows(tab)); !tab.Moving() { // what falls may hide what does not
				if was, seen := left[size]; seen && got > was {
					t.Fatalf("seed %d at %v: %d letters, there were %d", seed, size, got, was)
				}
				left[size] = got
			}
			if random.IntN(10) == 0 {
				tab.Jolt(tablet.Direction(random.IntN(5)))
			}
			pass(tab, time.Duration(random.IntN(300))*picture)
		}
	}
}

// TestEveryRowIsAsWideAsTheTablet holds at every moment, in every script.
func TestEveryRowIsAsWideAsTheTablet(t *testing.T) {
	texts := []string{
		scene, "窓口で怒鳴られた。落ち着いて説明した", "كان يصرخ في وجهي أمام الجميع ولم أستطع الرد.", "👨‍👩‍👧‍👦 and 🇬🇧, e\u0301 a\u0308",
		"고객이 계속 소리를 질렀고", "काउंटर पर बहुत भीड़ थी", "לא יכולתי לענות", "\x1b[31m \u202e \u200b \x00", strings.Repeat("m", 300),
	}
	var ink [tablet.Levels]tablet.Ink
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 4))
		words := texts[seed%uint64(len(texts))]
		tab := tablet.New(words)
		width, height := 0, 0
		for i := range 150 {
			if i%30 == 0 {
				width, height = 1+random.IntN(80), 1+random.IntN(14)
				lay(tab, words, width, height)
			}
			if random.IntN(25) == 0 {
				tab.Jolt(tablet.Direction(random.IntN(5)))
			}
			tab.Step(picture)
			drawn := tab.Rows(&ink)
			if len(drawn) != height {
				t.Fatalf("seed %d: %d rows of %d", seed, len(drawn), height)
			}
			for y, row := range drawn {
				if got := editor.Width(row); got != width {
					t.Fatalf("seed %d: row %d of %d×%d takes %d cells: %q", seed, y, width, height, got, row)
				}
			}
			if x, y := tab.Offset(); x < -tablet.Sway || x > tablet.Sway || y < -1 || y > 1 {
				t.Fatalf("seed %d: the tablet has moved by %d, %d", seed, x, y)
			}
		}
	}
}

// A word from right to left falls as a whole. Where it takes two rows after that, neither half is back.
func TestNoHalfOfAWordComesBack(t *testing.T) {
	for n := range 20 {
		words := strings.Repeat("שלוםעולם", 3) + strings.Repeat("א", n)
		tab := laid(words, 60, 9)
		tab.Jolt(tablet.Left)
		pass(tab, rest)
		lay(tab, words, 20, 9)
		if got := rows(tab); letters(got) > 0 {
			t.Errorf("%d: of a word that has fallen this is back:\n%s", n, got)
		}
	}
}

// A letter that falls is in sight, however small the terminal becomes meanwhile.
func TestFallingStaysInSight(t *testing.T) {
	const words = "x"
	for steps := range 90 {
		tab := laid(words, 60, 20)
		tab.Jolt(tablet.Up)
		pass(tab, time.Duration(steps)*picture)
		lay(tab, words, 20, 4)
		if got := rows(tab); strings.TrimSpace(got) == "" {
			t.Errorf("after %d pictures it is out of sight", steps)
		}
	}
}

// TestWholeGraphemesAndWords holds that a family falls as one, and so does a word
// whose letters join.
func TestWholeGraphemesAndWords(t *testing.T) {
	for _, piece := range []string{"👨‍👩‍👧‍👦", "🇬🇧", "e\u0301", "भी", "الجميع", "יכולתי", "日"} {
		tab := laid("so "+piece+" it was", 40, 8)
		for range tablet.Jolts {
			tab.Jolt(tablet.Up)
			for range 120 {
				tab.Step(picture)
				drawn := rows(tab)
				for _, r := range piece {
					if n := strings.Count(drawn, string(r)); n > strings.Count(piece, string(r)) || n > 0 && !strings.Contains(drawn, piece) {
						t.Fatalf("%q is broken:\n%s", piece, drawn)
					}
				}
			}
		}
	}
}

func TestTheSameAtThirtyPicturesASecond(t *testing.T) {
	smooth, coarse := laid(scene, 60, 9), laid(scene, 60, 9)
	for i := range 300 {
		if i%50 == 0 {
			d := tablet.Direction(i / 50 % 5)
			smooth.Jolt(d)
			coarse.Jolt(d)
		}
		smooth.Step(time.Second / 60)
		smooth.Step(time.Second / 60)
		coarse.Step(time.Second / 30)
		if a, b := rows(smooth), rows(coarse); a != b {
			t.Fatalf("picture %d differs:\n%s\n%s", i, a, b)
		}
	}
}

// TestOtherWordsFallOtherwise is the control that the fall depends on the words.
func TestOtherWordsFallOtherwise(t *testing.T) {
	shape := func(words string) string {
		tab := laid(words, 40, 8)
		tab.Jolt(tablet.Left)
		pass(tab, time.Second)
		return strings.NewReplacer("o", "x", ".", "m", ",", "m", "'", "m").Replace(rows(tab))
	}
	one, again, other := shape(strings.Repeat("x", 30)), shape(strings.Repeat("x", 30)), shape(strings.Repeat("x", 29)+"o")
	if one != again || one == other {
		t.Errorf("the fall does not depend on the words alone:\n%s\n%s\n%s", one, again, other)
	}
}

func TestJoltsGoWhereTheyAreSent(t *testing.T) {
	for _, c := range []struct {
		name   string
		jolts  []tablet.Direction
		dx, dy int
	}{
		{"left", []tablet.Direction{tablet.Left}, -1, 0},
		{"right", []tablet.Direction{tablet.Right}, 1, 0},
		{"up", []tablet.Direction{tablet.Up}, 0, -1},
		{"down", []tablet.Direction{tablet.Down}, 0, 1},
		{"across", []tablet.Direction{tablet.Across}, 1, 0},
		{"across, twice", []tablet.Direction{tablet.Across, tablet.Across}, -1, 0},
		{"across, after right", []tablet.Direction{tablet.Right, tablet.Across}, -1, 0},
		{"across, after left", []tablet.Direction{tablet.Left, tablet.Across}, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := laid(scene, 60, 9)
			for _, d := range c.jolts {
				pass(tab, rest)
				tab.Jolt(d)
			}
			x, y := 0, 0
			for x == 0 && y == 0 && tab.Moving() {
				tab.Step(picture)
				x, y = tab.Offset()
			}
			if x != c.dx || y != c.dy {
				t.Errorf("it goes by %d, %d first, want %d, %d", x, y, c.dx, c.dy)
			}
			pass(tab, rest)
			if x, y := tab.Offset(); x != 0 || y != 0 {
				t.Errorf("it rests at %d, %d", x, y)
			}
		})
	}
}

// TestAHandThatNeverStops holds that a key held down neither moves the tablet out
// of bounds nor keeps it from becoming blank.
func TestAHandThatNeverStops(t *testing.T) {
	tab := laid(scene, 60, 9)
	for range 200 {
		tab.Jolt(tablet.Across)
		tab.Step(33 * time.Millisecond)
	}
	if !tab.Blank() {
		t.Errorf("after 200 jolts is left\n%s", rows(tab))
	}
}

func TestAStillTerminalDoesNotMakeWordsJump(t *testing.T) {
	slow, quick := laid(scene, 60, 9), laid(scene, 60, 9)
	slow.Jolt(tablet.Left)
	quick.Jolt(tablet.Left)
	slow.Step(time.Hour)
	pass(quick, 6*picture)
	if a, b := rows(slow), rows(quick); a != b {
		t.Errorf("after an hour without a picture it is\n%s\nwant\n%s", a, b)
	}
	slow.Step(-time.Hour)
	if a, b := rows(slow), rows(quick); a != b {
		t.Errorf("a clock put back moved it to\n%s", a)
	}
}

func TestHeldWordsAreDrawnAndStay(t *testing.T) {
	const words = "Ring the main desk."
	tab := tablet.NewHeld(words)
	lay(tab, words, 40, 7)
	if got := letters(rows(tab)); got > 1 || !tab.Moving() {
		t.Errorf("%d letters stand there before time has passed", got)
	}
	before := 0
	for range 200 {
		tab.Step(picture)
		now := letters(rows(tab))
		if now < before {
			t.Fatalf("%d letters, there were %d", now, before)
		}
		before = now
	}
	whole := rows(tab)
	if !strings.Contains(whole, words) || tab.Moving() {
		t.Errorf("in the end it shows\n%s", whole)
	}
	for range 20 {
		tab.Jolt(tablet.Across)
		pass(tab, 100*time.Millisecond)
	}
	pass(tab, rest)
	if got := rows(tab); got != whole {
		t.Errorf("shaken it shows\n%s", got)
	}
}

// TestDustPilesUp holds that what has fallen stays to be seen, at rest, until the last jolt.
func TestDustPilesUp(t *testing.T) {
	tab, before := laid(scene, 60, 9), 0
	for n := range tablet.Jolts {
		tab.Jolt(tablet.Across)
		pass(tab, rest)
		lines := strings.Split(rows(tab), "\n")
		dust := len(strings.ReplaceAll(strings.Join(lines[6:9], ""), " ", ""))
		switch last := n == tablet.Jolts-1; {
		case last && dust > 0, !last && dust <= before:
			t.Errorf("after jolt %d there are %d marks, and were %d", n+1, dust, before)
		case tab.Moving():
			t.Errorf("after jolt %d it moves on", n+1)
		}
		before = dust
	}
}

func TestFinish(t *testing.T) {
	tab := laid(scene, 60, 9)
	slow := laid(scene, 60, 9)
	for range tablet.Jolts {
		tab.Jolt(tablet.Left)
		tab.Step(picture)
		slow.Jolt(tablet.Left)
	}
	tab.Finish()
	quick := rows(tab)
	pass(slow, rest)
	if want := rows(slow); quick != want || tab.Moving() {
		t.Errorf("it was brought to\n%s\nwant what time brings\n%s", quick, want)
	}
	held := tablet.NewHeld("here")
	held.Finish()
	lay(held, "here", 20, 3)
	if got := rows(held); !strings.Contains(got, "here") || held.Moving() {
		t.Errorf("held words are not there:\n%s", got)
	}
}

func TestFade(t *testing.T) {
	tab := laid("words", 20, 5)
	ink := [tablet.Levels]tablet.Ink{{On: "0"}, {On: "1"}, {On: "2"}, {On: "3"}}
	for step := range tablet.Fades {
		want := string(rune('0'+step)) + "words"
		if got := tab.Rows(&ink)[1]; !strings.Contains(got, want) || tab.Moving() {
			t.Errorf("after %d steps it is %q, want %q in it", step, got, want)
		}
		tab.Fade()
	}
	if !tab.Blank() {
		t.Errorf("faded it shows\n%s", rows(tab))
	}
}

func TestWipe(t *testing.T) {
	tab := laid(scene, 60, 9)
	tab.Jolt(tablet.Left)
	pass(tab, time.Second)
	tab.Wipe()
	lay(tab, scene, 80, 14)
	if got := rows(tab); strings.TrimSpace(got) != "" || !tab.Blank() {
		t.Errorf("wiped it shows\n%s", got)
	}
}

// TestAsMarks holds how levels without a colour of their own are told apart.
func TestAsMarks(t *testing.T) {
	for marks, want := range map[float64][2]int{0: {100, 100}, 0.5: {20, 80}, 1: {0, 0}} {
		tab := laid(strings.Repeat("x", 100), 120, 5)
		var ink [tablet.Levels]tablet.Ink
		ink[tablet.Fresh].Marks = marks
		if got := letters(tab.Rows(&ink)[1]); got < want[0] || got > want[1] {
			t.Errorf("with marks at %g there are %d letters of 100, want %v", marks, got, want)
		}
	}
}

// TestFewChangesOfLevel holds that a row changes its colour no more often than
// what is drawn does, and that a space never changes it.
func TestFewChangesOfLevel(t *testing.T) {
	tab := laid(scene, 60, 9)
	ink := [tablet.Levels]tablet.Ink{{On: "<", Off: ">"}, {On: "<", Off: ">"}, {On: "<", Off: ">"}, {On: "<", Off: ">"}}
	if got := tab.Rows(&ink)[1]; !strings.HasPrefix(got, "  <Covering at") || strings.Count(got, "<") != 1 {
		t.Errorf("a row of one level is %q, want one change of it", got)
	}
	if got := tab.Rows(&ink)[8]; strings.Contains(got, "<") {
		t.Errorf("an empty row is %q", got)
	}
}

// A picture costs a string for each row, where all its levels have room, and one list of them.
func TestAPictureAllocatesItsRows(t *testing.T) {
	tab := laid(scene, 70, 10)
	tab.Jolt(tablet.Right)
	var ink [tablet.Levels]tablet.Ink
	if n := testing.AllocsPerRun(60, func() {
		tab.Step(picture)
		tab.Rows(&ink)
	}); n > 11 {
		t.Errorf("a picture of 10 rows costs %g allocations", n)
	}
}

func BenchmarkStep(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		tab := laid(strings.Repeat(scene+" ", 3), 70, 10)
		for range tablet.Jolts {
			tab.Jolt(tablet.Right)
		}
		b.StartTimer()
		pass(tab, time.Second)
	}
}
