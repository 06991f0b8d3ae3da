package journaltest

import (
	"bytes"
	"errors"
	"slices"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
	"shakeoff/tui/page"
)

// Count says how often a method was called.
func (j *Journal) Count(name string) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	n := 0
	for _, c := range j.Calls {
		if c == name {
			n++
		}
	}
	return n
}

// Elsewhere returns the journal as another window has it unlocked.
func (j *Journal) Elsewhere() *store.Unlocked {
	j.make()
	return storetest.Unlock(j.t, j.other, j.secret)
}

// Entries returns all that can be opened, in the order in which it was filed.
func (j *Journal) Entries() []journal.Entry {
	if !j.status().Exists {
		return nil
	}
	all, err := j.Elsewhere().All(j.t.Context())
	if !errors.Is(err, journal.ErrDamaged) {
		j.check(err)
	}
	slices.SortStableFunc(all, func(a, b journal.Entry) int {
		x, _ := a.ID.Bytes()
		y, _ := b.ID.Bytes()
		return bytes.Compare(x[:], y[:])
	})
	return all
}

// Drafts returns what the unfinished pages say, the oldest first, those of the
// program too.
func (j *Journal) Drafts() []journal.Entry {
	if !j.status().Exists {
		return nil
	}
	waiting, err := j.Elsewhere().Drafts(j.t.Context())
	j.check(err)
	var drafts []journal.Entry
	for _, w := range waiting {
		drafts = append(drafts, w.Entry)
	}
	return drafts
}

// Rescued returns what the pages say that were put elsewhere.
func (j *Journal) Rescued() (texts []string) {
	for i, path := range j.Window.Rescued() {
		entries := storetest.All(j.t, storetest.Unlock(j.t, open(path, j.now, 1<<56), j.secret))
		if len(entries) != 1 {
			j.t.Fatalf("%d entries in rescued page %d", len(entries), i)
		}
		texts = append(texts, entries[0].Text(journal.Happened))
	}
	return texts
}

// Records returns what lies in a bucket of the file.
func (j *Journal) Records(bucket string) (records []string) {
	storetest.Walk(j.t, []byte(storetest.ReadFile(j.t, j.Path())), bucket, func(_, v []byte) { records = append(records, string(v)) })
	return records
}

func (j *Journal) status() store.Status {
	j.make()
	s, err := j.other.Status(j.t.Context())
	j.check(err)
	return s
}

// Offered says that something was offered.
func (j *Journal) Offered(o page.Offer) bool { return j.status().Offered&store.Offer(o) != 0 }

// Locked says that a lock is set.
func (j *Journal) Locked() bool { return j.status().Locked }

// LockedBy says that a lock is set, and that this passphrase opens it.
func (j *Journal) LockedBy(passphrase string) bool {
	u, err := j.other.Unlock(j.t.Context(), []byte(passphrase))
	return err == nil && u != nil && j.Locked()
}
