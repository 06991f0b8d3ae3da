package editor_test

import (
	"strings"
	"testing"

	"shakeoff/tui/editor"
)

// prose returns n bytes of words, with a paragraph's end every so many words.
func prose(n, words int) string {
	const sentence = "the man in the grey coat would not give his name and then he said it again "
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		for j, word := range strings.Fields(sentence) {
			b.WriteString(word)
			if (i*16+j)%words == words-1 {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()[:n]
}

// benchKey measures one key in the middle of s and the look at a screen of
// rows around it, which is all that a frame asks of the editor.
func benchKey(b *testing.B, s string) {
	e := editor.New()
	e.SetWidth(78)
	e.SetText(s[len(s)/2:])
	e.SetCursorStart()
	e.Insert(s[:len(s)/2])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			e.Type("x")
		} else {
			e.Do(editor.Erase)
		}
		_, y := e.Cursor()
		e.Lines(y-12, y+12)
	}
}

func BenchmarkKey5KB(b *testing.B)               { benchKey(b, prose(5_000, 60)) }
func BenchmarkKey200KB(b *testing.B)             { benchKey(b, prose(200_000, 60)) }
func BenchmarkKeyOneParagraph200KB(b *testing.B) { benchKey(b, prose(200_000, 1<<30)) }
func BenchmarkKeyOneWord200KB(b *testing.B)      { benchKey(b, strings.Repeat("x", 200_000)) }
func BenchmarkKeyChinese200KB(b *testing.B) {
	benchKey(b, strings.Repeat("他说了很难听的话，", 7_400))
}
func BenchmarkKeyOneWord1MB(b *testing.B)      { benchKey(b, strings.Repeat("x", 1_000_000)) }
func BenchmarkKeyOneParagraph1MB(b *testing.B) { benchKey(b, prose(1_000_000, 1<<30)) }
func BenchmarkKeyEmptyLines1MB(b *testing.B)   { benchKey(b, strings.Repeat("\n", 1_000_000)) }

func benchPaste(b *testing.B, s string) {
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		e := editor.New()
		e.Insert(s)
		e.Lines(0, 24)
	}
}

func BenchmarkPaste1MB(b *testing.B) { benchPaste(b, prose(1_000_000, 1<<30)) }
func BenchmarkPasteChinese1MB(b *testing.B) {
	benchPaste(b, strings.Repeat("他说了很难听的话，", 37_000))
}

func BenchmarkPasteEmoji1MB(b *testing.B) {
	benchPaste(b, strings.Repeat("👨‍👩‍👧‍👦", 40_000))
}

func BenchmarkPasteHindi1MB(b *testing.B) {
	benchPaste(b, strings.Repeat("उसने नमस्ते कहा ", 24_000))
}
