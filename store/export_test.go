package store

import (
	"context"

	"shakeoff/store/journal"
)

// Scrub overwrites what no state of the file uses, for the benchmark.
func (j *Journal) Scrub(ctx context.Context) error { return j.scrub(ctx) }

// ReencodePayload decodes a payload and encodes it again, for the tests that
// hold that nothing is lost on the way and that no bytes can break the reader.
func ReencodePayload(b []byte) ([]byte, journal.Entry, error) {
	p, err := decodePayload(b)
	if err != nil {
		return nil, journal.Entry{}, err
	}
	return p.encode(), p.entry, nil
}

// EncodeEntry returns the payload of an entry, with unknown fields behind it.
func EncodeEntry(e journal.Entry, unknown []byte) []byte {
	return payload{kind: kindEntry, entry: e, unknown: unknown}.encode()
}
