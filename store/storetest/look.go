package storetest

import (
	"compress/gzip"
	"context"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
)

// Add files entries or fails the test.
func Add(t testing.TB, j *store.Journal, entries ...journal.Entry) []journal.ID {
	t.Helper()
	ids, err := j.Add(context.Background(), entries...)
	if err != nil {
		t.Fatalf("add: %v", err)
	}
	return ids
}

// All reads every entry or fails the test.
func All(t testing.TB, u *store.Unlocked) []journal.Entry {
	t.Helper()
	entries, err := u.All(context.Background())
	if err != nil {
		t.Fatalf("read all: %v", err)
	}
	return entries
}

// Words returns the answers of an entry, in order.
func Words(e journal.Entry) []string {
	out := make([]string, len(e.Answers))
	for i, a := range e.Answers {
		out[i] = a.Text
	}
	return out
}

// ReadFile returns the bytes of a file.
func ReadFile(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// WriteFile makes a file of these bytes, or overwrites it.
func WriteFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FilesUnder returns the files of a folder and of those in it.
func FilesUnder(t testing.TB, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Keys returns the keys of a bucket as they lie in the file.
func Keys(t testing.TB, path, bucket string) (keys []string) {
	t.Helper()
	Walk(t, []byte(ReadFile(t, path)), bucket, func(k, _ []byte) { keys = append(keys, string(k)) })
	return keys
}

// Sealed returns the nonce and the beginning of the ciphertext of every copy of these records
// in the files of a folder, in use or in a freed page.
func Sealed(t testing.TB, dir string, records ...journal.ID) (parts []string) {
	t.Helper()
	const version, nonceAt, length = "\x01", 32, 64
	for _, path := range FilesUnder(t, dir) {
		text := ReadFile(t, path)
		for _, id := range records {
			rid, err := id.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; ; {
				at := strings.Index(text[i:], version+string(rid[:]))
				if at < 0 {
					break
				}
				i += at + 1
				// Not a tombstone behind another: a name, and a reason.
				if text[i+16] > 3 || isRecord(text[i-1:]) {
					parts = append(parts, text[i+nonceAt:i+nonceAt+length])
				}
			}
		}
	}
	return parts
}

// isRecord says that a text begins with a whole record, of which nothing says how long it is.
func isRecord(text string) bool {
	const head, tail, pad, most = 57, 24, 256, 64
	for n := range most {
		end := head + pad*(n+1) + tail
		if end > len(text) {
			break
		}
		if _, err := seal.ParseRecord([]byte(text[:end])); err == nil {
			return true
		}
	}
	return false
}

// PageSize is the size of a page of a journal, in bytes.
const PageSize = 16384

// ZeroPages zeroes all pages of some kinds: 0 header, 1 branch, 2 leaf, 16 freelist.
func ZeroPages(t testing.TB, path string, kinds ...uint16) {
	t.Helper()
	b := []byte(ReadFile(t, path))
	for at := 0; at+PageSize <= len(b); at += PageSize {
		kind := binary.LittleEndian.Uint16(b[at+8:])
		if at < 2*PageSize {
			kind = 0
		}
		if binary.LittleEndian.Uint64(b[at:]) == uint64(at/PageSize) && slices.Contains(kinds, kind) || kind == 0 && slices.Contains(kinds, 0) && at < 2*PageSize {
			clear(b[at : at+PageSize])
		}
	}
	WriteFile(t, path, string(b))
}

// Thaw unpacks a frozen journal into a folder of the test.
func Thaw(t testing.TB, path string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(ReadFile(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "journal.db")
	WriteFile(t, out, string(b))
	return out
}

// Damage changes a byte of the record by which an entry was filed.
func Damage(t testing.TB, j *store.Journal, id journal.ID) {
	t.Helper()
	rid, err := id.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	text := ReadFile(t, j.Path())
	Walk(t, []byte(text), "entries", func(_, record []byte) {
		if strings.HasPrefix(string(record[1:]), string(rid[:])) {
			damaged := slices.Clone(record)
			damaged[len(damaged)/2] ^= 1
			text = strings.ReplaceAll(text, string(record), string(damaged))
		}
	})
	WriteFile(t, j.Path(), text)
}

// Newer makes it a file that only a newer shakeoff may write.
func Newer(t testing.TB, j *store.Journal) {
	t.Helper()
	WriteFile(t, j.Path(), strings.ReplaceAll(ReadFile(t, j.Path()), "writer\x01", "writer\xff"))
}
