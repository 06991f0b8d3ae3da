package store_test

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

func full() journal.Entry {
	e := storetest.Entry("what 👩‍👩‍👧‍👦 \x1b[31m\r\n", "قلب", "变 \"a phrase\"", "e\u0301")
	e.Answers = append(e.Answers, journal.Answer{Step: "own-step", Question: "Who was there?", Text: "Sam"})
	e.Intention = journal.Intention{State: journal.Tried, At: storetest.At.Add(time.Nanosecond), How: "well enough"}
	e.Tags = []string{"imported", "窓口"}
	return e
}

func TestPayloadKeepsEveryField(t *testing.T) {
	unknown := []byte{0x63, 3, 'n', 'e', 'w'} // tag 99
	b := store.EncodeEntry(full(), unknown)
	if len(b)%256 != 0 {
		t.Errorf("%d bytes, want a multiple of 256", len(b))
	}
	again, e, err := store.ReencodePayload(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, again) {
		t.Error("a field of a newer shakeoff was lost, or the order changed")
	}
	// Times are compared as instants with offsets; FixedZone makes new pointers.
	want := full()
	if !e.Written.Equal(want.Written) || e.Written.Format(time.RFC3339Nano) != want.Written.Format(time.RFC3339Nano) {
		t.Errorf("written %v, want %v", e.Written, want.Written)
	}
	if !reflect.DeepEqual(e.Answers, want.Answers) || !reflect.DeepEqual(e.Tags, want.Tags) || e.Intention.How != want.Intention.How {
		t.Errorf("got %+v", e)
	}
}

func TestPayloadRefusesWhatIsNoPayload(t *testing.T) {
	good := store.EncodeEntry(full(), nil)
	for name, b := range map[string][]byte{
		"nothing":               nil,
		"another version":       append([]byte{2}, good[1:]...),
		"cut off":               good[:20],
		"no kind":               append([]byte{1}, make([]byte, 255)...),
		"a length beyond":       {1, 1, 0xff, 0xff, 0x03, 1},
		"a weight of 11":        {1, 1, 1, 1, 6, 5, 1, 11, 0, 0, 0, 0},
		"a moment of 4":         {1, 1, 1, 1, 6, 5, 4, 1, 0, 0, 0, 0},
		"an offset of two days": {1, 1, 1, 1, 4, 5, 0, 0, 0x80, 0x8c, 0x15, 0},
	} {
		if _, _, err := store.ReencodePayload(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzPayload(f *testing.F) {
	f.Add(store.EncodeEntry(full(), nil))
	f.Add(store.EncodeEntry(storetest.Entry("one word"), []byte{0x63, 0}))
	f.Fuzz(func(t *testing.T, b []byte) {
		once, e, err := store.ReencodePayload(b)
		if err != nil {
			return
		}
		twice, again, err := store.ReencodePayload(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("encoding is not stable: %v", err)
		}
		if len(again.Answers) != len(e.Answers) || len(again.Weighings) != len(e.Weighings) || !again.Written.Equal(e.Written) {
			t.Fatal("a field was lost")
		}
	})
}
