package store

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// head is a meta bucket as it was found, its values not yet believed.
type head struct {
	values  map[string][]byte
	live    bool   // it was reached, not carved
	counter uint64 // of entries and drafts together, as it stood then
}

// counters returns both counters together, as far as they can be read.
func counters(f *guard.File) uint64 {
	entries, _ := f.Sequence(bucketEntries)
	drafts, _ := f.Sequence(bucketDrafts)
	return entries + drafts
}

// recipient returns the recipient, if it is whole: it carries a sum.
func (h head) recipient() (seal.Recipient, bool) {
	r, err := seal.ParseRecipient(string(h.values[keyRecipient]))
	return r, err == nil
}

// identity returns the identity's value, if it is that of an epoch. Of a
// sealed one only the beginning can be told; one in clear carries a sum.
func (h head) identity(epoch seal.Epoch) ([]byte, bool) {
	value := h.values[keyIdentity]
	switch {
	case len(value) < 2:
		return nil, false
	case value[0] == identitySealed:
		same := bytes.Equal(h.values[keyEpoch], epoch[:])
		return value, same && bytes.HasPrefix(value[1:], []byte("age-encryption.org/v1\n-> scrypt "))
	case value[0] == identityClear:
		id, err := seal.ParseIdentity(string(value[1:]))
		if err != nil {
			return nil, false
		}
		defer id.Wipe()
		return value, id.Recipient().Epoch() == epoch
	}
	return nil, false
}

// sound says that the head is one to rely on, as far as that can be told.
func (h head) sound() bool {
	r, ok := h.recipient()
	if !ok || len(h.values[keyFormat]) != 1 || len(h.values[keyWriter]) != 1 {
		return false
	}
	epoch := r.Epoch()
	_, ok = h.identity(epoch)
	return ok && bytes.Equal(h.values[keyEpoch], epoch[:])
}

// settleHead puts the head of the new file together from those that were
// found, the newest first. What no secret is needed for must be whole; the
// recovery key opens a journal of which only the epoch is known.
func (s *salvage) settleHead() error {
	slices.SortStableFunc(s.heads, func(a, b head) int {
		return cmp.Or(cmp.Compare(b.counter, a.counter), -compareBool(a.live, b.live), -compareBool(a.sound(), b.sound()))
	})
	s.head = head{values: make(map[string][]byte)}
	if i := max(0, slices.IndexFunc(s.heads, head.sound)); i < len(s.heads) {
		s.head.values = maps.Clone(s.heads[i].values)
	}
	for _, key := range []string{keyFormat, keyWriter} {
		if len(s.head.values[key]) != 1 {
			s.head.values[key] = []byte{format}
		}
	}
	for _, key := range []string{keyScrubDue, keyRecipient, keyIdentity} {
		delete(s.head.values, key) // nothing was taken out of the new file; the others follow
	}
	if err := s.settleEpoch(); err != nil {
		return err
	}
	s.head.values[keyEpoch] = s.epoch[:]
	s.settleIdentity()
	return nil
}

// settleEpoch finds the epoch: that of a whole recipient, or of an identity in
// clear, or the one that most keys are of.
func (s *salvage) settleEpoch() error {
	for _, h := range s.heads {
		if r, ok := h.recipient(); ok {
			s.epoch, s.head.values[keyRecipient] = r.Epoch(), []byte(r.String())
			return nil
		}
	}
	for _, h := range s.heads {
		if value := h.values[keyIdentity]; len(value) > 1 && value[0] == identityClear {
			if id, err := seal.ParseIdentity(string(value[1:])); err == nil {
				s.epoch, s.head.values[keyRecipient] = id.Recipient().Epoch(), []byte(id.Recipient().String())
				id.Wipe()
				return nil
			}
		}
	}
	s.report.NoRecipient = true
	count, most := make(map[seal.Epoch]int), 0
	for _, boxes := range s.boxes {
		for _, b := range boxes {
			if epoch, _, err := seal.BoxEpoch(b.value); err == nil {
				count[epoch]++
			}
		}
	}
	for epoch, n := range count {
		if n > most {
			s.epoch, most = epoch, n
		}
	}
	if most == 0 {
		return fmt.Errorf("no key is left in it: %w", errNothing)
	}
	return nil
}

// settleIdentity finds the identity of the epoch. Where there is none, a
// sealed one that no passphrase opens stands in for it: the recovery key does.
func (s *salvage) settleIdentity() {
	for _, h := range s.heads {
		if value, ok := h.identity(s.epoch); ok {
			s.head.values[keyIdentity] = value
			return
		}
	}
	s.report.OnlyRecoveryKey = true
	s.head.values[keyIdentity] = []byte{identitySealed, 0}
}

// best returns the box of a key that is written: of the epoch, one that opens
// where that can be tried without a secret, one that was reached.
func (s *salvage) best(boxes []box, kid seal.ID, opens func(kid seal.ID, value []byte) bool) []byte {
	return slices.MaxFunc(boxes, func(a, b box) int {
		return cmp.Or(
			compareBool(s.ofEpoch(a), s.ofEpoch(b)),
			compareBool(opens != nil && opens(kid, a.value), opens != nil && opens(kid, b.value)),
			compareBool(a.live, b.live))
	}).value
}

func (s *salvage) ofEpoch(b box) bool {
	epoch, _, err := seal.BoxEpoch(b.value)
	return err == nil && epoch == s.epoch
}

// opener returns what tries a box with an identity that lies in clear, nil if
// it does not, and what ends that.
func opener(identity []byte) (opens func(kid seal.ID, value []byte) bool, end func()) {
	nothing := func() {}
	if len(identity) == 0 || identity[0] != identityClear {
		return nil, nothing
	}
	id, err := seal.ParseIdentity(string(identity[1:]))
	if err != nil {
		return nil, nothing
	}
	wrap, err := id.Wrapper()
	if err != nil {
		return nil, id.Wipe
	}
	return func(kid seal.ID, value []byte) bool {
		k, err := id.OpenKey(wrap, kid, value)
		if err == nil {
			k.Wipe()
		}
		return err == nil
	}, id.Wipe
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// errNothing is a file of which nothing is left that could ever be read.
var errNothing = fmt.Errorf("nothing is left in it that could be opened: %w", journal.ErrDamaged)
