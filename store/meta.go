package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// format is the format this program writes. It may read any; it writes a file
// whose writer is not above this.
const format = 1

// The buckets.
const (
	bucketMeta    = "meta"
	bucketKeys    = "keys"
	bucketDrafts  = "drafts"
	bucketEntries = "entries"
	bucketDead    = "dead"
)

// The keys of the meta bucket.
const (
	keyFormat    = "format"
	keyWriter    = "writer"
	keyEpoch     = "epoch"
	keyRecipient = "recipient"
	keyIdentity  = "identity"
	keyOffered   = "offered"
	keyScrubDue  = "scrub_due"
	keyRenewDue  = "backups_due"
	keyJournal   = "journal"
)

// How the identity lies in the file: the first byte of its value.
const (
	identityClear  = 0
	identitySealed = 1
)

// meta is the meta bucket, read.
type meta struct {
	writer    byte
	epoch     seal.Epoch
	recipient string
	identity  []byte // with its first byte
	offered   Offer
	scrubDue  bool
	renewDue  renewal
	journal   seal.ID // zero in a file from before it had one
}

func (m meta) locked() bool   { return m.identity[0] == identitySealed }
func (m meta) writable() bool { return m.writer <= format }

// getter reads one value of the meta bucket, from a transaction or from the
// bounded reader; nil if it is not there.
type getter func(key string) ([]byte, error)

func fileGetter(f *guard.File) getter {
	return func(key string) ([]byte, error) { return f.Get(bucketMeta, []byte(key)) }
}

// readMeta reads and checks the meta bucket.
func readMeta(get getter) (meta, error) {
	var m meta
	values := make(map[string][]byte, 9)
	for _, key := range []string{keyFormat, keyWriter, keyEpoch, keyRecipient, keyIdentity, keyOffered, keyScrubDue, keyRenewDue, keyJournal} {
		v, err := get(key)
		if err != nil {
			return m, err
		}
		values[key] = bytes.Clone(v) // the next get may take its buffer
	}
	if len(values[keyFormat]) != 1 || len(values[keyWriter]) != 1 {
		return m, fmt.Errorf("it does not name its format: %w", journal.ErrNotJournal)
	}
	m.writer = values[keyWriter][0]
	if len(values[keyEpoch]) != seal.EpochSize || len(values[keyIdentity]) < 2 || values[keyIdentity][0] > identitySealed {
		return m, fmt.Errorf("its head is incomplete: %w", journal.ErrDamaged)
	}
	m.epoch = seal.Epoch(values[keyEpoch])
	m.recipient = string(values[keyRecipient])
	m.identity = values[keyIdentity]
	if v := values[keyOffered]; len(v) == 1 {
		m.offered = Offer(v[0])
	}
	m.scrubDue = len(values[keyScrubDue]) > 0
	m.renewDue = values[keyRenewDue]
	copy(m.journal[:], values[keyJournal])
	return m, nil
}

// sealTo returns the recipient, if it is the one that the epoch names.
func (m meta) sealTo() (seal.Recipient, error) {
	r, err := seal.ParseRecipient(m.recipient)
	if err == nil && r.Epoch() != m.epoch {
		err = errors.New("the recipient is not the one of this epoch")
	}
	if err != nil {
		return r, fmt.Errorf("%w: %w", err, journal.ErrDamaged)
	}
	return r, nil
}

// address and addressKey turn a counter into a key of drafts or entries and back.
func address(k []byte) uint64 {
	if len(k) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(k)
}

func addressKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
