// Package settings is the room of what can be set: the lock and the recovery key, whom to turn
// to, the language and the look. What is changed holds at once, and is kept in config.toml, of
// which no more is touched than the one value. Only what is secret asks for the
// passphrase.
//
// It is made of tui/kit and imports no other room. Rejected: fields for numbers and names that
// are chosen from a few, since a choice can be seen before it is made and never mistyped.
package settings

import (
	"context"
	"errors"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

type room struct {
	sheet   kit.SelectList
	at      row // the chosen one, as it was last
	backups page.Backups
	looked  bool // at the backups
	busy    bool // a backup is being made

	keeper  *keeper
	changes int      // how many there were
	pending []change // not in the file yet
	typing  bool     // what is typed of whom to turn to will be kept
	byHand  string   // the line that sets what could not be kept
}

// change is a setting by its name in the file, with its new value.
type change struct {
	name  string
	value any
	turn  int // which of all changes it is
}

// What Settings tells itself.
type (
	keptMsg struct {
		change change
		line   string
		err    error
	}
	backupsMsg struct {
		backups page.Backups
		made    bool
		err     error
	}
	spokenMsg struct {
		language string
		words    *words.Words
		guide    guide.Guide
	}
)

// New returns the room as it is at the start.
func New(*kit.Options) kit.Screen { return &room{keeper: &keeper{last: map[string]int{}}} }

// KeyContext is kit.Screen.KeyContext.
func (*room) KeyContext() kit.KeyContext { return kit.InSettings }

func (r *room) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	cmd := r.handle(e, msg)
	r.at = r.chosen(e)
	return cmd
}

func (r *room) handle(e kit.Env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(e, msg)
	case kit.Picked:
		if r.sheet.Pick(r.viewport(e), msg.At) {
			return nil
		}
		return r.change(e, +1)
	case kit.Wheeled:
		r.sheet.Wheel(r.viewport(e), msg.By)
	case kit.Entered:
		return r.look(e)
	case kit.CalmUnlock:
		r.offer(e)
	case someoneDue:
		return r.keepSomeone(e)
	case kit.LockedMsg:
		r.typing = false
	case spokenMsg:
		e.Opts.Language, e.Opts.Words, e.Opts.Guide = msg.language, msg.words, msg.guide
		return tea.Batch(e.App.Changed(), r.keep(e, change{name: "language", value: msg.language}))
	case keptMsg:
		return r.kept(e, msg)
	case backupsMsg:
		return r.gotBackups(e, msg)
	case kit.Failed:
		r.busy = false
	}
	return nil
}

func (r *room) press(e kit.Env, k tea.KeyPressMsg) tea.Cmd {
	p, rows := r.viewport(e), r.rows(e)
	switch a := e.Action(kit.InSettings, k); a {
	case kit.ActChange:
		return r.change(e, +1)
	case kit.ActTurn:
		if r.chosen(e).turn == nil {
			return nil
		}
		return r.change(e, map[bool]int{true: -1, false: +1}[k.String() == "left"])
	default:
		r.sheet.Chosen = max(0, min(r.sheet.Chosen+kit.Steps(a, p.Seen(), len(rows)), len(rows)-1))
		r.sheet.Show(r.viewport(e))
	}
	return nil
}

// change does what the chosen row is for: it takes the next value, or the one before.
func (r *room) change(e kit.Env, by int) tea.Cmd {
	switch row := r.chosen(e); {
	case row.turn != nil:
		r.byHand = ""
		return row.turn(by)
	case row.do != nil:
		return row.do()
	}
	return nil
}

// Disables says that the chosen row cannot be changed, or has no values to choose from.
func (r *room) Disables(a kit.Action) bool {
	return a == kit.ActChange && r.at.do == nil && r.at.turn == nil || a == kit.ActTurn && r.at.turn == nil
}

// note notes a change that is to be kept. Until it is, closing waits for it.
func (r *room) note(c change) change {
	r.changes++
	c.turn = r.changes
	r.pending = append(slices.DeleteFunc(r.pending, func(p change) bool { return p.name == c.name }), c)
	return c
}

func (r *room) keep(e kit.Env, c change) tea.Cmd {
	c = r.note(c)
	return e.Do(func(ctx context.Context) tea.Msg {
		line, err := r.keeper.keep(ctx, e.Opts.Settings, c)
		return keptMsg{c, line, err}
	})
}

func (r *room) kept(e kit.Env, msg keptMsg) tea.Cmd {
	r.pending = slices.DeleteFunc(r.pending, func(p change) bool { return p == msg.change })
	switch {
	case errors.Is(msg.err, kit.ErrNotUsed):
		e.App.Problem(msg.err)
	case msg.err != nil:
		if r.byHand = msg.line; e.Hidden { // else the room says it
			e.App.Problem(kit.ErrNotSet)
		}
	}
	return nil
}

// Seal keeps what is not kept yet. Nothing waits for a setting that cannot be.
func (r *room) Seal(e kit.Env, _ bool) func(context.Context) error {
	if len(r.pending) == 0 {
		return nil
	}
	pending := slices.Clone(r.pending)
	return func(ctx context.Context) error {
		for _, c := range pending {
			_, _ = r.keeper.keep(ctx, e.Opts.Settings, c)
		}
		return nil
	}
}

// keeper keeps one change at a time, and none that a later one of the same setting has overtaken.
type keeper struct {
	mu   sync.Mutex
	last map[string]int // the latest turn, by the name of the setting
}

func (k *keeper) keep(ctx context.Context, in kit.Kept, c change) (line string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if c.turn <= k.last[c.name] {
		return "", nil
	}
	k.last[c.name] = c.turn
	return in.Keep(ctx, c.name, c.value)
}

// offer offers what is best set in calm: the recovery key, once, and when it was shown somebody to
// turn to.
func (r *room) offer(e kit.Env) {
	switch offered := e.Status.Offered; {
	case offered&page.OfferRecovery == 0:
		e.App.Push(&recovery{then: func() { r.offerSomeone(e) }})
	case offered&page.KeyShown != 0:
		r.offerSomeone(e)
	}
}

// look looks at the backups.
func (r *room) look(e kit.Env) tea.Cmd {
	return e.Do(func(ctx context.Context) tea.Msg {
		b, err := e.Opts.Journal.Backups(ctx)
		return backupsMsg{backups: b, err: err}
	})
}

func (r *room) backUp(e kit.Env) tea.Cmd {
	if r.busy || !e.Status.Exists {
		return nil
	}
	r.busy = true
	return e.Do(func(ctx context.Context) tea.Msg {
		err := e.Opts.Journal.BackUp(ctx)
		if err != nil {
			return backupsMsg{made: true, err: err}
		}
		b, err := e.Opts.Journal.Backups(ctx)
		return backupsMsg{b, true, err}
	})
}

// gotBackups takes in how the backups stand. Why that cannot be said is told once one was asked
// for; until then the other rooms say what is wrong with the journal.
func (r *room) gotBackups(e kit.Env, msg backupsMsg) tea.Cmd {
	if msg.made {
		r.busy = false
	}
	switch {
	case msg.err == nil:
		r.backups, r.looked = msg.backups, true
		if msg.made {
			e.App.Notice(e.Words.Settings.BackedUp)
		}
	case msg.made:
		e.App.Problem(msg.err)
	}
	return nil
}

// speak changes the language.
func (r *room) speak(e kit.Env, language string) tea.Cmd {
	return e.Do(func(context.Context) tea.Msg {
		w, g := e.Opts.Settings.Speak(language)
		return spokenMsg{language, w, g}
	})
}
