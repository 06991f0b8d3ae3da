package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// IDSize is the number of random bytes that name a key or a record.
const IDSize = 16

// ID names a key or a record.
type ID [IDSize]byte

// NewID draws an ID.
func NewID(random io.Reader) (id ID) {
	draw(random, id[:])
	return id
}

// draw fills b with random bytes. The system's randomness never fails.
func draw(random io.Reader, b []byte) {
	if _, err := io.ReadFull(random, b); err != nil {
		panic(err)
	}
}

// TokenSize is the number of bytes of a key's token. That is drawn with the key, which it names,
// and stored nowhere until it is shown. So only the process that drew the key can show it: that
// is how it takes its own page out of the backups while it holds no other secret.
const TokenSize = IDSize

// named returns the ID of the key with a token.
func named(token []byte) ID {
	sum := sha256.Sum256(append([]byte("shakeoff/1 key"), token...))
	return ID(sum[:IDSize])
}

// ShownBy says that a token is that of the key of this name.
func (id ID) ShownBy(token []byte) bool { return len(token) == TokenSize && named(token) == id }

// Key seals the records of one page. In clear it exists only in the process that writes the
// page, or that was unlocked.
type Key struct {
	ID      ID
	Token   [TokenSize]byte // zero if the key was drawn by another process
	Wrapped bool            // it comes from a wrapped box, which under a lock only the owner makes
	Posted  bool            // it was drawn without the owner: it lay in a sealed box at first
	Epoch   Epoch           // for which it was drawn here
	secret  [chacha20poly1305.KeySize]byte
}

// NewKey draws a new Key.
func NewKey(random io.Reader, epoch Epoch) *Key {
	k := &Key{Epoch: epoch}
	draw(random, k.Token[:])
	draw(random, k.secret[:])
	k.ID = named(k.Token[:])
	return k
}

// Wipe clears the secret of a Key, if there is one. It is of no use afterwards.
func (k *Key) Wipe() {
	if k != nil {
		clear(k.Token[:])
		clear(k.secret[:])
	}
}

// The kinds of box, the first byte of each. Part of the file format.
const (
	kindSealed  = 1
	kindWrapped = 2
	kindPosted  = 3 // wrapped too, of a key that was sealed before
)

// A box is kind(1) · epoch(8) · content.
const boxHeader = 1 + EpochSize

// SealKey puts a key into a sealed box: an age file whose plaintext is kid · key, so that boxes
// cannot be exchanged unnoticed.
func (r Recipient) SealKey(k *Key) ([]byte, error) {
	plain := append(k.ID[:], k.secret[:]...)
	defer clear(plain)
	content, err := encrypt(plain, r.age)
	if err != nil {
		return nil, err
	}
	return append(header(kindSealed, r.epoch), content...), nil
}

// WrapKey puts a key into a wrapped box: nonce(24) · key sealed by
// XChaCha20-Poly1305 with kid · epoch, and the kind if it is kindPosted, as additional data.
func (id *Identity) WrapKey(k *Key, random io.Reader) []byte {
	kind := byte(kindWrapped)
	if k.Posted {
		kind = kindPosted
	}
	box := append(header(kind, id.recipient.epoch), make([]byte, chacha20poly1305.NonceSizeX)...)
	nonce := box[boxHeader:]
	draw(random, nonce)
	return id.wrap.Seal(box, nonce, k.secret[:], id.wrapData(kind, k.ID))
}

// aead seals with a key of chacha20poly1305.KeySize, at which it cannot fail.
func aead(key []byte) cipher.AEAD {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err)
	}
	return a
}

func (id *Identity) wrapData(kind byte, kid ID) []byte {
	data := append(append(make([]byte, 0, IDSize+EpochSize+1), kid[:]...), id.recipient.epoch[:]...)
	if kind == kindPosted {
		data = append(data, kind)
	}
	return data
}

func header(kind byte, e Epoch) []byte { return append([]byte{kind}, e[:]...) }

// BoxEpoch returns the epoch a box belongs to, and whether it is a sealed box.
func BoxEpoch(box []byte) (e Epoch, sealed bool, err error) {
	if len(box) < boxHeader || box[0] < kindSealed || box[0] > kindPosted {
		return e, false, errors.New("not the box of a key")
	}
	return Epoch(box[1:boxHeader]), box[0] == kindSealed, nil
}

// OpenKey takes the key named kid out of its box. ErrSecret for another epoch or a forged box.
func (id *Identity) OpenKey(kid ID, box []byte) (*Key, error) {
	epoch, sealed, err := BoxEpoch(box)
	if err != nil {
		return nil, err
	}
	if epoch != id.recipient.epoch {
		return nil, fmt.Errorf("a key of another epoch: %w", ErrSecret)
	}
	if sealed {
		return id.openSealed(kid, box[boxHeader:])
	}
	return id.openWrapped(box[0], kid, box[boxHeader:])
}

func (id *Identity) openWrapped(kind byte, kid ID, content []byte) (*Key, error) {
	k := &Key{ID: kid, Wrapped: true, Posted: kind == kindPosted}
	if len(content) != chacha20poly1305.NonceSizeX+len(k.secret)+chacha20poly1305.Overhead {
		return nil, errors.New("a wrapped key of the wrong size")
	}
	nonce, sealed := content[:chacha20poly1305.NonceSizeX], content[chacha20poly1305.NonceSizeX:]
	if _, err := id.wrap.Open(k.secret[:0], nonce, sealed, id.wrapData(kind, kid)); err != nil {
		return nil, fmt.Errorf("a wrapped key: %w", ErrSecret)
	}
	return k, nil
}

func (id *Identity) openSealed(kid ID, content []byte) (*Key, error) {
	if id.age == nil {
		return nil, fmt.Errorf("a wiped identity: %w", ErrSecret)
	}
	r, err := age.Decrypt(bytes.NewReader(content), id.age)
	if err != nil {
		return nil, fmt.Errorf("a sealed key: %w", ErrSecret)
	}
	const size = IDSize + chacha20poly1305.KeySize
	plain, err := io.ReadAll(io.LimitReader(r, size+1)) // which is too much for a key
	defer clear(plain)
	if err != nil || len(plain) != size || ID(plain[:IDSize]) != kid {
		return nil, fmt.Errorf("a sealed key that is not the one it is filed as: %w", ErrSecret)
	}
	k := &Key{ID: kid, Posted: true}
	copy(k.secret[:], plain[IDSize:])
	return k, nil
}
