package seal

import (
	"bytes"
	"encoding/binary"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// AsTyped returns the bytes that a passphrase is tried and set with, so that the same
// letters open whatever keyboard, system or file they come from: OpaqueString of RFC
// 8265, every blank one of ASCII and letters composed (NFC), and a file's byte order
// mark and UTF-16 undone. Letters that the tables here do not know yet might compose
// later, so a passphrase with one stays as it is. The caller wipes what it gets.
func AsTyped(secret []byte) []byte {
	text := decode(secret)
	unknown := func(r rune) bool { return unicode.Is(unicode.Cn, r) }
	if !utf8.Valid(text) || bytes.ContainsFunc(text, unknown) {
		return text
	}
	defer clear(text)
	blanks := bytes.Map(func(r rune) rune {
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, text)
	defer clear(blanks)
	// With room for whatever becomes of them: growing would leave a copy behind.
	return norm.NFC.Append(make([]byte, 0, 4*len(blanks)), blanks...)
}

// decode returns a copy of a secret without a byte order mark, as UTF-8.
func decode(secret []byte) []byte {
	switch {
	case bytes.HasPrefix(secret, []byte{0xFF, 0xFE}):
		return fromUTF16(secret[2:], binary.LittleEndian)
	case bytes.HasPrefix(secret, []byte{0xFE, 0xFF}):
		return fromUTF16(secret[2:], binary.BigEndian)
	}
	return bytes.Clone(bytes.TrimPrefix(secret, []byte("\uFEFF")))
}

// fromUTF16 leaves out the end of the line. Whoever took the secret for UTF-8 may have
// cut half of that off, or of a letter that ends in the same byte: it is put back.
func fromUTF16(secret []byte, order binary.ByteOrder) []byte {
	whole := append(append(make([]byte, 0, len(secret)+1), secret...), '\n')
	defer clear(whole)
	text := make([]byte, 0, len(whole)/2*utf8.UTFMax)
	for at := 0; at+2 <= len(whole); at += 2 {
		r := rune(order.Uint16(whole[at:]))
		if at+4 <= len(whole) {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(whole[at+2:]))); pair != unicode.ReplacementChar {
				r = pair
				at += 2
			}
		}
		text = utf8.AppendRune(text, r)
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("\r"))
}
