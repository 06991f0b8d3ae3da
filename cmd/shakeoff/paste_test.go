package main_test

import (
	"io"
	"os"
	"strings"
	"testing"

	program "shakeoff/cmd/shakeoff"
)

// FuzzKeyboard pastes a text that arrives in two parts, between typed keys,
// and holds that only escape characters within the paste are replaced, that
// nothing waits for a further key, and that nothing is lost.
func FuzzKeyboard(f *testing.F) {
	f.Add("plain words", uint16(3))
	f.Add("a\x1b[31mred\x1b[0m", uint16(9))
	f.Add("\x1b\x1b[\x1b[2\x1b[20\x1b[201", uint16(7))
	f.Add("\x1b[200~ nested", uint16(20))
	f.Fuzz(func(t *testing.T, text string, cut uint16) {
		// That is the end of a paste, and a terminal never sends it inside of one.
		for strings.Contains(text, "\x1b[201~") {
			text = strings.ReplaceAll(text, "\x1b[201~", "")
		}
		const before, after = "x\x1b", "\x1b[A\x1b"
		sent := before + "\x1b[200~" + text + "\x1b[201~" + after
		want := before + "\x1b[200~" + strings.ReplaceAll(text, "\x1b", "\uf81b") + "\x1b[201~" + after
		in, keys, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		read := make(chan string)
		go func() {
			var got strings.Builder
			// 64 bytes at a time, so that much has to be read in several goes.
			if _, err := io.CopyBuffer(&got, struct{ io.Reader }{program.NewKeyboard(in)}, make([]byte, 64)); err != nil {
				t.Error(err)
			}
			read <- got.String()
		}()
		at := int(cut) % len(sent)
		for _, part := range []string{sent[:at], sent[at:]} {
			if _, err := keys.WriteString(part); err != nil {
				t.Fatal(err)
			}
		}
		keys.Close()
		if got := <-read; got != want {
			t.Errorf("sent %q in two parts, cut at %d:\n got %q\nwant %q", sent, at, got, want)
		}
	})
}
