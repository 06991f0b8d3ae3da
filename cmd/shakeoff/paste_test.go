package main_test

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	program "shakeoff/cmd/shakeoff"
)

// FuzzKeyboard pastes a text that arrives in two parts, between typed keys,
// and holds that no escape character is left within the paste, that all outside
// of it is as it was, that nothing waits for a further key, and that the model
// is given the text that was pasted.
func FuzzKeyboard(f *testing.F) {
	f.Add("plain words", uint16(3))
	f.Add("a\x1b[31mred\x1b[0m", uint16(9))
	f.Add("\x1b\x1b[\x1b[2\x1b[20\x1b[201", uint16(7))
	f.Add("\x1b[200~ nested", uint16(20))
	f.Add(`C:\e\\x1b\`+"\x1b\\", uint16(15))
	f.Add("an icon \uf81b, and \x1b", uint16(17))
	f.Fuzz(func(t *testing.T, text string, cut uint16) {
		// That is the end of a paste, and a terminal never sends it inside of one.
		for strings.Contains(text, "\x1b[201~") {
			text = strings.ReplaceAll(text, "\x1b[201~", "")
		}
		const before, after = "x\x1b", "\x1b[A\x1b"
		sent := before + "\x1b[200~" + text + "\x1b[201~" + after
		in, keys, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		keyboard, unpaste := program.NewKeyboard(in)
		read := make(chan string)
		go func() {
			var got strings.Builder
			// 64 bytes at a time, so that much has to be read in several goes.
			if _, err := io.CopyBuffer(&got, struct{ io.Reader }{keyboard}, make([]byte, 64)); err != nil {
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
		got := filling.ReplaceAllString(<-read, "")
		pasted, start := strings.CutPrefix(got, before+"\x1b[200~")
		pasted, end := strings.CutSuffix(pasted, "\x1b[201~"+after)
		if !start || !end || strings.Contains(pasted, "\x1b") {
			t.Fatalf("sent %q in two parts, cut at %d: got %q", sent, at, got)
		}
		if msg := unpaste(nil, tea.PasteMsg{Content: pasted}); msg != (tea.PasteMsg{Content: text}) {
			t.Errorf("pasted %q, and the model is given %q", text, msg)
		}
	})
}

// filling is what reads are filled up with, which Bubble Tea drops.
var filling = regexp.MustCompile("\x1b_ +\x18")

// TestTypedKeyStaysInNoBuffer holds that what is read takes all the room there is for it,
// but not in the middle of a sequence, and that Bubble Tea's screens get none of that.
func TestTypedKeyStaysInNoBuffer(t *testing.T) {
	in, keys, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer keys.Close()
	keyboard, _ := program.NewKeyboard(in)
	for _, c := range []struct {
		typed  string
		filled bool
	}{{"a", true}, {"\x1b[200~pasted\x1b[201~", true}, {"é", true}, {"\xc3", false}, {"\x1b[", false}} {
		if _, err := keys.WriteString(c.typed); err != nil {
			t.Fatal(err)
		}
		room := make([]byte, 4096)
		n, err := keyboard.Read(room)
		if err != nil {
			t.Fatal(err)
		}
		if got := filling.ReplaceAllString(string(room[:n]), ""); got != c.typed || (n == len(room)) != c.filled {
			t.Errorf("typed %q: read %d bytes that say %q", c.typed, n, got)
		}
	}
}

// Where Bubble Tea reads the terminal by itself, as it does a console of Windows,
// pastes are left as they are.
func TestPasteOfAnotherReader(t *testing.T) {
	_, unpaste := program.NewKeyboard(nil)
	want := tea.PasteMsg{Content: `C:\\events\e`}
	if msg := unpaste(nil, want); msg != want {
		t.Errorf("pasted %q, and the model is given %q", want.Content, msg)
	}
}
