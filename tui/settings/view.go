package settings

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// row is one line of the room. It has something that enter does, or values to turn through.
type row struct {
	name, value string
	values      []string // all there are, where they are few; value is one of them
	says        string   // what it does
	do          func() tea.Cmd
	turn        func(by int) tea.Cmd
}

// rows are what there is to set just now.
func (r *room) rows(e kit.Env) []row {
	return slices.Concat(r.lockRows(e), r.lookRows(e), r.fileRows(e))
}

func (r *room) lockRows(e kit.Env) []row {
	w := e.Words.Settings
	someone := row{name: w.Someone, value: editor.Safe(cmp.Or(e.Opts.Someone, w.Nobody)), says: w.SomeoneLine, do: func() tea.Cmd {
		r.askSomeone(e, false)
		return nil
	}}
	if !e.Status.Locked {
		return []row{{name: w.Lock, value: w.LockOff, says: w.LockSet, do: e.App.SetLock}, someone}
	}
	// Whoever passes by a journal that was left open must not read its key.
	withKey := func(title string, dialog func(key string) kit.Screen) func() tea.Cmd {
		return func() tea.Cmd {
			return e.App.Confirm(title, "", func(e kit.Env) tea.Cmd {
				e.App.Push(dialog(e.Unlocked.RecoveryKey()))
				return nil
			})
		}
	}
	return []row{
		{name: w.Lock, value: w.LockOn, says: w.LockChange, do: e.App.SetLock},
		{name: w.Remove, says: w.RemoveLine, do: e.App.RemoveLock},
		{name: w.Key, says: w.KeyLine, do: withKey(e.Words.Recovery.Title, func(key string) kit.Screen { return &recovery{at: kit.InText, key: key} })},
		{name: w.Check, says: w.CheckLine, do: withKey(w.Check, func(key string) kit.Screen { return &checkKey{key: key} })},
		someone,
	}
}

func (r *room) lookRows(e kit.Env) []row {
	w, o := e.Words.Settings, e.Opts
	language := e.Words.Language
	if o.Language == "" {
		language = fmt.Sprintf(w.System, language)
	}
	name, idle := w.CoverAfter, int(o.Idle.Minutes())
	if e.Status.Locked {
		name = w.LockAfter
	}
	motions := map[kit.Motion]string{kit.MotionFull: "full", kit.MotionReduced: "reduced", kit.MotionOff: "off"}
	switched := map[bool]string{true: w.Switch[0], false: w.Switch[1]}
	looks := theme.Looks()
	look := max(0, slices.Index(looks, o.Look))
	set := func(name string, value any) tea.Cmd {
		return tea.Batch(e.App.Changed(), r.keep(e, name, value))
	}
	return []row{
		{name: w.Language, value: language, says: w.LanguageLine, turn: func(by int) tea.Cmd {
			language := next(append([]string{""}, o.Settings.Languages...), o.Language, by)
			return e.Do(func(context.Context) tea.Msg {
				w, g := o.Settings.Speak(language)
				return kit.Then(func(e kit.Env) tea.Cmd {
					o.Language, o.Words, o.Guide = language, w, g
					return set("language", language)
				})
			})
		}},
		{name: w.Look, value: w.Looks[look], values: w.Looks[:], says: w.LookLine, turn: func(by int) tea.Cmd {
			o.Look = next(looks, looks[look], by)
			return set("theme", string(o.Look))
		}},
		{name: w.Motion, value: w.Motions[o.Motion], values: w.Motions[:], says: w.MotionLine, turn: func(by int) tea.Cmd {
			o.Motion = next([]kit.Motion{kit.MotionFull, kit.MotionReduced, kit.MotionOff}, o.Motion, by)
			return set("motion", motions[o.Motion])
		}},
		{name: w.Mouse, value: switched[o.Mouse], values: w.Switch[:], says: w.MouseLine, turn: func(int) tea.Cmd {
			o.Mouse = !o.Mouse
			return set("mouse", o.Mouse)
		}},
		{name: name, value: quiet(w, idle), says: w.IdleLine, turn: func(by int) tea.Cmd {
			idle := next(idles(idle), idle, by)
			o.Idle = time.Duration(idle) * time.Minute
			return set("idle_minutes", idle)
		}},
	}
}

func (r *room) fileRows(e kit.Env) []row {
	w, b := e.Words.Settings, r.backups
	backups := row{name: w.Backups, says: fmt.Sprintf(w.BackupsLine, editor.Safe(b.Folder)), do: func() tea.Cmd { return r.backUp(e) }}
	last := b.Last.In(e.Now.Location())
	at := e.Words.Dates.DaySeen(last, e.Now) + " " + e.Words.Dates.Clock(last)
	switch {
	case r.busy:
		backups.value = w.BackingUp
	case !r.looked:
		backups.says = ""
	case b.Last.IsZero() && b.Off:
		backups.value = w.BackupsOff
	case b.Last.IsZero():
		backups.value = w.NoBackup
	case b.Sound:
		backups.value = fmt.Sprintf(w.Sound, at)
	default:
		backups.value = fmt.Sprintf(w.Damaged, at)
	}
	journal := row{name: w.Journal, value: editor.Safe(e.Opts.Settings.Journal), says: w.JournalLine}
	if e.Opts.Settings.Shared {
		journal.says = w.Shared
	}
	return []row{backups, journal}
}

func quiet(w words.Settings, minutes int) string {
	if minutes == 1 {
		return w.Minute
	}
	return fmt.Sprintf(w.Minutes, strconv.Itoa(minutes))
}

// idles are the idle minutes to choose from, among them those that are set now.
func idles(now int) []int {
	some := []int{1, 2, 3, 5, 10, 15, 30, 60}
	if !slices.Contains(some, now) {
		some = append(some, now)
		slices.Sort(some)
	}
	return some
}

// next is the value behind one of several, or before it; behind the last is the first.
func next[T comparable](all []T, now T, by int) T {
	return all[(max(0, slices.Index(all, now))+by+len(all))%len(all)]
}

func (r *room) chosen(e kit.Env) row {
	rows := r.rows(e)
	return rows[max(0, min(r.sheet.Chosen, len(rows)-1))]
}

// View draws the rows, and under them what the chosen one does.
func (r *room) View(e kit.Env) kit.Frame {
	rows := r.rows(e)
	r.sheet.Chosen = max(0, min(r.sheet.Chosen, len(rows)-1))
	below := r.below(e)
	e.Height = max(1, e.Height-len(below))
	f := r.sheet.Frame(e, r.passage(e, rows))
	f.Lines = append(slices.Clone(f.Lines), below...)
	return f
}

func (r *room) viewport(e kit.Env) kit.Viewport {
	e.Height = max(1, e.Height-len(r.below(e)))
	return r.passage(e, r.rows(e)).Viewport(e.Height)
}

// below is what the chosen row does, or what to do about one that could not be kept.
func (r *room) below(e kit.Env) []string {
	lines := []string{""}
	if r.byHand != "" {
		lines = append(lines, kit.Paragraph(e, fmt.Sprintf(e.Words.Settings.ByHand, editor.Safe(e.Opts.Settings.File)))...)
		return append(lines, kit.Prose(e, editor.Safe(r.byHand), e.Theme.Strong)...)
	}
	return append(lines, kit.Prose(e, r.chosen(e).says, e.Theme.Soft)...)
}

const (
	widest     = 92 // cells that a row takes at most
	widestName = 26 // and its name
	leastValue = 12
	between    = 2 // cells between two columns
)

func (r *room) passage(e kit.Env, rows []row) kit.Passage {
	var c kit.Passage
	names := 0
	for _, row := range rows {
		names = max(names, editor.Width(row.name))
	}
	width := min(e.Width, widest) - kit.Gutter
	names = min(names, widestName, width-between-leastValue)
	for i, row := range rows {
		begin, style := e.Row(i == r.sheet.Chosen)
		name := editor.Truncate(row.name, names)
		room := max(1, width-names-between)
		c.Items = append(c.Items, kit.Item{From: len(c.Lines), To: len(c.Lines) + 1})
		c.Add(begin + style.Render(name) + kit.Spaces(names-editor.Width(name)+between) + r.valueOf(e, row, room))
	}
	return c
}

// valueOf is how a row stands: all its values, that one marked, or where they do not fit it alone.
func (r *room) valueOf(e kit.Env, row row, width int) string {
	var all []string
	for _, value := range row.values {
		mark, style := theme.DotEmpty, e.Theme.Faint
		if value == row.value {
			mark, style = theme.DotFull, e.Theme.Text
		}
		all = append(all, style.Render(mark+" "+value))
	}
	for gap := 3; gap > 1 && len(all) > 0; gap-- {
		if line := strings.Join(all, kit.Spaces(gap)); ansi.StringWidth(line) <= width {
			return line
		}
	}
	return e.Theme.Soft.Render(editor.Truncate(row.value, width))
}
