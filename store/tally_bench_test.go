package store_test

import (
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// BenchmarkTally reads a long journal, and saves into it, without a lock and under one. With a
// lock every record is counted too, which may make reading a tenth slower; a save adds one record to
// the tally, and must not depend on how many there are.
func BenchmarkTally(b *testing.B) {
	const n = 10_000
	j := filled(b, n, n/10, 900)
	read := func(secret string) func(b *testing.B) {
		return func(b *testing.B) {
			u := storetest.Unlock(b, j, secret)
			for b.Loop() {
				if _, err := u.Heads(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	save := func(secret string) func(b *testing.B) {
		return func(b *testing.B) {
			u := storetest.Unlock(b, j, secret)
			heads, err := u.Heads(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			w := journal.Weighing{At: storetest.At, Moment: journal.Later}
			for i := 0; b.Loop(); i++ { // another entry each time: one that is full of weighings costs more
				w.At = w.At.Add(time.Second)
				if err := u.Weigh(b.Context(), heads[i%len(heads)].ID, w); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("read/without", read(""))
	b.Run("save/without", save(""))
	storetest.Lock(b, j)
	b.Run("read/with", read(storetest.Passphrase))
	b.Run("save/with", save(storetest.Passphrase))
}
