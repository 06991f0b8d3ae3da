package journal

import (
	"encoding/base32"
	"fmt"
	"strings"
)

// RecordSize is the number of random bytes that name a record.
const RecordSize = 16

// ID names an entry or one record of it: the record's 16 random bytes in
// lower-case base32 (RFC 4648, no padding), 26 letters. It holds no clock, so it
// tells nobody when something was written.
type ID string

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// IDLength is the number of letters of an ID.
const IDLength = 26

// NewID returns the ID of the record with these random bytes.
func NewID(rid [RecordSize]byte) ID { return ID(encoding.EncodeToString(rid[:])) }

// AppendID appends the letters of NewID to b.
func AppendID(b []byte, rid [RecordSize]byte) []byte { return encoding.AppendEncode(b, rid[:]) }

// ParseID reads an ID as a person may have typed it: case does not matter.
func ParseID(s string) (ID, error) {
	id := ID(strings.ToLower(strings.TrimSpace(s)))
	if _, err := id.Bytes(); err != nil {
		return "", err
	}
	return id, nil
}

// Bytes returns the random bytes of the record that id names.
func (id ID) Bytes() (rid [RecordSize]byte, err error) {
	b, err := encoding.DecodeString(string(id))
	if err != nil || len(b) != RecordSize || NewID([RecordSize]byte(b)) != id {
		return rid, fmt.Errorf("an id is 26 letters and digits: %w", ErrInvalid)
	}
	return [RecordSize]byte(b), nil
}
