package tui_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui/kit"
	"shakeoff/tui/tablet"
	"shakeoff/tui/tuitest/journaltest"
)

// atTablet opens the program at the tablet of a page that was just filed.
func atTablet(t testing.TB, prepare ...func(*kit.Options)) *desk {
	t.Helper()
	d := sit(t, func(_ *journaltest.Journal, o *kit.Options) {
		o.Idle = 0 // so that every timer is the tablet's
		for _, p := range prepare {
			p(o)
		}
	})
	d.write(scene)
	d.write("8")
	d.write(mine)
	d.write(differ)
	d.write("")
	d.Advance(d.clock, time.Second) // no save is pending any more
	return d
}

func motion(m kit.Motion) func(*kit.Options) { return func(o *kit.Options) { o.Motion = m } }

func TestNothingMovesBeforeTheFirstKey(t *testing.T) {
	d := atTablet(t)
	before := d.Text()
	d.entry(t) // on disk before anything is shaken
	if n := d.clock.Pending(); n != 0 {
		t.Errorf("%d ticks are pending before anybody has pressed a key", n)
	}
	d.Advance(d.clock, time.Minute)
	if after := d.Text(); after != before {
		t.Errorf("the tablet moved by itself:\n%s", after)
	}
	d.Press("space")
	d.Advance(d.clock, 100*time.Millisecond)
	if after := d.Text(); after == before {
		t.Errorf("the tablet does not move when it is jolted:\n%s", after)
	}
}

func TestOneTickAtMost(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	d := atTablet(t)
	keys := []string{"space", "left", "right", "up", "down", "x", "f1", "esc", "enter"}
	for range 300 {
		switch random.IntN(5) {
		case 0:
			d.Send(tea.BlurMsg{})
		case 1:
			d.Send(tea.FocusMsg{})
		case 2:
			d.Resize(40+random.IntN(100), 12+random.IntN(30))
		default:
			k := keys[random.IntN(len(keys))]
			if k == "enter" && !strings.Contains(d.Text(), "Paused") {
				k = "space"
			}
			if k == "space" && strings.Contains(d.Text(), "Paused") { // a breath has a tick of its own
				k = "x"
			}
			d.Press(k)
		}
		if n := d.clock.Pending(); n > 1 {
			t.Fatalf("%d ticks are pending", n)
		}
		d.Advance(d.clock, time.Duration(random.IntN(60))*time.Millisecond)
	}
}

func TestTicksStopWhenAllIsStill(t *testing.T) {
	d := atTablet(t)
	for range tablet.Jolts + 2 {
		d.Press("space")
		if n := d.clock.Pending(); n != 1 {
			t.Errorf("%d ticks are pending after a jolt, want 1", n)
		}
		d.Advance(d.clock, 6*time.Second)
		if n := d.clock.Pending(); n != 0 {
			t.Errorf("%d ticks are pending six seconds after a jolt:\n%s", n, d.Text())
		}
	}
	d.see(t, take, "Ring the main desk")
}

// TestTicksStopWhereNobodyLooks holds that the tablet stands still while it is out of
// sight, and goes on from there.
func TestTicksStopWhereNobodyLooks(t *testing.T) {
	for _, test := range []struct {
		name       string
		away, back func(*desk)
	}{
		{"without focus", func(d *desk) { d.Send(tea.BlurMsg{}) }, func(d *desk) { d.Send(tea.FocusMsg{}) }},
		{"under the cover", func(d *desk) { d.Press("esc") }, func(d *desk) { d.Press("enter") }},
		{"in another room", func(d *desk) { d.Press("esc", "3") }, func(d *desk) { d.Press("1") }},
		{"under the cover, twice", func(d *desk) { d.Press("esc", "enter", "esc") }, func(d *desk) { d.Press("enter") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := atTablet(t)
			d.Press("space")
			d.Advance(d.clock, 400*time.Millisecond)
			before := d.Text()
			test.away(d)
			d.Advance(d.clock, 100*time.Millisecond)
			if n := d.clock.Pending(); n != 0 {
				t.Errorf("%d ticks are pending", n)
			}
			d.Advance(d.clock, time.Minute)
			test.back(d)
			if after := d.Text(); after != before {
				t.Errorf("it went on meanwhile, from\n%s\nto\n%s", before, after)
			}
			if n := d.clock.Pending(); n != 1 {
				t.Errorf("%d ticks are pending after coming back, want 1", n)
			}
			d.Advance(d.clock, 6*time.Second)
			if n := d.clock.Pending(); n != 0 {
				t.Errorf("%d ticks are pending in the end", n)
			}
		})
	}
}

func TestEndingTheShakeEndsItsTicks(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"enter", "3"} {
		for jolts := range tablet.Jolts + 1 {
			for _, after := range []time.Duration{250 * time.Millisecond, 900 * time.Millisecond, 6 * time.Second} {
				d := atTablet(t)
				for range jolts {
					d.Press("left")
				}
				d.Advance(d.clock, after)
				d.Press(key)
				d.breathe() // an enter is held until it cannot be a key that repeats
				d.seeOpen(t, heavyNow)
				d.Advance(d.clock, 100*time.Millisecond)
				if n := d.clock.Pending(); n != 0 {
					t.Errorf("%d ticks are pending after %d jolts and %s", n, jolts, key)
				}
			}
		}
	}
}

// TestLockingEndsTheShake holds that the next page's tablet has its tick after a lock
// has ended that of the page before.
func TestLockingEndsTheShake(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Idle = 0 })
	for range 2 {
		d.toShake("8")
		d.Press("space")
		d.Advance(d.clock, 100*time.Millisecond)
		d.Press("ctrl+l")
		d.Advance(d.clock, time.Second)
		if n := d.clock.Pending(); n != 0 {
			t.Errorf("%d ticks are pending after the lock", n)
		}
		d.press("enter")
		d.seeOpen(t, happened)
	}
	d.toShake("8")
	d.shakeOff()
	d.see(t, take, "Take the stairs.")
}

func TestPicturesASecond(t *testing.T) {
	for _, test := range []struct {
		w, h, fps, want int
	}{
		{80, 24, 0, 60},
		{100, 30, 0, 60},
		{40, 12, 0, 60},
		{140, 40, 0, 30},
		{200, 60, 0, 30},
		{80, 24, 30, 30},
		{200, 60, 30, 30},
		{80, 24, 10, 10},
		{80, 24, 1000, 60},
	} {
		d := atTablet(t, func(o *kit.Options) { o.FPS = test.fps })
		d.Resize(test.w, test.h)
		d.Press("space")
		ticks := 0
		for range 1000 { // milliseconds
			before := d.clock.Fired()
			d.Advance(d.clock, time.Millisecond)
			ticks += d.clock.Fired() - before
		}
		if ticks < test.want-1 || ticks > test.want {
			t.Errorf("%d×%d over a line for %d: %d pictures in a second, want %d", test.w, test.h, test.fps, ticks, test.want)
		}
	}
}

func TestTheSameWordsFallTheSameWay(t *testing.T) {
	film := func() []string {
		d := atTablet(t)
		var frames []string
		for i := range 60 {
			if i%12 == 0 {
				d.Press([]string{"space", "up", "left", "down", "space"}[i/12])
			}
			d.Advance(d.clock, 70*time.Millisecond)
			frames = append(frames, d.Text())
		}
		return frames
	}
	one, other := film(), film()
	for i := range one {
		if one[i] != other[i] {
			t.Fatalf("frame %d differs:\n%s\n%s", i, one[i], other[i])
		}
	}
}

// TestTakeAlongStays holds that what you take with you does not come loose, however you
// shake it.
func TestTakeAlongStays(t *testing.T) {
	d := atTablet(t)
	d.shakeOff()
	before := d.Text()
	for _, key := range []string{"left", "right", "up", "down", "space", "space", "space", "space"} {
		d.Press(key)
		d.Advance(d.clock, 200*time.Millisecond)
	}
	d.Advance(d.clock, 5*time.Second)
	if after := d.Text(); strings.Map(noKnobs, after) != strings.Map(noKnobs, before) {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}

// noKnobs makes the knobs look the same however they are turned.
func noKnobs(r rune) rune {
	if strings.ContainsRune("◐◓◑◒", r) {
		return '○'
	}
	return r
}

func TestReducedMotion(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI, colorprofile.ASCII} {
		d := atTablet(t, motion(kit.MotionReduced), func(o *kit.Options) { o.Profile = profile })
		seen := map[string]bool{string(d.SVG()): true}
		for step := range tablet.Fades {
			d.see(t, kept)
			d.press("left")
			if n := d.clock.Pending(); n != 0 {
				t.Errorf("%d ticks are pending", n)
			}
			if svg := string(d.SVG()); seen[svg] {
				t.Errorf("%v: step %d shows nothing new:\n%s", profile, step+1, d.Text())
			} else {
				seen[svg] = true
			}
		}
		d.see(t, take, "Ring the main desk before a refusal turns into a stand-off, so")
		d.notSee(t, "Covering at another site", "space shake") // nothing is left that space would do
		before := d.Text()
		d.press("space", "left")
		if d.Text() != before {
			t.Error("what is taken along moves")
		}
	}
}

func TestNoMotion(t *testing.T) {
	d := atTablet(t, motion(kit.MotionOff))
	d.see(t, "Covering at another site", kept, "space shake")
	d.Press("space")
	d.see(t, take, "Ring the main desk before a refusal turns into a stand-off, so")
	d.notSee(t, "Covering at another site", "space shake")
	if n := d.clock.Pending(); n != 0 {
		t.Errorf("%d ticks are pending", n)
	}
}

// TestShakeAtEverySize jolts and resizes at random. No line is ever too wide, the view
// never fails, and no letter comes back.
func TestShakeAtEverySize(t *testing.T) {
	t.Parallel()
	texts := []string{
		scene + " " + mine + " " + scene, "Hm.", "窓口で怒鳴られた。落ち着いて説明したけれど、何度も同じ質問をされた。",
		"كان يصرخ في وجهي أمام الجميع ولم أستطع الرد.", "👨‍👩‍👧‍👦 and 🇬🇧, e\u0301 and a\u0308\n\n\tcombining \u202eturned", "고객이 계속 소리를 질렀고",
		"काउंटर पर बहुत भीड़ थी और कोई मदद नहीं मिली।", "לא יכולתי לענות לו מול כולם", strings.Repeat("x", 400),
	}
	for seed := range uint64(rounds(20, 60)) {
		random := rand.New(rand.NewPCG(seed, 2))
		d := sit(t, func(_ *journaltest.Journal, o *kit.Options) {
			o.Motion = kit.Motion(seed % 5 / 3) // twice full, once reduced
		})
		d.Paste(texts[seed%uint64(len(texts))])
		d.press("tab", "8", "tab", "tab")
		d.Paste(texts[(seed+1)%uint64(len(texts))])
		d.press("tab", "tab")
		d.see(t, kept)
		for range 25 {
			w, h := 1+random.IntN(400), 1+random.IntN(120)
			if random.IntN(2) == 0 {
				w, h = 1+random.IntN(100), 1+random.IntN(30)
			}
			d.Resize(w, h)
			for range 3 {
				if got := d.Widest(); got > w {
					t.Fatalf("seed %d at %d×%d: a line takes %d cells:\n%s", seed, w, h, got, d.Text())
				}
				content := d.Model().View().Content
				if got := strings.Count(content, "\n") + 1; got > h || strings.Contains(content, "went wrong") {
					t.Fatalf("seed %d at %d×%d: %d lines:\n%s", seed, w, h, got, d.Text())
				}
				d.Advance(d.clock, time.Duration(random.IntN(300))*time.Millisecond)
			}
			if random.IntN(3) == 0 {
				d.Press([]string{"space", "left", "right", "up", "down"}[random.IntN(5)])
			}
		}
	}
}

// TestResizeInTheMiddle holds that a resize lays the words out again where they are,
// and brings nothing back.
func TestResizeInTheMiddle(t *testing.T) {
	d := atTablet(t)
	d.press("space", "right")
	d.Advance(d.clock, 6*time.Second)
	at80 := d.Text()
	d.Resize(50, 18)
	d.Resize(10, 5)
	d.Resize(140, 40)
	d.Resize(80, 24)
	if got := d.Text(); got != at80 {
		t.Errorf("after resizing there and back it was\n%s\nand is\n%s", at80, got)
	}
	if !strings.Contains(at80, "desk") || strings.Contains(at80, "Covering") {
		t.Errorf("meant to look at words that have lost letters:\n%s", at80)
	}
}
