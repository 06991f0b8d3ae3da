package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkKeyToFrame types into a long answer and draws the frame, in turn with an
// empty answer: what a key costs between the terminal's bytes and the next picture.
// cmd/budgets reads what it reports, and has the budgets.
func BenchmarkKeyToFrame(b *testing.B) {
	const sentence = "She said that it could not be done, and then it was done after all. "
	for _, kb := range []int{5, 200, 1000} {
		text := strings.Repeat(sentence, kb*1000/len(sentence))
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			long, empty := sit(b, nil), sit(b, nil)
			long.Paste(text)
			keysInTurn(b, long, empty)
		})
	}
	b.Run("200KB-third-answer", func(b *testing.B) {
		long, empty := sit(b, nil), sit(b, nil)
		for range 2 {
			long.Paste(strings.Repeat(sentence, 200_000/len(sentence)))
			long.press("tab", "tab")
		}
		keysInTurn(b, long, empty)
	})
}

// keysInTurn types a letter into one page and into the other, again and again, and
// reports the median and the 99th percentile of each.
func keysInTurn(b *testing.B, long, empty *desk) {
	pages := []struct {
		name string
		on   *desk
		took []float64 // in milliseconds
	}{{"key", long, nil}, {"empty", empty, nil}}
	b.ResetTimer()
	for range b.N {
		for i, p := range pages {
			begun := time.Now()
			p.on.Send(tea.KeyPressMsg{Code: 'x', Text: "x"})
			p.on.Model().View()
			pages[i].took = append(p.took, time.Since(begun).Seconds()*1000)
		}
	}
	for _, p := range pages {
		slices.Sort(p.took)
		b.ReportMetric(p.took[len(p.took)/2], p.name+"-ms")
		b.ReportMetric(p.took[(99*len(p.took)+99)/100-1], p.name+"-p99-ms")
	}
}

// BenchmarkShakeFrame moves the tablet on by a picture and draws it, in the middle of a
// shake: what a tick costs before Bubble Tea compares it with the picture before. It
// also reports the bytes of the whole view.
func BenchmarkShakeFrame(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			d := atTablet(b)
			d.Resize(size[0], size[1])
			picture := time.Second / 60
			if size[0] > 100 {
				picture = time.Second / 30
			}
			b.ReportAllocs()
			bytes := 0
			for i := 0; b.Loop(); i++ {
				if i%20 == 0 { // words again, and a jolt that loosens half of them
					b.StopTimer()
					d = atTablet(b)
					d.Resize(size[0], size[1])
					d.Press("right")
					d.Press("left")
					d.Advance(d.clock, 400*time.Millisecond)
					b.StartTimer()
				}
				d.Advance(d.clock, picture)
				bytes += len(d.Model().View().Content)
			}
			b.ReportMetric(float64(bytes)/float64(b.N), "view-B/op")
		})
	}
}
