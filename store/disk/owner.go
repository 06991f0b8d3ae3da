package disk

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"shakeoff/store/seal"
)

// What the meta bucket has of the owner: their key, their signature of the recipient, the turn, and
// their signature of the identity as it is stored there.
const (
	turnAt    = seal.OwnerKeySize + seal.SignatureSize
	turnSize  = 8
	ownerSize = turnAt + turnSize + seal.SignatureSize
)

// A handover from one owner to the next: the keys of both, and the signature of the first. They
// follow one another, and the oldest are dropped.
const (
	handoverSize = 2*seal.OwnerKeySize + seal.SignatureSize
	maxHandovers = 64
)

// Own makes an identity the journal's own, stored in the form of identity. turn is above that of every
// earlier form, so that none can be put back in its place: an earlier passphrase no longer opens
// anything.
func (m *Meta) Own(id *seal.Identity, identity []byte, turn uint64) {
	r, key := id.Recipient(), id.OwnerKey()
	forRecipient := id.Sign(seal.ClaimRecipient, []byte(r.String()))
	number := binary.BigEndian.AppendUint64(nil, turn)
	forIdentity := id.Sign(seal.ClaimIdentity, identity, number)
	m.Epoch, m.Recipient, m.Identity = r.Epoch(), r.String(), identity
	m.Owner = slices.Concat(key[:], forRecipient, number, forIdentity)
}

// HandOver notes that the owner of an identity vouches for the next one.
func (m *Meta) HandOver(from *seal.Identity, next seal.OwnerKey) {
	old := from.OwnerKey()
	all := slices.Concat(m.Handovers, old[:], next[:], from.Sign(seal.ClaimHandover, next[:]))
	m.Handovers = all[max(0, len(all)-maxHandovers*handoverSize):]
}

// checked is which signatures of a head were found to be their owner's: one add asks six times, and to
// verify one takes a hundredth of it.
type checked struct {
	mu     sync.Mutex
	signed map[[sha256.Size]byte]bool
}

func (c *checked) by(k seal.OwnerKey, signature []byte, claim seal.Claim, message ...[]byte) bool {
	if c == nil {
		return k.Signed(signature, claim, message...)
	}
	h := sha256.New()
	for _, part := range append([][]byte{k[:], signature, []byte(claim)}, message...) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write(part)
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	c.mu.Lock()
	defer c.mu.Unlock()
	signed, known := c.signed[sum]
	if !known {
		signed = k.Signed(signature, claim, message...)
		c.signed[sum] = signed
	}
	return signed
}

// OwnerKey returns the key of the owner, if they have signed the recipient. A journal from before
// there were owners has none.
func (m Meta) OwnerKey() (k seal.OwnerKey, ok bool) {
	if len(m.Owner) < turnAt {
		return k, false
	}
	copy(k[:], m.Owner)
	return k, m.checked.by(k, m.Owner[seal.OwnerKeySize:turnAt], seal.ClaimRecipient, []byte(m.Recipient))
}

// Signed says whether the head has an owner's signatures, true or not.
func (m Meta) Signed() bool { return len(m.Owner) >= ownerSize }

// IsOf says whether the journal belongs to an owner, or to one to whom they handed it over in any
// number of steps.
func (m Meta) IsOf(owner seal.OwnerKey) bool {
	now, ok := m.OwnerKey()
	return ok && (owner == now || slices.Contains(m.Heirs(owner), now))
}

// Heirs returns an owner and those to whom they handed the journal over, in any number of steps. After
// an older copy was restored, these are later than the present owner, and had every right to take
// records out.
func (m Meta) Heirs(owner seal.OwnerKey) []seal.OwnerKey {
	heirs := []seal.OwnerKey{owner}
	for more := true; more; {
		more = false
		for h := range slices.Chunk(m.Handovers, handoverSize) {
			if len(h) != handoverSize {
				break
			}
			from, to := seal.OwnerKey(h), seal.OwnerKey(h[seal.OwnerKeySize:])
			if !slices.Contains(heirs, from) || slices.Contains(heirs, to) {
				continue
			}
			if from.Signed(h[2*seal.OwnerKeySize:], seal.ClaimHandover, to[:]) {
				heirs, more = append(heirs, to), true
			}
		}
	}
	return heirs
}

// Turn returns the rising number of the form in which the identity is stored; 0 if the owner has not
// signed this form, or it is from before there were turns.
func (m Meta) Turn() uint64 {
	k, ok := m.OwnerKey()
	if !ok || len(m.Owner) != ownerSize {
		return 0
	}
	turn := m.Owner[turnAt:][:turnSize]
	if !m.checked.by(k, m.Owner[turnAt+turnSize:], seal.ClaimIdentity, m.Identity, turn) {
		return 0
	}
	return binary.BigEndian.Uint64(turn)
}

// PutHead puts the values that say whose journal it is.
func (t *Tx) PutHead(m Meta) error {
	t.Meta.Epoch, t.Meta.Recipient, t.Meta.Identity = m.Epoch, m.Recipient, m.Identity
	t.Meta.Owner, t.Meta.Handovers = m.Owner, m.Handovers
	err := errors.Join(
		t.PutMeta(MetaEpoch, m.Epoch[:]),
		t.PutMeta(MetaRecipient, []byte(m.Recipient)),
		t.PutMeta(MetaIdentity, m.Identity),
		t.PutMeta(MetaOwner, m.Owner))
	if len(m.Handovers) > 0 {
		err = errors.Join(err, t.PutMeta(MetaHandovers, m.Handovers))
	}
	return err
}
