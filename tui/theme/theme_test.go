package theme_test

import (
	"fmt"
	"image/color"
	"reflect"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/theme"
)

// eachTheme runs a test for dark and light with each of the profiles.
func eachTheme(t *testing.T, profiles []colorprofile.Profile, test func(*testing.T, *theme.Theme)) {
	t.Helper()
	for _, profile := range profiles {
		for _, look := range []theme.Look{theme.Dark, theme.Light, theme.Contrast} {
			for _, dark := range []bool{true, false} {
				t.Run(fmt.Sprintf("%v %s dark=%v", profile, look, dark), func(t *testing.T) {
					test(t, theme.New(look, dark, profile))
				})
			}
		}
	}
}

func exact() []colorprofile.Profile {
	return []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256}
}

func colourless() []colorprofile.Profile {
	return []colorprofile.Profile{colorprofile.ASCII, colorprofile.NoTTY, colorprofile.Unknown}
}

func all() []colorprofile.Profile {
	return append(append(exact(), colorprofile.ANSI), colourless()...)
}

// styles lists every style of a theme by its field, so that no later one can
// escape these tests.
func styles(th *theme.Theme) map[string]lipgloss.Style {
	found := map[string]lipgloss.Style{}
	for field, value := range reflect.ValueOf(*th).Fields() {
		if style, ok := value.Interface().(lipgloss.Style); ok {
			found[field.Name] = style
		}
	}
	return found
}

func coloured(s lipgloss.Style) bool { return s.GetForeground() != color.Color(lipgloss.NoColor{}) }

func TestOneAccentAndAtMostThreeGreys(t *testing.T) {
	eachTheme(t, exact(), func(t *testing.T, th *theme.Theme) {
		hues, greys := map[color.Color]bool{}, map[color.Color]bool{}
		for _, style := range styles(th) {
			if !coloured(style) {
				continue
			}
			c := style.GetForeground()
			r, g, b, _ := c.RGBA()
			if max(r, g, b)-min(r, g, b) > 0x2800 {
				hues[c] = true
			} else {
				greys[c] = true
			}
		}
		if len(hues) != 1 || len(greys) > 3 {
			t.Errorf("%d hues %v and %d greys %v, want 1 and at most 3", len(hues), hues, len(greys), greys)
		}
	})
}

func TestWhatSomebodyWroteIsInTheTerminalsOwnForeground(t *testing.T) {
	eachTheme(t, all(), func(t *testing.T, th *theme.Theme) {
		if got := th.Text.Render("words"); got != "words" {
			t.Errorf("body text is styled: %q", got)
		}
		if coloured(th.Strong) {
			t.Errorf("bold text has a colour of its own: %v", th.Strong.GetForeground())
		}
	})
}

func TestTheBackgroundIsNeverPainted(t *testing.T) {
	eachTheme(t, all(), func(t *testing.T, th *theme.Theme) {
		for name, style := range styles(th) {
			if style.GetBackground() != color.Color(lipgloss.NoColor{}) || style.GetReverse() {
				t.Errorf("%s paints the background", name)
			}
		}
	})
}

func TestNoColourIsLeftToALibraryToConvert(t *testing.T) {
	for _, profile := range append(exact(), colorprofile.ANSI) {
		eachTheme(t, []colorprofile.Profile{profile}, func(t *testing.T, th *theme.Theme) {
			for name, style := range styles(th) {
				if c := style.GetForeground(); coloured(style) && profile.Convert(c) != c {
					t.Errorf("%s is %v, which %v does not have", name, c, profile)
				}
				if c, low := style.GetForeground().(ansi.BasicColor); low && profile != colorprofile.ANSI {
					t.Errorf("%s is number %d, which is another colour in every terminal", name, c)
				}
			}
		})
	}
}

func TestWithSixteenColoursNoPlainTextDependsOnThePalette(t *testing.T) {
	for _, look := range theme.Looks() {
		for name, style := range styles(theme.New(look, true, colorprofile.ANSI)) {
			line := slices.Contains([]string{"Accent", "Here", "Match", "Frame"}, name)
			if want := line && look != theme.Contrast; coloured(style) != want {
				t.Errorf("%s: %s is in palette colour %v", look, name, style.GetForeground())
			}
			if look == theme.Contrast && style.GetFaint() {
				t.Errorf("with high contrast %s is dimmed", name)
			}
		}
	}
}

func TestALookIsChosenOverTheBackground(t *testing.T) {
	for _, c := range []struct {
		look             theme.Look
		background, dark bool
	}{
		{"", true, true},
		{"", false, false},
		{theme.Auto, true, true},
		{theme.Auto, false, false},
		{theme.Dark, false, true},
		{theme.Light, true, false},
		{theme.Contrast, true, true},
		{theme.Contrast, false, false},
	} {
		if got := theme.New(c.look, c.background, colorprofile.TrueColor); got.Dark != c.dark {
			t.Errorf("%q on a dark background (%v) is dark: %v", c.look, c.background, got.Dark)
		}
	}
}

func TestWithoutColoursThereAreNone(t *testing.T) {
	eachTheme(t, colourless(), func(t *testing.T, th *theme.Theme) {
		for name, style := range styles(th) {
			if coloured(style) {
				t.Errorf("%s is %v", name, style.GetForeground())
			}
		}
		if got, want := th.Key.Render("esc"), "\x1b[1mesc\x1b[m"; got != want {
			t.Errorf("a key name is %q, want %q: nothing else sets it apart", got, want)
		}
	})
}

func TestNothingIsToldByHueAlone(t *testing.T) {
	form := func(s lipgloss.Style) string {
		return s.UnsetForeground().Render("x")
	}
	eachTheme(t, all(), func(t *testing.T, th *theme.Theme) {
		for _, c := range []struct {
			name          string
			this, besides lipgloss.Style
		}{
			{"the open question and those before it", th.Strong, th.Soft},
			{"the active room and the others", th.Here, th.Soft},
			{"a match and the text around it", th.Match, th.Text},
			{"a match and the chosen row around it", th.Match, th.Strong},
			{"an error and text", th.Error, th.Text},
		} {
			if form(c.this) == form(c.besides) {
				t.Errorf("%s differ by colour only", c.name)
			}
		}
	})
}

func TestDarkAndLightDiffer(t *testing.T) {
	for _, profile := range append(exact(), colorprofile.ANSI) {
		dark, light := theme.New(theme.Auto, true, profile), theme.New(theme.Auto, false, profile)
		if dark.Accent.GetForeground() == light.Accent.GetForeground() {
			t.Errorf("%v: the accent is the same on dark and on light", profile)
		}
	}
}

func TestDots(t *testing.T) {
	th := theme.New(theme.Auto, true, colorprofile.TrueColor)
	for weight, want := range map[int]string{
		-3: "○○○○○○○○○○", 0: "○○○○○○○○○○", 1: "●○○○○○○○○○", 8: "●●●●●●●●○○", 10: "●●●●●●●●●●", 11: "●●●●●●●●●●",
	} {
		if got := ansi.Strip(th.Dots(weight)); got != want {
			t.Errorf("weight %d: %s, want %s", weight, got, want)
		}
	}
	for weight, want := range map[int]string{
		0:  th.Faint.Render("○○○○○○○○○○"),
		8:  th.Accent.Render("●●●●●●●●") + th.Faint.Render("○○"),
		10: th.Accent.Render("●●●●●●●●●●"),
	} {
		if got := th.Dots(weight); got != want {
			t.Errorf("weight %d is styled %q, want %q", weight, got, want)
		}
	}
}

func TestEveryGlyphTakesOneCell(t *testing.T) {
	glyphs := strings.Join([]string{
		theme.Bar, theme.DotFull, theme.DotEmpty, theme.Arrow, theme.Ellipsis, theme.Between, theme.Mark, theme.More,
		theme.FrameTopLeft, theme.FrameTopRight, theme.FrameBottomLeft, theme.FrameBottomRight,
		theme.FrameAcross, theme.FrameDown, theme.FrameLeft, theme.FrameRight, theme.Knob(0), theme.Knob(1), theme.Knob(2), theme.Knob(3),
	}, "")
	for _, glyph := range glyphs {
		if grapheme, wc := ansi.StringWidth(string(glyph)), ansi.StringWidthWc(string(glyph)); grapheme != 1 || wc != 1 {
			t.Errorf("%q takes %d cells by grapheme, %d by wcwidth", glyph, grapheme, wc)
		}
	}
}
