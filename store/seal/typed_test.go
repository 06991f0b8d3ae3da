package seal_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"shakeoff/store/seal"
)

// toUTF16 returns a text as a file of another system holds it, with its byte order mark.
func toUTF16(text string, order binary.AppendByteOrder) []byte {
	var file []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		file = order.AppendUint16(file, unit)
	}
	return file
}

// TestPassphraseHoweverItCame holds that what a person reads as one passphrase opens what
// it has sealed, whatever bytes it came in, and that another does not.
func TestPassphraseHoweverItCame(t *testing.T) {
	const meant = "Schöne café Ω 𝄞"
	forms := map[string][]byte{
		"as it is":       []byte(meant),
		"taken apart":    []byte("Scho\u0308ne cafe\u0301 \u2126 𝄞"),
		"other blanks":   []byte("Schöne\u00a0café\u3000Ω\u202f𝄞"),
		"marked":         []byte("\uFEFF" + meant),
		"UTF-16, little": toUTF16(meant, binary.LittleEndian),
		"UTF-16, big":    toUTF16(meant, binary.BigEndian),
		"with a newline": toUTF16(meant+"\n", binary.LittleEndian),
		"with a CRLF":    toUTF16(meant+"\r\n", binary.BigEndian),
		"cut in half":    bytes.TrimSuffix(toUTF16(meant+"\r\n", binary.BigEndian), []byte("\n")),
	}
	for set, passphrase := range forms {
		box, err := seal.NewIdentity().SealUnder(passphrase, 1)
		if err != nil {
			t.Fatal(err)
		}
		for given, secret := range forms {
			if _, err := seal.OpenIdentity(box, secret); err != nil {
				t.Errorf("set %s, not opened %s: %v", set, given, err)
			}
		}
		for _, wrong := range []string{"Schone cafe Ω 𝄞", "schöne café Ω 𝄞", "Schöne café  Ω 𝄞", "Schöne café Ω", " " + meant, "Schöneｃafé Ω 𝄞"} {
			if _, err := seal.OpenIdentity(box, []byte(wrong)); !errors.Is(err, seal.ErrSecret) {
				t.Errorf("set %s, opened with %q: %v", set, wrong, err)
			}
		}
	}
	// A letter that ends in the byte of a newline, which is cut off as if it were one.
	box, err := seal.NewIdentity().SealUnder([]byte("ਅਬ"), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		if _, err := seal.OpenIdentity(box, bytes.TrimSuffix(toUTF16("ਅਬ", order), []byte("\n"))); err != nil {
			t.Errorf("%v: %v", order, err)
		}
	}
}

// TestLockedByRawBytes holds that what was sealed under the bytes themselves, as was done
// before AsTyped, opens with the same bytes, and with no others.
func TestLockedByRawBytes(t *testing.T) {
	id := seal.NewIdentity()
	for _, raw := range []string{"plain", "cafe\u0301", "no\u00a0break", "\uFEFFmarked", "a\ttab", "not \xff text", "\xff\xfeU\x00T\x00F\x00", "\xfe\xff\x00B\x00"} {
		r, err := age.NewScryptRecipient(raw)
		if err != nil {
			t.Fatal(err)
		}
		r.SetWorkFactor(1)
		var box bytes.Buffer
		w, err := age.Encrypt(&box, r)
		if err == nil {
			_, err = w.Write([]byte(id.RecoveryKey()))
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		if got, err := seal.OpenIdentity(box.Bytes(), []byte(raw)); err != nil || got.RecoveryKey() != id.RecoveryKey() {
			t.Errorf("%q: %v", raw, err)
		}
		if _, err := seal.OpenIdentity(box.Bytes(), []byte(raw+".")); !errors.Is(err, seal.ErrSecret) {
			t.Errorf("%q and a letter: %v", raw, err)
		}
	}
}

// TestUnknownLetterStaysAsItIs holds that a passphrase with a letter that the tables do
// not know is taken as it is, so that tables which do know it change nothing.
func TestUnknownLetterStaysAsItIs(t *testing.T) {
	const unknown = "\U000e0fff"
	if !unicode.Is(unicode.Cn, []rune(unknown)[0]) {
		t.Fatal("the letter is known by now: take another")
	}
	if norm.Version < unicode.Version {
		t.Errorf("letters are composed as in Unicode %s, and known as in %s", norm.Version, unicode.Version)
	}
	const given = "cafe\u0301\u00a0" + unknown
	if got := seal.AsTyped([]byte(given)); string(got) != given {
		t.Errorf("%q became %q", given, got)
	}
}

// FuzzAsTyped holds that what was typed is typed once and for all, that a file in any
// encoding says the same as its text, and that the secret itself is left alone.
func FuzzAsTyped(f *testing.F) {
	for _, s := range []string{"", "café", "cafe\u0301\u0323", "\u00a0\u3000", "\uFEFFx", "\xff\xfea\x00", "\xfe\xff\x00a\x00", "\xff", "\uac00\u11a8", "a\u0300\u0345\u0301", "\U0001d15e", "\U000e0fff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, secret []byte) {
		before := bytes.Clone(secret)
		once := seal.AsTyped(secret)
		if !bytes.Equal(secret, before) {
			t.Fatal("the secret itself was changed")
		}
		if bytes.HasPrefix(once, []byte("\uFEFF")) || bytes.HasPrefix(once, []byte{0xff, 0xfe}) || bytes.HasPrefix(once, []byte{0xfe, 0xff}) {
			return // a mark within a mark cannot be typed, and is never set
		}
		if twice := seal.AsTyped(once); !bytes.Equal(once, twice) {
			t.Fatalf("%q became %q", once, twice)
		}
		if !utf8.Valid(once) {
			return
		}
		if bytes.ContainsFunc(once, func(r rune) bool { return r != ' ' && unicode.Is(unicode.Zs, r) }) && !bytes.ContainsFunc(once, func(r rune) bool { return unicode.Is(unicode.Cn, r) }) {
			t.Fatalf("a blank is left in %q", once)
		}
		for _, end := range []string{"", "\n", "\r\n"} {
			for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
				if bytes.HasSuffix(once, []byte("\n")) || bytes.HasSuffix(once, []byte("\r")) {
					continue
				}
				if got := seal.AsTyped(toUTF16(string(once)+end, order)); !bytes.Equal(got, once) {
					t.Fatalf("%q in UTF-16 (%v), ended by %q, became %q", once, order, end, got)
				}
			}
		}
	})
}
