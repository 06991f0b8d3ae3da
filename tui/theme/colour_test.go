package theme_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"

	"shakeoff/tui/theme"
)

// rgb is a colour in linear light, each part from 0 to 1.
type rgb [3]float64

func linear(c color.Color) (l rgb) {
	r, g, b, _ := c.RGBA()
	for i, v := range []uint32{r, g, b} {
		s := float64(v) / 0xffff
		if l[i] = s / 12.92; s > 0.04045 {
			l[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return l
}

// luminance and contrast are WCAG 2.2's relative luminance and contrast ratio.
func (c rgb) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b rgb) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// lab is the colour in CIELAB 1976, under D65.
func (c rgb) lab() (lab [3]float64) {
	f := func(x, y, z, white float64) float64 {
		t := (x*c[0] + y*c[1] + z*c[2]) / white
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x, y, z := f(0.4124, 0.3576, 0.1805, 0.9505), f(0.2126, 0.7152, 0.0722, 1), f(0.0193, 0.1192, 0.9505, 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// apart is how different two colours look: CIE 1976's ΔE, of which about 2.3 can just be seen.
func apart(a, b rgb) float64 {
	la, lb := a.lab(), b.lab()
	return math.Hypot(math.Hypot(la[0]-lb[0], la[1]-lb[1]), la[2]-lb[2])
}

// eyes are those that see all colours, and the three kinds that lack one cone: the matrices of
// Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision
// Deficiency, IEEE TVCG 15 (6), 2009, for a severity of 1, on linear light.
func eyes() map[string][3]rgb {
	return map[string][3]rgb{
		"all":    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

// seenBy is a colour as such eyes see it.
func seenBy(eye [3]rgb, c color.Color) (seen rgb) {
	l := linear(c)
	for i, row := range eye {
		seen[i] = min(max(row[0]*l[0]+row[1]*l[1]+row[2]*l[2], 0), 1)
	}
	return seen
}

func TestColoursAreComputedAsTheirSourcesSay(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#0000ff", "#ffffff", 8.59}} {
		if got := contrast(linear(lipgloss.Color(c.a)), linear(lipgloss.Color(c.b))); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	for name, eye := range eyes() {
		for i, row := range eye { // no kind of eye sees a tint in grey
			if sum := row[0] + row[1] + row[2]; math.Abs(sum-1) > 1e-5 {
				t.Errorf("row %d of %s adds up to %f", i, name, sum)
			}
		}
	}
	red, green := lipgloss.Color("#c81e1e"), lipgloss.Color("#5f8c1e")
	for name, far := range map[string]bool{"all": true, "tritan": true, "deutan": false} {
		if got := apart(seenBy(eyes()[name], red), seenBy(eyes()[name], green)); got > 40 != far {
			t.Errorf("red and green are %.0f apart to %s eyes", got, name)
		}
	}
	if got := linear(lipgloss.Color("#808080")).lab(); math.Abs(got[0]-53.585) > 0.01 || math.Abs(got[1])+math.Abs(got[2]) > 0.05 {
		t.Errorf("grey is %.3f in CIELAB, want 53.585, 0, 0", got)
	}
}

// eachSight runs a test for each theme with exact colours, as each kind of eye sees it, on the
// backgrounds that it may have.
func eachSight(t *testing.T, test func(t *testing.T, th *theme.Theme, least float64, see func(color.Color) rgb, backgrounds []string)) {
	t.Helper()
	backgrounds := map[bool][]string{
		true:  {"#000000", "#1a1b26", "#1e1e1e", "#282828"},
		false: {"#ffffff", "#fbf8f1", "#fdf6e3"},
	}
	for _, profile := range exact() {
		for _, look := range theme.Looks() {
			for _, dark := range []bool{true, false} {
				for name, eye := range eyes() {
					t.Run(fmt.Sprintf("%v %s dark=%v %s", profile, look, dark, name), func(t *testing.T) {
						th := theme.New(look, dark, profile)
						least := map[bool]float64{true: 7, false: 4.5}[look == theme.Contrast]
						test(t, th, least, func(c color.Color) rgb { return seenBy(eye, c) }, backgrounds[th.Dark])
					})
				}
			}
		}
	}
}

func TestEverythingCanBeReadOnUsualBackgrounds(t *testing.T) {
	eachSight(t, func(t *testing.T, th *theme.Theme, least float64, see func(color.Color) rgb, backgrounds []string) {
		for name, style := range styles(th) {
			for _, background := range backgrounds {
				if !coloured(style) {
					continue
				}
				if got := contrast(see(style.GetForeground()), see(lipgloss.Color(background))); got < least {
					t.Errorf("%s on %s has a contrast of %.2f, want %.1f", name, background, got, least)
				}
			}
		}
		for _, name := range []string{"Soft", "Faint", "Accent", "Key", "Cover", "Frame"} {
			if !coloured(styles(th)[name]) {
				t.Errorf("%s has no colour, so its contrast was not looked at", name)
			}
		}
	})
}

// What two colours tell is told by a shape or a weight as well, see TestNothingIsToldByHueAlone;
// and yet they can be told apart by any kind of eye.
func TestColoursThatMeanSomethingAreApart(t *testing.T) {
	eachSight(t, func(t *testing.T, th *theme.Theme, _ float64, see func(color.Color) rgb, _ []string) {
		for name, pair := range map[string][2]lipgloss.Style{
			"a dot that is carried and one that is not": {th.Accent, th.Faint},
			"the open room and the others":              {th.Here, th.Faint},
			"an error and a quiet word":                 {th.Error, th.Soft},
			"the bar that has the keys and one without": {th.Accent, th.Frame},
		} {
			const clearly = 10
			if got := apart(see(pair[0].GetForeground()), see(pair[1].GetForeground())); got < clearly {
				t.Errorf("%s are %.1f apart, want %d", name, got, clearly)
			}
		}
	})
}
