package store_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// told is how people tell it at front desks in several scripts, a sentence each.
var told = []string{
	"She waited for an hour and then shouted at me in front of the whole queue. ",
	"Der Herr wollte seine Gebühr zurück, schüttelte den Kopf und ging grußlos. ",
	"Она долго ждала, потом кричала на меня перед всей очередью. ",
	"वह एक घंटे से कतार में था और सबके सामने मुझ पर चिल्लाया। ",
	"她等了一个小时，然后在大家面前对我大喊大叫，要求退款。",
	"انتظرت ساعة كاملة ثم صرخت في وجهي أمام الجميع وطلبت المدير. ",
}

// account returns entry i of a long journal, of so many characters in all its
// answers: "entry" is in each, its number in one, one of seven tags in each.
func account(i, characters int) journal.Entry {
	sentence := []rune(told[i%len(told)])
	text := func(begin string, n int) string {
		out := []rune(begin)
		for len(out) < n {
			out = append(out, sentence[:min(len(sentence), n-len(out))]...)
		}
		return string(out)
	}
	e := storetest.Entry(text(fmt.Sprintf("Entry %d. #tag%d ", i, i%7), characters*6/10), text("", characters*3/10), text("", characters/10))
	e.Written = storetest.At.Add(time.Duration(i) * time.Minute)
	return e
}

// filled returns a journal with n entries of so many characters, so many to a
// write, and tidied: an unlocked program has wrapped the keys of what was posted.
func filled(b *testing.B, n, each, characters int) *store.Journal {
	b.Helper()
	j := storetest.New(b)
	batch := make([]journal.Entry, 0, each)
	for i := range n {
		if batch = append(batch, account(i, characters)); len(batch) == each || i == n-1 {
			if _, err := j.Add(b.Context(), batch...); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	if err := storetest.Unlock(b, j, "").Tidy(b.Context()); err != nil {
		b.Fatal(err)
	}
	return j
}

func BenchmarkAdd(b *testing.B) {
	j := filled(b, 10_000, 10_000, 900)
	e := storetest.Entry(strings.Repeat("A page of plain words. ", 30))
	for b.Loop() {
		if _, err := j.Add(b.Context(), e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReading(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		j := filled(b, n, n/10, 900)
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

// BenchmarkFileSize reports the length of the file against that of the same
// entries as JSON, for entries of 900 characters in several scripts and for
// such of 900 bytes: each added on its own, so that the keys count too, and in
// one go.
func BenchmarkFileSize(b *testing.B) {
	const n = 10_000
	for name, each := range map[string]int{"singly": 1, "at once": n} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				j := filled(b, n, each, 900)
				info, err := os.Stat(j.Path())
				if err != nil {
					b.Fatal(err)
				}
				entries, err := storetest.Unlock(b, j, "").All(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				var plain bytes.Buffer
				if err := exchange.EncodeJSON(&plain, entries); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(info.Size())/n, "filebytes/entry")
				b.ReportMetric(float64(plain.Len())/n, "jsonbytes/entry")
				b.ReportMetric(float64(info.Size())/float64(plain.Len()), "xJSON")
			}
		})
	}
}
