package guard_test

import (
	"os"
	"path/filepath"
	"testing"

	"shakeoff/store/guard"
)

// big writes a journal of 100,000 entries to a file.
func big(b *testing.B) (f *os.File, size int64) {
	b.Helper()
	s := journal(b, pageSize, 100_000)
	path := filepath.Join(b.TempDir(), "big.db")
	must(b, os.WriteFile(path, s.data, 0o600))
	f, err := os.Open(path)
	must(b, err)
	b.Cleanup(func() { f.Close() })
	return f, s.size()
}

// BenchmarkQuick is what opening a journal of 100,000 entries costs for one saved entry: at most
// 0.3 ms.
func BenchmarkQuick(b *testing.B) {
	f, size := big(b)
	save := []guard.Path{
		{Bucket: "meta"},
		{Bucket: "keys", Key: number(70_001)},
		{Bucket: "drafts", Key: number(50), Delete: true},
		{Bucket: "entries", Last: true},
	}
	b.ReportAllocs()
	for b.Loop() {
		must(b, quick(f, size, save...))
	}
}

func BenchmarkWalk(b *testing.B) {
	f, size := big(b)
	b.ReportAllocs()
	for b.Loop() {
		must(b, walk(f, size, "entries", ignore))
	}
}

func BenchmarkFreeInBoth(b *testing.B) {
	f, size := big(b)
	b.ReportAllocs()
	for b.Loop() {
		_, err := freeInBoth(f, size)
		must(b, err)
	}
}
