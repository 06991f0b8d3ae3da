package disk

import (
	"errors"
	"slices"

	"shakeoff/store/seal"
)

// What the meta bucket has of the owner: their key, then their word for the recipient
// and for the form in which the identity lies there.
const ownerSize = seal.OwnerKeySize + 2*seal.SignatureSize

// A handover says that an owner has made the next one: the keys of both, and the word
// of the first. They follow each other, and the oldest are dropped.
const (
	handoverSize = 2*seal.OwnerKeySize + seal.SignatureSize
	maxHandovers = 64
)

// Own makes an identity the journal's own. identity is the form in which it lies there.
func (m *Meta) Own(id *seal.Identity, identity []byte) error {
	key, err := id.OwnerKey()
	if err != nil {
		return err
	}
	r := id.Recipient()
	forRecipient, err := id.Sign(seal.ClaimRecipient, []byte(r.String()))
	forIdentity, failed := id.Sign(seal.ClaimIdentity, identity)
	m.Epoch, m.Recipient, m.Identity = r.Epoch(), r.String(), identity
	m.Owner = slices.Concat(key[:], forRecipient, forIdentity)
	return errors.Join(err, failed)
}

// HandOver notes the word of the owner of an identity that the next one is theirs too.
func (m *Meta) HandOver(from *seal.Identity, next seal.OwnerKey) error {
	old, err := from.OwnerKey()
	if err != nil {
		return err
	}
	word, err := from.Sign(seal.ClaimHandover, next[:])
	all := slices.Concat(m.Handovers, old[:], next[:], word)
	m.Handovers = all[max(0, len(all)-maxHandovers*handoverSize):]
	return err
}

// OwnerKey returns the key of the owner, if it is their word that pages are sealed to
// this recipient. A journal from before it had an owner has none.
func (m Meta) OwnerKey() (k seal.OwnerKey, ok bool) {
	if len(m.Owner) != ownerSize {
		return k, false
	}
	copy(k[:], m.Owner)
	return k, k.Signed(m.Owner[seal.OwnerKeySize:][:seal.SignatureSize], seal.ClaimRecipient, []byte(m.Recipient))
}

// IsOf says that the journal belongs to an owner, or to one to whom they handed it over,
// in any number of steps.
func (m Meta) IsOf(owner seal.OwnerKey) bool {
	now, ok := m.OwnerKey()
	if !ok {
		return false
	}
	seen := map[seal.OwnerKey]bool{owner: true}
	for more := true; more && !seen[now]; {
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
	return seen[now]
}

// OwnsIdentity says that it is the owner's word that the identity lies there in this form.
func (m Meta) OwnsIdentity() bool {
	k, ok := m.OwnerKey()
	return ok && k.Signed(m.Owner[ownerSize-seal.SignatureSize:], seal.ClaimIdentity, m.Identity)
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
