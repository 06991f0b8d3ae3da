package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/exchange"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/words"
)

// report is what is to be imported, and what to say about it.
type report struct {
	update, dry, locked bool // locked: nothing could be compared
	kinds               []string
	notes               exchange.Notes
	dayless             []string // files in folders that belong to no day
	blank, known        int

	fresh   []journal.Entry
	changed []journal.Entry // those here, with the words that came
}

// add takes in the entries of a file.
func (r *report) add(kind string, entries []journal.Entry) {
	if !slices.Contains(r.kinds, kind) {
		r.kinds = append(r.kinds, kind)
	}
	read := len(entries)
	entries = slices.DeleteFunc(entries, func(e journal.Entry) bool { return e.Blank() && len(e.Weighings) == 0 })
	r.blank += read - len(entries)
	if r.fresh == nil {
		r.fresh = entries
	} else {
		r.fresh = append(r.fresh, entries...)
	}
}

// forComparing opens the journal if no passphrase is needed or a file has it; else u is nil.
func (h *host) forComparing(ctx context.Context, c *cli.Command, j *store.Journal) (u *store.Unlocked, locked bool, err error) {
	u, err = j.Unlock(ctx, nil)
	switch locked = errors.Is(err, journal.ErrLocked); {
	case locked && h.secretFile(c) != "":
		u, err = h.unlock(ctx, c, j)
		return u, false, err
	case locked && c.Bool("update"):
		return nil, true, told(exitPassphrase, h.said().Failed.Compare)
	case locked, errors.Is(err, journal.ErrNoJournal):
		return nil, locked, nil
	}
	return u, false, err
}

// compare leaves out what the journal already has, by its id or by its day and words.
func (r *report) compare(ctx context.Context, u *store.Unlocked) error {
	here, err := u.All(ctx)
	if err != nil && !errors.Is(err, journal.ErrDamaged) {
		return err
	}
	byID, byWords := make(map[journal.ID]*journal.Entry), make(map[[sha256.Size]byte]int)
	for i := range here {
		byID[here[i].ID] = &here[i]
		byWords[wordsOf(&here[i])]++
	}
	came := r.fresh
	r.fresh = nil
	for _, e := range came {
		has := byID[e.ID]
		switch key := wordsOf(&e); {
		case e.ID == "" && byWords[key] > 0:
			byWords[key]-- // twice on one day are two
			r.known++
		case e.ID != "" && has != nil && textsOf(has) != textsOf(&e):
			edited := *has
			edited.Answers = e.Answers
			r.changed = append(r.changed, edited)
		case e.ID != "" && has != nil:
			r.known++
		default:
			r.fresh = append(r.fresh, e)
		}
	}
	return nil
}

// wordsOf is the same for entries of one day with the same words.
func wordsOf(e *journal.Entry) [sha256.Size]byte {
	return sha256.Sum256([]byte(journal.DayOf(e.When()).String() + "\x00" + textsOf(e)))
}

func textsOf(e *journal.Entry) string {
	var out strings.Builder
	for _, a := range e.Answers {
		if text := strings.TrimSpace(a.Text); text != "" {
			fmt.Fprintf(&out, "%s\x00%s\x00", a.Step, text)
		}
	}
	return out.String()
}

// print says what was read, of which days, what was filed, and what was left out and why.
func (r *report) print(out io.Writer, said words.Importing, filed int) {
	all := slices.Concat(r.fresh, r.changed)
	if len(r.kinds) > 0 {
		fmt.Fprintf(out, said.As, strings.Join(r.kinds, ", "))
	}
	if len(all) > 0 {
		byDay := func(a, b journal.Entry) int { return journal.DayOf(a.When()).Compare(journal.DayOf(b.When())) }
		first, last := slices.MinFunc(all, byDay), slices.MaxFunc(all, byDay)
		fmt.Fprintf(out, " "+said.Days, journal.DayOf(first.When()), journal.DayOf(last.When()))
	}
	verb := said.Filed
	if r.dry {
		verb = said.WouldFile
	}
	fmt.Fprintf(out, "\n"+verb, filed)
	for _, told := range []struct {
		n    int
		what string
	}{
		{r.known, said.Known},
		{r.blank, said.Blank},
		{len(r.dayless), said.Dayless},
		{r.notes.Media, said.Media},
		{r.notes.Zones, said.Zones},
		{r.notes.Moods, said.Moods},
	} {
		if told.n > 0 {
			fmt.Fprintf(out, " "+told.what, told.n)
		}
	}
	if n := len(r.changed); n > 0 && r.update {
		fmt.Fprintf(out, " "+said.Taken, n)
	} else if n > 0 {
		fmt.Fprintf(out, " "+said.Left, n)
	}
	fmt.Fprintln(out)
	for i, path := range r.dayless {
		if i == 10 {
			fmt.Fprintln(out, "  …")
			break
		}
		fmt.Fprintf(out, "  "+said.NoDay+"\n", editor.Safe(path))
	}
	if r.notes.Either {
		fmt.Fprintln(out, said.BothWays)
	}
	if r.locked && slices.ContainsFunc(r.fresh, func(e journal.Entry) bool { return e.ID == "" }) {
		fmt.Fprintln(out, said.NotCompared)
	}
}

// long is how many bytes take long enough to show progress.
const long = 5 << 20

// progress returns a function to call with the length of each file read. On a terminal it draws a bar,
// elsewhere it says one line, and for small files nothing.
func (h *host) progress(files []sourceFile) func(read int64) {
	var all int64
	for _, f := range files {
		all += f.size
	}
	if all < long {
		return func(int64) {}
	}
	if !isTerminal(h.stderr) {
		fmt.Fprintf(h.stderr, h.said().Import.Reading+"\n", all>>20)
		return func(int64) {}
	}
	const cells = 30
	done, drawn := int64(0), -1
	draw := func() {
		if now := int(done * cells / max(all, done)); now != drawn {
			drawn = now
			fmt.Fprintf(h.stderr, "\r[%s%s]", strings.Repeat("=", now), strings.Repeat(" ", cells-now))
		}
		if done >= all {
			fmt.Fprint(h.stderr, "\r\x1b[K")
		}
	}
	draw()
	return func(read int64) {
		done += read
		draw()
	}
}
