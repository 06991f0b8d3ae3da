package write

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// While a page is on its way to disk, which may take seconds where another program holds the
// journal, somebody may go on typing. These words are held: they begin the next page, or go on in
// the open answer when the page could not be filed. The page itself is sealed by then.

func (w *room) hold(e kit.Env, msg tea.Msg) {
	if w.held == nil {
		w.held = editor.New()
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if kit.IsEnter(msg) {
			w.page.Hand.Rest(e.Now) // held down, it is not meant for what follows
		}
		kit.Edit(w.held, e.Action(kit.InAnswer, msg), msg)
	case tea.PasteMsg:
		w.held.Insert(strings.ToValidUTF8(msg.Content, "\uFFFD"))
	}
	if w.holds() {
		// One page with the one being filed, until that is certain: if we are killed now, no word is lost.
		w.save.To.Put(withAnswer(*w.filing, w.heldAnswer()))
	}
}

// withAnswer adds an answer to an entry, below what its step says already.
func withAnswer(e journal.Entry, more journal.Answer) journal.Entry {
	e.Answers = slices.Clone(e.Answers)
	if i := slices.IndexFunc(e.Answers, func(a journal.Answer) bool { return a.Step == more.Step }); i >= 0 {
		e.Answers[i].Text = page.Join(e.Answers[i].Text, more.Text)
	} else {
		e.Answers = append(e.Answers, more)
	}
	return e
}

// holds says that words are held. A space, a digit or an arrow was meant for the shake, and came too
// early.
func (w *room) holds() bool {
	return w.held != nil && strings.ContainsFunc(w.held.Text(), unicode.IsLetter)
}

func (w *room) heldAnswer() journal.Answer {
	first := w.opts.Guide.Steps[0]
	return journal.Answer{Step: first.Name, Question: first.Question, Text: w.held.Text()}
}

// turnPage makes the held words the next page: for the autosaver at once, in sight once a fresh page
// is.
func (w *room) turnPage(e kit.Env) tea.Cmd {
	if w.held == nil {
		return nil
	}
	next := journal.Entry{Written: e.Now}
	if w.holds() {
		next.Answers = []journal.Answer{w.heldAnswer()}
	} else {
		w.held = nil
	}
	w.save.To.Put(next)
	return w.save.Tick(e)
}

// takeHeld adds the held words to the page, which stays open.
func (w *room) takeHeld(e kit.Env) {
	if held := w.held; w.phase == writing && (w.holds() || held != nil && !w.page.AtWeight) {
		w.page.Paste(e, held.Text())
	}
	w.held = nil
}
