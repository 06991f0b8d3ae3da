package disk

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Format is the format that this program writes. It leaves files with a newer writer alone.
const Format = 1

// The buckets.
const (
	BucketMeta       = "meta"
	BucketKeys       = "keys"
	BucketDrafts     = "drafts"
	BucketEntries    = "entries"
	BucketTombstones = "dead"
)

// Buckets are those that every journal has.
func Buckets() []string {
	return []string{BucketMeta, BucketKeys, BucketDrafts, BucketEntries, BucketTombstones}
}

// The keys of the meta bucket.
const (
	MetaFormat         = "format"
	MetaWriter         = "writer"
	MetaEpoch          = "epoch"
	MetaRecipient      = "recipient"
	MetaIdentity       = "identity"
	MetaOffered        = "offered"
	MetaScrubPending   = "scrub_due"
	MetaBackupsPending = "backups_due"
	MetaJournal        = "journal"
	MetaOwner          = "owner"
	MetaHandovers      = "handovers"
	MetaTally          = "tally"
)

// How the identity lies in the file: the first byte of its value.
const (
	IdentityClear  = 0
	IdentitySealed = 1
)

// Meta is the meta bucket, read.
type Meta struct {
	Writer         byte
	Epoch          seal.Epoch
	Recipient      string
	Identity       []byte // with its first byte
	Offered        byte
	ScrubPending   bool
	BackupsPending Pending
	Journal        seal.ID // zero in a file from before it had one
	Owner          []byte  // see OwnerKey; nil in a file from before it had one
	Handovers      []byte  // see IsOf
	Tally          []byte  // see seal.Tally; nil where the owner has not counted yet

	checked *checked // nil in one that was not read from a file
}

// Locked says whether a lock is set.
func (m Meta) Locked() bool { return m.Identity[0] == IdentitySealed }

// Writable says whether this program knows enough to write the file.
func (m Meta) Writable() bool { return m.Writer <= Format }

// Pending says whether something must still be overwritten, here or in the backups.
func (m Meta) Pending() bool { return m.ScrubPending || len(m.BackupsPending) > 0 }

// NewMeta is the meta of a journal without a lock, with an identity of its own.
func NewMeta() (m Meta) {
	id := seal.NewIdentity()
	defer id.Wipe()
	m.Own(id, ClearIdentity(id), 1)
	return m
}

// ClearIdentity is the identity's value while no lock is set.
func ClearIdentity(id *seal.Identity) []byte {
	return append([]byte{IdentityClear}, id.RecoveryKey()...)
}

// ReadMeta reads and checks the meta bucket.
func ReadMeta(g *guard.File) (Meta, error) {
	return readMeta(func(key string) ([]byte, error) { return g.Get(BucketMeta, []byte(key)) })
}

// readMeta reads it by get, which returns nil for what is not there.
func readMeta(get func(key string) ([]byte, error)) (m Meta, err error) {
	value := func(key string) []byte {
		v, failed := get(key)
		err = cmp.Or(err, failed)
		return bytes.Clone(v) // bbolt's is good until the next change
	}
	format, writer, epoch, offered := value(MetaFormat), value(MetaWriter), value(MetaEpoch), value(MetaOffered)
	m = Meta{
		Recipient:      string(value(MetaRecipient)),
		Identity:       value(MetaIdentity),
		ScrubPending:   len(value(MetaScrubPending)) > 0,
		BackupsPending: value(MetaBackupsPending),
		Owner:          value(MetaOwner),
		Handovers:      value(MetaHandovers),
		Tally:          value(MetaTally),
		checked:        &checked{signed: make(map[[sha256.Size]byte]bool)},
	}
	copy(m.Journal[:], value(MetaJournal))
	switch {
	case err != nil:
		return Meta{}, err
	case len(format) != 1 || len(writer) != 1:
		return Meta{}, fmt.Errorf("it does not name its format: %w", journal.ErrNotJournal)
	case len(epoch) != seal.EpochSize || len(m.Identity) < 2 || m.Identity[0] > IdentitySealed:
		return Meta{}, fmt.Errorf("its head is incomplete: %w", journal.ErrDamaged)
	}
	m.Writer, m.Epoch = writer[0], seal.Epoch(epoch)
	if len(offered) == 1 {
		m.Offered = offered[0]
	}
	return m, nil
}

// SealTo returns the recipient, if it is the one that the epoch names.
func (m Meta) SealTo() (seal.Recipient, error) {
	r, err := seal.ParseRecipient(m.Recipient)
	if err == nil && r.Epoch() != m.Epoch {
		err = errors.New("the recipient is not the one of this epoch")
	}
	if err != nil {
		return r, fmt.Errorf("%w: %w", err, journal.ErrDamaged)
	}
	return r, nil
}

// OpenClear returns the identity of a journal without a lock.
func (m Meta) OpenClear() (*seal.Identity, error) {
	if m.Locked() {
		return nil, journal.ErrLocked
	}
	id, err := seal.ParseIdentity(m.Identity[1:])
	if err != nil {
		return nil, fmt.Errorf("its identity cannot be read: %w", journal.ErrDamaged)
	}
	if id.Recipient().Epoch() != m.Epoch || id.Recipient().String() != m.Recipient {
		return nil, fmt.Errorf("its recipient does not belong to its identity; someone may have exchanged it: %w: %w", journal.ErrReplaced, journal.ErrDamaged)
	}
	return id, nil
}

// Open returns the identity that the passphrase or the recovery key opens, if the recipient belongs to
// it: otherwise someone else could read what is posted. Without a lock, secret is ignored.
func (m Meta) Open(secret []byte) (*seal.Identity, error) {
	if !m.Locked() {
		return m.OpenClear()
	}
	if len(secret) == 0 {
		return nil, journal.ErrLocked
	}
	text := seal.AsTyped(secret)
	defer clear(text)
	fromPaper := seal.LooksLikeIdentity(text)
	var id *seal.Identity
	var err error
	if fromPaper {
		id, err = seal.ParseIdentity(text)
	} else {
		id, err = seal.OpenIdentity(m.Identity[1:], secret)
	}
	switch {
	case errors.Is(err, seal.ErrSecret):
		return nil, journal.ErrPassphrase
	case err != nil:
		return nil, fmt.Errorf("%w: %w", journal.ErrDamaged, err)
	case (m.Recipient == id.Recipient().String() || m.Recipient == "") && id.Recipient().Epoch() == m.Epoch:
		// A salvaged journal may have no recipient, and cannot be written until a Rekey.
		return id, nil
	case fromPaper:
		return nil, fmt.Errorf("a recovery key of another journal, or from before its lock was set: %w", journal.ErrPassphrase)
	}
	return nil, fmt.Errorf("the passphrase is right, but someone has changed the key for new pages; do not write in it: %w: %w", journal.ErrReplaced, journal.ErrDamaged)
}

// Pending is the note that something must still be removed from the journal's own copies: the mark of
// the transaction that made it, then the retired epochs, by which no copy may open any more.
type Pending []byte

const markSize = 8

// Retired returns the epochs that the journal has retired since.
func (p Pending) Retired() (epochs []seal.Epoch) {
	for rest := p[min(markSize, len(p)):]; len(rest) >= seal.EpochSize; rest = rest[seal.EpochSize:] {
		epochs = append(epochs, seal.Epoch(rest[:seal.EpochSize]))
	}
	return epochs
}

// Address turns a key of drafts or entries into a counter.
func Address(k []byte) uint64 {
	if len(k) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(k)
}

// AddressKey is the reverse of Address.
func AddressKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
