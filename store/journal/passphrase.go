package journal

import "unicode"

// ShortPassphrase is the number of characters below which a passphrase gets a
// remark. It is taken all the same.
const ShortPassphrase = 8

// Untypable says that a character cannot be typed into a passphrase: controls, the
// ends of lines and paragraphs, a byte order mark, and what stands for bytes that
// are no text. Fields leave it out, and no passphrase is set with it.
func Untypable(r rune) bool {
	const byteOrderMark = '\uFEFF'
	return r == byteOrderMark || r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp)
}
