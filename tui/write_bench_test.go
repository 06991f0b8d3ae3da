package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkKeyToFrame types into an answer and draws the frame: what a key costs
// between the terminal's bytes and the next picture. The budgets are 2 ms at
// 5 KB and 8 ms at 200 KB.
func BenchmarkKeyToFrame(b *testing.B) {
	const sentence = "She said that it could not be done, and then it was done after all. "
	for _, kb := range []int{1, 5, 200, 1000} {
		text := strings.Repeat(sentence, kb*1000/len(sentence))
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			d := sit(b, nil)
			d.Paste(text)
			b.ResetTimer()
			for range b.N {
				d.Send(tea.KeyPressMsg{Code: 'x', Text: "x"})
				d.Model().View()
			}
		})
	}
	b.Run("200KB-third-answer", func(b *testing.B) {
		d := sit(b, nil)
		for range 2 {
			d.Paste(strings.Repeat(sentence, 200_000/len(sentence)))
			d.press("tab", "tab")
		}
		b.ResetTimer()
		for range b.N {
			d.Send(tea.KeyPressMsg{Code: 'x', Text: "x"})
			d.Model().View()
		}
	})
}

// BenchmarkShakeFrame moves the tablet on by a picture and draws it, in the middle
// of a shake: what a tick costs before Bubble Tea compares it with the picture
// before. It tells the bytes of the whole view beside that.
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
