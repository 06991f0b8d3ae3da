package store_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

func (v maker) lock() *store.Unlocked {
	v.Helper()
	must(v.T, v.j.MarkOffered(v.Context(), store.OfferLock))
	u := storetest.Unlock(v, v.j, "")
	must(v.T, u.SetPassphrase(v.Context(), []byte(sealedPassphrase)))
	return u
}

func (v maker) write(fn func(t *disk.Tx) error) {
	must(v.T, disk.File{Path: v.j.Path(), Random: rand.Reader}.Write(v.Context(), fn))
}

// add files entries of one answer each, under one key.
func (v maker) add(texts ...string) []journal.ID {
	entries := make([]journal.Entry, len(texts))
	for i, text := range texts {
		entries[i] = storetest.Entry(text)
	}
	return storetest.Add(v, v.j, entries...)
}

func (v maker) draft(answers ...string) *store.Draft {
	d := v.j.NewDraft()
	must(v.T, d.Save(v.Context(), storetest.Entry(answers...)))
	return d
}

func (v maker) filed(answers ...string) *store.Filed {
	f, err := v.j.NewDraft().File(v.Context(), storetest.Entry(answers...))
	must(v.T, err)
	return f
}

// open: no lock. Every field of an entry, some time zones, a page that waits.
func (v maker) open() {
	e := storetest.Entry("He shouted. I said: \u201eMoment\u201c.", "", "Step back first.", "Done \U0001F44D")
	e.Answers = append(e.Answers, journal.Answer{Step: "my-own", Question: "Who was there?", Text: "two\nlines"})
	e.Tags = []string{"phone", "caf\u00e9"}
	e.Intention = journal.Intention{State: journal.Tried, At: storetest.At.Add(time.Hour), How: "it helped"}
	early := storetest.Entry("Long ago, far west.")
	early.Written = time.Date(1969, 7, 20, 20, 17, 40, 123456789, time.FixedZone("", -(9*3600+30*60)))
	early.Weighings = nil
	utc := storetest.Entry("", "", "A promise nobody marked.")
	utc.Written = storetest.At.UTC()
	told := storetest.Entry("Told a day late, and an hour is known.")
	told.Happened = time.Date(2026, 11, 20, 16, 30, 0, 0, time.FixedZone("", 2*3600))
	day := storetest.Entry("Told a day late, and only the day is known.")
	day.Happened, day.DayOnly = journal.OnDay(journal.Day{Year: 2026, Month: time.November, Day: 20}, day.Written), true
	storetest.Add(v, v.j, e, early, utc, told, day)
	v.draft("half a page")
}

// sealed: a lock, and pages posted under it that nobody has read yet, one of them long.
func (v maker) sealed() {
	u := v.lock()
	for _, e := range storetest.Encounters(v) {
		storetest.Add(v, v.j, e)
	}
	storetest.Add(v, v.j, storetest.Entry(strings.Repeat("and he went on ", 1200)))
	v.draft("filed", "", "unread, so that its promise was not opened").Forget()
	s, err := v.j.Status(v.Context())
	must(v.T, err)
	must(v.T, v.j.FileWaiting(v.Context(), s.Waiting[0]))
	v.draft("half a page")
	id, err := seal.ParseIdentity([]byte(u.RecoveryKey()))
	must(v.T, err)
	tally := seal.Tally{}.Next(id, seal.Uncounted(), storetest.At)
	v.write(func(t *disk.Tx) error { return t.PutMeta(disk.MetaTally, tally) }) // as a restore leaves it
}

// locked: pages from before the lock and posted under it, read since; a lock changed, a new identity.
func (v maker) locked() {
	storetest.Add(v, v.j, storetest.Encounters(v)[:3]...)
	u := v.lock()
	v.add("posted")
	must(v.T, u.Tidy(v.Context()))
	must(v.T, u.SetPassphrase(v.Context(), []byte("another")))
	must(v.T, u.Rekey(v.Context(), []byte(sealedPassphrase)))
}

// edited: an entry edited, weighed and marked; one edited twice at once; a page taken up.
func (v maker) edited() {
	ids := storetest.Add(v, v.j, storetest.Entry("as it was", "", "promised"))
	ids = append(ids, v.add("edited twice at once", "left alone")...)
	soon := journal.Weighing{At: storetest.At.Add(time.Minute), Moment: journal.After, Weight: 2}
	must(v.T, v.filed("weighed while it was at hand").Weigh(v.Context(), soon))
	u, later := v.lock(), storetest.At.Add(time.Hour)
	for _, id := range ids[:2] {
		must(v.T, u.Weigh(v.Context(), id, journal.Weighing{At: later, Moment: journal.Later, Weight: 1}))
	}
	seen, err := u.Entries(v.Context(), ids[0], ids[1])
	must(v.T, err)
	for i, text := range []string{"as it is", "once"} {
		e := seen[i]
		e.Answers = slices.Clone(e.Answers)
		e.Answers[0].Text = text
		_, err = u.Edit(v.Context(), e)
		must(v.T, err)
	}
	seen[1].Answers[0].Text = "and again"
	_, err = u.Edit(v.Context(), seen[1])
	must(v.T, err)
	for _, mark := range []journal.Intention{
		{State: journal.Tried, At: later, How: "at first"},
		{State: journal.LetGo, At: later.Add(time.Hour), How: "then not"},
	} {
		must(v.T, u.Mark(v.Context(), ids[0], mark))
	}
	v.draft("left here").Forget()
	s, err := v.j.Status(v.Context())
	must(v.T, err)
	d, e, err := u.Adopt(v.Context(), s.Waiting[0])
	must(v.T, err)
	e.Answers[0].Text += ", and taken up"
	_, err = d.File(v.Context(), e)
	must(v.T, err)
}

// deleted: a tombstone of every reason, with every proof, and one that proves nothing.
func (v maker) deleted() {
	u := v.lock()
	ids := v.add("stays", "goes", "edited, then deleted", "its first record is deleted")
	edit := func(id journal.ID, text string) {
		seen, err := u.Entries(v.Context(), id)
		must(v.T, err)
		seen[0].Answers[0].Text = text
		_, err = u.Edit(v.Context(), seen[0])
		must(v.T, err)
	}
	edit(ids[0], "stays, and was edited")
	edit(ids[2], "then deleted")
	edit(ids[3], "so no later one is shown")
	must(v.T, u.Delete(v.Context(), store.Deleted, ids[1], ids[2]))
	counted := v.filed("burnt by who wrote it, once the owner had seen it")
	must(v.T, v.filed("burnt by who wrote it").Burn(v.Context()))
	must(v.T, v.draft("thrown away").Discard(v.Context()))
	must(v.T, u.Rekey(v.Context(), []byte(sealedPassphrase)))
	bury := func(id journal.ID, reason disk.Reason, proof []byte) {
		rid, err := id.Bytes()
		must(v.T, err)
		v.write(func(t *disk.Tx) error { return t.Bury(disk.Tombstones{rid: disk.NewTombstone(reason, proof)}) })
	}
	still := func(text string) journal.ID { return v.add(text)[0] }
	bury(still("deleted without a proof, before the owner came"), disk.Deleted, nil)
	must(v.T, u.Tidy(v.Context()))
	bury(still("deleted without a proof, and nobody came"), disk.Deleted, nil)
	bury(still("deleted with the signature of nobody"), disk.Deleted, make([]byte, seal.SignatureSize))
	bury(still("replaced"), disk.Replaced, nil)
	bury(ids[3], disk.Deleted, nil)
	must(v.T, u.Delete(v.Context(), store.Deleted, ids[0]))
	must(v.T, counted.Burn(v.Context()))
}

// missing: one of the pages that the owner has counted was taken out by somebody else.
func (v maker) missing() {
	u := v.lock()
	v.add("stays")
	v.add("taken out")
	must(v.T, u.Tidy(v.Context()))
	v.add("posted since")
	v.write(func(t *disk.Tx) error { return t.Remove(disk.BucketEntries, disk.AddressKey(2)) })
}

// posted: somebody has written versions, notes and tombstones for what the owner had seen.
func (v maker) posted() {
	u := v.lock()
	ids := v.add("stays, beside a posted version", "is weighed and marked by somebody", "has tombstones that prove nothing")
	must(v.T, u.Tidy(v.Context()))
	for _, id := range ids { // so that they are the owner's
		seen, err := u.Entries(v.Context(), id)
		must(v.T, err)
		_, err = u.Edit(v.Context(), seen[0])
		must(v.T, err)
	}
	must(v.T, u.Tidy(v.Context()))
	var rids []seal.ID
	for _, id := range ids {
		seen, err := u.Entries(v.Context(), id)
		must(v.T, err)
		rids = append(rids, rid(v.T, seen[0].Record))
	}
	forge := func(f store.Forged) { must(v.T, v.j.Forge(v.Context(), f)) }
	forge(store.Forged{Of: rid(v.T, ids[0]), Replaces: rids[:1], Entry: storetest.Entry("is posted, and replaces nothing")})
	forge(store.Forged{Kind: 2, Of: rid(v.T, ids[1]), Entry: journal.Entry{Weighings: []journal.Weighing{{At: storetest.At, Moment: journal.Later, Weight: 10}}}})
	forge(store.Forged{Kind: 3, Of: rid(v.T, ids[1]), Entry: journal.Entry{Intention: journal.Intention{State: journal.LetGo, At: storetest.At}}})
	v.write(func(t *disk.Tx) error {
		return t.Bury(disk.Tombstones{rids[2]: disk.NewTombstone(disk.Replaced, nil), rid(v.T, ids[2]): disk.NewTombstone(disk.Burnt, rids[2][:])})
	})
}

// turned: the lock from before the passphrase was changed was put back.
func (v maker) turned() {
	u := v.lock()
	v.add("counted")
	must(v.T, u.Tidy(v.Context()))
	m, err := disk.File{Path: v.j.Path()}.Meta(v.Context())
	must(v.T, err)
	elsewhere := storetest.Unlock(v, storetest.Open(v.j.Path()), sealedPassphrase)
	must(v.T, elsewhere.SetPassphrase(v.Context(), []byte("the next one")))
	v.write(func(t *disk.Tx) error { return t.PutHead(m) })
}

// newer: what a later program may have put into a file that this one may still write.
func (v maker) newer() {
	v.add("as ever")
	v.write(func(t *disk.Tx) error {
		k := seal.NewKey(t.Random, t.Meta.Epoch)
		id, err := t.Meta.OpenClear()
		must(v.T, err)
		must(v.T, t.Put(disk.BucketKeys, k.ID[:], id.WrapKey(k, t.Random)))
		put := func(rid seal.ID, version byte, payload string) {
			value := k.SealRecord(rid, []byte(payload), t.Random).Value
			if version != 1 {
				value = resum(append([]byte{version}, value[1:]...))
			}
			_, err = t.Append(disk.BucketEntries, value)
			must(v.T, err)
		}
		field := func(tag uint64, content string) string {
			return string(binary.AppendUvarint(binary.AppendUvarint(nil, tag), uint64(len(content)))) + content
		}
		at := func(seconds int64, nanos uint64, east int64) string {
			return string(binary.AppendVarint(binary.AppendUvarint(binary.AppendVarint(nil, seconds), nanos), east))
		}
		zeros := string(make([]byte, seal.IDSize-1))
		put(seal.ID{1}, 1, "\x01"+field(1, "\x01")+field(300, "not known yet")+field(4, at(1, 0, 0))+
			field(9, at(1<<60, 0, 0)+"\x01")+
			field(5, "\x08happened\x00with a field that is not known")+
			field(5, "\x08happened\x00and two answers to one step")+
			field(6, "\x09\x01"+at(1, 0, 0))+field(6, "\x01\x0b"+at(1, 0, 0))+
			field(6, "\x01\x05"+at(1<<60, 0, 0))+field(6, "\x01\x06"+at(0, 1e9, 0))+
			field(6, "\x01\x07"+at(0, 0, 24*60*60))+field(7, "\x09"+at(1, 0, 0))+"\x00")
		put(seal.ID{2}, 1, "\x01"+field(1, "\x01")+field(5, "\x08happened\x00replaced, and still there")+"\x00")
		put(seal.ID{3}, 1, "\x01"+field(1, "\x01")+field(2, "\x02"+zeros)+field(3, "\x02"+zeros)+
			field(5, "\x08happened\x00by this")+"\x00")
		put(seal.ID{4}, 1, "\x02a payload of version 2")
		put(seal.ID{5}, 2, "\x01a record of version 2")
		return t.PutMeta("later", []byte("a key that is not known"))
	})
}

// damagedRecord: a flipped bit in one record of three, and one in the box of another's key.
func (v maker) damagedRecord() {
	v.lock()
	ids := append(v.add("whole"), v.add("flipped")...)
	v.add("its key is flipped")
	storetest.Damage(v, v.j, ids[1])
	data, last := storetest.ReadFile(v, v.j.Path()), ""
	storetest.Walk(v, []byte(data), disk.BucketEntries, func(_, value []byte) { last = string(value[17:33]) })
	storetest.Walk(v, []byte(data), disk.BucketKeys, func(kid, box []byte) {
		if string(kid) == last {
			flipped := slices.Clone(box)
			flipped[len(box)-1] ^= 1
			data = strings.ReplaceAll(data, string(box), string(flipped))
		}
	})
	storetest.WriteFile(v, v.j.Path(), data)
}

// damagedPage: the second of several pages with records is zeros.
func (v maker) damagedPage() {
	var all []journal.Entry
	for i := range 26 {
		e := storetest.Entry(strings.Repeat("word ", 150))
		e.Written = e.Written.Add(time.Duration(i) * time.Minute)
		all = append(all, e)
	}
	storetest.Add(v, v.j, all...)
	data := []byte(storetest.ReadFile(v, v.j.Path()))
	leaves := 0
	for at := 0; at+storetest.PageSize <= len(data) && leaves < 2; at += storetest.PageSize {
		page := data[at : at+storetest.PageSize]
		if page[8] != 2 || binary.LittleEndian.Uint32(page[24:]) != 8 { // a leaf whose keys are addresses
			continue
		}
		if leaves++; leaves == 2 {
			clear(page)
		}
	}
	storetest.WriteFile(v, v.j.Path(), string(data))
}

// damagedHeader: the header of the last commit is zeros, so that the state before it is there.
func (v maker) damagedHeader() {
	v.add("from before")
	v.add("of the last commit")
	data := []byte(storetest.ReadFile(v, v.j.Path()))
	txid := func(header int) uint64 { return binary.LittleEndian.Uint64(data[header*storetest.PageSize+16+48:]) }
	last := 0
	if txid(1) > txid(0) {
		last = storetest.PageSize
	}
	clear(data[last : last+storetest.PageSize])
	storetest.WriteFile(v, v.j.Path(), string(data))
}

// resum gives a record its sum anew.
func resum(value []byte) []byte {
	body := value[:len(value)-8]
	sum := sha256.Sum256(body)
	return append(body, sum[:8]...)
}
