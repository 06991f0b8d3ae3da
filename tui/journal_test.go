package tui_test

import (
	"context"
	"encoding/binary"
	"slices"
	"sync"
	"time"

	"shakeoff/tui/page"

	"shakeoff/store/journal"
)

// memory is a journal in memory. It holds to the contract of tui.Journal, and
// fails, or panics, where a test tells it to.
type memory struct {
	mu         sync.Mutex
	now        func() time.Time
	lock       string // the passphrase; empty for no lock
	none       bool   // there is no file yet
	due        bool   // something taken out must still be overwritten
	readOnly   bool
	entries    []journal.Entry
	drafts     []*filedDraft
	offered    map[page.Offer]bool
	damaged    map[journal.ID]bool
	unlocked   []*reader // every one that was handed out
	pages      []*keptPage
	fail       map[string]error
	panics     map[string]any
	calls      []string // the names of the methods called, in order
	ids        uint64
	beforeCall func(name string) // lets a test act while a call is under way
	deaf       bool              // calls do not hear that they were cancelled
	read       []journal.ID      // the entries that were opened by Entries
	files      map[string]string // what was exported, by name
}

// filedDraft is a draft in the file. Until its owner is forgotten it is a page of
// this window, and does not wait.
type filedDraft struct {
	waiting journal.Waiting
	entry   journal.Entry
	owner   *draft // nil for one of another window, or of before
}

func (f *filedDraft) waits() bool { return f.owner == nil || f.owner.forgotten }

const recoveryKey = "AGE-SECRET-KEY-PQ-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQ"

func newMemory(now func() time.Time) *memory {
	return &memory{
		now: now, offered: map[page.Offer]bool{}, damaged: map[journal.ID]bool{},
		fail: map[string]error{}, panics: map[string]any{},
	}
}

// call notes a call, and breaks it where a test wants that.
func (m *memory) call(ctx context.Context, name string) error {
	m.mu.Lock()
	m.calls = append(m.calls, name)
	before, boom, err := m.beforeCall, m.panics[name], m.fail[name]
	m.mu.Unlock()
	if before != nil {
		before(name)
	}
	if boom != nil {
		panic(boom)
	}
	if err != nil {
		return err
	}
	if m.deaf {
		return nil
	}
	return ctx.Err()
}

// count says how often a method was called.
func (m *memory) count(name string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for _, c := range m.calls {
		if c == name {
			n++
		}
	}
	return n
}

// export is tui.Options.Export, into memory.
func (m *memory) export(ctx context.Context, name string, data []byte) (string, error) {
	if err := m.call(ctx, "Export"); err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string]string{}
	}
	m.files[name] = string(data)
	return "/home/sam/" + name, nil
}

// newID makes ids in a fixed order, so that goldens do not change.
func (m *memory) newID() journal.ID {
	m.ids++
	var rid [journal.RecordSize]byte
	binary.BigEndian.PutUint64(rid[8:], m.ids)
	return journal.NewID(rid)
}

// add files an entry as it is, for a test to find.
func (m *memory) add(e journal.Entry) journal.ID {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e.ID == "" {
		e.ID = m.newID()
	}
	if e.Record == "" {
		e.Record = e.ID
	}
	m.entries = append(m.entries, e)
	return e.ID
}

// wait puts a page among the drafts, as one that was left before.
func (m *memory) wait(e journal.Entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drafts = append(m.drafts, &filedDraft{waiting: journal.Waiting{Address: m.ids + 1, Record: m.newID()}, entry: e})
}

func (m *memory) Status(ctx context.Context) (page.Status, error) {
	if err := m.call(ctx, "Status"); err != nil {
		return page.Status{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s := page.Status{
		Exists: !m.none || len(m.entries)+len(m.drafts) > 0, Locked: m.lock != "", ReadOnly: m.readOnly, Pending: m.due,
		Entries: len(m.entries), Offered: map[page.Offer]bool{},
	}
	for o, yes := range m.offered {
		s.Offered[o] = yes
	}
	for _, d := range m.drafts {
		if d.waits() {
			s.Waiting = append(s.Waiting, d.waiting)
		}
	}
	return s, nil
}

func (m *memory) Unlock(ctx context.Context, secret []byte) (page.Unlocked, error) {
	if err := m.call(ctx, "Unlock"); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.lock != "" && secret == nil:
		return nil, journal.ErrLocked
	case m.lock != "" && string(secret) != m.lock && string(secret) != recoveryKey:
		return nil, journal.ErrPassphrase
	}
	r := &reader{memory: m, open: true}
	m.unlocked = append(m.unlocked, r)
	return r, nil
}

func (m *memory) NewDraft() page.Draft {
	if boom := m.panics["NewDraft"]; boom != nil {
		panic(boom)
	}
	return &draft{memory: m}
}

func (m *memory) FileWaiting(ctx context.Context, w journal.Waiting) error {
	if err := m.call(ctx, "FileWaiting"); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	d := m.takeDraft(w)
	if d == nil {
		return journal.ErrChanged
	}
	e := d.entry
	e.ID, e.Record, e.Written = w.Record, w.Record, m.now()
	m.entries = append(m.entries, e)
	return nil
}

func (m *memory) MarkOffered(ctx context.Context, o page.Offer) error {
	if err := m.call(ctx, "MarkOffered"); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.offered[o] = true
	return nil
}

func (m *memory) FinishPending(ctx context.Context) error {
	if err := m.call(ctx, "FinishPending"); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.due = false
	return nil
}

// takeDraft takes a draft out in exactly this version, or returns nil.
func (m *memory) takeDraft(w journal.Waiting) *filedDraft {
	for i, d := range m.drafts {
		if d.waiting == w {
			m.drafts = slices.Delete(m.drafts, i, i+1)
			return d
		}
	}
	return nil
}

// draft is one page of a window: tui.Draft.
type draft struct {
	*memory
	filed     *filedDraft
	id        journal.ID
	keptAs    *keptPage
	forgotten bool
}

func (d *draft) Save(ctx context.Context, e journal.Entry) error {
	if err := d.call(ctx, "Save"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.forgotten {
		panic("a forgotten draft was saved")
	}
	if d.filed == nil {
		d.filed = &filedDraft{waiting: journal.Waiting{Address: d.ids + 1, Record: d.name()}, owner: d}
	}
	if !slices.Contains(d.drafts, d.filed) {
		d.drafts = append(d.drafts, d.filed)
	}
	d.filed.waiting.Nonce[0]++
	d.filed.entry = e
	return nil
}

func (d *draft) name() journal.ID {
	if d.id == "" {
		d.id = d.newID()
	}
	return d.id
}

func (d *draft) File(ctx context.Context, e journal.Entry) (page.Filed, error) {
	if err := d.call(ctx, "File"); err != nil {
		return nil, err
	}
	if err := e.Validate(); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.forgotten {
		panic("a forgotten draft was kept")
	}
	if d.keptAs != nil {
		return d.keptAs, nil
	}
	if d.filed != nil {
		d.takeDraft(d.filed.waiting)
	}
	e.ID, e.Record = d.name(), d.name()
	if e.Written.IsZero() {
		e.Written = d.now()
	}
	d.entries = append(d.entries, e)
	d.keptAs = &keptPage{memory: d.memory, id: e.ID}
	d.pages = append(d.pages, d.keptAs)
	return d.keptAs, nil
}

func (d *draft) Discard(ctx context.Context) error {
	if err := d.call(ctx, "Discard"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.filed != nil {
		d.takeDraft(d.filed.waiting)
	}
	return nil
}

func (d *draft) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forgotten = true
}

// keptPage is a page that was filed just now: tui.Kept.
type keptPage struct {
	*memory
	id        journal.ID
	forgotten bool
}

func (k *keptPage) ID() journal.ID { return k.id }

func (k *keptPage) Weigh(ctx context.Context, w journal.Weighing) error {
	if err := k.call(ctx, "Weigh"); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for i := range k.entries {
		if k.entries[i].ID == k.id {
			k.entries[i].Weighings = append(slices.Clip(k.entries[i].Weighings), w)
			return nil
		}
	}
	return journal.ErrNotFound
}

func (k *keptPage) Burn(ctx context.Context) error {
	if err := k.call(ctx, "Burn"); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.entries = slices.DeleteFunc(k.entries, func(e journal.Entry) bool { return e.ID == k.id })
	return nil
}

func (k *keptPage) Forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forgotten = true
}

// reader is the journal unlocked: tui.Unlocked.
type reader struct {
	*memory
	open bool
}

// reads is call for what needs the identity.
func (r *reader) reads(ctx context.Context, name string) error {
	if err := r.call(ctx, name); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.open {
		return journal.ErrLocked
	}
	return nil
}

func (r *reader) newest() []journal.Entry {
	entries := slices.Clone(r.entries)
	journal.NewestEntries(entries)
	return entries
}

func (r *reader) Tail(ctx context.Context, n int) ([]journal.Entry, error) {
	if err := r.reads(ctx, "Tail"); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var readable []journal.Entry
	for _, e := range r.newest() {
		if !r.damaged[e.ID] {
			readable = append(readable, e)
		}
	}
	return readable[:min(n, len(readable))], nil
}

func (r *reader) Heads(ctx context.Context) ([]journal.Head, error) {
	if err := r.reads(ctx, "Heads"); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var heads []journal.Head
	for _, e := range r.newest() {
		heads = append(heads, e.Head())
	}
	return heads, nil
}

func (r *reader) Entries(ctx context.Context, ids ...journal.ID) ([]journal.Entry, error) {
	if err := r.reads(ctx, "Entries"); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []journal.Entry
	var err error
	r.read = append(r.read, ids...)
	for _, id := range ids {
		for _, e := range r.entries {
			switch {
			case e.ID != id:
			case r.damaged[id]:
				err = journal.ErrDamaged
			default:
				found = append(found, e)
			}
		}
	}
	return found, err
}

func (r *reader) All(ctx context.Context) ([]journal.Entry, error) {
	if err := r.reads(ctx, "All"); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	entries, err := r.newest(), error(nil)
	if len(r.damaged) > 0 {
		err = journal.ErrDamaged
	}
	return slices.DeleteFunc(entries, func(e journal.Entry) bool { return r.damaged[e.ID] }), err
}

func (r *reader) Mark(ctx context.Context, id journal.ID, i journal.Intention) error {
	if err := r.reads(ctx, "Mark"); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	at := slices.IndexFunc(r.entries, func(e journal.Entry) bool { return e.ID == id })
	if at < 0 {
		return journal.ErrNotFound
	}
	r.entries[at].Intention = i
	return nil
}

func (r *reader) Search(ctx context.Context, q journal.Query) ([]journal.Head, error) {
	if err := r.reads(ctx, "Search"); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var heads []journal.Head
	for _, e := range r.newest() {
		if q.Match(e) {
			heads = append(heads, e.Head())
		}
	}
	return heads, nil
}

func (r *reader) Edit(ctx context.Context, e journal.Entry, others ...journal.ID) (journal.ID, error) {
	if err := r.reads(ctx, "Edit"); err != nil {
		return "", err
	}
	if err := e.Validate(); err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.ContainsFunc(r.entries, func(have journal.Entry) bool { return have.ID == e.ID }) {
		return "", journal.ErrNotFound
	}
	next := e
	for _, have := range r.entries {
		if have.Record == e.Record {
			next = have
		}
	}
	r.entries = slices.DeleteFunc(r.entries, func(have journal.Entry) bool {
		return have.Record == e.Record || slices.Contains(others, have.Record)
	})
	next.Answers, next.Record = e.Answers, r.newID()
	r.entries = append(r.entries, next.Promised())
	return next.Record, nil
}

func (r *reader) Weigh(ctx context.Context, id journal.ID, w journal.Weighing) error {
	if err := r.reads(ctx, "Weigh"); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	err := journal.ErrNotFound
	for i := range r.entries {
		if r.entries[i].ID == id {
			r.entries[i].Weighings = append(slices.Clip(r.entries[i].Weighings), w)
			err = nil
		}
	}
	return err
}

func (r *reader) Delete(ctx context.Context, ids ...journal.ID) error {
	return r.remove(ctx, "Delete", ids)
}

func (r *reader) Burn(ctx context.Context, ids ...journal.ID) error {
	return r.remove(ctx, "Burn", ids)
}

func (r *reader) remove(ctx context.Context, name string, ids []journal.ID) error {
	if err := r.reads(ctx, name); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		if !slices.ContainsFunc(r.entries, func(e journal.Entry) bool { return e.ID == id }) {
			return journal.ErrNotFound
		}
	}
	r.entries = slices.DeleteFunc(r.entries, func(e journal.Entry) bool { return slices.Contains(ids, e.ID) })
	return nil
}

func (r *reader) Drafts(ctx context.Context) ([]journal.WaitingEntry, error) {
	if err := r.reads(ctx, "Drafts"); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var drafts []journal.WaitingEntry
	for _, d := range r.drafts {
		if d.waits() {
			drafts = append(drafts, journal.WaitingEntry{Waiting: d.waiting, Entry: d.entry})
		}
	}
	return drafts, nil
}

func (r *reader) Adopt(ctx context.Context, w journal.Waiting) (page.Draft, journal.Entry, error) {
	if err := r.reads(ctx, "Adopt"); err != nil {
		return nil, journal.Entry{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	d := r.takeDraft(w)
	if d == nil {
		return nil, journal.Entry{}, journal.ErrChanged
	}
	mine := &draft{memory: r.memory, id: w.Record}
	mine.filed = &filedDraft{waiting: journal.Waiting{Address: w.Address + 1, Record: w.Record}, entry: d.entry, owner: mine}
	r.drafts = append(r.drafts, mine.filed)
	return mine, d.entry, nil
}

func (r *reader) SetPassphrase(ctx context.Context, passphrase []byte) error {
	if err := r.reads(ctx, "SetPassphrase"); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lock = string(passphrase)
	return nil
}

func (r *reader) RecoveryKey() string { return recoveryKey }

func (r *reader) Tidy(ctx context.Context) error { return r.reads(ctx, "Tidy") }

func (r *reader) Lock() {
	_ = r.call(context.Background(), "Lock") // it cannot fail
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = false
}
