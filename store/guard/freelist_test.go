package guard_test

import (
	"errors"
	"io"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
	"shakeoff/store/guard"
)

// More than 65,534 free pages are listed in another form, here in a file that is sparse.
func TestQuickReadsALongFreelist(t *testing.T) {
	const many = 70_000
	s := journal(t, 1024, 20)
	list := s.highWater()
	pages := uint64(24+8*many)/1024 + 1
	s.data = append(s.data[:list*1024], make([]byte, pages*1024)...)
	p := s.page(list)
	le.PutUint64(p, list)
	p[8] = 0x10
	le.PutUint16(p[10:], 0xFFFF)
	le.PutUint32(p[12:], uint32(pages-1))
	le.PutUint64(p[16:], many)
	for n := range uint64(many) {
		le.PutUint64(p[24+8*n:], list+pages+n)
	}
	le.PutUint64(s.current()[32:], list)
	le.PutUint64(s.current()[40:], list+pages+many)
	s.seal()
	readsALongFreelist(t, s, zeroes{s.data}, int64(list+pages+many)*1024)
}

// The same in a file that bbolt made, which takes 70 MB.
func TestQuickReadsALongFreelistOfBbolt(t *testing.T) {
	if !*full {
		t.Skip("needs -full")
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	db := open(t, path, 1024)
	update(t, db, func(tx *bbolt.Tx) {
		b, err := tx.CreateBucket([]byte("entries"))
		must(t, err)
		for n := range 70 {
			must(t, b.Put(number(n), make([]byte, 1<<20)))
		}
	})
	update(t, db, func(tx *bbolt.Tx) {
		must(t, tx.DeleteBucket([]byte("entries")))
		_, err := tx.CreateBucket([]byte("entries"))
		must(t, err)
	})
	must(t, db.Close())
	s := load(t, path, 1024)
	readsALongFreelist(t, s, s.reader(), s.size())
}

// readsALongFreelist holds that the list is read to its last number.
func readsALongFreelist(t *testing.T, s *sample, r io.ReaderAt, size int64) {
	t.Helper()
	p := s.page(s.freelist())
	free := le.Uint64(p[16:])
	if le.Uint16(p[10:]) != 0xFFFF || free < 70_000 {
		t.Fatalf("%d pages are free", free)
	}
	must(t, quick(r, size, guard.Path{Bucket: "entries"}))
	le.PutUint64(p[24+8*(free-1):], s.highWater())
	if err := quick(r, size); !errors.Is(err, guard.ErrDamaged) {
		t.Fatalf("with the last free page beyond the end: %v", err)
	}
}
