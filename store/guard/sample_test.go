package guard_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
	"shakeoff/store/guard"
)

// sample is a file that bbolt made, in memory, with what a test needs to find and change its
// parts. It knows the layout by itself, so that a mistake in guard's does not hide in both.
type sample struct {
	data     []byte
	pageSize int
}

var le = binary.LittleEndian

// full runs the tests that go by chance, or that need large files, at full length.
var full = flag.Bool("full", false, "run the tests of guard at full length")

// rounds is how often something is done: short, or in full.
func rounds(short, long int) int {
	if *full {
		return long
	}
	return short
}

// buckets are those of a journal.
func buckets() []string { return []string{"meta", "keys", "drafts", "entries", "dead"} }

// number is the n-th key of a bucket.
func number(n int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// journal has bbolt make a file of so many entries, with several commits, a few records that
// run on over pages, and pages that were set free.
func journal(t testing.TB, pageSize, entries int) *sample {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	db := open(t, path, pageSize)
	put := func(tx *bbolt.Tx, bucket string, n, size int) {
		value := bytes.Repeat([]byte{byte(n), byte(n >> 8), 0xA5}, size/3+1)[:size]
		must(t, tx.Bucket([]byte(bucket)).Put(number(n), value))
	}
	update(t, db, func(tx *bbolt.Tx) {
		for _, name := range buckets() {
			_, err := tx.CreateBucket([]byte(name))
			must(t, err)
		}
		put(tx, "meta", 1, 40)
		put(tx, "meta", 2, 200)
	})
	const batch = 5000
	for from := 0; from < entries; from += batch {
		update(t, db, func(tx *bbolt.Tx) {
			for _, name := range buckets() {
				tx.Bucket([]byte(name)).FillPercent = 0.9
			}
			for n := from; n < min(from+batch, entries); n++ {
				put(tx, "entries", n, 900)
				put(tx, "keys", n, 150)
				put(tx, "dead", n, 1)
				if n%10 == 0 {
					put(tx, "drafts", n, 700)
				}
			}
		})
	}
	update(t, db, func(tx *bbolt.Tx) { put(tx, "entries", entries, 3*pageSize) })
	update(t, db, func(tx *bbolt.Tx) {
		for n := 0; n < entries; n += 20 {
			must(t, tx.Bucket([]byte("drafts")).Delete(number(n)))
		}
		put(tx, "drafts", 1, 700)
	})
	update(t, db, func(tx *bbolt.Tx) { put(tx, "meta", 3, 30) })
	must(t, db.Close())
	return load(t, path, pageSize)
}

func open(t testing.TB, path string, pageSize int) *bbolt.DB {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		PageSize: pageSize, FreelistType: bbolt.FreelistMapType, NoSync: true, NoGrowSync: true,
	})
	must(t, err)
	db.AllocSize = 1 << 20
	return db
}

func load(t testing.TB, path string, pageSize int) *sample {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return &sample{data: data, pageSize: pageSize}
}

func update(t testing.TB, db *bbolt.DB, fn func(tx *bbolt.Tx)) {
	t.Helper()
	must(t, db.Update(func(tx *bbolt.Tx) error { fn(tx); return nil }))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// quick, walk, deep and freeInBoth open a file and ask one thing.

func quick(r io.ReaderAt, size int64, paths ...guard.Path) error {
	f, err := guard.Open(r, size)
	if err != nil {
		return err
	}
	return f.Quick(paths...)
}

func walk(r io.ReaderAt, size int64, bucket string, fn func(k, v []byte) error) error {
	f, err := guard.Open(r, size)
	if err != nil {
		return err
	}
	return f.Walk(bucket, fn)
}

func deep(r io.ReaderAt, size int64) ([]error, error) {
	f, err := guard.Open(r, size)
	if err != nil {
		return nil, err
	}
	return f.Deep(), nil
}

func freeInBoth(r io.ReaderAt, size int64) ([]guard.Span, error) {
	f, err := guard.Open(r, size)
	if err != nil {
		return nil, err
	}
	return f.FreeInBoth()
}

func (s *sample) clone() *sample {
	return &sample{data: bytes.Clone(s.data), pageSize: s.pageSize}
}

func (s *sample) reader() *bytes.Reader { return bytes.NewReader(s.data) }
func (s *sample) size() int64           { return int64(len(s.data)) }

// page is a page and all that follows it.
func (s *sample) page(id uint64) []byte { return s.data[int(id)*s.pageSize:] }

// header is header n behind its page header.
func (s *sample) header(n int) []byte { return s.data[n*s.pageSize+16:][:64] }

// newest is the number of the header that the last commit wrote.
func (s *sample) newest() int {
	if le.Uint64(s.header(1)[48:]) > le.Uint64(s.header(0)[48:]) {
		return 1
	}
	return 0
}

func (s *sample) current() []byte   { return s.header(s.newest()) }
func (s *sample) root() uint64      { return le.Uint64(s.current()[16:]) }
func (s *sample) freelist() uint64  { return le.Uint64(s.current()[32:]) }
func (s *sample) highWater() uint64 { return le.Uint64(s.current()[40:]) }

// seal makes the checksums of both headers right again.
func (s *sample) seal() {
	for n := range 2 {
		sum := fnv.New64a()
		sum.Write(s.header(n)[:56])
		le.PutUint64(s.header(n)[56:], sum.Sum64())
	}
}

// element is element i of a page, and where its key begins.
func (s *sample) element(id uint64, i int) (element, key []byte) {
	element = s.page(id)[16+16*i:]
	if le.Uint16(s.page(id)[8:]) == 1 {
		return element, element[le.Uint32(element):]
	}
	return element, element[le.Uint32(element[4:]):]
}

// bucket is the value of a bucket.
func (s *sample) bucket(name string) []byte {
	for i := range int(le.Uint16(s.page(s.root())[10:])) {
		element, key := s.element(s.root(), i)
		if k := le.Uint32(element[8:]); string(key[:k]) == name {
			return key[k:][:le.Uint32(element[12:])]
		}
	}
	panic(fmt.Sprintf("no bucket %q in the sample", name))
}

// top is the page where a bucket begins.
func (s *sample) top(name string) uint64 { return le.Uint64(s.bucket(name)) }

// count is how many elements a page has.
func (s *sample) count(id uint64) int { return int(le.Uint16(s.page(id)[10:])) }

// child is the page under element i of a branch page; i counts from the end if negative.
func (s *sample) child(id uint64, i int) uint64 {
	if i < 0 {
		i += int(le.Uint16(s.page(id)[10:]))
	}
	element, _ := s.element(id, i)
	return le.Uint64(element[8:])
}

// free are the numbers in the list of free pages.
func (s *sample) free() []byte {
	p := s.page(s.freelist())
	return p[16:][:8*int(le.Uint16(p[10:]))]
}
