package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"shakeoff/store"
	"shakeoff/store/backup"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

// passphrase locks every journal here. It protects nothing.
const passphrase = "correct horse battery staple"

// The two files that each journal is kept as.
const (
	unlocked = "unlocked.db"
	locked   = "locked.db"
)

// The words that are searched for. No sentence has them: they are put into
// entries of every language.
const (
	wordRare   = "letterhead" // in 5 entries of 10,000
	wordCommon = "reception"  // in every third
	wordNone   = "zeppelin"   // in none
	tagSought  = "#refusal"   // on one in forty
)

// length is how long the entries of a journal are, in characters.
type length int

const (
	usual    length = 900 // in English, so that it is 900 bytes
	searched length = 400 // in five scripts, which differ in what their letters cost
)

// sentences returns what entries are made of.
func (l length) sentences() []string {
	all := []string{
		"A visitor shouted that the form was wrong, and the queue behind them went quiet. ",
		"The caller hung up in the middle of my sentence, so I wrote the number down and rang back. ",
		"A mother with two children said that nobody had told her why, and I explained the rule again. ",
		"Ein älterer Herr ließ mich nicht ausreden, und ich blieb so ruhig, wie es ging. ",
		"El cliente de siempre me gritó delante de todos, pero respiré y le escuché. ",
		"Мужчина у окна требовал начальника, и у меня дрожали руки. ",
		"صرخ في وجهي أمام الجميع، ثم جاء زميلي وساعدني. ",
		"एक ग्राहक सबके सामने मुझ पर चिल्लाया, लेकिन मैं शांत रहा। ",
		"一位老先生在柜台前对我大喊大叫，我尽量保持平静。",
	}
	if l == usual {
		return all[:3]
	}
	return all
}

// entry is the entry number i of n, the same one each time.
func (l length) entry(i, n int) journal.Entry {
	r := rand.New(rand.NewPCG(uint64(i), uint64(l))) //nolint:gosec // the same text each time is what is wanted
	at := time.Date(2016, 2, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(i) * (10 * 365 * 24 * time.Hour / time.Duration(n)))
	before := r.IntN(journal.MaxWeight + 1)
	e := journal.Entry{Written: at, Weighings: []journal.Weighing{
		{At: at.Add(-3 * time.Minute), Moment: journal.Before, Weight: before},
		{At: at, Moment: journal.After, Weight: r.IntN(before + 1)},
	}}
	text, all := "", l.sentences()
	if i%3 == 1 {
		text = wordCommon + ". "
	}
	if i%2000 == 77 {
		text += wordRare + ". "
	}
	if i%40 == 13 {
		text += tagSought + " "
	}
	for utf8.RuneCountInString(text) < int(l) {
		text += all[r.IntN(len(all))]
	}
	letters, from := []rune(text), length(0)
	for a, step := range []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release} {
		to := l * []length{50, 75, 90, 100}[a] / 100
		e.Answers = append(e.Answers, journal.Answer{Step: step, Question: "What would I change?", Text: strings.TrimSpace(string(letters[from:to]))})
		from = to
	}
	return e
}

// asJSON writes the first of n entries as plain JSON.
func (l length) asJSON(w io.Writer, first, n int) error {
	for i := range first {
		if err := exchange.EncodeJSONEntry(w, l.entry(i, n)); err != nil {
			return err
		}
	}
	return nil
}

// journal returns a copy of a journal for one topic. A cached journal carries a
// sum of its first entries in its name, so that other text makes another journal.
func (b *bench) journal(l length, n int, which string) (string, error) {
	sum := fnv.New32a()
	if err := l.asJSON(sum, min(n, 100), n); err != nil {
		return "", err
	}
	kept := filepath.Join(b.cache, fmt.Sprintf("%d-of-%d-%x", n, l, sum.Sum(nil)))
	if _, err := os.Stat(kept); err != nil {
		fmt.Fprintf(os.Stderr, "writing a journal of %d entries; it is kept as %s\n", n, kept)
		unfinished := filepath.Join(b.work, "unfinished")
		if err := l.fill(b.ctx, unfinished, n); err != nil {
			return "", err
		}
		if err := os.Rename(unfinished, kept); err != nil {
			return "", err
		}
	}
	path := filepath.Join(b.work, fmt.Sprintf("%d-%s", n, which))
	return path, copyFile(path, filepath.Join(kept, which))
}

// fill writes both files of a journal. Each entry is added by itself, as people
// do, so each has a key of its own.
func (l length) fill(ctx context.Context, dir string, n int) error {
	path, copied := filepath.Join(dir, unlocked), filepath.Join(dir, locked)
	j := open(path)
	for i := range n {
		if _, err := j.Add(ctx, l.entry(i, n)); err != nil {
			return err
		}
	}
	// What is offered once would stand in front of what is measured.
	if err := errors.Join(j.MarkOffered(ctx, store.OfferLock|store.OfferRecovery), copyFile(copied, path)); err != nil {
		return err
	}
	u, err := open(copied).Unlock(ctx, nil)
	if err != nil {
		return err
	}
	defer u.Lock()
	return u.SetPassphrase(ctx, []byte(passphrase))
}

// open returns the journal at a path, which makes no backups.
func open(path string) *store.Journal {
	return store.New(store.Options{Path: path, Backups: backup.Options{Off: true}})
}

func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	return errors.Join(err, os.WriteFile(to, data, 0o600))
}
