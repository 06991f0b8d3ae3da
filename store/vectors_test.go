package store_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/seal"
	"shakeoff/store/storetest"
)

var update = flag.Bool("update", false, "make the vectors of the file format anew")

// yields is what a journal tells whoever can open it. FORMAT.md says what each field means.
type yields struct {
	Journal, Epoch string
	Locked         bool
	Owned          bool
	Tally          string             `json:",omitzero"`
	OneHeader      bool               `json:",omitzero"`
	Damaged        int                `json:",omitzero"`
	Entries        []yieldedEntry     `json:",omitzero"`
	Drafts         []yieldedEntry     `json:",omitzero"`
	Tombstones     []yieldedTombstone `json:",omitzero"`
}

type yieldedEntry struct {
	ID, Record string
	Written    time.Time         `json:",omitzero"`
	Happened   time.Time         `json:",omitzero"`
	DayOnly    bool              `json:",omitzero"`
	Answers    [][3]string       `json:",omitzero"` // step, question, text
	Weighings  []yieldedWeighing `json:",omitzero"`
	Intention  yieldedIntention  `json:",omitzero"`
	Tags       []string          `json:",omitzero"`
	Posted     bool              `json:",omitzero"`

	PostedLater bool `json:",omitzero"`

	kind     byte // of a record of it
	kid      string
	replaces []string
}

type yieldedWeighing struct {
	At             time.Time
	Moment, Weight byte
}

type yieldedIntention struct {
	State byte
	At    time.Time
	How   string
}

type yieldedTombstone struct {
	Record string
	Reason byte
	Proof  string
}

// vector is what lies beside the bytes of a journal: what opens it, and what it must yield.
type vector struct {
	Passphrase  string // as it is sealed
	Typed       string // another form of it, which opens the journal too
	RecoveryKey string
	Yields      yields
}

// The passphrase of the vectors, as it is sealed and as somebody may type it.
const (
	sealedPassphrase = "caf\u00e9 im Norden"
	typedPassphrase  = "cafe\u0301\u00a0im Norden"
)

// vectors makes the journal of each vector, in which nothing lies yet.
var vectors = map[string]func(v maker){
	"open":    maker.open,
	"sealed":  maker.sealed,
	"locked":  maker.locked,
	"edited":  maker.edited,
	"deleted": maker.deleted,
	"newer":   maker.newer,

	"missing": maker.missing,
	"posted":  maker.posted,
	"turned":  maker.turned,

	"damaged-record": maker.damagedRecord,
	"damaged-page":   maker.damagedPage,
	"damaged-header": maker.damagedHeader,
}

// A stranger's reader and the store read the same out of every vector.
func TestFormatVectors(t *testing.T) {
	for name, make := range vectors {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", "vectors", name)
			if *update {
				writeVector(t, path, make)
			}
			v := readVector(t, path)
			file := storetest.Thaw(t, path+".db.gz")
			for _, secret := range []string{v.Passphrase, v.RecoveryKey} {
				got, ok := readFormat([]byte(storetest.ReadFile(t, file)), secret)
				if !ok {
					t.Fatal("the second reader cannot open it")
				}
				same(t, "the second reader", got.prove(), v.Yields)
			}
			if _, ok := readFormat([]byte(storetest.ReadFile(t, file)), v.Passphrase+"?"); ok && v.Yields.Locked {
				t.Error("the second reader opens it with another passphrase")
			}
			for _, secret := range []string{v.Passphrase, v.Typed, v.RecoveryKey} {
				same(t, "the store", tell(t, file, secret, v.Yields), v.Yields)
			}
		})
	}
}

func readVector(t *testing.T, path string) (v vector) {
	t.Helper()
	must(t, json.Unmarshal([]byte(storetest.ReadFile(t, path+".json")), &v))
	return v
}

// The second reader opens what the first shakeoff wrote, too.
func TestSecondReaderOpensTheFrozenFixtures(t *testing.T) {
	for name, damaged := range map[string]int{"open": 0, "locked": 0, "half-damaged": 1} {
		file := storetest.Thaw(t, filepath.Join("testdata", "format1-"+name+".db.gz"))
		got, ok := readFormat([]byte(storetest.ReadFile(t, file)), storetest.Passphrase)
		if !ok || got.Damaged != damaged || len(got.Entries) != len(storetest.Encounters(t))-damaged {
			t.Errorf("%s: the second reader reads %d entries, %d damaged", name, len(got.Entries), got.Damaged)
		}
		same(t, "the store", tell(t, file, storetest.Passphrase, got.prove()), got.prove())
	}
}

func same(t *testing.T, who string, got, want yields) {
	t.Helper()
	a, b := pretty(t, got), pretty(t, want)
	if !bytes.Equal(a, b) {
		t.Errorf("%s reads\n%s\nand not\n%s", who, a, b)
	}
}

func pretty(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}

// tell returns what the store reads in a journal; of what it tells nobody, what is wanted.
func tell(t *testing.T, path, secret string, want yields) yields {
	t.Helper()
	j := storetest.Open(path)
	s, err := j.Status(t.Context())
	if err != nil && (want.Damaged == 0 || !errors.Is(err, journal.ErrDamaged)) {
		t.Fatal(err)
	}
	u := storetest.Unlock(t, j, secret)
	all, err := u.All(t.Context())
	drafts, failed := u.Drafts(t.Context())
	out := want
	out.Locked, out.OneHeader, out.Entries, out.Drafts, out.Tombstones = s.Locked, s.OneHeader, nil, nil, nil
	missing, told := errors.AsType[*journal.Missing](err)
	switch {
	case told && missing.Lock:
		out.Tally = "of a later lock"
	case told && missing.At.IsZero():
		out.Tally = "forged"
	case told:
		out.Tally = fmt.Sprintf("%d are missing", missing.Records)
	case out.Tally == "forged" || out.Tally == "of a later lock" || strings.HasSuffix(out.Tally, "missing"):
		out.Tally = "agrees"
	}
	if told {
		err = nil
	}
	if damaged := errors.Join(err, failed); damaged != nil != (want.Damaged > 0) {
		t.Errorf("the store says: %v", damaged)
	}
	for _, e := range all {
		out.Entries = append(out.Entries, yieldOf(e))
	}
	for _, d := range drafts {
		e := yieldOf(d.Entry)
		e.ID, e.Record = string(d.Record), string(d.Record)
		out.Drafts = append(out.Drafts, e)
	}
	storetest.Walk(t, []byte(storetest.ReadFile(t, path)), disk.BucketTombstones, func(rid, v []byte) {
		stone := yieldedTombstone{string(journal.NewID(seal.ID(rid))), byte(disk.Tombstone(v).Reason()), ""}
		at := slices.IndexFunc(want.Tombstones, func(o yieldedTombstone) bool { return o.Record == stone.Record })
		if at >= 0 {
			stone.Proof = want.Tombstones[at].Proof
		}
		out.Tombstones = append(out.Tombstones, stone)
	})
	return out
}

func yieldOf(e journal.Entry) yieldedEntry {
	out := yieldedEntry{
		ID: string(e.ID), Record: string(e.Record), Written: e.Written, Happened: e.Happened, DayOnly: e.DayOnly, Tags: e.Tags, Posted: e.Posted, PostedLater: e.PostedLater,
		Intention: yieldedIntention{byte(e.Intention.State), e.Intention.At, e.Intention.How},
	}
	for _, a := range e.Answers {
		out.Answers = append(out.Answers, [3]string{string(a.Step), a.Question, a.Text})
	}
	for _, w := range e.Weighings {
		weight := byte(w.Weight)
		out.Weighings = append(out.Weighings, yieldedWeighing{w.At, byte(w.Moment), weight})
	}
	return out
}

// The vectors hold all that a reader must be ready for.
func TestVectorsHoldEveryForm(t *testing.T) {
	met := make(map[string]int)
	for name := range vectors {
		file := []byte(storetest.ReadFile(t, storetest.Thaw(t, filepath.Join("testdata", "vectors", name+".db.gz"))))
		for at := 2 * storetest.PageSize; at < len(file); at += storetest.PageSize {
			met[map[byte]string{1: "branch", 2: "leaf", 16: "freelist"}[file[at+8]]]++
			if file[at+8] == 2 && file[at+12] > 0 {
				met["overflow"]++
			}
		}
		if strings.HasPrefix(name, "damaged") {
			continue
		}
		storetest.Walk(t, file, disk.BucketKeys, func(_, box []byte) { met["box "+string('0'+rune(box[0]))]++ })
		storetest.Walk(t, file, disk.BucketMeta, func(k, _ []byte) { met["meta "+string(k)]++ })
		v := readVector(t, filepath.Join("testdata", "vectors", name))
		met["tally "+v.Yields.Tally]++
		for _, stone := range v.Yields.Tombstones {
			met[strings.FieldsFunc(stone.Proof, func(r rune) bool { return r == ' ' || r == ',' })[0]]++
			if strings.HasSuffix(stone.Proof, "debt") {
				met["debt"]++
			}
			met["reason "+string('0'+rune(stone.Reason))]++
		}
	}
	for _, form := range []string{
		"branch", "leaf", "freelist", "overflow", "box 1", "box 2", "box 3", "meta handovers", "meta owner",
		"tally agrees", "tally 1 are missing", "tally not counted yet", "tally of a later lock", "debt",
		"none", "token", "owner", "forged", "reason 1", "reason 2", "reason 3",
	} {
		if met[form] == 0 {
			t.Errorf("no vector holds this form: %s; they hold %v", form, slices.Sorted(maps.Keys(met)))
		}
	}
}

// The second reader is short, and has nothing of ours.
func TestSecondReaderIsAStranger(t *testing.T) {
	for name, most := range map[string]int{"format_test.go": 300, "format_proofs_test.go": 150} {
		text := storetest.ReadFile(t, name)
		if n := strings.Count(text, "\n"); n > most || strings.Contains(text, `"shakeoff/store`) {
			t.Errorf("%s: %d lines, with packages of ours or too many", name, n)
		}
	}
}

// Every name that a journal's bytes are made or found by is one that FORMAT.md explains.
func TestFormatNamesEveryName(t *testing.T) {
	told := storetest.ReadFile(t, "FORMAT.md")
	quoted := regexp.MustCompile(`^\s*(?:Meta|Bucket)\w+ += "(\w+)"|"(shakeoff/1[^"]*)"`)
	names := 0
	for _, dir := range []string{"disk", "seal", "."} {
		sources, err := filepath.Glob(filepath.Join(dir, "*.go"))
		must(t, err)
		for _, source := range sources {
			if strings.HasSuffix(source, "_test.go") {
				continue
			}
			for line := range strings.Lines(storetest.ReadFile(t, source)) {
				for _, m := range quoted.FindAllStringSubmatch(line, -1) {
					if names++; !strings.Contains(told, "`"+m[1]+"`") && !strings.Contains(told, `"`+m[2]+`"`) {
						t.Errorf("FORMAT.md does not tell of %s in %s", strings.TrimSpace(line), source)
					}
				}
			}
		}
	}
	if names < 20 {
		t.Errorf("only %d names were found", names)
	}
}

// maker makes a vector's journal.
type maker struct {
	*testing.T
	j *store.Journal
}

func writeVector(t *testing.T, path string, make func(maker)) {
	t.Helper()
	// The same file each time, but for which of its free pages bbolt takes.
	cryptotest.SetGlobalRandom(t, uint64(crc32.ChecksumIEEE([]byte(filepath.Base(path)))))
	j := store.New(store.Options{
		Path: filepath.Join(t.TempDir(), "journal.db"), WorkFactor: storetest.WorkFactor,
		Backups: backup.Options{Off: true}, Now: func() time.Time { return storetest.At },
	})
	make(maker{t, j})
	if !strings.Contains(path, "damaged") {
		must(t, j.FinishPending(t.Context()))
	}
	data := []byte(storetest.ReadFile(t, j.Path()))
	v := vector{Passphrase: sealedPassphrase, Typed: typedPassphrase}
	v.RecoveryKey = storetest.Unlock(t, j, sealedPassphrase).RecoveryKey()
	read, ok := readFormat(data, v.RecoveryKey)
	if !ok {
		t.Fatal("the second reader cannot open what was made")
	}
	v.Yields = read.prove()
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	storetest.WriteFile(t, path+".db.gz", out.String())
	storetest.WriteFile(t, path+".json", string(pretty(t, v)))
}
