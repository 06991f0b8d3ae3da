package seal_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"filippo.io/age"

	"shakeoff/store/seal"
)

func newKey() *seal.Key { return seal.NewKey(rand.Reader, seal.Epoch{}) }

// opens says whether two keys are one, by what they seal and open.
func opens(t *testing.T, sealed, opening *seal.Key) bool {
	t.Helper()
	got, err := opening.OpenRecord(sealed.SealRecord(seal.ID{1}, []byte("payload"), rand.Reader))
	return err == nil && string(got) == "payload"
}

func TestIdentityUnderPassphrase(t *testing.T) {
	id := seal.NewIdentity()
	box, err := id.SealUnder([]byte("open sesame"), 1)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(box, []byte(id.RecoveryKey()[20:40])) {
		t.Fatal("the identity lies in its box in clear")
	}
	same, err := seal.OpenIdentity(box, []byte("open sesame"))
	if err != nil || same.RecoveryKey() != id.RecoveryKey() || same.Recipient().Epoch() != id.Recipient().Epoch() {
		t.Fatalf("not the same identity: %v", err)
	}
	for _, wrong := range []string{"", "Open sesame", "open sesame "} {
		if _, err := seal.OpenIdentity(box, []byte(wrong)); !errors.Is(err, seal.ErrSecret) {
			t.Errorf("opened with %q: %v", wrong, err)
		}
	}
	box[len(box)-1] ^= 1
	if _, err := seal.OpenIdentity(box, []byte("open sesame")); err == nil || errors.Is(err, seal.ErrSecret) {
		t.Errorf("a damaged box is not a wrong passphrase: %v", err)
	}
}

func TestForgedWorkFactorIsRefused(t *testing.T) {
	box, err := seal.NewIdentity().SealUnder([]byte("p"), 1)
	if err != nil {
		t.Fatal(err)
	}
	// The cost stands in the header in clear: "-> scrypt SALT 1".
	forged := bytes.Replace(box, []byte(" 1\n"), []byte(" 30\n"), 1)
	if bytes.Equal(forged, box) {
		t.Fatal("the control failed: no cost found to forge")
	}
	if _, err := seal.OpenIdentity(forged, []byte("p")); err == nil {
		t.Error("a file that asks for a gigabyte a try was obeyed")
	}
}

func TestRecoveryKeyIsReadAsTyped(t *testing.T) {
	id := seal.NewIdentity()
	k := id.RecoveryKey()
	for _, typed := range []string{k, strings.ToLower(k), " " + k[:40] + "\r\n" + k[40:] + "\n", strings.Join(strings.Split(k, ""), " ")} {
		if got, err := seal.ParseIdentity([]byte(typed)); err != nil || got.RecoveryKey() != k {
			t.Errorf("typed otherwise: %v", err)
		}
		if !seal.LooksLikeIdentity([]byte(typed)) {
			t.Error("not taken for a recovery key")
		}
	}
	wrong := strings.Replace(k, k[30:31], map[bool]string{true: "Q", false: "P"}[k[30] == 'P'], 1)
	if _, err := seal.ParseIdentity([]byte(wrong)); !errors.Is(err, seal.ErrSecret) || strings.Contains(err.Error(), wrong[20:30]) {
		t.Errorf("a mistyped key: %v", err)
	}
	if seal.LooksLikeIdentity([]byte("my age is secret")) {
		t.Error("a passphrase taken for a recovery key")
	}
}

func TestKeysComeOutOfBothKindsOfBox(t *testing.T) {
	id, other := seal.NewIdentity(), seal.NewIdentity()
	k := newKey()
	sealed, err := id.Recipient().SealKey(k)
	if err != nil {
		t.Fatal(err)
	}
	wrapped := id.WrapKey(k, rand.Reader)
	if len(wrapped) != 81 {
		t.Errorf("a wrapped box takes %d bytes, want 81", len(wrapped))
	}
	for name, box := range map[string][]byte{"sealed": sealed, "wrapped": wrapped} {
		if epoch, isSealed, err := seal.BoxEpoch(box); err != nil || epoch != id.Recipient().Epoch() || isSealed != (name == "sealed") {
			t.Errorf("%s: epoch %x, sealed %v, %v", name, epoch, isSealed, err)
		}
		got, err := id.OpenKey(k.ID, box)
		if err != nil || !opens(t, k, got) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := other.OpenKey(k.ID, box); !errors.Is(err, seal.ErrSecret) {
			t.Errorf("%s: opened by another identity: %v", name, err)
		}
		// Filed under another name, or with any byte changed, it does not open.
		if _, err := id.OpenKey(seal.ID{9}, box); !errors.Is(err, seal.ErrSecret) {
			t.Errorf("%s: opened under another name: %v", name, err)
		}
		for i := 0; i < len(box); i += max(1, len(box)/97) {
			bad := bytes.Clone(box)
			bad[i] ^= 0x40
			if _, err := id.OpenKey(k.ID, bad); err == nil {
				t.Errorf("%s: opened with byte %d changed", name, i)
			}
		}
	}
}

// TestBoxesOfAnyLength cuts boxes off and lengthens them, and seals to the journal what is no key.
func TestBoxesOfAnyLength(t *testing.T) {
	id, k := seal.NewIdentity(), newKey()
	sealed, err := id.Recipient().SealKey(k)
	if err != nil {
		t.Fatal(err)
	}
	for name, box := range map[string][]byte{"sealed": sealed, "wrapped": id.WrapKey(k, rand.Reader)} {
		for n := range len(box) {
			if _, err := id.OpenKey(k.ID, box[:n]); err == nil {
				t.Errorf("%s: opened when cut off at %d", name, n)
			}
		}
		if _, err := id.OpenKey(k.ID, append(bytes.Clone(box), 0)); err == nil {
			t.Errorf("%s: opened with a byte too many", name)
		}
	}
	to, err := age.ParseHybridRecipient(id.Recipient().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, seal.IDSize, 47, 49, 1 << 20} {
		var content bytes.Buffer
		w, err := age.Encrypt(&content, to)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Write(append(bytes.Clone(k.ID[:]), make([]byte, n)...)[:n])
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		box := append(bytes.Clone(sealed[:9]), content.Bytes()...)
		if _, err := id.OpenKey(k.ID, box); !errors.Is(err, seal.ErrSecret) {
			t.Errorf("%d bytes are taken for a key: %v", n, err)
		}
	}
}

func TestRecords(t *testing.T) {
	k := newKey()
	seals := func(rid seal.ID, text string) []byte {
		return k.SealRecord(rid, []byte(text), rand.Reader).Value
	}
	a, b := seals(seal.ID{1}, "the words"), seals(seal.ID{1}, "the words")
	if bytes.Equal(a, b) {
		t.Error("two saves of the same words are alike")
	}
	r, err := seal.ParseRecord(a)
	if err != nil || r.RID != (seal.ID{1}) || r.KID != k.ID {
		t.Fatalf("%+v, %v", r, err)
	}
	if got, err := k.OpenRecord(r); err != nil || string(got) != "the words" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := newKey().OpenRecord(r); !errors.Is(err, seal.ErrSecret) {
		t.Errorf("opened with another key: %v", err)
	}
	for i := range a {
		bad := bytes.Clone(a)
		bad[i] ^= 1
		if _, err := seal.ParseRecord(bad); !errors.Is(err, seal.ErrRecord) {
			t.Errorf("byte %d changed and not noticed without a key: %v", i, err)
		}
	}
	for n := range len(a) {
		if _, err := seal.ParseRecord(a[:n]); !errors.Is(err, seal.ErrRecord) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
}

// TestRecordIsBoundToItsNames is someone who can write the file, mends the
// sum, and gives a record another name or another's ciphertext.
func TestRecordIsBoundToItsNames(t *testing.T) {
	k := newKey()
	value := k.SealRecord(seal.ID{1}, []byte("the words"), rand.Reader).Value
	for name, change := range map[string]func(v []byte){
		"nothing":    func([]byte) {},
		"rid":        func(v []byte) { v[1] ^= 1 },
		"nonce":      func(v []byte) { v[33] ^= 1 },
		"ciphertext": func(v []byte) { v[60] ^= 1 },
	} {
		v := bytes.Clone(value)
		change(v)
		r, err := seal.ParseRecord(seal.Resum(v))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.OpenRecord(r); (err == nil) != (name == "nothing") {
			t.Errorf("%s changed: %v", name, err)
		}
	}
	v := bytes.Clone(value)
	v[0] = 2
	if _, err := seal.ParseRecord(seal.Resum(v)); !errors.Is(err, seal.ErrVersion) {
		t.Errorf("a record of a newer version: %v", err)
	}
}

func FuzzParseRecord(f *testing.F) {
	k := newKey()
	value := k.SealRecord(seal.ID{1}, []byte("the words"), rand.Reader).Value
	f.Add(value)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := seal.ParseRecord(seal.Resum(b))
		if err != nil {
			return
		}
		// Whatever parses either opens as what was sealed, or is refused.
		if got, err := k.OpenRecord(r); err == nil && string(got) != "the words" {
			t.Fatalf("a forged record opened")
		}
	})
}

func BenchmarkOpenRecord900(b *testing.B) {
	k := newKey()
	value := k.SealRecord(seal.ID{1}, make([]byte, 900), rand.Reader).Value
	var o seal.Opener
	b.ReportAllocs()
	for b.Loop() {
		r, err := seal.ParseRecord(value)
		if err != nil {
			b.Fatal(err)
		}
		if _, err = o.OpenRecord(k, r); err != nil {
			b.Fatal(err)
		}
	}
}
