//go:build unix

package faulttest_test

import (
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"shakeoff/store"
	"shakeoff/store/guard"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// marker is the word that workers write into answers.
const marker = "Zebrafinkenmarkierung"

// markOne writes a page with the marker in it, in three saves, and keeps it.
func markOne(j *store.Journal, text string) error { return draftOne(j, marker+" "+text) }

// TestNothingIsLeftReadable holds that after a hundred saves, ten kills, a first
// lock, a change of the passphrase and a deletion, with backups made in between,
// no file below the person's home tells a word, opens without the passphrase, or
// leads to an identity by the old one.
func TestNothingIsLeftReadable(t *testing.T) {
	home := t.TempDir()
	for name, dir := range map[string]string{"HOME": "", "TMPDIR": "tmp", "XDG_DATA_HOME": ".local/share", "XDG_CACHE_HOME": ".cache"} {
		t.Setenv(name, filepath.Join(home, dir))
	}
	if err := os.Mkdir(filepath.Join(home, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, ".local", "share", "shakeoff", "journal.db")
	now := storetest.At
	j := store.New(store.Options{Path: path, WorkFactor: storetest.WorkFactor, Now: func() time.Time { return now }})
	backup := func() {
		t.Helper()
		if now = now.AddDate(0, 0, 1); j.Backups().Daily(t.Context()) != nil {
			t.Fatal("no backup")
		}
	}

	kills := rounds(4, 10)
	saves := saveAndKill(t, path, rounds(25, 100), kills, backup)
	if left := leads(t, home, ""); left.open == 0 || left.clear == 0 {
		t.Fatalf("the control failed: without a lock %+v", left)
	}
	u := unlock(t, j, "")
	set(t, u, secrets[0])
	id, err := j.Add(t.Context(), storetest.Entry(marker+" to be deleted"))
	if err != nil {
		t.Fatal(err)
	}
	backup()
	rid, err := id[0].Bytes()
	if err != nil {
		t.Fatal(err)
	}
	sealed := records(t, home, string(rid[:]))
	if left := leads(t, home, secrets[0]); left.opened == 0 || left.clear+left.open > 0 || len(sealed) < 2 {
		t.Fatalf("after the first lock %+v; the control is what the passphrase opens, and %d copies of a record", left, len(sealed))
	}
	set(t, u, secrets[1])
	if err := u.Delete(t.Context(), store.Deleted, id...); err != nil {
		t.Fatal(err)
	}
	backup()

	left := leads(t, home, secrets[0])
	if left.open+left.clear+left.opened > 0 {
		t.Errorf("left: %+v", left)
	}
	words, deleted := readable(t, home, marker), 0
	for _, name := range files(t, home) {
		for _, part := range sealed {
			if strings.Contains(contents(t, name), part) {
				deleted++
			}
		}
	}
	if len(words) > 0 || deleted > 0 {
		t.Errorf("the marker is in %v, the deleted record in %d places", words, deleted)
	}
	for _, b := range append(backupPaths(t, j), path) {
		entries, err := unlock(t, storetest.Open(b), secrets[1]).All(t.Context())
		if err != nil || len(entries) < saves {
			t.Errorf("%s: %d entries of %d: %v", filepath.Base(b), len(entries), saves, err)
		}
	}
	t.Logf("saves %d, kills %d, files %d, opening without the passphrase %d, identities in clear %d, sealed under the old passphrase %d, words %d, deleted records %d",
		saves, kills, left.files, left.open, left.clear, left.opened, len(words), deleted)
	checkReadableControl(t, home)
}

// saveAndKill keeps pages until so many were acknowledged, and kills so many
// processes on the way; after each it has a backup made.
func saveAndKill(t *testing.T, path string, saves, kills int, backup func()) int {
	t.Helper()
	random := rand.New(rand.NewPCG(9, 10))
	acked, next := make(map[int]bool), 0
	for range kills {
		next = killOne(t, random, "mark", path, next, acked)
		backup()
	}
	if missing := saves - len(acked); missing > 0 {
		cmd, lines := worker(t, "mark", path, next, missing)
		for lines.Scan() {
			acked[acknowledged(t, lines.Text())] = true
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	backup()
	return len(acked)
}

func unlock(t *testing.T, j *store.Journal, secret string) *store.Unlocked {
	t.Helper()
	return storetest.Unlock(t, j, secret)
}

func set(t *testing.T, u *store.Unlocked, passphrase string) {
	t.Helper()
	if err := u.SetPassphrase(t.Context(), []byte(passphrase)); err != nil {
		t.Fatal(err)
	}
}

func backupPaths(t *testing.T, j *store.Journal) (paths []string) {
	t.Helper()
	backups, err := j.Backups().List(t.Context())
	if err != nil || len(backups) == 0 {
		t.Fatalf("%d backups: %v", len(backups), err)
	}
	for _, b := range backups[:1] { // the newest: those before have fewer entries
		paths = append(paths, b.Path)
	}
	return paths
}

// leading is what leads to an identity in the files of a folder.
type leading struct {
	files  int
	open   int // files that open without a passphrase
	clear  int // identities in clear, anywhere in a file
	opened int // sealed identities that a passphrase opens, anywhere in a file
}

var identityText = regexp.MustCompile(`AGE-SECRET-KEY-PQ-1[0-9A-Z]{10,}`)

// leads tries every file as a journal, and every identity that can be carved
// from its bytes: in the pages in use, in those set free, and behind the end.
func leads(t *testing.T, dir, passphrase string) (l leading) {
	t.Helper()
	for _, path := range files(t, dir) {
		l.files++
		if u, err := storetest.Open(path).Unlock(t.Context(), nil); err == nil {
			l.open++
			u.Lock()
		} else if !errors.Is(err, journal.ErrLocked) && !errors.Is(err, journal.ErrNotJournal) && !errors.Is(err, journal.ErrDamaged) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
		text := contents(t, path)
		l.clear += len(identityText.FindAllString(text, -1))
		if passphrase != "" {
			l.opened += opened(text, passphrase)
		}
		err := guard.Carve(strings.NewReader(text), int64(len(text)), func(c guard.Carved) error {
			if string(c.Key) == "identity" && len(c.Value) > 0 && c.Value[0] == 0 {
				l.clear++
			}
			return nil
		})
		if err != nil && !errors.Is(err, guard.ErrEmpty) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	return l
}

// records returns the beginning of each sealed record of this name, in every file.
func records(t *testing.T, dir, rid string) (parts []string) {
	t.Helper()
	const nonceAt, length = 33, 64
	for _, path := range files(t, dir) {
		text := contents(t, path)
		for {
			at := strings.Index(text, "\x01"+rid)
			if at < 0 {
				break
			}
			parts = append(parts, text[at+nonceAt:at+nonceAt+length])
			text = text[at+1:]
		}
	}
	return parts
}

// readable returns the files in which a word can be read: as UTF-8, as UTF-16
// of either order, in base64 from each of three offsets, or in the name.
func readable(t *testing.T, dir, word string) (paths []string) {
	t.Helper()
	forms := []string{word, strings.ToLower(word), strings.ToUpper(word)}
	var little, big []byte
	for _, u := range utf16.Encode([]rune(word)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	forms = append(forms, string(little), string(big))
	for offset := range 3 {
		b := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", offset) + word))
		forms = append(forms, b[4:len(b)-4])
	}
	for _, path := range files(t, dir) {
		text := path + contents(t, path)
		for _, form := range forms {
			if strings.Contains(text, form) {
				paths = append(paths, path)
				break
			}
		}
	}
	return paths
}

// checkReadableControl holds that a word is found in each of its forms.
func checkReadableControl(t *testing.T, dir string) {
	t.Helper()
	var little []byte
	for _, u := range utf16.Encode([]rune(marker)) {
		little = append(little, byte(u), byte(u>>8))
	}
	for name, text := range map[string]string{
		"plain": marker, "utf16": string(little),
		"base64": base64.StdEncoding.EncodeToString([]byte("a" + marker)), "base64-2": base64.StdEncoding.EncodeToString([]byte("ab" + marker)),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if found := readable(t, dir, marker); len(found) != 4 {
		t.Errorf("the control failed: the marker is found in %v", found)
	}
}
