package guard_test

import (
	"bytes"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"testing"

	"shakeoff/store/guard"
)

// meter is a file that counts what is read of it and refuses to be read beyond its end.
type meter struct {
	*bytes.Reader
	read int64
}

func (m *meter) ReadAt(b []byte, off int64) (int, error) {
	m.read += int64(len(b))
	return m.Reader.ReadAt(b, off)
}

// everything runs all of guard on a file, and returns whether Quick found it well, how many
// records were read, and how many bytes of the file that took.
func everything(t *testing.T, s *sample) (well bool, records int, read int64) {
	t.Helper()
	m := &meter{Reader: s.reader()}
	before := crc32.ChecksumIEEE(s.data)
	f, err := guard.Open(m, s.size())
	if err == nil {
		err = f.Quick(paths()...)
	}
	if err == nil && (int64(f.Pages())*int64(s.pageSize) > s.size() || f.Pages() < 4) {
		t.Fatalf("called well with %d bytes and %d pages", s.size(), f.Pages())
	}
	for _, bucket := range buckets() {
		walked := walk(m, s.size(), bucket, func(k, _ []byte) error {
			if records++; len(k) == 0 {
				t.Fatal("a key without bytes")
			}
			return nil
		})
		if err == nil && errors.Is(walked, guard.ErrNoBucket) {
			t.Fatalf("Quick found the bucket %q and Walk did not", bucket)
		}
	}
	spans, _ := freeInBoth(m, s.size())
	for _, span := range spans {
		if span.Offset < 2*1024 || span.Length <= 0 || span.Offset+span.Length > s.size() {
			t.Fatalf("%+v is free, of %d bytes", span, s.size())
		}
	}
	if crc32.ChecksumIEEE(s.data) != before {
		t.Fatal("the file was changed")
	}
	return err == nil, records, m.read
}

// Files damaged at random: flipped bits, zeroed and random runs, swapped and stale pages,
// cuts, half of them with the headers sealed again. Nothing hangs, no page is read more often
// than the walks together allow, no byte changes. The control is that the damage is real: so many
// are refused, and the sample itself is not.
func TestGuardWithstandsRandomDamage(t *testing.T) {
	whole := journal(t, 4096, 300)
	well, all, _ := everything(t, whole)
	if !well || all == 0 {
		t.Fatal("the sample itself is refused")
	}
	r := rand.New(rand.NewPCG(20, 26))
	vital := []uint64{0, 1, whole.freelist(), whole.root(), whole.top("entries"), whole.top("keys"), whole.child(whole.top("entries"), -1)}
	files := rounds(200, 400)
	refused, fewer := 0, 0
	for n := range files {
		s := whole.clone()
		for range 1 + r.IntN(4) {
			harm(s, r, vital)
		}
		if n%2 == 0 && s.size() >= 2*4096 {
			s.seal()
		}
		well, records, read := everything(t, s)
		if !well {
			refused++
		}
		if records < all {
			fewer++
		}
		if limit := 16*s.size() + 1<<20; read > limit {
			t.Fatalf("file %d: %d bytes were read of %d", n, read, s.size())
		}
	}
	t.Logf("%d of %d refused by Quick, %d read in part", refused, files, fewer)
	if refused < files/2 || fewer < files/3 || refused == files {
		t.Fatalf("%d of %d refused, %d read in part: the damage is not what it should be", refused, files, fewer)
	}
}

// harm damages one place: anywhere, or in every second case near the beginning of a page that
// every transaction relies on.
func harm(s *sample, r *rand.Rand, vital []uint64) {
	if s.size() == 0 {
		return
	}
	at := r.Int64N(s.size())
	if r.IntN(2) == 0 {
		at = min(int64(vital[r.IntN(len(vital))])*4096+r.Int64N(64), s.size()-1)
	}
	run := s.data[at:min(at+1+r.Int64N(5000), s.size())]
	switch r.IntN(6) {
	case 0:
		s.data[at] ^= 1 << r.IntN(8)
	case 1:
		clear(run)
	case 2:
		for i := range run {
			run[i] = byte(r.Uint32())
		}
	case 3: // a page that is another's
		copy(s.data[at/4096*4096:min(at/4096*4096+4096, s.size())], s.data[r.Int64N(s.size()/4096+1)*4096%s.size():])
	case 4: // a number that is large
		for i := range min(8, len(run)) {
			run[i] = 0xFF
		}
	case 5:
		if r.IntN(4) == 0 {
			s.data = s.data[:at]
		} else {
			s.data[at]++
		}
	}
}

// FuzzQuick and FuzzWalk change a real file in places that the fuzzer chooses: each 5 bytes of
// the input name a place (3) and what to put there (2). seal makes the headers' checksums right
// again, so that what they say is believed.
func FuzzQuick(f *testing.F) {
	whole := journal(f, 4096, 60)
	seeds(f, whole)
	f.Fuzz(func(t *testing.T, changes []byte, seal bool, cut uint32) {
		s := changed(whole, changes, seal, cut)
		m := &meter{Reader: s.reader()}
		err := quick(m, s.size(), paths()...)
		if m.read > 4*s.size()+1<<16 {
			t.Fatalf("%d bytes were read of %d", m.read, s.size())
		}
		if err != nil {
			return
		}
		for _, path := range paths() {
			if err := walk(s.reader(), s.size(), path.Bucket, ignore); errors.Is(err, guard.ErrNoBucket) {
				t.Fatalf("Quick found the bucket %q and Walk did not", path.Bucket)
			}
		}
	})
}

func FuzzWalk(f *testing.F) {
	whole := journal(f, 4096, 60)
	seeds(f, whole)
	f.Fuzz(func(t *testing.T, changes []byte, seal bool, cut uint32) {
		everything(t, changed(whole, changes, seal, cut))
	})
}

// seeds gives the fuzzer the places that matter.
func seeds(f *testing.F, s *sample) {
	places := []int{16 + 8, 16 + 16, 16 + 32, 16 + 40, 16 + 48, 4096 + 16 + 8}
	for _, id := range []uint64{s.root(), s.freelist(), s.top("entries"), s.child(s.top("entries"), 0), s.top("keys")} {
		for _, field := range []int{0, 8, 10, 12, 16, 20, 24, 28} {
			places = append(places, int(id)*4096+field)
		}
	}
	for _, at := range places {
		f.Add([]byte{byte(at), byte(at >> 8), byte(at >> 16), 0xFF, 0xFF}, true, uint32(0))
		f.Add([]byte{byte(at), byte(at >> 8), byte(at >> 16), 0, 0}, false, uint32(at))
	}
}

// changed is a copy of a file with the fuzzer's changes; cut shortens it, if it is less than the
// file's size and not 0.
func changed(whole *sample, changes []byte, seal bool, cut uint32) *sample {
	s := whole.clone()
	for ; len(changes) >= 5; changes = changes[5:] {
		at := (int(changes[0]) | int(changes[1])<<8 | int(changes[2])<<16) % (len(s.data) - 1)
		copy(s.data[at:], changes[3:5])
	}
	if seal {
		s.seal()
	}
	if cut > 0 && int64(cut) < s.size() {
		s.data = s.data[:cut]
	}
	return s
}
