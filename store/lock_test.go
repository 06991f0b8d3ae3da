package store_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"filippo.io/age"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

func TestLockOpensWithThePassphraseAlone(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("from before"))
	storetest.Lock(t, j)
	storetest.Add(t, j, storetest.Entry("from after"))
	s, err := j.Status(t.Context())
	if err != nil || !s.Locked {
		t.Fatalf("%+v, %v", s, err)
	}
	for secret, want := range map[string]error{
		"":                            journal.ErrLocked,
		"wrong":                       journal.ErrPassphrase,
		storetest.Passphrase + " ":    journal.ErrPassphrase,
		"AGE-SECRET-KEY-PQ-1WRONGKEY": journal.ErrPassphrase,
	} {
		if u, err := j.Unlock(t.Context(), []byte(secret)); !errors.Is(err, want) || u != nil {
			t.Errorf("unlock with %q: %v, want %v", secret, err, want)
		}
	}
	u := storetest.Unlock(t, j, storetest.Passphrase)
	if got := storetest.All(t, u); len(got) != 2 {
		t.Errorf("%d entries, want both", len(got))
	}
	key := u.RecoveryKey()
	u.Lock()
	if _, err := u.All(t.Context()); !errors.Is(err, journal.ErrLocked) || u.RecoveryKey() != "" {
		t.Errorf("read after Lock: %v", err)
	}
	// As it was typed from paper: lower case, with blanks and a line end.
	typed := strings.ToLower(key[:30]) + "\n  " + key[30:]
	if got := storetest.All(t, storetest.Unlock(t, j, typed)); len(got) != 2 {
		t.Errorf("the recovery key opens %d entries", len(got))
	}
}

func TestPassphraseIsChangedAndRemoved(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, storetest.Passphrase)
	key := u.RecoveryKey()
	if err := u.SetPassphrase(t.Context(), []byte("another")); err != nil {
		t.Fatal(err)
	}
	if u.RecoveryKey() != key {
		t.Error("changing the passphrase changed the recovery key")
	}
	if _, err := j.Unlock(t.Context(), []byte(storetest.Passphrase)); !errors.Is(err, journal.ErrPassphrase) {
		t.Errorf("the old passphrase still opens it: %v", err)
	}
	storetest.All(t, storetest.Unlock(t, j, "another"))
	if err := u.RemoveLock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if u.RecoveryKey() == key {
		t.Error("removing the lock, which shows the identity, kept it")
	}
	if got := storetest.All(t, u); len(got) != 1 {
		t.Errorf("still unlocked, %d entries", len(got))
	}
	if _, err := j.Unlock(t.Context(), []byte(key)); err != nil {
		t.Errorf("without a lock nothing is asked: %v", err)
	}
}

// TestOnlyRemoveLockTakesALockOff holds that a passphrase which was not read, and so
// is empty, changes nothing: neither a lock, nor a journal without one.
func TestOnlyRemoveLockTakesALockOff(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, "")
	for _, locked := range []bool{false, true} {
		if locked {
			storetest.Lock(t, j)
			u = storetest.Unlock(t, j, storetest.Passphrase)
		}
		key, before := u.RecoveryKey(), storetest.ReadFile(t, j.Path())
		for _, nothing := range [][]byte{nil, {}} {
			if err := u.SetPassphrase(t.Context(), nothing); !errors.Is(err, journal.ErrInvalid) {
				t.Errorf("locked %v: an empty passphrase: %v", locked, err)
			}
		}
		if u.RecoveryKey() != key || storetest.ReadFile(t, j.Path()) != before {
			t.Errorf("locked %v: an empty passphrase changed the journal", locked)
		}
	}
	key := u.RecoveryKey()
	if err := u.RemoveLock(t.Context()); err != nil {
		t.Fatal(err)
	}
	storetest.All(t, storetest.Unlock(t, j, ""))
	if file := storetest.ReadFile(t, j.Path()); strings.Contains(file, key) || u.RecoveryKey() == key {
		t.Error("the identity of the lock lies in clear, which opens every copy from before")
	}
	key = u.RecoveryKey()
	if err := u.RemoveLock(t.Context()); err != nil || u.RecoveryKey() != key {
		t.Errorf("where no lock is set another identity was made: %v", err)
	}
}

// TestPassphraseLikeARecoveryKey would lock the journal for ever: Unlock takes
// it for a recovery key, and never tries it as what it is.
func TestPassphraseLikeARecoveryKey(t *testing.T) {
	j := storetest.New(t)
	storetest.Add(t, j, storetest.Entry("words"))
	u := storetest.Unlock(t, j, "")
	for _, p := range []string{u.RecoveryKey(), "age-secret-key-is my favourite", " AGE-SECRET-\nKEY-1"} {
		if err := u.SetPassphrase(t.Context(), []byte(p)); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("taken as a passphrase: %v", err)
		}
	}
	if s, err := j.Status(t.Context()); err != nil || s.Locked {
		t.Errorf("locked all the same: %v", err)
	}
}

// TestOldIdentityIsOverwritten holds that after the first lock nothing in the
// file opens it: the identity that lay there in clear is gone from freed pages.
func TestOldIdentityIsOverwritten(t *testing.T) {
	j := storetest.New(t)
	for range 20 {
		storetest.Add(t, j, storetest.Entry("words before the lock"))
	}
	u := storetest.Unlock(t, j, "")
	old := u.RecoveryKey()
	if !strings.Contains(storetest.ReadFile(t, j.Path()), old) {
		t.Fatal("the control failed: the identity does not lie in clear while no lock is set")
	}
	if err := u.SetPassphrase(t.Context(), []byte(storetest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	file := storetest.ReadFile(t, j.Path())
	if strings.Contains(file, old) || strings.Contains(file, "AGE-SECRET-KEY") {
		t.Error("an identity lies in clear in a locked journal")
	}
	key := u.RecoveryKey()
	_, sealed, ok := strings.Cut(file, "-> scrypt ")
	if !ok || len(sealed) < 200 {
		t.Fatal("the control failed: no sealed identity in a locked journal")
	}
	if err := u.SetPassphrase(t.Context(), []byte("another")); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(storetest.ReadFile(t, j.Path()), sealed[:20]) {
		t.Error("the identity sealed under the old passphrase is still in the file")
	}
	if _, err := j.Unlock(t.Context(), []byte(old)); !errors.Is(err, journal.ErrPassphrase) {
		t.Errorf("the identity from before the lock opens it: %v", err)
	}
	storetest.All(t, storetest.Unlock(t, j, key))
}

// TestNoWordIsLeftReadable is promise 4, for the file and everything around it.
func TestNoWordIsLeftReadable(t *testing.T) {
	const marker = "Zebrafinkenmarkierung"
	home := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(home, "tmp"))
	if err := os.Mkdir(filepath.Join(home, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	j := storetest.Open(filepath.Join(home, "journal.db"))
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry(marker+" draft")); err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, j, storetest.Entry(marker))
	storetest.Lock(t, j)
	if err := d.Save(t.Context(), storetest.Entry(marker+" draft "+marker)); err != nil {
		t.Fatal(err)
	}
	if k, err := d.File(t.Context(), storetest.Entry(marker, marker)); err != nil || k == nil {
		t.Fatal(err)
	}
	if found := findMarker(t, home, marker); len(found) > 0 {
		t.Errorf("readable in %v", found)
	}
	if err := os.WriteFile(filepath.Join(home, "control"), []byte("x"+base64.StdEncoding.EncodeToString([]byte("ab"+marker))), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(findMarker(t, home, marker)) != 1 {
		t.Error("the control failed: the marker is not found when it is there")
	}
}

// findMarker looks for a word in every file below a folder, in UTF-8, UTF-16
// of both orders, and base64 at each of its three offsets.
func findMarker(t *testing.T, dir, marker string) (found []string) {
	t.Helper()
	forms := []string{marker, strings.ToLower(marker)}
	var le, be []byte
	for _, u := range utf16.Encode([]rune(marker)) {
		le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
	}
	forms = append(forms, string(le), string(be))
	for offset := range 3 {
		b := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", offset) + marker))
		forms = append(forms, b[4:len(b)-4])
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text := path + storetest.ReadFile(t, path)
		for _, form := range forms {
			if strings.Contains(text, form) {
				found = append(found, path)
				return nil
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestOpenWindowSealsToTheNewIdentity is a window that was open when another
// one set the lock: what it writes then must not open with the old identity.
func TestOpenWindowSealsToTheNewIdentity(t *testing.T) {
	j := storetest.New(t)
	d := j.NewDraft()
	if err := d.Save(t.Context(), storetest.Entry("begun before")); err != nil {
		t.Fatal(err)
	}
	kept, err := j.NewDraft().File(t.Context(), storetest.Entry("kept before"))
	if err != nil {
		t.Fatal(err)
	}
	reader := storetest.Unlock(t, j, "")
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(copied, []byte(storetest.ReadFile(t, j.Path())), 0o600); err != nil {
		t.Fatal(err)
	}
	old := storetest.Unlock(t, storetest.Open(copied), "").RecoveryKey()
	// The control: the key that this window has used so far lies in the old copy,
	// and going on with it would seal every later word to the old identity too.
	begun, err := j.Status(t.Context())
	if err != nil || len(begun.Waiting) != 1 {
		t.Fatalf("%+v, %v", begun, err)
	}
	name, err := begun.Waiting[0].Record.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if kid := kidOf(t, storetest.ReadFile(t, j.Path()), string(name[:]), begun.Waiting[0].Nonce); !strings.Contains(storetest.ReadFile(t, copied), kid) {
		t.Fatal("the control failed: the old copy does not hold the key of the page")
	}

	storetest.Lock(t, storetest.Open(j.Path()))
	if err := d.Save(t.Context(), storetest.Entry("begun before, gone on after")); err != nil {
		t.Fatal(err)
	}
	if err := kept.Weigh(t.Context(), journal.Weighing{At: storetest.At, Moment: journal.After, Weight: 1}); err != nil {
		t.Fatal(err)
	}
	// The old identity opens the keys of the old copy: none may seal a new word.
	s, err := j.Status(t.Context())
	if err != nil || len(s.Waiting) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	rid, err := s.Waiting[0].Record.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	now := storetest.ReadFile(t, j.Path())
	if kid := kidOf(t, now, string(rid[:]), s.Waiting[0].Nonce); strings.Contains(storetest.ReadFile(t, copied), kid) {
		t.Error("a page was sealed under a key that the old identity opens")
	}
	if _, err := reader.All(t.Context()); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a window unlocked before still reads: %v", err)
	}
	if err := reader.SetPassphrase(t.Context(), []byte("mine")); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a window unlocked before still sets the lock: %v", err)
	}
	if _, err := j.Unlock(t.Context(), []byte(old)); !errors.Is(err, journal.ErrPassphrase) {
		t.Errorf("the old identity: %v", err)
	}
	u := storetest.Unlock(t, j, storetest.Passphrase)
	drafts, err := u.Drafts(t.Context())
	if err != nil || len(drafts) != 1 || storetest.Words(drafts[0].Entry)[0] != "begun before, gone on after" {
		t.Errorf("%d drafts: %v", len(drafts), err)
	}
	got := storetest.All(t, u)
	if w, _ := got[0].Latest(); len(got) != 1 || w != 1 && w != 3 || len(got[0].Weighings) != 3 {
		t.Errorf("%d entries, weighings %v", len(got), got[0].Weighings)
	}
}

// kidOf returns the name of the key of a record, found by its name and nonce.
func kidOf(t *testing.T, file, rid string, nonce [24]byte) string {
	t.Helper()
	at := strings.Index(file, string(nonce[:]))
	if at < 32 || file[at-32:at-16] != rid {
		t.Fatal("the record is not in the file")
	}
	return file[at-16 : at]
}

func TestTidyWrapsWhatWasPostedWhileLocked(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	const n = 300 // more than one batch
	if _, err := j.AddSingly(t.Context(), slices.Repeat([]journal.Entry{storetest.Entry("posted")}, n)...); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(storetest.ReadFile(t, j.Path()), "-> mlkem768x25519 "); got < n {
		t.Fatalf("the control failed: %d sealed boxes for %d adds", got, n)
	}
	u := storetest.Unlock(t, j, storetest.Passphrase)
	if err := u.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := storetest.All(t, u); len(got) != n {
		t.Errorf("%d entries after tidying, want %d", len(got), n)
	}
	u.Lock()
	if err := u.Tidy(t.Context()); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("tidied while locked: %v", err)
	}
}

// TestSealedOpensWithTheRecoveryKey opens what was sealed for leaving with age
// itself and the key on paper, as someone without this program would.
func TestSealedOpensWithTheRecoveryKey(t *testing.T) {
	j := storetest.New(t)
	storetest.Lock(t, j)
	u := storetest.Unlock(t, j, storetest.Passphrase)
	var out bytes.Buffer
	w, err := j.Sealed(t.Context(), &out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "all of it"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	identities, err := age.ParseIdentities(strings.NewReader("# from paper\n" + u.RecoveryKey() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(bytes.NewReader(out.Bytes()), identities...)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != "all of it" {
		t.Errorf("age reads %q, %v", got, err)
	}
	open := storetest.New(t)
	storetest.Add(t, open, storetest.Entry("words"))
	if _, err := open.Sealed(t.Context(), &out); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("sealed to a key that is on no paper: %v", err)
	}
}

func TestOffersAreMadeOnce(t *testing.T) {
	j := storetest.New(t)
	for _, o := range []store.Offer{store.OfferLock, store.OfferRecovery} {
		if err := j.MarkOffered(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	if s, err := j.Status(t.Context()); err != nil || s.Offered != store.OfferLock|store.OfferRecovery {
		t.Errorf("%+v, %v", s, err)
	}
}
