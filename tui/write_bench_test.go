package tui_test

import (
	"fmt"
	"strings"
	"testing"

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
