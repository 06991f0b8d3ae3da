package seal

import "crypto/sha256"

// Resum mends the sum at the end of a record, as someone who forges one would.
func Resum(value []byte) []byte {
	if len(value) < sumSize {
		return value
	}
	body := value[:len(value)-sumSize]
	sum := sha256.Sum256(body)
	return append(body[:len(body):len(body)], sum[:sumSize]...)
}

// OpenRecord opens a record in buffers of its own.
func (k *Key) OpenRecord(r Record) ([]byte, error) { return new(Opener).OpenRecord(k, r) }
