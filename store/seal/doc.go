// Package seal turns words into ciphertext and back: bytes in, bytes out.
//
// A journal is a letterbox. It has one Identity (an age hybrid, post-quantum key pair). The
// public half, the Recipient, is in the file in clear, and is all that writing needs; the
// secret half is there sealed under the passphrase. Each page has a Key of its own, which seals
// its record. The Key is in the file in a box that only the Identity opens:
//
//	passphrase ──opens──▶ Identity ──opens──▶ Key ──opens──▶ record
//	                      Recipient ──seals──▶ Key ──seals──▶ record
//
// There is no way back along the second line: code that holds a Recipient and a Key of its own
// cannot read any other page. That is the promise "writing never needs the passphrase, reading
// always does", and why Recipient has no method that opens anything.
//
// There are three kinds of box. A sealed box is an age file to the Recipient: anyone can make
// one, it takes 0.6 ms and 1.9 KB. A wrapped box is XChaCha20-Poly1305 under a key derived from
// the Identity: only an unlocked process can make one, it takes under a microsecond and 81
// bytes. Opening 10,000 of them takes 10 ms instead of a second; so an unlocked journal rewraps
// what was posted while it was locked, in a third kind that says so. What lies under wrapped
// boxes is what its owner has accepted, and is counted in a Tally.
//
// It imports age, golang.org/x/crypto, the letters of golang.org/x/text and the standard library.
// Rejected: an age file for each record (a second for 10,000 entries), one key for the whole
// journal (writing would need it, and it would read), X25519 alone (what is recorded today must
// hold for decades), and AES-GCM (its 12-byte nonces are too short to be drawn at random for every
// second of typing).
//
// Key material is wiped where Go allows it. The expanded form of an Identity is inside age and
// can only be dropped.
package seal
