package store_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// filled returns a journal with n entries of about 900 bytes, added one by one
// or in one go.
func filled(b *testing.B, n, each int) *store.Journal {
	b.Helper()
	j := storetest.New(b)
	batch := make([]journal.Entry, 0, each)
	for i := range n {
		e := storetest.Entry(fmt.Sprintf("Entry %d. %s #tag%d", i, strings.Repeat("A page of plain words. ", 17), i%7), strings.Repeat("What was mine. ", 15), "Ask sooner.")
		e.Written = storetest.At.Add(time.Duration(i) * time.Minute)
		if batch = append(batch, e); len(batch) == each || i == n-1 {
			if _, err := j.Add(b.Context(), batch...); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	return j
}

func BenchmarkAdd(b *testing.B) {
	j := filled(b, 10_000, 10_000)
	e := storetest.Entry(strings.Repeat("A page of plain words. ", 30))
	for b.Loop() {
		if _, err := j.Add(b.Context(), e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReading(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		j := filled(b, n, n/10)
		info, err := os.Stat(j.Path())
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("tail/%d", n), func(b *testing.B) {
			u := storetest.Unlock(b, j, "")
			for b.Loop() {
				if _, err := u.Tail(b.Context(), 50); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(info.Size())/float64(n), "filebytes/entry")
		})
		b.Run(fmt.Sprintf("heads/%d", n), func(b *testing.B) {
			u := storetest.Unlock(b, j, "")
			for b.Loop() {
				if _, err := u.Heads(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFileSize reports the length of the file for each entry of 900
// bytes, each added on its own, so that the keys count too.
func BenchmarkFileSize(b *testing.B) {
	for b.Loop() {
		j := filled(b, 10_000, 1)
		info, err := os.Stat(j.Path())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/10_000, "filebytes/entry")
	}
}
