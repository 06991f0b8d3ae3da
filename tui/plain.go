package tui

import (
	"strings"
	"time"

	"shakeoff/tui/page"

	"shakeoff/store/journal"
	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// plainEnv is the world of a page that is printed: no colours, no escape codes,
// no keys, and as long as it needs to be.
func plainEnv(o *Options, width int) env {
	const endless = 1 << 20
	if width <= 0 {
		width = readingWidth
	}
	return env{opts: o, words: o.Words, width: width + gutter, height: endless, compact: true, now: o.Now(), known: true, status: page.Status{Exists: true}}
}

// plain writes lines without the gutter.
func plain(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight(strings.TrimPrefix(line, spaces(gutter)), " ") + "\n")
	}
	return b.String()
}

// PlainReady returns Ready as plain text, no wider than width cells; 0 for a
// usual width. Of a journal that was not opened, entries is nil and it has the
// reminders alone.
func PlainReady(g guide.Guide, w words.Words, entries []journal.Entry, older bool, now time.Time, width int) string {
	e := plainEnv(&Options{Guide: g, Words: w, Now: func() time.Time { return now }}, width)
	lines := reminders(e, min(readingWidth, e.width-gutter), false)
	if entries == nil {
		return plain(lines)
	}
	r := newReady()
	r.loaded, r.older = true, older
	r.promises, r.phrases = journal.Intentions(entries, now), journal.PhrasesOf(entries)
	c := r.learnt(e, readyShape{width: min(e.width, readingWidth+gutter)})
	return plain(append(append(lines, ""), c.lines...))
}

// PlainPatterns returns the pictures of a range as plain text, no wider than
// width cells; 0 for a usual width.
func PlainPatterns(w words.Words, entries []journal.Entry, span journal.Range, now time.Time, width int) string {
	e := plainEnv(&Options{Words: w, Now: func() time.Time { return now }}, width)
	if len(entries) == 0 {
		return plain(paragraph(e, w.Patterns.Empty))
	}
	p := picturesOf(entries, span, now)
	return plain(p.draw(e, none, "").lines)
}

// picturesOf works out the pictures of a range from whole entries.
func picturesOf(entries []journal.Entry, span journal.Range, now time.Time) pictures {
	heads := make([]journal.Head, len(entries))
	for i, entry := range entries {
		heads[i] = entry.Head()
	}
	heavy := make(map[journal.ID]bool)
	for _, h := range journal.StillHeavy(heads, now) {
		heavy[h.ID] = true
	}
	var open []journal.Entry
	for _, entry := range entries {
		if heavy[entry.ID] {
			open = append(open, entry)
			heavy[entry.ID] = false // once, though it be there in two versions
		}
	}
	return newPictures(heads, open, span, now)
}
