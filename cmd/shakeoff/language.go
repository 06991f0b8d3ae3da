package main

import (
	"cmp"
	"slices"
	"time"

	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// language is the one in which a person is asked and answered, named as in ISO
// 639-1: that of the settings, or else that of their locale. What the commands
// say of themselves, their help and their errors, is English.
func (h host) language() string {
	s, _ := h.settings("") // what is wrong with them is told where the journal is named
	return cmp.Or(s.Language, words.LanguageOf(h.locale("LC_MESSAGES")))
}

// locale is that of a category. LC_ALL stands for every category, LANG for those
// without one.
func (h host) locale(category string) string {
	return cmp.Or(h.env("LC_ALL"), h.env(category), h.env("LANG"))
}

// words are what is said, with days in the order of the person's locale. Where
// that names no language, as C does, the order is that of the language set.
func (h host) words() words.Words {
	language := h.language()
	w, _ := words.In(language)
	locale := h.locale("LC_TIME")
	if language != words.LanguageOf(locale) && slices.Contains([]string{"", "C", "C.UTF-8", "POSIX"}, locale) {
		locale = language
	}
	w.Dates.Order = words.OrderOf(locale)
	return w
}

// builtInGuide is what is asked where no guide.toml says otherwise.
func (h host) builtInGuide() guide.Guide {
	g, _ := guide.In(h.language())
	return g
}

// saying says days and times in full, as the clock on this wall would have shown
// them.
func (h host) saying() func(time.Time) string {
	dates, here := h.words().Dates, h.now().Location()
	return func(t time.Time) string { return dates.Full(t.In(here)) }
}
