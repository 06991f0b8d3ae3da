package main_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	program "shakeoff/cmd/shakeoff"
	"shakeoff/store"
	"shakeoff/store/seal"
	"shakeoff/tui/kit"
)

// FuzzPassphraseFile holds that whatever can be set from a file, in any encoding and with
// any end of its line, can be typed into the field of the screens, and is the same there.
func FuzzPassphraseFile(f *testing.F) {
	for _, s := range []string{"", "correct horse", "café", "cafe\u0301", "no\u00a0break", "\uFEFF", "a\ttab", "\xff", "ਅਬ", "e\u2028f", "👩\u200d🔧️", "\u202eback"} {
		f.Add(s)
	}
	path := filepath.Join(f.TempDir(), "secret")
	f.Fuzz(func(t *testing.T, text string) {
		var field kit.SecretField
		field.Insert(text)
		typed := seal.AsTyped(field.Take())
		units := utf16.Encode([]rune("\uFEFF" + text))
		for _, end := range []string{"", "\n", "\r\n"} {
			files := [][]byte{[]byte(text + end), []byte("\uFEFF" + text + end)}
			for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
				var file []byte
				for _, unit := range append(units, utf16.Encode([]rune(end))...) {
					file = order.AppendUint16(file, unit)
				}
				if utf8.ValidString(text) {
					files = append(files, file)
				}
			}
			for _, file := range files {
				if err := os.WriteFile(path, file, 0o600); err != nil {
					t.Fatal(err)
				}
				secret, err := program.ReadSecret(path)
				if err != nil {
					continue // longer than any passphrase
				}
				if _, err := store.CheckPassphrase(secret); err != nil {
					continue
				}
				if got := seal.AsTyped(secret); !bytes.Equal(got, typed) {
					t.Fatalf("a file %q says %q; typed it is %q", file, got, typed)
				}
			}
		}
		if _, err := store.CheckPassphrase(typed); err != nil && len(typed) > 0 && !seal.LooksLikeIdentity(typed) {
			t.Fatalf("%q is typed, and refused: %v", typed, err)
		}
	})
}
