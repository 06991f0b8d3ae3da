package tui_test

import (
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui"
	"shakeoff/tui/tuitest"
)

// moment is a key, or none, and how long after it somebody looks.
type moment struct {
	name  string
	key   string
	after time.Duration
}

// moments are a shake from its words to what is taken along.
func moments() []moment {
	const ms = time.Millisecond
	return []moment{
		{"words", "", 0},
		{"first-100ms", "space", 100 * ms},
		{"first-300ms", "", 200 * ms},
		{"first-900ms", "", 600 * ms},
		{"second-300ms", "left", 300 * ms},
		{"third-500ms", "up", 500 * ms},
		{"nearly-blank", "right", 1100 * ms},
		{"drawn", "", 1600 * ms},
		{"blank", "", 5000 * ms},
	}
}

// TestShakeGolden holds the shake at fixed times.
func TestShakeGolden(t *testing.T) {
	for _, look := range []struct {
		name    string
		w, h    int
		profile colorprofile.Profile
		texts   [2]string
	}{
		{"80x24", 80, 24, colorprofile.TrueColor, ours()},
		{"40x12", 40, 12, colorprofile.TrueColor, ours()},
		{"140x40", 140, 40, colorprofile.TrueColor, ours()},
		{"plain", 80, 24, colorprofile.ASCII, ours()},
		{"scripts", 80, 24, colorprofile.TrueColor, [2]string{
			"窓口で怒鳴られた。落ち着いて説明した 👨‍👩‍👧‍👦 けれど、何度も同じ質問をされた。 كان يصرخ في وجهي أمام الجميع and a\u0308 flag 🇬🇧.",
			"次は早めに人を呼ぶ。",
		}},
	} {
		d := sit(t, func(_ *memory, o *tui.Options) { o.Profile = look.profile })
		d.Resize(look.w, look.h)
		d.layDown(look.texts)
		var text string
		for _, m := range moments() {
			if m.key != "" {
				d.Press(m.key)
			}
			d.Advance(d.clock, m.after)
			text += d.Golden(m.name)
		}
		tuitest.Golden(t, "shake-"+look.name+".txt", []byte(text))
	}
}

// ours is what lies on the tablet in the pictures, and what is taken along.
func ours() [2]string { return [2]string{scene, differ} }

// layDown writes a page and keeps it, so that it lies on the tablet.
func (d *desk) layDown(texts [2]string) {
	d.Paste(texts[0])
	d.press("enter", "8", "enter", "enter")
	d.Paste(texts[1])
	d.press("enter", "enter")
}

// TestShakeReducedGolden holds how words fade where little may move.
func TestShakeReducedGolden(t *testing.T) {
	var text string
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ASCII} {
		d := sit(t, func(_ *memory, o *tui.Options) { o.Motion, o.Profile = tui.MotionReduced, profile })
		d.layDown(ours())
		for range 3 {
			d.press("space")
			text += d.Golden(profile.String())
		}
	}
	tuitest.Golden(t, "shake-reduced.txt", []byte(text))
}

// TestShakePicture holds the moving picture of the README: a whole shake, with
// nothing of anybody's in it.
func TestShakePicture(t *testing.T) {
	const frame = 80 * time.Millisecond
	d := sit(t, nil)
	d.layDown(ours())
	shots := []tuitest.Shot{{Frame: d.Frame(), Stay: 2500 * time.Millisecond}}
	last := string(d.SVG())
	roll := func(key string, length time.Duration) {
		if key != "" {
			d.Press(key)
		}
		for range length / frame {
			d.Advance(d.clock, frame)
			if now := string(d.SVG()); now == last {
				shots[len(shots)-1].Stay += frame
			} else {
				shots = append(shots, tuitest.Shot{Frame: d.Frame(), Stay: frame})
				last = now
			}
		}
	}
	roll("space", 1200*time.Millisecond)
	still := len(shots) - 3
	roll("space", 1000*time.Millisecond)
	roll("space", 1000*time.Millisecond)
	roll("space", 5200*time.Millisecond)
	shots[len(shots)-1].Stay += 6 * time.Second
	svg := tuitest.Film(shots, still)
	if most := 300_000; len(svg) > most {
		t.Errorf("the picture takes %d bytes, want at most %d", len(svg), most)
	}
	tuitest.Golden(t, "shake-animated.svg", svg)
}
