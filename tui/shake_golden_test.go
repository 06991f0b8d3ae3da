package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/tuitest/journaltest"
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
		d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Profile = look.profile })
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
	d.press("tab", "8", "tab", "tab")
	d.Paste(texts[1])
	d.press("tab", "tab")
}

// TestShakeReducedGolden holds how words fade where little may move.
func TestShakeReducedGolden(t *testing.T) {
	var text string
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ASCII} {
		d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Motion, o.Profile = kit.MotionReduced, profile })
		d.layDown(ours())
		for range 3 {
			d.press("space")
			text += d.Golden(profile.String())
		}
	}
	tuitest.Golden(t, "shake-reduced.txt", []byte(text))
}

// TestShakePicture holds the moving picture of the README: a whole shake, with nothing
// of anybody's in it.
func TestShakePicture(t *testing.T) {
	const frame = 80 * time.Millisecond
	d := sit(t, nil)
	d.layDown(ours())
	shots := []shot{{string(d.SVG()), 2500 * time.Millisecond}}
	var still int
	for i, length := range []time.Duration{1200, 1000, 1000, 5200} {
		d.Press("space")
		for range length * time.Millisecond / frame {
			d.Advance(d.clock, frame)
			if now := string(d.SVG()); now != shots[len(shots)-1].svg {
				shots = append(shots, shot{now, 0})
			}
			shots[len(shots)-1].stay += frame
		}
		if i == 0 {
			still = len(shots) - 3
		}
	}
	shots[len(shots)-1].stay += 6 * time.Second
	tuitest.Golden(t, "shake-animated.svg", film(shots, still))
}

// shot is a picture of a film, and how long it stays.
type shot struct {
	svg  string
	stay time.Duration
}

// film joins pictures of one size into a moving one without a script: a strip of them
// behind a window, moved by one rule of CSS. A line that several share is drawn once.
// Where reduced motion is asked for, the picture with the number still shows.
func film(shots []shot, still int) []byte {
	const begin, end = 4, 3 // lines around those of the screen
	lines := strings.Split(shots[still].svg, "\n")
	head, foot := strings.Join(lines[:begin], "\n"), strings.Join(lines[len(lines)-end:], "\n")
	var width int
	_, _ = fmt.Sscanf(head, `<svg xmlns="http://www.w3.org/2000/svg" width="%d"`, &width)
	var length, at time.Duration
	for _, s := range shots {
		length += s.stay
	}
	var steps, strip strings.Builder
	ids := map[string]int{}
	for i, s := range shots {
		fmt.Fprintf(&steps, "%.4g%%{transform:translateX(%dpx)}", 100*at.Seconds()/length.Seconds(), -i*width)
		at += s.stay
		fmt.Fprintf(&strip, "<g transform=\"translate(%d)\">\n", i*width)
		lines := strings.Split(s.svg, "\n")
		for _, line := range lines[begin : len(lines)-end] {
			id, drawn := ids[line]
			switch {
			case line == "":
			case drawn:
				fmt.Fprintf(&strip, "<use href=\"#l%d\"/>", id)
			default:
				fmt.Fprintf(&strip, "<g id=\"l%d\">%s</g>\n", len(ids), line)
				ids[line] = len(ids)
			}
		}
		strip.WriteString("</g>\n")
	}
	style := fmt.Sprintf(".film{animation:film %gs step-end infinite}@keyframes film{%s}"+
		"@media(prefers-reduced-motion:reduce){.film{animation:none;transform:translateX(%dpx)}}</style>",
		length.Seconds(), &steps, -still*width)
	return []byte(strings.Replace(head, "</style>", style, 1) + "\n<g class=\"film\">\n" + strip.String() + "</g>\n" + foot)
}
