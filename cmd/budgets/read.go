package main

import (
	"errors"
	"fmt"
	"strings"

	"shakeoff/store"
	"shakeoff/store/journal"
)

// page is how many entries the latest page of Review has.
const page = 50

// opened returns a journal that was unlocked with its passphrase.
func (b *bench) opened(l length, n int) (*store.Unlocked, error) {
	path, err := b.journal(l, n, locked)
	if err != nil {
		return nil, err
	}
	return open(path).Unlock(b.ctx, []byte(passphrase))
}

// measurePage reads the newest entries of a long journal, and of one that has no
// others.
func (b *bench) measurePage() error {
	short, err := b.opened(usual, page)
	if err != nil {
		return err
	}
	defer short.Lock()
	n := b.sizes[len(b.sizes)-1]
	long, err := b.opened(usual, n)
	if err != nil {
		return err
	}
	defer long.Lock()
	latest := func(u *store.Unlocked) measure {
		return took(func() error {
			got, err := u.Tail(b.ctx, page)
			if len(got) != page {
				err = errors.Join(err, fmt.Errorf("the latest page has %d entries", len(got)))
			}
			return err
		})
	}
	r := row{What: "latest page, " + entries(n), Unit: "ms", Reference: "of 50 entries", Budget: budget{median, 20}}
	return b.compare(r, b.rounds, latest(long), latest(short))
}

// measureSearch looks through every word, in turn with a search of the same
// text where it lies in memory in clear.
func (b *bench) measureSearch() error {
	for _, n := range b.sizes {
		u, err := b.opened(searched, n)
		if err != nil {
			return err
		}
		defer u.Lock()
		all, err := u.All(b.ctx)
		if err != nil {
			return err
		}
		text := make([]string, len(all))
		for i, e := range all {
			for _, a := range e.Answers {
				text[i] += a.Text + "\n"
			}
		}
		for _, word := range []string{wordRare, wordCommon, wordNone, tagSought} {
			ours, theirs := 0, 0
			r := row{What: fmt.Sprintf("search %s, %s", word, entries(n)), Unit: "ms", Reference: "strings.Contains in memory", Budget: budget{median, 50}}
			if n > middle {
				r.Budget.Bound = 500
			}
			if err := b.compare(r, b.rounds, took(func() error {
				found, err := u.Search(b.ctx, journal.ParseQuery(word+" ", nil))
				ours = len(found)
				return err
			}), took(func() error {
				theirs = 0
				for _, words := range text {
					if strings.Contains(words, word) {
						theirs++
					}
				}
				return nil
			})); err != nil {
				return err
			}
			if ours != theirs {
				return fmt.Errorf("%s: found %d entries, and strings.Contains %d", word, ours, theirs)
			}
		}
	}
	return nil
}
