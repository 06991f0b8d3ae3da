package seal

import (
	"crypto/ed25519"
	"encoding/binary"
)

// An owner signs, so that somebody who holds no secret can tell their word from a
// stranger's: a program that posts into a locked journal, or takes words out of its
// backups. The signing key follows from the Identity, so there is nothing more to keep.

// OwnerKeySize and SignatureSize are the numbers of bytes in a file.
const (
	OwnerKeySize  = ed25519.PublicKeySize
	SignatureSize = ed25519.SignatureSize
)

// OwnerKey is the public half of an owner's signing key (Ed25519, RFC 8032).
type OwnerKey [OwnerKeySize]byte

// Claim is what a signature is for; it stands before what is signed, so that a
// signature for one thing is none for another. Part of the file format.
type Claim string

// The claims.
const (
	ClaimRecipient Claim = "shakeoff/1 recipient" // new pages are sealed to this recipient
	ClaimIdentity  Claim = "shakeoff/1 identity"  // the identity lies in the file in this form
	ClaimHandover  Claim = "shakeoff/1 handover"  // the journal belongs to this OwnerKey from now on
	ClaimTombstone Claim = "shakeoff/1 tombstone" // this record was taken out
	ClaimTally     Claim = "shakeoff/1 tally"     // these records were in the journal
)

func (id *Identity) signingKey() ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	defer clear(seed)
	id.derive("shakeoff/1 sign", seed)
	return ed25519.NewKeyFromSeed(seed)
}

// Sign signs a claim.
func (id *Identity) Sign(c Claim, message ...[]byte) []byte {
	key := id.signingKey()
	defer clear(key)
	return ed25519.Sign(key, c.about(message))
}

// Signed says that the owner has signed a claim.
func (k OwnerKey) Signed(signature []byte, c Claim, message ...[]byte) bool {
	return len(signature) == SignatureSize && ed25519.Verify(k[:], c.about(message), signature)
}

// about is what is signed: the claim, and each part of the message after its length.
func (c Claim) about(message [][]byte) []byte {
	text := []byte(c)
	for _, part := range message {
		text = append(binary.BigEndian.AppendUint32(text, uint32(len(part))), part...) //nolint:gosec // of a head; it is short
	}
	return text
}
