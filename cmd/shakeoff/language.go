package main

import (
	"cmp"
	"os"
	"slices"
	"time"

	"shakeoff/tui/words"
)

// language is the tag of the language of the screens and of the guide: that of the
// settings, or else of the locale. Help and errors of the commands are English.
func (h host) language() string {
	s, _ := h.settings("") // journalAndSettings reports what is wrong with them
	if s.Language != "" {
		return s.Language
	}
	tags := append(words.Tags(h.locale("LC_MESSAGES")), "en")
	return tags[slices.IndexFunc(tags, h.speaks)]
}

// speaks says whether there are words for a language, built in or in the person's own file.
func (h host) speaks(tag string) bool {
	if slices.Contains(words.Languages(), tag) {
		return true
	}
	_, err := os.Stat(h.wordsPath(tag))
	return err == nil
}

// wordsPath is where a person's own words for a language lie. It is "" for what is not a
// language tag: a tag may come from the environment, and must not lead to another folder.
func (h host) wordsPath(tag string) string {
	if !words.IsTag(tag) {
		return ""
	}
	return h.configFile("words-" + tag + ".toml")
}

// locale is the locale of a category. LC_ALL overrides all of them, and LANG is for those
// that are not set.
func (h host) locale(category string) string {
	return cmp.Or(h.env("LC_ALL"), h.env(category), h.env("LANG"))
}

// words are what is said. Mistakes in a person's own words are reported in one line, and
// stop nothing.
func (h host) words() words.Words {
	w, err := h.readWords()
	h.fail(err)
	return w
}

// readWords returns what is said, with days in the order of the locale, or of the language
// where that is C. With an error the built-in words are in the place of what is wrong.
func (h host) readWords() (words.Words, error) {
	language := h.language()
	w, _ := words.In(words.LanguageOf(language))
	locale := h.locale("LC_TIME")
	if slices.Contains([]string{"", "C", "C.UTF-8", "POSIX"}, locale) && language != "en" {
		locale = language
	}
	w.Dates.Order = words.OrderOf(locale)
	return readConfig(h.wordsPath(language), "is not used as it stands", "the built-in words hold there", w, w.Reworded)
}

// inFull returns a function that says a time in full, in the zone of this computer.
func (h host) inFull(dates words.Dates) func(time.Time) string {
	here := h.now().Location()
	return func(t time.Time) string { return dates.Full(t.In(here)) }
}
