package store_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
)

// What the second reader need not know to read: whose word the head is, what tombstones prove,
// and whether all is there that the owner has counted.

// prove adds that to what was read.
func (s *stranger) prove() yields {
	s.Owned = s.owned()
	s.Tally = s.tally()
	s.bucket("dead", func(rid, v []byte) {
		at := slices.IndexFunc(s.Tombstones, func(t yieldedTombstone) bool { return t.Record == name(rid) })
		s.Tombstones[at].Proof = s.proof(rid, v[1:])
	})
	return s.yields
}

func signed(key []byte, signature, claim string, message ...string) bool {
	about := []byte(claim)
	for _, part := range message {
		about = append(binary.BigEndian.AppendUint32(about, uint32(len(part))), part...)
	}
	return len(key) == 32 && len(signature) == 64 && ed25519.Verify(key, about, []byte(signature))
}

// owned says that the identity's own key has signed the recipient and the identity as it lies.
func (s *stranger) owned() bool {
	key, owner := s.ownKey(), s.meta["owner"]
	return len(owner) == 168 && owner[:32] == string(key) &&
		signed(key, owner[32:96], "shakeoff/1 recipient", s.meta["recipient"]) &&
		signed(key, owner[104:], "shakeoff/1 identity", s.meta["identity"], owner[96:104])
}

func (s *stranger) ownKey() []byte { return ed25519.NewKeyFromSeed(s.derived("shakeoff/1 sign"))[32:] }

// owners returns the keys of this owner and of those before who handed the journal over.
func (s *stranger) owners() (keys []string) {
	if owner := s.meta["owner"]; len(owner) == 168 {
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

const debtLength = 16 + 24 + 16

// settled splits what follows the reason of a tombstone into its proof and its debts.
func settled(rest []byte) (proof, debts []byte) {
	for _, n := range []int{0, 16, 64} {
		if len(rest) >= n && (len(rest)-n)%debtLength == 0 {
			return rest[:n], rest[n:]
		}
	}
	return rest, nil
}

// proof says what the proof in a tombstone shows, and whether a debt is behind it.
func (s *stranger) proof(rid, rest []byte) string {
	proof, debts := settled(rest)
	if len(debts) > 0 {
		return s.proof(rid, proof) + ", with a debt"
	}
	switch len(proof) {
	case 0:
		return "none"
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

// proves says that a tombstone is the present owner's, or of who wrote the record.
func (s *stranger) proves(rid, kid string, rest []byte) bool {
	proof, _ := settled(rest)
	own := sha256.Sum256(append([]byte("shakeoff/1 key"), proof...))
	return len(proof) == 16 && string(own[:16]) == kid || signed(s.ownKey(), string(proof), "shakeoff/1 tombstone", rid)
}

// tally says whether all is there that the owner has counted.
func (s *stranger) tally() string {
	owner, value := s.meta["owner"], s.meta["tally"]
	switch {
	case value == "":
		return ""
	case len(value) != 128 || !s.Owned || !signed([]byte(owner[:32]), value[64:], "shakeoff/1 tally", value[:64]):
		return "forged"
	case value[56:64] > owner[96:104]:
		return "of a later lock"
	case value[8:16] == "\xff\xff\xff\xff\xff\xff\xff\xff":
		return "not counted yet"
	case s.Damaged > 0:
		return "nobody can tell"
	}
	var number, sum big.Int
	count := func(mark []byte) {
		hash := sha256.Sum256(slices.Concat(s.derived("shakeoff/1 tally"), mark))
		number.Add(&number, big.NewInt(1))
		sum.Add(&sum, wide(hash[:]))
	}
	s.bucket("entries", func(_, v []byte) {
		if s.boxes[string(v[17:33])][0] > 1 {
			count(slices.Concat(v[1:57], v[len(v)-24:len(v)-8]))
		}
	})
	s.bucket("dead", func(rid, v []byte) {
		proof, debts := settled(v[1:])
		for debt := range slices.Chunk(debts, debtLength) {
			if s.proves(string(rid), string(debt[:16]), proof) {
				count(slices.Concat(rid, debt))
			}
		}
	})
	sum.And(&sum, wide(bytes.Repeat([]byte{0xff}, 32))) // modulo 2^256
	if sum.Cmp(wide([]byte(value[24:56]))) == 0 {
		return "agrees"
	}
	return fmt.Sprintf("%d are missing", int64(binary.BigEndian.Uint64([]byte(value[8:])))-number.Int64())
}

// wide returns the number of four words of eight bytes, the lowest first.
func wide(words []byte) *big.Int {
	return new(big.Int).SetBytes(slices.Concat(words[24:32], words[16:24], words[8:16], words[:8]))
}
