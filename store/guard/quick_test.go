package guard_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"shakeoff/store/guard"
)

const pageSize = 16384

// paths are what the damages below are looked for with.
func paths() []guard.Path {
	return []guard.Path{
		{Bucket: "meta"},
		{Bucket: "keys", Key: number(40)},
		{Bucket: "drafts", Key: number(30), Delete: true},
		{Bucket: "entries", Last: true},
		{Bucket: "dead", Key: number(0)},
	}
}

func TestQuickPassesWhatBboltMade(t *testing.T) {
	for _, size := range []int{1024, 4096, pageSize, 65536} {
		for _, entries := range []int{0, 1, 20, 600} {
			s := journal(t, size, entries)
			for _, path := range append(paths(), guard.Path{Bucket: "entries", Key: number(entries), Delete: true}) {
				f, err := guard.Open(s.reader(), s.size())
				must(t, err)
				if err := f.Quick(path); err != nil {
					t.Fatalf("page size %d, %d entries, %q: %v", size, entries, path.Bucket, err)
				}
				if f.Pages() != s.highWater() || f.Txid() != le.Uint64(s.current()[48:]) || f.OneHeader() {
					t.Fatalf("page size %d, %d entries: %d pages, transaction %d, one header: %v", size, entries, f.Pages(), f.Txid(), f.OneHeader())
				}
			}
		}
	}
}

// A new file has both headers and nothing in it: no bucket either.
func TestQuickNewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	must(t, open(t, path, pageSize).Close())
	s := load(t, path, pageSize)
	if err := quick(s.reader(), s.size()); err != nil {
		t.Fatal(err)
	}
	for _, bucket := range []string{"entries", ""} {
		if err := quick(s.reader(), s.size(), guard.Path{Bucket: bucket}); !errors.Is(err, guard.ErrNoBucket) || errors.Is(err, guard.ErrDamaged) {
			t.Fatalf("bucket %q: got %v", bucket, err)
		}
	}
}

func TestQuickRefusesWhatIsNoJournal(t *testing.T) {
	random := make([]byte, 300_000)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(random); i++ {
		random[i] = byte(r.Uint32())
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"no bytes", nil, guard.ErrEmpty},
		{"one byte", []byte{0}, guard.ErrNotBolt},
		{"short", random[:500], guard.ErrNotBolt},
		{"random", random, guard.ErrNotBolt},
		{"zeroes", make([]byte, 100_000), guard.ErrNotBolt},
		{"text", bytes.Repeat([]byte("It was a long day.\n"), 9000), guard.ErrNotBolt},
		{"half a header", journal(t, pageSize, 1).data[:60], guard.ErrDamaged},
		{"one header and no more", journal(t, pageSize, 1).data[:4096], guard.ErrDamaged},
	} {
		err := quick(bytes.NewReader(c.data), int64(len(c.data)), paths()...)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestQuickFindsEveryDamage(t *testing.T) {
	whole := journal(t, pageSize, 700)
	if err := quick(whole.reader(), whole.size(), paths()...); err != nil {
		t.Fatalf("the sample itself: %v", err)
	}
	for _, d := range damages() {
		t.Run(d.name, func(t *testing.T) {
			s := whole.clone()
			d.do(s)
			if bytes.Equal(s.data, whole.data) {
				t.Fatal("the damage changed nothing")
			}
			before := bytes.Clone(s.data)
			err := quick(s.reader(), s.size(), paths()...)
			if !errors.Is(err, guard.ErrDamaged) || !strings.Contains(err.Error(), d.says) {
				t.Fatalf("got %v, want %v that says %q", err, guard.ErrDamaged, d.says)
			}
			if !bytes.Equal(s.data, before) {
				t.Fatal("the check changed the file")
			}
		})
	}
}

// On the path of a deletion the pages before and after it are looked at on every level, and no
// others; on any other path it is the page itself alone.
func TestQuickChecksThePagesBesideADeletion(t *testing.T) {
	s := journal(t, 1024, 300)
	var above []uint64 // the branches on the path
	id := s.top("entries")
	for ; le.Uint16(s.page(id)[8:]) == 1; id = s.child(id, s.count(id)/2) {
		above = append(above, id)
	}
	_, key := s.element(id, 0)
	key = bytes.Clone(key[:8])
	if len(above) < 2 {
		t.Fatal("the tree is not as deep as it must be")
	}
	for _, branch := range above {
		on := s.count(branch) / 2
		if on < 2 || on+1 >= s.count(branch) {
			t.Fatalf("a branch of %d pages is too small", s.count(branch))
		}
		for n := range s.count(branch) {
			page := s.page(s.child(branch, n))[:1024]
			whole := bytes.Clone(page)
			clear(page)
			for _, deletes := range []bool{true, false} {
				want := n == on || deletes && (n == on-1 || n == on+1)
				err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Key: key, Delete: deletes})
				if errors.Is(err, guard.ErrDamaged) != want {
					t.Errorf("page %d of %d zeroed, on the path is %d, a deletion %v: %v", n, s.count(branch), on, deletes, err)
				}
			}
			copy(page, whole)
		}
	}
}

// A tree of one child after another, each page well in itself, is deeper than any real one.
func TestQuickRefusesAnEndlessTree(t *testing.T) {
	s := journal(t, pageSize, 600)
	const more = 70
	high := s.highWater()
	s.data = append(s.data[:high*pageSize], make([]byte, more*pageSize)...)
	key := number(0)
	for n := range uint64(more) {
		p := s.page(high + n)
		le.PutUint64(p, high+n)
		le.PutUint16(p[8:], 1)
		le.PutUint16(p[10:], 1)
		le.PutUint32(p[16:], 16)
		le.PutUint32(p[20:], 8)
		le.PutUint64(p[24:], high+n+1)
		copy(p[32:], key)
	}
	le.PutUint64(s.bucket("entries"), high)
	le.PutUint64(s.current()[40:], high+more)
	s.seal()
	err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Last: true})
	if !errors.Is(err, guard.ErrDamaged) || !strings.Contains(err.Error(), "deeper") {
		t.Fatalf("got %v", err)
	}
	if err := walk(s.reader(), s.size(), "entries", ignore); !errors.Is(err, guard.ErrDamaged) {
		t.Fatalf("walk: got %v", err)
	}
}

// A branch can lead back to one further up that is not the first of its tree.
func TestQuickRefusesACycle(t *testing.T) {
	s := journal(t, 1024, 2000)
	branch := s.child(s.top("entries"), -1)
	if le.Uint16(s.page(branch)[8:]) != 1 {
		t.Fatal("the tree is not as deep as it must be")
	}
	element, _ := s.element(branch, int(le.Uint16(s.page(branch)[10:]))-1)
	le.PutUint64(element[8:], s.top("entries"))
	err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Last: true})
	if !errors.Is(err, guard.ErrDamaged) || !strings.Contains(err.Error(), "leads back") {
		t.Fatalf("got %v", err)
	}
}

// zeroes is a file that goes on with zeroes behind its data, as a sparse one does.
type zeroes struct{ data []byte }

func (z zeroes) ReadAt(b []byte, off int64) (int, error) {
	clear(b)
	if off < int64(len(z.data)) {
		copy(b, z.data[off:])
	}
	return len(b), nil
}

// A page may claim to be as large as a sparse file, which has no blocks for it: no such buffer
// is made. A page of a size that bbolt may write is read.
func TestQuickBoundsThePageItReads(t *testing.T) {
	for _, c := range []struct {
		value int64
		want  error
	}{
		{10 << 20, nil},
		{guard.MaxPage, guard.ErrDamaged},
		{1 << 31, guard.ErrDamaged},
	} {
		s := journal(t, pageSize, 600)
		high := s.highWater()
		run := uint64(16+16+8+c.value+pageSize-1) / pageSize
		s.data = append(s.data[:high*pageSize], make([]byte, pageSize)...)
		p := s.page(high)
		le.PutUint64(p, high)
		p[8], p[10] = 2, 1
		le.PutUint32(p[12:], uint32(run-1))
		le.PutUint32(p[20:], 16)
		le.PutUint32(p[24:], 8)
		le.PutUint32(p[28:], uint32(c.value))
		le.PutUint64(s.bucket("entries"), high)
		le.PutUint64(s.current()[40:], high+run)
		s.seal()
		err := quick(zeroes{s.data}, int64(high+run)*pageSize, guard.Path{Bucket: "entries"})
		if !errors.Is(err, c.want) {
			t.Errorf("a value of %d bytes: got %v", c.value, err)
		}
		if c.want != nil && !strings.Contains(err.Error(), "goes beyond") {
			t.Errorf("a value of %d bytes: refused for %v", c.value, err)
		}
	}
}

// With one header broken, bbolt falls back to the other without a word. Guard must choose the
// same, and say so.
func TestQuickChoosesTheHeaderThatBboltDoes(t *testing.T) {
	whole := journal(t, pageSize, 700)
	for name, do := range map[string]func(s *sample){
		"both well":             func(*sample) {},
		"first broken":          func(s *sample) { s.header(0)[50]++ },
		"second broken":         func(s *sample) { s.header(1)[50]++ },
		"first page zeroed":     func(s *sample) { copy(s.data[:pageSize], make([]byte, pageSize)) },
		"second page zeroed":    func(s *sample) { copy(s.data[pageSize:2*pageSize], make([]byte, pageSize)) },
		"first of a version 3":  func(s *sample) { s.header(0)[4] = 3; s.seal() },
		"second without magic":  func(s *sample) { s.header(1)[0] = 0; s.seal() },
		"same number, sealed":   func(s *sample) { copy(s.header(1)[48:56], s.header(0)[48:56]); s.seal() },
		"first newer by one":    func(s *sample) { le.PutUint64(s.header(0)[48:], le.Uint64(s.header(1)[48:])+1); s.seal() },
		"the newer one broken":  func(s *sample) { s.current()[60]++ },
		"the older one's state": func(s *sample) { s.header(s.newest())[0] = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			s := whole.clone()
			do(s)
			path := filepath.Join(t.TempDir(), "copy.db")
			must(t, os.WriteFile(path, s.data, 0o600))
			db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
			must(t, err)
			defer db.Close()
			var txid, bucketRoot uint64
			must(t, db.View(func(tx *bbolt.Tx) error {
				txid, bucketRoot = uint64(tx.ID()), uint64(tx.Bucket([]byte("meta")).Stats().KeyN)
				return nil
			}))
			f, err := guard.Open(s.reader(), s.size())
			must(t, err)
			must(t, f.Quick(paths()...))
			if f.Txid() != txid {
				t.Errorf("guard uses transaction %d, bbolt %d", f.Txid(), txid)
			}
			var keys uint64
			must(t, walk(s.reader(), s.size(), "meta", func(_, _ []byte) error { keys++; return nil }))
			if keys != bucketRoot {
				t.Errorf("guard finds %d keys in meta, bbolt %d", keys, bucketRoot)
			}
			valid := 2
			for n := range 2 {
				if c := whole.clone(); !bytes.Equal(c.header(n)[:8], s.header(n)[:8]) || !sealed(s, n) {
					valid--
				}
			}
			if f.OneHeader() != (valid == 1) {
				t.Errorf("%d valid headers, reported one: %v", valid, f.OneHeader())
			}
		})
	}
}

// sealed returns whether the checksum of header n is right.
func sealed(s *sample, n int) bool {
	c := s.clone()
	c.seal()
	return bytes.Equal(c.header(n), s.header(n))
}

// After every commit the file has at least as many pages as its high-water mark says, also while
// it grows and in a file that was copied: otherwise the check of the size would refuse what is
// well.
func TestBboltKeepsTheFileAtLeastAsLongAsItsMark(t *testing.T) {
	for _, alloc := range []int{1 << 20, 0} {
		path := filepath.Join(t.TempDir(), "journal.db")
		db := open(t, path, pageSize)
		db.NoGrowSync = false
		db.AllocSize = alloc
		commits := rounds(20, 60)
		for n := range commits {
			update(t, db, func(tx *bbolt.Tx) {
				b, err := tx.CreateBucketIfNotExists([]byte("entries"))
				must(t, err)
				must(t, b.Put(number(n), make([]byte, 1+n*180_000/commits)))
			})
			s := load(t, path, pageSize)
			if err := quick(s.reader(), s.size(), guard.Path{Bucket: "entries", Last: true}); err != nil {
				t.Fatalf("after %d commits: %v", n+1, err)
			}
		}
		var copied bytes.Buffer
		must(t, db.View(func(tx *bbolt.Tx) error { _, err := tx.WriteTo(&copied); return err }))
		s := &sample{data: copied.Bytes(), pageSize: pageSize}
		if err := quick(s.reader(), s.size()); err != nil || int64(s.highWater())*pageSize != s.size() {
			t.Fatalf("copy of %d bytes, %d pages: %v", s.size(), s.highWater(), err)
		}
		must(t, db.Close())
	}
}

// An error of the disk is handed on as it is.
func TestQuickHandsOnTheReadersError(t *testing.T) {
	s := journal(t, pageSize, 600)
	broken := errors.New("input/output error")
	for n := range 20 {
		err := quick(&failing{s.reader(), n, broken}, s.size(), paths()...)
		if err != nil && (!errors.Is(err, broken) || errors.Is(err, guard.ErrDamaged)) {
			t.Fatalf("at read %d: %v", n, err)
		}
		if n < 5 && err == nil {
			t.Fatalf("read %d failed and the check did not", n)
		}
	}
}

// failing fails read n.
type failing struct {
	*bytes.Reader
	n   int
	err error
}

func (f *failing) ReadAt(b []byte, off int64) (int, error) {
	if f.n--; f.n < 0 {
		return 0, f.err
	}
	return f.Reader.ReadAt(b, off)
}

func ignore(_, _ []byte) error { return nil }
