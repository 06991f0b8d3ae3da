package store_test

import (
	"bytes"
	"cmp"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// A second reader of a journal's file, written from FORMAT.md: it shares no line with the store.
// What is not as it says there it answers with a panic, which counts as damage.
type stranger struct {
	yields
	file        []byte
	root, pages uint64
	meta, boxes map[string]string
	dead        map[string][2]string // by name, rid and value
	identity    *age.HybridIdentity
}

// readFormat opens the bytes of a journal with its passphrase or its recovery key, if it can.
func readFormat(file []byte, secret string) (_ *stranger, ok bool) {
	s := &stranger{file: slices.Clip(file), meta: make(map[string]string), boxes: make(map[string]string), dead: make(map[string][2]string)}
	ok = s.attempt(func() {
		s.headers()
		s.bucket("meta", func(k, v []byte) { s.meta[string(k)] = string(v) })
		s.open(secret)
		s.bucket("keys", func(k, v []byte) { s.boxes[string(k)] = string(v) })
		s.bucket("dead", func(k, v []byte) {
			s.Tombstones = append(s.Tombstones, yieldedTombstone{Record: name(k), Reason: v[0]})
			s.dead[name(k)] = [2]string{string(k), string(v)}
		})
		s.entries()
		s.Drafts = s.records("drafts")
	})
	return s, ok
}

// attempt counts it as damage if fn does not come through.
func (s *stranger) attempt(fn func()) (ok bool) {
	defer func() {
		if ok = recover() == nil; !ok {
			s.Damaged++
		}
	}()
	fn()
	return
}

func hold(ok bool) {
	if !ok {
		panic("not as FORMAT.md says")
	}
}

func sure[T any](v T, err error) T {
	hold(err == nil)
	return v
}

func u32(b []byte) uint64 { return uint64(binary.LittleEndian.Uint32(b)) }
func u64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

const pageLength = 16384

// headers chooses the header of the last commit.
func (s *stranger) headers() {
	valid := slices.DeleteFunc([][]byte{s.file[16:80], s.file[pageLength+16:][:64]}, func(h []byte) bool {
		sum := fnv.New64a()
		sum.Write(h[:56])
		return u32(h) != 0xED0CDAED || u32(h[4:]) != 2 || u32(h[8:]) != pageLength || u64(h[56:]) != sum.Sum64()
	})
	last := slices.MaxFunc(valid, func(a, b []byte) int { return cmp.Compare(u64(a[48:]), u64(b[48:])) })
	s.root, s.pages, s.OneHeader = u64(last[16:]), u64(last[40:]), len(valid) == 1
}

// tree gives fn the elements of the leaves under a page.
func (s *stranger) tree(id uint64, depth int, fn func(flags uint64, k, v []byte)) {
	s.attempt(func() {
		hold(id >= 2 && id < s.pages && depth < 64)
		page := s.file[id*pageLength:]
		hold(u64(page) == id)
		s.page(slices.Clip(page[:(u32(page[12:])+1)*pageLength]), depth, fn)
	})
}

func (s *stranger) page(page []byte, depth int, fn func(flags uint64, k, v []byte)) {
	hold(page[8] == 1 || page[8] == 2)
	for i := range binary.LittleEndian.Uint16(page[10:]) {
		if e := page[16+16*int(i):]; page[8] == 1 {
			s.tree(u64(e[8:]), depth+1, fn)
		} else {
			k := e[u32(e[4:]):]
			v := k[u32(e[8:]):]
			fn(u32(e), k[:u32(e[8:])], slices.Clip(v[:u32(e[12:])]))
		}
	}
}

// bucket gives fn the keys and values of a bucket, which is a tree or one page in a value.
func (s *stranger) bucket(name string, fn func(k, v []byte)) {
	each := func(_ uint64, k, v []byte) { fn(k, v) }
	s.tree(s.root, 0, func(flags uint64, k, v []byte) {
		if found := flags == 1 && string(k) == name; found && u64(v) == 0 {
			s.page(v[16:], 0, each)
		} else if found {
			s.tree(u64(v), 0, each)
		}
	})
}

// open takes the identity out of the head.
func (s *stranger) open(secret string) {
	lies, epoch := s.meta["identity"], s.meta["epoch"]
	hold(s.meta["format"] == "\x01")
	s.Journal, s.Epoch = hex.EncodeToString([]byte(s.meta["journal"])), hex.EncodeToString([]byte(epoch))
	s.Locked = lies[0] == 1
	text := lies[1:]
	if s.Locked && strings.HasPrefix(secret, "AGE-SECRET-KEY-") {
		text = secret
	} else if s.Locked {
		text = unseal(text, sure(age.NewScryptIdentity(secret)))
	}
	s.identity = sure(age.ParseHybridIdentity(text))
	recipient := s.identity.Recipient().String()
	sum := sha256.Sum256([]byte(recipient))
	hold(cmp.Or(s.meta["recipient"], recipient) == recipient && string(sum[:8]) == epoch)
}

func unseal(text string, id age.Identity) string {
	return string(sure(io.ReadAll(sure(age.Decrypt(strings.NewReader(text), id)))))
}

// derived returns a key that follows from the identity.
func (s *stranger) derived(info string) []byte {
	return sure(hkdf.Key(sha256.New, []byte(s.identity.String()), []byte(s.meta["epoch"]), info, 32))
}

// key takes a key out of its box.
func (s *stranger) key(kid string) []byte {
	box, epoch := s.boxes[kid], s.meta["epoch"]
	hold(box[1:9] == epoch && box[0] >= 1 && box[0] <= 3)
	if box[0] > 1 {
		return xchacha(s.derived("shakeoff/1 wrap"), box[9:], kid+epoch+strings.TrimPrefix(box[:1], "\x02"))
	}
	plain := unseal(box[9:], s.identity)
	hold(len(plain) == 48 && plain[:16] == kid)
	return []byte(plain[16:])
}

// xchacha opens nonce(24) · ciphertext.
func xchacha(key []byte, sealed, data string) []byte {
	return sure(sure(chacha20poly1305.NewX(key)).Open(nil, []byte(sealed[:24]), []byte(sealed[24:]), []byte(data)))
}

func name(rid []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(rid))
}

// records opens the records of a bucket, but for those of a newer version.
func (s *stranger) records(bucket string) (all []yieldedEntry) {
	s.bucket(bucket, func(_, v []byte) {
		s.attempt(func() {
			end := len(v) - 8
			sum := sha256.Sum256(v[:end])
			hold(string(sum[:8]) == string(v[end:]))
			if v[0] != 1 {
				return
			}
			payload := bytes.NewBuffer(xchacha(s.key(string(v[17:33])), string(v[33:end]), "shakeoff/1"+string(v[:33])))
			if take(payload, 1)[0] != 1 {
				return
			}
			r := yieldedEntry{ID: name(v[1:17]), Record: name(v[1:17]), kid: string(v[17:33])}
			r.Posted = s.Locked && bucket == "entries" && s.boxes[r.kid][0] != 2
			for tag := uvarint(payload); tag != 0; tag = uvarint(payload) {
				r.field(tag, bytes.NewBuffer(take(payload, uvarint(payload))))
			}
			hold(r.kind != 0)
			all = append(all, r)
		})
	})
	return all
}

func uvarint(b *bytes.Buffer) uint64 { return sure(binary.ReadUvarint(b)) }

func take(b *bytes.Buffer, n uint64) []byte {
	hold(n <= uint64(b.Len()))
	return b.Next(int(n))
}

func (r *yieldedEntry) field(tag uint64, b *bytes.Buffer) {
	switch tag {
	case 1:
		r.kind = take(b, 1)[0]
	case 2:
		r.ID = name(take(b, 16))
	case 3:
		r.replaces = append(r.replaces, name(take(b, 16)))
	case 4:
		r.Written = moment(b)
	case 5:
		a := [3]string{string(take(b, uvarint(b))), string(take(b, uvarint(b))), b.String()}
		if i := slices.IndexFunc(r.Answers, func(o [3]string) bool { return o[0] == a[0] }); i >= 0 {
			r.Answers[i][2] = strings.Trim(r.Answers[i][2]+"\n\n"+a[2], "\n")
		} else {
			r.Answers = append(r.Answers, a)
		}
	case 6:
		w := yieldedWeighing{Moment: take(b, 1)[0], Weight: take(b, 1)[0], At: moment(b)}
		if w.Moment >= 1 && w.Moment <= 3 && w.Weight <= 10 {
			r.Weighings = append(r.Weighings, w)
		}
	case 7:
		i := yieldedIntention{State: take(b, 1)[0], At: moment(b), How: b.String()}
		if i.State <= 3 {
			r.Intention = i
		}
	case 8:
		r.Tags = append(r.Tags, b.String())
	case 9:
		r.Happened = moment(b)
		r.DayOnly = b.String() == "\x01" && !r.Happened.IsZero()
	}
}

func moment(b *bytes.Buffer) time.Time {
	seconds, nanos, east := sure(binary.ReadVarint(b)), uvarint(b), sure(binary.ReadVarint(b))
	if seconds < -62135510400 || seconds >= 253402214400 || nanos >= 1e9 || max(east, -east) >= 24*60*60 {
		return time.Time{}
	}
	return time.Unix(seconds, int64(nanos)).In(time.FixedZone("", int(east)))
}

// entries puts together what the records of each entry say, the newest entry first.
func (s *stranger) entries() {
	all, replaced := s.records("entries"), make(map[string]bool)
	for _, r := range all {
		for _, other := range r.replaces {
			replaced[other+r.ID] = replaced[other+r.ID] || r.kind == 1 && !r.Posted
		}
	}
	for _, r := range all {
		if r.kind != 1 || replaced[r.Record+r.ID] || s.takenOut(r.Record, r.kid) > 0 || s.takenOut(r.ID, r.kid) > 1 {
			continue
		}
		promise := func(a [3]string) bool { return a[0] == "change" && strings.TrimSpace(a[2]) != "" }
		if r.Intention.State == 0 && slices.ContainsFunc(r.Answers, promise) {
			r.Intention = yieldedIntention{State: 1, At: r.Written}
		}
		for _, n := range all {
			if n.kind != 1 && n.ID == r.ID {
				r.note(n)
			}
		}
		slices.SortStableFunc(r.Weighings, func(a, b yieldedWeighing) int { return a.At.Compare(b.At) })
		s.Entries = append(s.Entries, r)
	}
	when := func(e yieldedEntry) time.Time {
		return map[bool]time.Time{true: e.Written, false: e.Happened}[e.Happened.IsZero()]
	}
	slices.SortFunc(s.Entries, func(a, b yieldedEntry) int {
		return cmp.Or(when(b).Compare(when(a)), b.Written.Compare(a.Written), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Record, b.Record))
	})
}

// takenOut returns the reason of a tombstone that counts for a record under this key.
func (s *stranger) takenOut(name, kid string) byte {
	stone := s.dead[name]
	if stone[0] == "" || s.Locked && !s.proves(stone[0], kid, []byte(stone[1][1:])) {
		return 0
	}
	return stone[1][0]
}

// note takes in a weighing or a mark that was made later.
func (r *yieldedEntry) note(n yieldedEntry) {
	r.PostedLater = r.PostedLater || n.Posted && !r.Posted
	for _, w := range n.Weighings {
		same := func(o yieldedWeighing) bool { return o.At.Equal(w.At) && o.Moment == w.Moment && o.Weight == w.Weight }
		if !slices.ContainsFunc(r.Weighings, same) {
			r.Weighings = append(r.Weighings, w)
		}
	}
	if n.kind == 3 && !n.Intention.At.Before(r.Intention.At) {
		r.Intention = n.Intention
	}
}
