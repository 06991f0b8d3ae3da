package seal

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// NonceSize is large enough to draw nonces at random: one a second for a century.
const NonceSize = chacha20poly1305.NonceSizeX

// Nonce tells one version of a record from every other.
type Nonce [NonceSize]byte

// A record in the file:
//
//	version(1) · rid(16) · kid(16) · nonce(24) · ciphertext · sum(8)
//
// What is sealed in it is package store's payload.
//
// The additional data binds version, rid and kid to the ciphertext, so that two records
// exchanged for one another do not open. sum is the beginning of the SHA-256 of all that
// precedes it, which a doctor can check without a key. Where a record is, is not bound: a value
// moves unchanged from draft to entry, into a backup or another journal.
const (
	recordVersion = 1
	sumSize       = 8
	ridAt         = 1
	kidAt         = ridAt + IDSize
	nonceAt       = kidAt + IDSize
	cipherAt      = nonceAt + NonceSize
	minRecord     = cipherAt + chacha20poly1305.Overhead + sumSize
)

const recordContext = "shakeoff/1"

// ErrRecord is a record whose bytes are not those that were written.
var ErrRecord = errors.New("the record is damaged")

// ErrVersion is a record of a version that this program does not know. It is carried along.
var ErrVersion = errors.New("the record was written by a newer shakeoff")

// Record is what a record says without being opened. It points into the value.
type Record struct {
	RID, KID ID
	Nonce    Nonce
	Value    []byte
}

// ParseRecord returns what a value says in clear, if its sum fits. ErrRecord or ErrVersion.
func ParseRecord(value []byte) (Record, error) {
	if len(value) < minRecord {
		return Record{}, ErrRecord
	}
	body := value[:len(value)-sumSize]
	if sum := sha256.Sum256(body); string(sum[:sumSize]) != string(value[len(body):]) {
		return Record{}, ErrRecord
	}
	return UncheckedRecord(value)
}

// UncheckedRecord is ParseRecord without the sum, for a record that is opened at once: opening
// proves every other byte, and the sum would take a third of the time of reading a journal.
func UncheckedRecord(value []byte) (Record, error) {
	if len(value) < minRecord {
		return Record{}, ErrRecord
	}
	if value[0] != recordVersion {
		return Record{}, ErrVersion
	}
	return parse(value), nil
}

func parse(value []byte) Record {
	return Record{
		RID:   ID(value[ridAt:kidAt]),
		KID:   ID(value[kidAt:nonceAt]),
		Nonce: Nonce(value[nonceAt:cipherAt]),
		Value: value,
	}
}

// SealRecord seals a payload under the key, as the record rid.
func (k *Key) SealRecord(rid ID, payload []byte, random io.Reader) Record {
	value := make([]byte, cipherAt, cipherAt+len(payload)+chacha20poly1305.Overhead+sumSize)
	value[0] = recordVersion
	copy(value[ridAt:], rid[:])
	copy(value[kidAt:], k.ID[:])
	draw(random, value[nonceAt:cipherAt])
	value = aead(k.secret[:]).Seal(value, value[nonceAt:cipherAt], payload, context(nil, value))
	sum := sha256.Sum256(value)
	return parse(append(value, sum[:sumSize]...))
}

// Opener opens records in buffers that it keeps. It is for one goroutine at a time.
type Opener struct {
	context, payload []byte
}

// OpenRecord opens a record; the payload is good until the next call. ErrSecret for another key
// or a forged record.
func (o *Opener) OpenRecord(k *Key, r Record) ([]byte, error) {
	if r.KID != k.ID {
		return nil, fmt.Errorf("a record of another key: %w", ErrSecret)
	}
	o.context = context(o.context, r.Value)
	nonce, ciphertext := r.Value[nonceAt:cipherAt], r.Value[cipherAt:len(r.Value)-sumSize]
	// The old buffer would keep its words if the payload got a larger one.
	if cap(o.payload) < len(ciphertext) {
		o.Wipe()
		o.payload = make([]byte, 0, 2*len(ciphertext))
	}
	payload, err := aead(k.secret[:]).Open(o.payload[:0], nonce, ciphertext, o.context)
	if err != nil {
		return nil, fmt.Errorf("a record: %w", ErrSecret)
	}
	o.payload = payload
	return payload, nil
}

// Wipe clears the payload, and what longer ones before it have left.
func (o *Opener) Wipe() { clear(o.payload[:cap(o.payload)]) }

// context returns the additional data, in buf.
func context(buf, value []byte) []byte {
	return append(append(buf[:0], recordContext...), value[:nonceAt]...)
}
