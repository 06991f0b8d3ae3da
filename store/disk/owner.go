package disk

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"shakeoff/store/seal"
)

// What the meta bucket has of the owner: their key, their word for the recipient, then the
// turn and their word for the form in which the identity lies there.
const (
	turnAt    = seal.OwnerKeySize + seal.SignatureSize
	turnSize  = 8
	ownerSize = turnAt + turnSize + seal.SignatureSize
)

// A handover says that an owner has made the next one: the keys of both, and the word
// of the first. They follow each other, and the oldest are dropped.
const (
	handoverSize = 2*seal.OwnerKeySize + seal.SignatureSize
	maxHandovers = 64
)

// Own makes an identity the journal's own. identity is the form in which it lies there. turn
// is above that of every form before, so that none of them can be put back in its place: an
// earlier passphrase opens nothing any more.
func (m *Meta) Own(id *seal.Identity, identity []byte, turn uint64) {
	r, key := id.Recipient(), id.OwnerKey()
	forRecipient := id.Sign(seal.ClaimRecipient, []byte(r.String()))
	number := binary.BigEndian.AppendUint64(nil, turn)
	forIdentity := id.Sign(seal.ClaimIdentity, identity, number)
	m.Epoch, m.Recipient, m.Identity = r.Epoch(), r.String(), identity
	m.Owner = slices.Concat(key[:], forRecipient, number, forIdentity)
}

// HandOver notes the word of the owner of an identity that the next one is theirs too.
func (m *Meta) HandOver(from *seal.Identity, next seal.OwnerKey) {
	old := from.OwnerKey()
	all := slices.Concat(m.Handovers, old[:], next[:], from.Sign(seal.ClaimHandover, next[:]))
	m.Handovers = all[max(0, len(all)-maxHandovers*handoverSize):]
}

// OwnerKey returns the key of the owner, if it is their word that pages are sealed to
// this recipient. A journal from before it had an owner has none.
func (m Meta) OwnerKey() (k seal.OwnerKey, ok bool) {
	if len(m.Owner) < turnAt {
		return k, false
	}
	copy(k[:], m.Owner)
	return k, k.Signed(m.Owner[seal.OwnerKeySize:turnAt], seal.ClaimRecipient, []byte(m.Recipient))
}

// Signed says that the head has an owner's words, whoever they are.
func (m Meta) Signed() bool { return len(m.Owner) >= ownerSize }

// IsOf says that the journal belongs to an owner, or to one to whom they handed it over,
// in any number of steps.
func (m Meta) IsOf(owner seal.OwnerKey) bool {
	now, ok := m.OwnerKey()
	return ok && m.heirs(owner, now)[now]
}

// Heirs returns an owner and those to whom they handed the journal over, in any number of steps.
// Where a copy from before that was restored, these are later ones than the present one, and
// what they took out they took out by right.
func (m Meta) Heirs(owner seal.OwnerKey) []seal.OwnerKey {
	return slices.Collect(maps.Keys(m.heirs(owner, seal.OwnerKey{})))
}

// heirs is that; it looks no further once one of them is found.
func (m Meta) heirs(owner, found seal.OwnerKey) map[seal.OwnerKey]bool {
	seen := map[seal.OwnerKey]bool{owner: true}
	for more := true; more && !seen[found]; {
		more = false
		for h := range slices.Chunk(m.Handovers, handoverSize) {
			if len(h) != handoverSize {
				break
			}
			from, to := seal.OwnerKey(h), seal.OwnerKey(h[seal.OwnerKeySize:])
			if seen[from] && !seen[to] && from.Signed(h[2*seal.OwnerKeySize:], seal.ClaimHandover, to[:]) {
				seen[to], more = true, true
			}
		}
	}
	return seen
}

// Turn returns the number of the form in which the identity lies there, which rises; 0 if
// it is not the owner's word that it lies there in this form, or is from before there were turns.
func (m Meta) Turn() uint64 {
	k, ok := m.OwnerKey()
	if !ok || len(m.Owner) != ownerSize {
		return 0
	}
	turn := m.Owner[turnAt:][:turnSize]
	if !k.Signed(m.Owner[turnAt+turnSize:], seal.ClaimIdentity, m.Identity, turn) {
		return 0
	}
	return binary.BigEndian.Uint64(turn)
}

// PutHead puts what says whose the journal is.
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
