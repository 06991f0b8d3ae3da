package main

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

// plainReview is what was kept, as a numbered list to read from.
type plainReview struct {
	*conversation
	unlocked page.Unlocked
	search   string         // "" for all
	heads    []journal.Head // those found, newest first; their numbers count from 1
	from     int            // the first of those said last
	at       int            // the one that was read last; none is -1
}

func reviewPlain(ctx context.Context, v *conversation) error {
	status, err := v.window.Status(ctx)
	if err != nil {
		return err
	}
	if !status.Exists {
		v.say(v.words.Review.Empty)
		return nil
	}
	u, err := v.unlock(ctx)
	if err != nil {
		return err
	}
	defer u.Lock()
	v.offerRecovery(ctx, status)
	v.lines.idle = v.settings.idle()
	r := &plainReview{conversation: v, unlocked: u, at: -1}
	if err := r.load(ctx); err != nil {
		return err
	}
	if len(r.heads) == 0 {
		r.say(r.words.Review.Empty)
		return nil
	}
	if err := r.sayList(ctx, 0); err != nil {
		return err
	}
	err = r.listen(ctx)
	switch {
	case errors.Is(err, errLeft):
		return nil
	case errors.Is(err, errIdle):
		r.say(r.words.Plain.Idle)
		return nil
	}
	return err
}

// offerRecovery says once, after a passphrase was typed, that there is a key for
// when it is forgotten, and the command that prints it.
func (v *conversation) offerRecovery(ctx context.Context, status page.Status) {
	if !status.Locked || status.Offered[page.OfferRecovery] || v.host.secretFile(v.command) != "" {
		return
	}
	v.say(v.words.Recovery.Offer...)
	v.say("shakeoff recovery")
	_ = v.window.MarkOffered(ctx, page.OfferRecovery) // at worst it is said once more
}

// load reads the heads of all entries, or of those that are looked for.
func (r *plainReview) load(ctx context.Context) (err error) {
	if r.search == "" {
		r.heads, err = r.unlocked.Heads(ctx)
	} else {
		r.heads, err = r.unlocked.Search(ctx, journal.ParseQuery(r.search+" "))
	}
	if errors.Is(err, journal.ErrDamaged) && len(r.heads) > 0 {
		r.host.fail(err)
		err = nil
	}
	r.at = -1
	return err
}

// listen does what is typed, line by line, until that ends.
func (r *plainReview) listen(ctx context.Context) error {
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
			r.host.fail(err)
		}
	}
}

// do does what a line asks for.
func (r *plainReview) do(ctx context.Context, line string) error {
	number, err := strconv.Atoi(line)
	search, searches := strings.CutPrefix(line, "/")
	say := r.words.Plain.Say
	switch {
	case err == nil:
		return r.read(ctx, number-1)
	case searches:
		return r.find(ctx, strings.TrimSpace(search))
	case line == "":
		r.say(r.words.Plain.Review.Ask)
	case line == angle:
		r.say(r.words.Plain.Review.Help...)
	case said(line, say.More):
		return r.sayList(ctx, r.from+listed)
	case said(line, say.List):
		return r.sayList(ctx, r.from)
	case said(line, say.Next):
		return r.read(ctx, r.at+1)
	case said(line, say.Previous):
		return r.read(ctx, r.at-1)
	case said(line, say.Quit):
		return errLeft
	default:
		return r.doWith(ctx, line)
	}
	return nil
}

// doWith does something with the entry that was read last.
func (r *plainReview) doWith(ctx context.Context, line string) error {
	say := r.words.Plain.Say
	for _, c := range []struct {
		word string
		does func(context.Context, journal.Entry) error
	}{
		{say.Edit, r.edit},
		{say.Weigh, r.weigh},
		{say.Export, r.export},
		{say.Delete, r.delete},
		{say.Burn, r.burn},
	} {
		if !said(line, c.word) {
			continue
		}
		if r.at < 0 {
			r.say(r.words.Plain.Review.None)
			return nil
		}
		e, err := r.open(ctx, r.heads[r.at])
		if err != nil {
			return err
		}
		return c.does(ctx, e)
	}
	r.say(r.words.Plain.Review.Unknown)
	return nil
}

// find looks for entries with all of these words; for all entries where there
// are none. What finds nothing changes nothing.
func (r *plainReview) find(ctx context.Context, search string) error {
	before := *r
	r.search = search
	if err := r.load(ctx); err != nil {
		*r = before
		return err
	}
	if len(r.heads) == 0 {
		*r = before
		r.say(r.words.Review.Nothing)
		return nil
	}
	if search != "" {
		r.say(fmt.Sprintf(r.words.Plain.Review.Found, r.words.Number(len(r.heads))))
	}
	return r.sayList(ctx, 0)
}

// sayList says entries from one on, and what can be typed.
func (r *plainReview) sayList(ctx context.Context, from int) error {
	if from >= len(r.heads) {
		r.say(r.words.Plain.Review.NoMore)
		return nil
	}
	r.from = from
	to := min(from+listed, len(r.heads))
	entries, err := r.openAll(ctx, r.heads[from:to])
	if err != nil {
		return err
	}
	say := r.words.Plain.Review
	r.say(fmt.Sprintf(say.Entries, r.words.Number(from+1), r.words.Number(to), r.words.Number(len(r.heads))))
	for i, h := range r.heads[from:to] {
		title := r.words.Review.Damaged
		if e, ok := entries[h.Record]; ok {
			title = beginning(e.Title())
		}
		if weight := r.sayWeight(h.Weighings); weight != "" {
			title = weight + " " + title
		}
		if r.twice(h.ID) {
			title += " (" + r.words.Review.Version + ")"
		}
		r.say(fmt.Sprintf(say.Entry, from+i+1, r.when(h.Written), title))
	}
	r.say(say.Ask)
	return nil
}

// beginning is as much of a title as is heard in a list, in whole words.
func beginning(title string) string {
	rows := editor.Wrap(editor.Safe(title), reading)
	if len(rows) == 1 {
		return rows[0]
	}
	return strings.TrimRight(rows[0], " ") + "…"
}

// twice says that an entry is there in two versions.
func (r *plainReview) twice(id journal.ID) bool {
	n := 0
	for _, h := range r.heads {
		if h.ID == id {
			n++
		}
	}
	return n > 1
}

// openAll opens entries, by their version. One that cannot be opened is left out.
func (r *plainReview) openAll(ctx context.Context, heads []journal.Head) (map[journal.ID]journal.Entry, error) {
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
func (r *plainReview) open(ctx context.Context, h journal.Head) (journal.Entry, error) {
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
