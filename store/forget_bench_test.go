package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"shakeoff/store"
	"shakeoff/store/storetest"
)

// BenchmarkForgetting measures what it takes to forget in a long journal, and
// to keep a copy of it: the scrub alone; a page that is burnt and one that is
// deleted, without a backup and with one; a backup; a restore; a new identity.
func BenchmarkForgetting(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		j := filled(b, n, n/10, 900)
		u := storetest.Unlock(b, j, "")
		ctx := b.Context()
		run := func(name string, fn func() error) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					if err := fn(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		burn := func() error {
			k, err := j.NewDraft().File(ctx, storetest.Entry("a page"))
			if err != nil {
				return err
			}
			return k.Burn(ctx)
		}
		remove := func() error {
			ids, err := j.Add(ctx, storetest.Entry("a page"))
			if err != nil {
				return err
			}
			return u.Delete(ctx, store.Deleted, ids...)
		}
		run("scrub", func() error { return j.File().Scrub(ctx, nil) })
		run("burn", burn)
		run("delete", remove)
		copied, copies := filepath.Join(b.TempDir(), "copy"), 0
		run("backup", func() error {
			copies++
			_, err := j.Backups().Make(ctx, fmt.Sprint(copied, copies))
			return err
		})
		run("restore", func() error {
			aside, err := j.Backups().Restore(ctx, copied+"1", storetest.Proof(""))
			if err != nil {
				return err
			}
			return os.Remove(aside)
		})
		if _, err := j.Backups().Make(ctx, ""); err != nil {
			b.Fatal(err)
		}
		run("burn, one backup", burn)
		run("delete, one backup", remove)
		run("rekey, one backup", func() error { return u.Rekey(ctx, nil) })
	}
}
