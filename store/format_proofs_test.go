package store_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// What the second reader need not know to read: whose word the head is, and what tombstones prove.

func signed(key []byte, signature, claim, message string) bool {
	about := binary.BigEndian.AppendUint32([]byte(claim), uint32(len(message))) //nolint:gosec // a short one
	return len(key) == 32 && ed25519.Verify(key, append(about, message...), []byte(signature))
}

// owned says that the identity's own key has signed the recipient and the identity as it lies.
func (s *stranger) owned() bool {
	key, owner := ed25519.NewKeyFromSeed(s.derived("shakeoff/1 sign"))[32:], s.meta["owner"]
	return len(owner) == 160 && owner[:32] == string(key) &&
		signed(key, owner[32:96], "shakeoff/1 recipient", s.meta["recipient"]) &&
		signed(key, owner[96:], "shakeoff/1 identity", s.meta["identity"])
}

// owners returns the keys of this owner and of those before who handed the journal over.
func (s *stranger) owners() (keys []string) {
	if owner := s.meta["owner"]; len(owner) == 160 {
		keys = []string{owner[:32]}
	}
	handovers := []byte(s.meta["handovers"])
	for range len(handovers) / 128 {
		for h := range slices.Chunk(handovers, 128) {
			from, to := h[:32], string(h[32:64])
			if slices.Contains(keys, to) && signed(from, string(h[64:]), "shakeoff/1 handover", to) {
				keys = append(keys, string(from))
			}
		}
	}
	return keys
}

// proof says what the proof in a tombstone shows.
func (s *stranger) proof(rid, proof []byte) string {
	switch len(proof) {
	case 0:
		return "none"
	case 1:
		return "followed"
	case 16:
		kid := sha256.Sum256(append([]byte("shakeoff/1 key"), proof...))
		return "token of key " + hex.EncodeToString(kid[:16])
	}
	for _, key := range s.owners() {
		if signed([]byte(key), string(proof), "shakeoff/1 tombstone", string(rid)) {
			return "owner"
		}
	}
	return "forged"
}
