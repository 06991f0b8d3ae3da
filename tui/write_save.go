package tui

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// SaveAfter is how long after the first unsaved key the page is brought to disk:
// soon enough that it is there within the second that is promised.
const SaveAfter = 800 * time.Millisecond

// note gives the keeper what has changed on the page, and sees that it is saved.
func (w *write) note(e env) tea.Cmd {
	if !w.writing() || w.keeping != nil {
		return nil
	}
	now := w.entry(e.now)
	if slices.Equal(now.Answers, w.put.Answers) && slices.Equal(now.Weighings, w.put.Weighings) {
		return nil
	}
	w.quiet, w.rescue = "", rescue{}
	w.put = now
	w.opts.Autosaver.Put(now)
	return w.tick(e)
}

// tick asks for the next autosave, if there is something to save and none is due.
func (w *write) tick(e env) tea.Cmd {
	if w.ticking || !w.opts.Autosaver.Pending() {
		return nil
	}
	w.ticking = true
	return e.after(SaveAfter, saveDue{})
}

func (w *write) save(e env) tea.Cmd {
	k := w.opts.Autosaver
	return e.do(func(ctx context.Context) tea.Msg {
		return saved{k.Flush(ctx)}
	})
}

func (w *write) saved(e env, err error) tea.Cmd {
	again := w.tick(e)
	switch {
	case err != nil:
		return tea.Batch(again, w.trouble(err))
	case w.warned:
		w.warned, w.rescue = false, rescue{}
		return tea.Batch(again, send(problem{}))
	default:
		return again
	}
}

// unsaved says of an error that the words are in memory and nowhere else.
func unsaved(err error) error {
	return fmt.Errorf("%w: %w", errUnsaved, err)
}
