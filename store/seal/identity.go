package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"sync"
	"unsafe"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// ErrSecret is a secret that does not open what it was tried on.
var ErrSecret = errors.New("does not open it")

const (
	// WorkFactor is the scrypt cost of an Identity as log2: up to a second an unlock.
	WorkFactor = 18
	// maxWorkFactor keeps a forged file from keeping a machine busy for minutes.
	maxWorkFactor = 20
	// EpochSize is the number of bytes of an Epoch.
	EpochSize = 8
)

// Epoch names one Identity in the life of a journal: the beginning of its recipient's SHA-256.
type Epoch [EpochSize]byte

// Recipient is the public half of an Identity: it can seal, and not open.
type Recipient struct {
	text  string
	epoch Epoch
	age   *age.HybridRecipient
}

func newRecipient(text string, r *age.HybridRecipient) Recipient {
	sum := sha256.Sum256([]byte(text))
	return Recipient{text: text, epoch: Epoch(sum[:EpochSize]), age: r}
}

// ParseRecipient reads a recipient as age writes it ("age1pq1…").
func ParseRecipient(text string) (Recipient, error) {
	r, err := age.ParseHybridRecipient(text)
	if err != nil {
		// age's message repeats what it was given.
		return Recipient{}, errors.New("the recipient is malformed")
	}
	return newRecipient(text, r), nil
}

// String returns the recipient as age writes it.
func (r Recipient) String() string { return r.text }

// Epoch returns the epoch that the recipient stands for.
func (r Recipient) Epoch() Epoch { return r.epoch }

// Identity is the secret half: what opens a journal. Printed, it is the recovery key.
type Identity struct {
	age       *age.HybridIdentity
	recipient Recipient
	counter   Counter
	owner     sync.Once // fills counter.Owner
	wrapKey   [chacha20poly1305.KeySize]byte
	wrap      cipher.AEAD // by that key
}

// NewIdentity makes a new Identity from the system's randomness.
func NewIdentity() *Identity {
	id, err := age.GenerateHybridIdentity()
	if err != nil {
		panic(err) // the system's randomness never fails
	}
	return newIdentity(id)
}

// ParseIdentity reads an Identity as RecoveryKey prints it, whatever its blanks and case.
func ParseIdentity(text []byte) (*Identity, error) {
	joined := bytes.Join(bytes.Fields(text), nil)
	defer clear(joined)
	upper := bytes.ToUpper(joined)
	defer clear(upper)
	id, err := age.ParseHybridIdentity(borrowed(upper))
	if err != nil {
		// age's message may repeat a part of what it was given.
		return nil, fmt.Errorf("the recovery key has a mistake in it: %w", ErrSecret)
	}
	return newIdentity(id), nil
}

// LooksLikeIdentity says that a secret was meant as a recovery key, right or not.
func LooksLikeIdentity(secret []byte) bool {
	rest := "AGE-SECRET-KEY-"
	for _, b := range secret { // in place: a passphrase leaves no copy
		if b >= 'a' && b <= 'z' {
			b -= 'a' - 'A'
		}
		switch {
		case rest == "":
			return true
		case b == rest[0]:
			rest = rest[1:]
		case b != ' ' && (b < '\t' || b > '\r'):
			return false
		}
	}
	return rest == ""
}

func newIdentity(from *age.HybridIdentity) *Identity {
	// The recipient is not parsed from its text: that would take a quarter of a save.
	r := from.Recipient()
	id := &Identity{age: from, recipient: newRecipient(r.String(), r)}
	id.derive("shakeoff/1 wrap", id.wrapKey[:])
	id.wrap = aead(id.wrapKey[:])
	id.derive("shakeoff/1 tally", id.counter.key[:])
	return id
}

// derive fills a key that follows from the Identity, by HKDF with SHA-256.
func (id *Identity) derive(purpose string, key []byte) {
	text := []byte(id.RecoveryKey())
	defer clear(text)
	derived, err := hkdf.Key(sha256.New, text, id.recipient.epoch[:], purpose, len(key))
	if err != nil {
		panic(err) // only a much longer key fails
	}
	copy(key, derived)
	clear(derived)
}

// Recipient returns the public half.
func (id *Identity) Recipient() Recipient { return id.recipient }

// Counter returns what counts records for the owner, until Wipe.
func (id *Identity) Counter() *Counter {
	id.OwnerKey()
	return &id.counter
}

// OwnerKey returns what others check the signatures of this identity by. It is derived when it is first
// asked for: the first signing key of a process takes a fifth of an add, which needs none.
func (id *Identity) OwnerKey() OwnerKey {
	id.owner.Do(func() {
		key := id.signingKey()
		defer clear(key)
		copy(id.counter.Owner[:], key[ed25519.SeedSize:])
	})
	return id.counter.Owner
}

// RecoveryKey returns the Identity as text, which stock age 1.3 reads too.
func (id *Identity) RecoveryKey() string { return id.age.String() }

// Pin keeps our own part of the Identity out of the swap until Wipe, where the system lets
// this process: for one that stays in memory. What age and the cipher hold of it lies where
// nobody can say, so this makes no promise.
func (id *Identity) Pin() { pin(id.wrapKey[:]) }

// Wipe clears what can be cleared. The Identity is of no use afterwards.
func (id *Identity) Wipe() {
	clear(id.wrapKey[:])
	unpin(id.wrapKey[:])
	clear(id.counter.key[:])
	id.age, id.wrap = nil, nil
}

// SealUnder seals the Identity under a passphrase [AsTyped], as an age file of its scrypt recipient.
func (id *Identity) SealUnder(passphrase []byte, workFactor int) ([]byte, error) {
	text := AsTyped(passphrase)
	defer clear(text)
	r, err := age.NewScryptRecipient(borrowed(text))
	if err != nil {
		return nil, err
	}
	r.SetWorkFactor(workFactor)
	key := []byte(id.RecoveryKey())
	defer clear(key)
	return encrypt(key, r)
}

// OpenIdentity opens what SealUnder made. ErrSecret for another passphrase.
func OpenIdentity(box, passphrase []byte) (*Identity, error) {
	text := AsTyped(passphrase)
	defer clear(text)
	id, err := openUnder(box, text)
	if errors.Is(err, ErrSecret) && !bytes.Equal(text, passphrase) {
		// Sealed before there was AsTyped, or when it did not know a letter yet.
		return openUnder(box, passphrase)
	}
	return id, err
}

func openUnder(box, passphrase []byte) (*Identity, error) {
	s, err := age.NewScryptIdentity(borrowed(passphrase))
	if err != nil {
		return nil, fmt.Errorf("an empty passphrase: %w", ErrSecret)
	}
	s.SetMaxWorkFactor(maxWorkFactor)
	var text []byte
	r, err := age.Decrypt(bytes.NewReader(box), s)
	if noMatch := new(age.NoIdentityMatchError); errors.As(err, &noMatch) {
		return nil, ErrSecret
	}
	if err == nil {
		text, err = io.ReadAll(r)
		defer clear(text)
	}
	if err != nil {
		return nil, fmt.Errorf("the sealed identity is damaged: %w", err)
	}
	return ParseIdentity(text)
}

// borrowed is a secret as the string that age takes, without a copy of ours. age keeps one
// of a passphrase, and has the identity in several forms: what is left of them once nobody
// holds them, only whoever ends or scours the process can clear.
func borrowed(secret []byte) string {
	return unsafe.String(unsafe.SliceData(secret), len(secret)) //nolint:gosec // age copies what it keeps, and we wipe no sooner than it is done
}

// Writer returns a writer that seals into one binary age file on w. It must be closed.
func (r Recipient) Writer(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, r.age) }

func encrypt(plain []byte, r age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, r)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}
