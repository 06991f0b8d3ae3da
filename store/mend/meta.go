package mend

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"

	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// meta is a meta bucket as it was found, its values not yet believed.
type meta struct {
	values  map[string][]byte
	live    bool   // it was reached, not carved
	counter uint64 // of entries and drafts together, as it stood then
}

// recipient returns the recipient, if it is whole: it carries a sum.
func (m meta) recipient() (seal.Recipient, bool) {
	r, err := seal.ParseRecipient(string(m.values[disk.MetaRecipient]))
	return r, err == nil
}

// identity returns the identity's value, if it belongs to an epoch. Of a sealed one only the
// beginning can be checked.
func (m meta) identity(epoch seal.Epoch) ([]byte, bool) {
	value := m.values[disk.MetaIdentity]
	if id := inClear(value); id != nil {
		defer id.Wipe()
		return value, id.Recipient().Epoch() == epoch
	}
	sealed := append([]byte{disk.IdentitySealed}, "age-encryption.org/v1\n-> scrypt "...)
	return value, bytes.Equal(m.values[disk.MetaEpoch], epoch[:]) && bytes.HasPrefix(value, sealed)
}

func inClear(value []byte) *seal.Identity {
	if len(value) == 0 || value[0] != disk.IdentityClear {
		return nil
	}
	id, err := seal.ParseIdentity(value[1:])
	if err != nil {
		return nil
	}
	return id
}

// sound says whether the meta can be relied on, as far as that can be told.
func (m meta) sound() bool {
	r, ok := m.recipient()
	if !ok || len(m.values[disk.MetaFormat]) != 1 || len(m.values[disk.MetaWriter]) != 1 {
		return false
	}
	epoch := r.Epoch()
	_, ok = m.identity(epoch)
	return ok && bytes.Equal(m.values[disk.MetaEpoch], epoch[:])
}

// resolveMeta builds the meta bucket of the new file from those that were found, the newest first.
func (s *salvage) resolveMeta() error {
	sort.SliceStable(s.metas, func(i, j int) bool {
		a, b := &s.metas[i], &s.metas[j]
		return cmp.Or(cmp.Compare(b.counter, a.counter), -compareBool(a.live, b.live), -compareBool(a.sound(), b.sound())) < 0
	})
	s.meta = meta{values: make(map[string][]byte)}
	if i := max(0, slices.IndexFunc(s.metas, meta.sound)); i < len(s.metas) {
		s.meta.values = maps.Clone(s.metas[i].values)
	}
	for _, key := range []string{disk.MetaFormat, disk.MetaWriter} {
		if len(s.meta.values[key]) != 1 {
			s.meta.values[key] = []byte{disk.Format}
		}
	}
	for _, key := range []string{disk.MetaScrubPending, disk.MetaRecipient, disk.MetaIdentity, disk.MetaTally} {
		delete(s.meta.values, key) // nothing was taken out of the new file, and nobody has counted it; the others follow
	}
	if err := s.resolveEpoch(); err != nil {
		return err
	}
	s.meta.values[disk.MetaEpoch] = s.epoch[:]
	s.resolveIdentity()
	return nil
}

// resolveEpoch takes the epoch of a whole recipient, of an identity in clear, or of most keys.
func (s *salvage) resolveEpoch() error {
	for _, m := range s.metas {
		if r, ok := m.recipient(); ok {
			s.epoch, s.meta.values[disk.MetaRecipient] = r.Epoch(), []byte(r.String())
			return nil
		}
	}
	for _, m := range s.metas {
		if id := inClear(m.values[disk.MetaIdentity]); id != nil {
			s.epoch, s.meta.values[disk.MetaRecipient] = id.Recipient().Epoch(), []byte(id.Recipient().String())
			id.Wipe()
			return nil
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

// resolveIdentity finds the identity of the epoch. If it is lost, a sealed one that no passphrase
// opens takes its place: the recovery key still opens the journal.
func (s *salvage) resolveIdentity() {
	for _, m := range s.metas {
		if value, ok := m.identity(s.epoch); ok {
			s.meta.values[disk.MetaIdentity] = value
			return
		}
	}
	s.report.OnlyRecoveryKey = true
	s.meta.values[disk.MetaIdentity] = []byte{disk.IdentitySealed, 0}
}

// best returns the box of a key to write: preferably of the epoch, then one that opens, then one that
// was reached.
func (s *salvage) best(boxes []box, kid seal.ID, opens func(kid seal.ID, value []byte) bool) []byte {
	return slices.MaxFunc(boxes, func(a, b box) int {
		return cmp.Or(
			compareBool(s.ofEpoch(a), s.ofEpoch(b)),
			compareBool(opens(kid, a.value), opens(kid, b.value)),
			compareBool(a.live, b.live))
	}).value
}

func (s *salvage) ofEpoch(b box) bool {
	epoch, _, err := seal.BoxEpoch(b.value)
	return err == nil && epoch == s.epoch
}

// opener returns a test of whether an identity in clear opens a box, and what ends it. A sealed
// identity cannot be tried, and passes every box.
func opener(identity []byte) (opens func(kid seal.ID, value []byte) bool, end func()) {
	id := inClear(identity)
	if id == nil {
		return func(seal.ID, []byte) bool { return true }, func() {}
	}
	return func(kid seal.ID, value []byte) bool {
		k, err := id.OpenKey(kid, value)
		if err == nil {
			k.Wipe()
		}
		return err == nil
	}, id.Wipe
}

func compareBool(a, b bool) int {
	n := map[bool]int{true: 1}
	return n[a] - n[b]
}

var errNothing = fmt.Errorf("nothing in it can be saved: %w", journal.ErrDamaged)
