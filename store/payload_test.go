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

func everyField() journal.Entry {
	e := storetest.Entry("what 👩‍👩‍👧‍👦 \x1b[31m\r\n", "قلب", "变 \"a phrase\"", "e\u0301")
	e.Answers = append(e.Answers, journal.Answer{Step: "own-step", Question: "Who was there?", Text: "Sam"})
	e.Intention = journal.Intention{State: journal.Tried, At: storetest.At.Add(time.Nanosecond), How: "well enough"}
	e.Tags = []string{"imported", "窓口"}
	e.Happened, e.DayOnly = storetest.At.Add(-26*time.Hour), true
	return e
}

func TestPayloadKeepsEveryField(t *testing.T) {
	unknown := []byte{0x63, 3, 'n', 'e', 'w'} // tag 99
	b := store.EncodeEntry(everyField(), unknown)
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
	want := everyField()
	if !e.Written.Equal(want.Written) || e.Written.Format(time.RFC3339Nano) != want.Written.Format(time.RFC3339Nano) {
		t.Errorf("written %v, want %v", e.Written, want.Written)
	}
	if e.Happened.Format(time.RFC3339Nano) != want.Happened.Format(time.RFC3339Nano) || !e.DayOnly {
		t.Errorf("happened %v, want %v", e.Happened, want.Happened)
	}
	if !reflect.DeepEqual(e.Answers, want.Answers) || !reflect.DeepEqual(e.Tags, want.Tags) || e.Intention.How != want.Intention.How {
		t.Errorf("got %+v", e)
	}
}

func TestPayloadRefusesWhatIsNoPayload(t *testing.T) {
	good := store.EncodeEntry(everyField(), nil)
	for name, b := range map[string][]byte{
		"nothing":            nil,
		"another version":    append([]byte{2}, good[1:]...),
		"cut off":            good[:20],
		"no kind":            append([]byte{1}, make([]byte, 255)...),
		"a length beyond":    {1, 1, 0xff, 0xff, 0x03, 1},
		"a weighing cut off": {1, 1, 1, 1, 6, 1, 1, 0},
	} {
		if _, _, err := store.ReencodePayload(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// TestPayloadCarriesWhatItDoesNotKnow is a record of a newer shakeoff, or one
// written while a clock was wrong: the words beside it are read all the same,
// and what is not known is written again with an edit.
func TestPayloadCarriesWhatItDoesNotKnow(t *testing.T) {
	answer := []byte{5, 7, 1, 'a', 0, 'w', 'o', 'r', 'd'}
	for name, field := range map[string][]byte{
		"a weight of 11": {6, 5, 1, 11, 0, 0, 0},
		"a moment of 4":  {6, 5, 4, 1, 0, 0, 0},
		"a state of 9":   {7, 4, 9, 0, 0, 0},
	} {
		b := append(append([]byte{1, 1, 1, 1}, answer...), append(field, 0)...)
		again, e, err := store.ReencodePayload(b)
		if err != nil || len(e.Answers) != 1 || e.Answers[0].Text != "word" || len(e.Weighings) != 0 {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
		if !bytes.Contains(again, field) {
			t.Errorf("%s: lost", name)
		}
	}
	e := storetest.Entry("word")
	e.Written, e.Weighings[0].At = time.Time{}, time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, got, err := store.ReencodePayload(store.EncodeEntry(e, nil)); err != nil || !got.Written.IsZero() || len(got.Weighings) != 2 {
		t.Errorf("a time that no clock should show: %+v, %v", got, err)
	}
}

func FuzzPayload(f *testing.F) {
	f.Add(store.EncodeEntry(everyField(), nil))
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
