package journaltest

import (
	"context"

	"shakeoff/store/journal"
	"shakeoff/tui/page"
)

// draft is a draft that was handed out.
type draft struct {
	page.Draft
	Forgotten bool
	j         *Journal
}

// Save saves the page, unless its key was wiped before: then the words would lie
// under a key that nobody holds.
func (d *draft) Save(ctx context.Context, e journal.Entry) error {
	return d.j.write("Save", func() error {
		d.alive()
		return d.Draft.Save(ctx, e)
	})
}

// File files the page, under the same condition.
func (d *draft) File(ctx context.Context, e journal.Entry) (got page.Filed, err error) {
	err = d.j.write("File", func() error {
		d.alive()
		f, err := d.Draft.File(ctx, e)
		if err != nil {
			return err
		}
		d.j.mu.Lock()
		defer d.j.mu.Unlock()
		mine := &filed{Filed: f, j: d.j}
		d.j.Filed, got = append(d.j.Filed, mine), mine
		return nil
	})
	return got, err
}

func (d *draft) alive() {
	if d.Forgotten {
		d.j.t.Error("a draft is used that was forgotten")
	}
}

func (d *draft) Discard(ctx context.Context) error {
	return d.j.write("Discard", func() error { return d.Draft.Discard(ctx) })
}

func (d *draft) Rescue(ctx context.Context, e journal.Entry) (path string, err error) {
	err = d.j.write("Rescue", func() (err error) { path, err = d.Draft.Rescue(ctx, e); return err })
	return path, err
}

func (d *draft) Forget() {
	d.j.mu.Lock()
	defer d.j.mu.Unlock()
	d.Draft.Forget()
	d.Forgotten = true
}

// filed is a filed page that was handed out.
type filed struct {
	page.Filed
	Forgotten bool
	j         *Journal
}

func (f *filed) Weigh(ctx context.Context, w journal.Weighing) error {
	return f.j.write("Weigh", func() error { return f.Filed.Weigh(ctx, w) })
}

func (f *filed) Burn(ctx context.Context) error {
	return f.j.write("Burn", func() error { return f.Filed.Burn(ctx) })
}

func (f *filed) Forget() {
	f.j.mu.Lock()
	defer f.j.mu.Unlock()
	f.Filed.Forget()
	f.Forgotten = true
}

// unlocked is the journal opened for reading.
type unlocked struct {
	page.Unlocked
	j *Journal
}

func (u *unlocked) Tail(ctx context.Context, n int) ([]journal.Entry, error) {
	return read(ctx, u.j, "Tail", func(ctx context.Context) ([]journal.Entry, error) { return u.Unlocked.Tail(ctx, n) })
}

func (u *unlocked) Heads(ctx context.Context) ([]journal.Head, error) {
	return read(ctx, u.j, "Heads", u.Unlocked.Heads)
}

func (u *unlocked) Entries(ctx context.Context, ids ...journal.ID) ([]journal.Entry, error) {
	return read(ctx, u.j, "Entries", func(ctx context.Context) ([]journal.Entry, error) {
		u.j.mu.Lock()
		u.j.Read = append(u.j.Read, ids...)
		u.j.mu.Unlock()
		return u.Unlocked.Entries(ctx, ids...)
	})
}

func (u *unlocked) All(ctx context.Context) ([]journal.Entry, error) {
	return read(ctx, u.j, "All", u.Unlocked.All)
}

func (u *unlocked) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	return read(ctx, u.j, "Search", func(ctx context.Context) ([]journal.Head, error) { return u.Unlocked.Search(ctx, q) })
}

func (u *unlocked) Drafts(ctx context.Context) ([]journal.WaitingEntry, error) {
	return read(ctx, u.j, "Drafts", u.Unlocked.Drafts)
}

func (u *unlocked) Mark(ctx context.Context, id journal.ID, i journal.Intention) error {
	return u.j.write("Mark", func() error { return u.Unlocked.Mark(ctx, id, i) })
}

func (u *unlocked) MarkDraft(ctx context.Context, d page.Draft, id journal.ID, i journal.Intention) error {
	return u.j.write("Mark", func() error { return u.Unlocked.MarkDraft(ctx, d.(*draft).Draft, id, i) })
}

func (u *unlocked) Edit(ctx context.Context, e journal.Entry, others ...journal.ID) error {
	return u.j.write("Edit", func() error { return u.Unlocked.Edit(ctx, e, others...) })
}

func (u *unlocked) EditDraft(ctx context.Context, d page.Draft, e journal.Entry) error {
	return u.j.write("Edit", func() error { return u.Unlocked.EditDraft(ctx, d.(*draft).Draft, e) })
}

func (u *unlocked) Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error {
	return u.j.write("Weigh", func() error { return u.Unlocked.Weigh(ctx, id, w) })
}

func (u *unlocked) Delete(ctx context.Context, ids ...journal.ID) error {
	return u.j.write("Delete", func() error { return u.Unlocked.Delete(ctx, ids...) })
}

func (u *unlocked) Adopt(ctx context.Context, w journal.Waiting) (d page.Draft, e journal.Entry, err error) {
	err = u.j.write("Adopt", func() error {
		taken, entry, err := u.Unlocked.Adopt(ctx, w)
		if err == nil {
			d, e = u.j.hand(taken), entry
		}
		return err
	})
	return d, e, err
}

func (u *unlocked) SetPassphrase(ctx context.Context, passphrase []byte) error {
	return u.j.write("SetPassphrase", func() error {
		err := u.Unlocked.SetPassphrase(ctx, passphrase)
		if err == nil {
			u.j.secret = string(passphrase)
		}
		return err
	})
}

func (u *unlocked) RemoveLock(ctx context.Context) error {
	return u.j.write("RemoveLock", func() error {
		err := u.Unlocked.RemoveLock(ctx)
		if err == nil {
			u.j.secret = ""
		}
		return err
	})
}

func (u *unlocked) Tidy(ctx context.Context) error {
	return u.j.write("Tidy", func() error { return u.Unlocked.Tidy(ctx) })
}

func (u *unlocked) Lock() {
	_ = u.j.begin("Lock") // it cannot fail
	u.Unlocked.Lock()
}
