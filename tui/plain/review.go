package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/page"
)

// listed is how many entries are said at once: as many as one keeps in mind.
const listed = 10

// titleWidth is how much of a title is said in a list.
const titleWidth = 72

// reviewing is what was filed, as a numbered list to read from.
type reviewing struct {
	*session
	unlocked page.Unlocked
	search   string         // "" for all
	heads    []journal.Head // those found, newest first; their numbers count from 1
	from     int            // the first of those said last
	at       int            // the one that was read last, -1 for none
}

// Review says what was filed, and does with it what is typed.
func Review(ctx context.Context, o Options) error {
	s := begin(o)
	defer s.end()
	status, err := s.Journal.Status(ctx)
	if err != nil {
		return err
	}
	if !status.Exists {
		s.say(s.Words.Review.Empty)
		return nil
	}
	u, err := s.unlock(ctx)
	if err != nil {
		return err
	}
	defer u.Lock()
	s.offerRecovery(ctx, status)
	s.lines.idle = s.Idle
	r := &reviewing{session: s, unlocked: u, at: -1}
	if err := r.load(ctx); err != nil {
		return err
	}
	if len(r.heads) == 0 {
		r.say(r.Words.Review.Empty)
		return nil
	}
	if err := r.sayList(ctx, 0); err != nil {
		return err
	}
	return s.ended(r.listen(ctx))
}

// ended says why a session has ended, where that is no error.
func (s *session) ended(err error) error {
	switch {
	case errors.Is(err, errLeft):
		return nil
	case errors.Is(err, errIdle):
		s.say(s.Words.Plain.Idle)
		return nil
	default:
		return err
	}
}

// load reads the heads of all entries, or of those that are looked for.
func (r *reviewing) load(ctx context.Context) (err error) {
	if r.search == "" {
		r.heads, err = r.unlocked.Heads(ctx)
	} else {
		r.heads, err = r.unlocked.Search(ctx, journal.ParseQuery(r.search+" "))
	}
	if errors.Is(err, journal.ErrDamaged) && len(r.heads) > 0 {
		r.Fail(err)
		err = nil
	}
	r.at = -1
	return err
}

// listen does what is typed, line by line, until that ends.
func (r *reviewing) listen(ctx context.Context) error {
	for {
		line, err := r.ask()
		if err == nil {
			err = r.do(ctx, line)
		}
		switch {
		case err == nil:
		case errors.Is(err, errLeft), errors.Is(err, errIdle), errors.Is(err, journal.ErrLocked):
			return err
		default: // what went wrong with one entry need not end it
			r.Fail(err)
		}
	}
}

// do does what a line asks for.
func (r *reviewing) do(ctx context.Context, line string) error {
	number, err := strconv.Atoi(line)
	search, searches := strings.CutPrefix(line, "/")
	typed := r.Words.Plain.Say
	switch {
	case err == nil:
		return r.read(ctx, number-1)
	case searches:
		return r.find(ctx, strings.TrimSpace(search))
	case line == "":
		r.say(r.Words.Plain.Review.Ask)
	case line == angle:
		r.say(r.Words.Plain.Review.Help...)
	case matches(line, typed.More):
		return r.sayList(ctx, r.from+listed)
	case matches(line, typed.List):
		return r.sayList(ctx, r.from)
	case matches(line, typed.Next):
		return r.read(ctx, r.at+1)
	case matches(line, typed.Previous):
		return r.read(ctx, r.at-1)
	case matches(line, typed.Quit):
		return errLeft
	default:
		return r.doWith(ctx, line)
	}
	return nil
}

// doWith does something with the entry that was read last.
func (r *reviewing) doWith(ctx context.Context, line string) error {
	typed := r.Words.Plain.Say
	for _, c := range []struct {
		word string
		does func(context.Context, journal.Entry) error
	}{
		{typed.Edit, r.edit},
		{typed.Weigh, r.weigh},
		{typed.Export, r.export},
		{typed.Delete, r.delete},
		{typed.Burn, r.burn},
	} {
		if !matches(line, c.word) {
			continue
		}
		if r.at < 0 {
			r.say(r.Words.Plain.Review.None)
			return nil
		}
		e, err := r.open(ctx, r.heads[r.at])
		if err != nil {
			return err
		}
		return c.does(ctx, e)
	}
	r.say(r.Words.Plain.Review.Unknown)
	return nil
}

// find looks for entries with all of these words; for all entries where there
// are none. What finds nothing changes nothing.
func (r *reviewing) find(ctx context.Context, search string) error {
	before := *r
	r.search = search
	if err := r.load(ctx); err != nil {
		*r = before
		return err
	}
	if len(r.heads) == 0 {
		*r = before
		r.say(r.Words.Review.Nothing)
		return nil
	}
	if search != "" {
		r.say(fmt.Sprintf(r.Words.Plain.Review.Found, r.Words.Number(len(r.heads))))
	}
	return r.sayList(ctx, 0)
}

// sayList says entries from one on, and what can be typed.
func (r *reviewing) sayList(ctx context.Context, from int) error {
	if from >= len(r.heads) {
		r.say(r.Words.Plain.Review.NoMore)
		return nil
	}
	r.from = from
	to := min(from+listed, len(r.heads))
	entries, err := r.openAll(ctx, r.heads[from:to])
	if err != nil {
		return err
	}
	t := r.Words.Plain.Review
	r.say(fmt.Sprintf(t.Entries, r.Words.Number(from+1), r.Words.Number(to), r.Words.Number(len(r.heads))))
	for i, h := range r.heads[from:to] {
		title := r.Words.Review.Damaged
		if e, ok := entries[h.Record]; ok {
			title = beginning(e.Title())
		}
		if weight := r.sayWeight(h.Weighings); weight != "" {
			title = weight + " " + title
		}
		if r.twice(h.ID) {
			title += " (" + r.Words.Review.Version + ")"
		}
		r.say(fmt.Sprintf(t.Entry, from+i+1, r.when(h.Written), title))
	}
	r.say(t.Ask)
	return nil
}

// beginning is as much of a title as is heard in a list, in whole words.
func beginning(title string) string {
	rows := editor.Wrap(editor.Safe(title), titleWidth)
	if len(rows) == 1 {
		return rows[0]
	}
	return strings.TrimRight(rows[0], " ") + "…"
}

// twice says that an entry is there in two versions.
func (r *reviewing) twice(id journal.ID) bool {
	n := 0
	for _, h := range r.heads {
		if h.ID == id {
			n++
		}
	}
	return n > 1
}

// openAll opens entries, by their version. One that cannot be opened is left out.
func (r *reviewing) openAll(ctx context.Context, heads []journal.Head) (map[journal.ID]journal.Entry, error) {
	var ids []journal.ID
	for _, h := range heads {
		if !slices.Contains(ids, h.ID) {
			ids = append(ids, h.ID)
		}
	}
	entries, err := r.unlocked.Entries(ctx, ids...)
	if errors.Is(err, journal.ErrDamaged) {
		err = nil
	}
	opened := make(map[journal.ID]journal.Entry, len(entries))
	for _, e := range entries {
		opened[e.Record] = e
	}
	return opened, err
}

// open opens one entry, in the version that the list has.
func (r *reviewing) open(ctx context.Context, h journal.Head) (journal.Entry, error) {
	entries, err := r.unlocked.Entries(ctx, h.ID)
	for _, e := range entries {
		if e.Record == h.Record {
			return e, nil
		}
	}
	if len(entries) > 0 {
		return journal.Entry{}, journal.ErrChanged
	}
	return journal.Entry{}, cmp.Or(err, error(journal.ErrNotFound))
}
