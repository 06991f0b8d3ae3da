package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"

	"shakeoff/store"
	"shakeoff/store/journal"
)

// searches is how often each search is made.
const searches = 30

// lastPage is how many entries the latest page of Review has.
const lastPage = 50

// opened returns a journal that was unlocked with its passphrase.
func (b *bench) opened(k kind, n int) (*store.Unlocked, string, error) {
	path, err := b.journal(k, n, locked)
	if err != nil {
		return nil, "", err
	}
	u, err := open(path).Unlock(b.ctx, []byte(passphrase))
	debug.FreeOSMemory() // what the key derivation took
	return u, path, err
}

// measurePage is about the latest page of Review, right after unlocking.
func (b *bench) measurePage() error {
	for _, n := range b.sizes {
		u, path, err := b.opened(mixed, n)
		if err != nil {
			return err
		}
		defer u.Lock()
		samples, err := interleave(b.rounds, tookErr(func() error {
			page, err := u.Tail(b.ctx, lastPage)
			if err == nil && len(page) != lastPage {
				err = fmt.Errorf("the latest page has %d entries", len(page))
			}
			return err
		}), tookErr(func() error { return readRaw(path) }))
		if err != nil {
			return err
		}
		b.add(row{
			What: "latest page", At: entries(n), Unit: "ms", Ours: figureOf(samples[0]), Beside: "the 50 last values, raw bbolt",
			Theirs: figureOf(samples[1]), Budget: budget{medians, 20}, Entries: n, Plot: "latest page",
		})
	}
	return nil
}

// readRaw opens a file with bbolt as it comes and copies the last values out.
func readRaw(path string) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	err = db.View(func(tx *bbolt.Tx) error {
		c, n := tx.Bucket([]byte("entries")).Cursor(), 0
		for k, v := c.Last(); k != nil && n < lastPage; k, v = c.Prev() {
			bytes.Clone(v)
			n++
		}
		return nil
	})
	return errors.Join(err, db.Close())
}

// measureSearch is about looking through every word, beside looking through
// the same text where it lies in memory in clear.
func (b *bench) measureSearch() error {
	for _, n := range b.sizes {
		if err := b.searchIn(n); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) searchIn(n int) error {
	u, _, err := b.opened(even, n)
	if err != nil {
		return err
	}
	defer u.Lock()
	text, err := b.plaintext(u)
	if err != nil {
		return err
	}
	limit := budget{}
	switch n {
	case middle:
		limit = budget{medians, 50}
	case 100_000:
		limit = budget{medians, 500}
	}
	for _, sought := range []struct{ name, typed, raw string }{
		{"a rare word", wordRare, wordRare},
		{"a common word", wordCommon, wordCommon},
		{"a word in none", wordNone, wordNone},
		{"a tag", "#" + tagSought + " ", "#" + tagSought},
	} {
		ours, theirs := 0, 0
		samples, err := interleave(searches, tookErr(func() error {
			found, err := u.Search(b.ctx, journal.ParseQuery(sought.typed))
			ours = len(found)
			return err
		}), took(func() { theirs = count(text, []byte(sought.raw)) }))
		if err != nil {
			return err
		}
		if ours != theirs {
			return fmt.Errorf("%s: found %d entries, and bytes.Contains %d", sought.name, ours, theirs)
		}
		r := row{
			What: "search: " + sought.name, At: entries(n), Unit: "ms", Ours: figureOf(samples[0]), Beside: "bytes.Contains in memory",
			Theirs: figureOf(samples[1]), Budget: limit, Entries: n, Note: fmt.Sprintf("finds %s", grouped(ours)),
		}
		if sought.typed == wordCommon {
			r.Plot = "search, a common word"
		}
		b.add(r)
	}
	return nil
}

// plaintext returns the words of every entry, one slice each.
func (b *bench) plaintext(u *store.Unlocked) ([][]byte, error) {
	all, err := u.All(b.ctx)
	out := make([][]byte, len(all))
	for i, e := range all {
		for _, a := range e.Answers {
			out[i] = append(append(out[i], a.Text...), '\n')
		}
	}
	return out, err
}

// count is how many texts hold a word just as it is written.
func count(texts [][]byte, word []byte) int {
	n := 0
	for _, text := range texts {
		if bytes.Contains(text, word) {
			n++
		}
	}
	return n
}
