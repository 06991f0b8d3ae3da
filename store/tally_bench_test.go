package store_test

import (
	"testing"

	"shakeoff/store/storetest"
)

// BenchmarkTally reads a long journal without a lock and the same under one, which counts
// every record too: the owner's tally may cost a tenth.
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
	b.Run("without", read(""))
	storetest.Lock(b, j)
	b.Run("with", read(storetest.Passphrase))
}
