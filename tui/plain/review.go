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
	"shakeoff/tui/when"
)

const (
	listed     = 10 // how many entries are said at once: as many as people keep in mind
	titleWidth = 72 // how much of a title is said in a list
)

// reviewing is what was filed, as a numbered list to read from.
type reviewing struct {
	*session
	unlocked page.Unlocked
	days     when.Reader
	search   string         // "" for all
	heads    []journal.Head // those found, newest first; their numbers count from 1
	from     int            // the first of those said last
	at       int            // the one that was read last, -1 for none
	deleted  journal.ID     // deleted for good unless the next line takes it back; "" for none
}

// Review says what was filed, and does with it what is typed.
func Review(ctx context.Context, o Options) error {
	s, status, err := begin(ctx, o)
	defer s.lines.end()
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
	if status.Locked && status.Offered&page.OfferRecovery == 0 && s.Given == nil { // a passphrase was typed
		s.say(s.Words.Recovery.Offer...)
		s.say("shakeoff recovery")
		_ = s.Journal.MarkOffered(ctx, page.OfferRecovery) // at worst it is said once more
	}
	s.lines.idle = s.Idle
	r := &reviewing{session: s, unlocked: u, days: when.In(s.Words.Dates)}
	if err = r.find(ctx, ""); err == nil {
		tidy(ctx, u)
		err = r.listen(ctx)
	}
	return s.ended(err)
}

// listen does what is typed, line by line, to the end. An error with one entry does not end it.
func (r *reviewing) listen(ctx context.Context) error {
	for {
		line, err := r.ask()
		if err != nil {
			return cmp.Or(r.forGood(ctx), err)
		}
		err = r.after(ctx, line)
		if errors.Is(err, errLeft) || errors.Is(err, journal.ErrLocked) {
			return err
		}
		if err != nil {
			r.Fail(err)
		}
	}
}

// after does what a line asks for. Unless that takes back the last deletion, it is carried out first.
func (r *reviewing) after(ctx context.Context, line string) error {
	if r.deleted != "" && matches(line, r.Words.Plain.Say.TakeBack) {
		r.deleted = ""
		r.say(r.Words.Change.TakenBack)
		return r.find(ctx, r.search)
	}
	if err := r.forGood(ctx); err != nil {
		r.Fail(err)
		return r.find(ctx, r.search) // for it is still there
	}
	if len(r.heads) == 0 {
		return r.find(ctx, "")
	}
	return r.do(ctx, line)
}

func (r *reviewing) forGood(ctx context.Context) error {
	id := r.deleted
	if r.deleted = ""; id == "" {
		return nil
	}
	if err := r.unlocked.Delete(ctx, id); err != nil {
		return err
	}
	r.say(page.Reached(r.Journal, r.Words.Change.Gone, r.Words.Change.Unreached))
	return nil
}

func (r *reviewing) do(ctx context.Context, line string) error {
	number, err := strconv.Atoi(line)
	search, searches := strings.CutPrefix(line, "/")
	t, typed := r.Words.Plain.Review, r.Words.Plain.Say
	switch {
	case err == nil:
		return r.read(ctx, number-1)
	case searches:
		return r.find(ctx, strings.TrimSpace(search))
	case line == "":
		r.say(t.Ask)
	case line == angle, matches(line, typed.Help):
		r.say(t.Help...)
		r.sayCare()
	case matches(line, typed.More):
		return r.sayList(ctx, r.from+listed)
	case matches(line, typed.List):
		return r.sayList(ctx, r.from)
	case matches(line, typed.Next):
		return r.read(ctx, r.at+1)
	case matches(line, typed.Previous):
		return r.read(ctx, r.at-1)
	case matches(line, typed.Edit):
		return r.change(ctx, r.edit)
	case matches(line, typed.Weigh):
		return r.change(ctx, r.weigh)
	case matches(line, typed.Export):
		return r.change(ctx, r.export)
	case matches(line, typed.Delete):
		return r.change(ctx, r.delete)
	case matches(line, typed.Quit):
		return errLeft
	default:
		r.say(t.Unknown)
	}
	return nil
}

// load finds the entries that a search looks for; all of them for none.
func (r *reviewing) load(ctx context.Context, search string) ([]journal.Head, error) {
	heads, err := r.unlocked.Search(ctx, r.query(search))
	if errors.Is(err, journal.ErrDamaged) && len(heads) > 0 {
		r.Fail(err)
		err = nil
	}
	return slices.DeleteFunc(heads, func(h journal.Head) bool { return h.ID == r.deleted }), err
}

func (r *reviewing) query(search string) journal.Query {
	return journal.ParseQuery(search+" ", r.days.Days(r.Now()))
}

// find lists the entries that load finds. A search that finds nothing changes nothing; if there are
// no entries at all, Review ends.
func (r *reviewing) find(ctx context.Context, search string) error {
	if q := r.query(search); q.Unread != "" {
		r.say(fmt.Sprintf(r.Words.Review.Unread, q.Unread))
		return nil
	}
	heads, err := r.load(ctx, search)
	switch {
	case err != nil:
		return err
	case len(heads) == 0 && r.deleted != "": // which can still be taken back
	case len(heads) == 0 && search == "":
		r.say(r.Words.Review.Empty)
		return errLeft
	case len(heads) == 0:
		r.say(r.Words.Review.Nothing)
		return nil
	case search != "":
		r.say(fmt.Sprintf(r.Words.Plain.Review.Found, r.Words.Number(len(heads))))
	}
	r.search, r.heads, r.at = search, heads, -1
	if len(heads) == 0 {
		return nil
	}
	return r.sayList(ctx, 0)
}

// sayList says the entries from one on, and what can be typed.
func (r *reviewing) sayList(ctx context.Context, from int) error {
	t, of, to := r.Words.Plain.Review, len(r.heads), min(from+listed, len(r.heads))
	if from >= of {
		r.say(t.NoMore)
		return nil
	}
	r.from = from
	r.say(fmt.Sprintf(t.Entries, r.Words.Number(from+1), r.Words.Number(to), r.Words.Number(of)))
	for i, h := range r.heads[from:to] {
		e, err := r.open(ctx, h)
		title := beginning(e.Title())
		gone := errors.Is(err, journal.ErrChanged) || errors.Is(err, journal.ErrNotFound)
		if gone || errors.Is(err, journal.ErrDamaged) {
			title = r.Words.Review.Damaged
		} else if err != nil {
			return err
		}
		if r.twice(from + i) {
			title += " (" + r.Words.Review.Version + ")"
		}
		r.say(fmt.Sprintf(t.Entry, from+i+1, r.when(h), strings.TrimSpace(r.sayWeight(h)+" "+title)))
	}
	r.say(t.Ask)
	return nil
}

// beginning is the part of a title that is said in a list, in whole words.
func beginning(title string) string {
	rows := editor.Wrap(editor.Safe(title), titleWidth)
	if len(rows) == 1 {
		return rows[0]
	}
	return strings.TrimRight(rows[0], " ") + "…"
}

func (r *reviewing) when(h journal.Head) string {
	return r.Words.Dates.Happened(h.When(), h.DayOnly)
}

// sayWeight says how heavy something was and is, "" where it was not weighed.
func (r *reviewing) sayWeight(h journal.Head) string {
	last, ok := h.Latest()
	if !ok {
		return ""
	}
	if before, ok := h.Weight(journal.Before); ok && len(h.Weighings) > 1 {
		return fmt.Sprintf(r.Words.Plain.Change, before, last)
	}
	return fmt.Sprintf(r.Words.Plain.Weight, last)
}

// twice says that there are two versions of an entry. They follow each other.
func (r *reviewing) twice(at int) bool {
	same := func(i int) bool { return i >= 0 && i < len(r.heads) && r.heads[i].ID == r.heads[at].ID }
	return same(at-1) || same(at+1)
}

// open opens an entry, in the version that is listed.
func (r *reviewing) open(ctx context.Context, h journal.Head) (journal.Entry, error) {
	entries, err := r.unlocked.Entries(ctx, h.ID)
	i := slices.IndexFunc(entries, func(e journal.Entry) bool { return e.Record == h.Record })
	switch {
	case i >= 0:
		return entries[i], nil
	case len(entries) > 0:
		return journal.Entry{}, journal.ErrChanged
	default:
		return journal.Entry{}, cmp.Or(err, error(journal.ErrNotFound))
	}
}

func (r *reviewing) read(ctx context.Context, at int) error {
	if at < 0 || at >= len(r.heads) {
		r.say(r.Words.Plain.Review.NoSuch)
		return nil
	}
	e, err := r.open(ctx, r.heads[at])
	if err != nil {
		return err
	}
	r.at = at
	r.say(strings.TrimSpace(r.when(e.Head()) + ". " + r.sayWeight(e.Head())))
	if r.twice(at) {
		r.say(r.Words.Review.Version)
	}
	for _, tag := range e.Tags {
		r.say("#" + tag)
	}
	for _, a := range e.Answers {
		if strings.TrimSpace(a.Text) != "" {
			r.say(r.Guide.QuestionOf(a), a.Text)
		}
	}
	t := r.Words.Plain.Ready
	became := map[journal.State]string{journal.Tried: t.Tried, journal.LetGo: t.LetGo}[e.Intention.State]
	if became != "" {
		r.say(fmt.Sprintf(became, r.Words.Dates.DaySeen(e.Intention.At, r.Now())) + ".")
	}
	if e.Intention.How != "" {
		r.say(e.Intention.How)
	}
	if remark := r.Words.Review.Remark(e.Posted, e.PostedLater); remark != "" {
		r.say(remark)
	}
	r.say(r.Words.Plain.Review.About)
	return nil
}
