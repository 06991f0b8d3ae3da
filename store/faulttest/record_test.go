//go:build unix

package faulttest_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/chacha20"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/mend"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

// listening gives out randomness and remembers it: a key is 16 bytes of it for
// its name and the next 32 for its secret.
type listening struct{ heard bytes.Buffer }

func (l *listening) Read(p []byte) (int, error) {
	return io.TeeReader(rand.Reader, &l.heard).Read(p)
}

// TestFlippedBitFailsItsRecordAlone flips one bit in each record, anywhere in
// it: that record does not open, and every other is read as it was written.
// The control reads the same records with the tag not looked at: wrong words
// come out.
func TestFlippedBitFailsItsRecordAlone(t *testing.T) {
	keys := new(listening)
	path := filepath.Join(t.TempDir(), "journal.db")
	j := store.New(store.Options{Path: path, Random: keys})
	const n = 60
	for i := range n {
		_, err := j.Add(t.Context(), numbered(i))
		check(t, err)
	}
	data, err := os.ReadFile(path)
	check(t, err)
	values := recordsOf(t, data)
	random := mathrand.New(mathrand.NewPCG(3, 4))
	failed, wrong := 0, 0
	for _, value := range values {
		flipped := bytes.Clone(value)
		at := random.IntN(len(flipped))
		flipped[at] ^= 1 << random.IntN(8)
		// Copies that were set free change with it.
		check(t, os.WriteFile(path, bytes.ReplaceAll(data, value, flipped), 0o600))
		u := storetest.Unlock(t, j, "")
		got, err := u.All(t.Context())
		onlySum := at >= len(value)-8 // opening does not need it: doctor and salvage look at it
		switch {
		case onlySum && (err != nil || len(got) != n):
			t.Errorf("a flipped sum: %d entries, %v", len(got), err)
		case !onlySum && (!errors.Is(err, journal.ErrDamaged) || len(got) != n-1):
			t.Errorf("byte %d flipped: %d entries, %v", at, len(got), err)
		}
		for _, e := range got {
			if !strings.HasPrefix(e.Text(journal.Happened), "entry ") {
				t.Errorf("wrong words: %q", e.Text(journal.Happened))
			}
		}
		report, err := mend.Examine(t.Context(), j.File(), true)
		check(t, err)
		if report.BadRecords != 1 || report.Records != n || report.Worst() != mend.Bad {
			t.Errorf("byte %d flipped: doctor finds %d of %d records damaged", at, report.BadRecords, report.Records)
		}
		if !onlySum {
			failed++
		}
		if unchecked(t, keys.heard.Bytes(), value, 0) == unchecked(t, keys.heard.Bytes(), value, 1) {
			t.Error("the control failed: reading without the tag is not fooled")
		} else {
			wrong++
		}
	}
	t.Logf("flipped a bit in %d records: %d failed, each alone, and of the others only the sum was flipped; without the tag %d read with wrong words", len(values), failed, wrong)
}

// unchecked decrypts a record without looking at its tag, with some bits of
// its second letter flipped first.
func unchecked(t *testing.T, heard, value []byte, flip byte) string {
	t.Helper()
	rec, err := seal.ParseRecord(value)
	check(t, err)
	at := 0
	for !rec.KID.ShownBy(heard[at : at+seal.TokenSize]) {
		if at++; at+seal.TokenSize > len(heard) {
			t.Fatal("the record's key was not drawn")
		}
	}
	c, err := chacha20.NewUnauthenticatedCipher(heard[at+16:at+48], rec.Nonce[:])
	check(t, err)
	c.SetCounter(1)
	const cipherAt, tagAndSum = 1 + 16 + 16 + 24, 16 + 8
	sealed := bytes.Clone(value[cipherAt : len(value)-tagAndSum])
	plain := make([]byte, len(sealed))
	c.XORKeyStream(plain, sealed)
	letter := bytes.Index(plain, []byte("entry "))
	if letter < 0 {
		t.Fatal("the record does not open with what was drawn for its key")
	}
	plain[letter] ^= flip // as in a stream cipher a bit of the sealed text would
	return string(plain)
}

// recordsOf returns the values of all entries.
func recordsOf(t *testing.T, data []byte) (values [][]byte) {
	t.Helper()
	storetest.Walk(t, data, "entries", func(_, v []byte) { values = append(values, bytes.Clone(v)) })
	return values
}

// TestSwappedRecordsChangeNothing exchanges records for one another, two and
// two: where one lies is not a part of what it says.
func TestSwappedRecordsChangeNothing(t *testing.T) {
	for _, secret := range []string{"", storetest.Passphrase} {
		path := filepath.Join(t.TempDir(), "journal.db")
		j := storetest.Open(path)
		if secret != "" {
			storetest.Lock(t, j)
		}
		const n = 40
		for range n {
			_, err := j.Add(t.Context(), storetest.Entry("entry"))
			check(t, err)
		}
		before, err := storetest.Unlock(t, j, secret).All(t.Context())
		check(t, err)
		data, err := os.ReadFile(path)
		check(t, err)
		values := recordsOf(t, data)
		for i := 0; i+1 < n; i += 2 {
			const between = "between"
			a, b := values[i], values[i+1]
			if len(a) != len(b) {
				t.Fatal("records of different length")
			}
			hold := append([]byte(between), a[len(between):]...)
			data = bytes.ReplaceAll(bytes.ReplaceAll(bytes.ReplaceAll(data, a, hold), b, a), hold, b)
		}
		if moved := recordsOf(t, data); bytes.Equal(moved[0], values[0]) || !bytes.Equal(moved[0], values[1]) {
			t.Fatal("the control failed: nothing was exchanged")
		}
		check(t, os.WriteFile(path, data, 0o600))
		after, err := storetest.Unlock(t, j, secret).All(t.Context())
		if err != nil || len(after) != len(before) {
			t.Fatalf("%d of %d entries: %v", len(after), len(before), err)
		}
		ids := make(map[journal.ID]bool)
		for _, e := range before {
			ids[e.ID] = true
		}
		for _, e := range after {
			if !ids[e.ID] || e.Text(journal.Happened) != "entry" {
				t.Errorf("entry %s was not there before", e.ID)
			}
		}
		report, err := mend.Examine(t.Context(), j.File(), true)
		if err != nil || report.BadRecords+report.KeyMissing > 0 {
			t.Errorf("doctor: %+v, %v", report, err)
		}
	}
}
