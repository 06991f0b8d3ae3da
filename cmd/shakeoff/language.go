package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"shakeoff/tui/words"
)

// language is the one in which a person is asked and answered, as a tag: that of the
// settings, or else that of their locale. What the commands say of themselves, their
// help and their errors, is English.
func (h host) language() string {
	s, _ := h.settings("") // what is wrong with them is told where the journal is named
	if s.Language != "" {
		return s.Language
	}
	tags := append(words.Tags(h.locale("LC_MESSAGES")), "en")
	return tags[slices.IndexFunc(tags, h.speaks)]
}

// speaks says that there are words of a language: built in, or in a file of a
// person's own.
func (h host) speaks(tag string) bool {
	if slices.Contains(words.Languages(), tag) {
		return true
	}
	_, err := os.Stat(h.wordsPath(tag))
	return err == nil
}

// wordsPath is where a person's own words for a language lie, "" if that is not a tag:
// it may come from the environment, and must not lead to another folder.
func (h host) wordsPath(tag string) string {
	config := h.configPath()
	if config == "" || !words.IsTag(tag) {
		return ""
	}
	return filepath.Join(filepath.Dir(config), "words-"+tag+".toml")
}

// locale is that of a category. LC_ALL stands for every category, LANG for those
// without one.
func (h host) locale(category string) string {
	return cmp.Or(h.env("LC_ALL"), h.env(category), h.env("LANG"))
}

// words are what is said. Mistakes in a person's own words are told in one line, and
// stop nothing.
func (h host) words() words.Words {
	w, err := h.readWords()
	if err != nil {
		h.fail(err)
	}
	return w
}

// readWords returns what is said, with days in the order of the person's locale; if
// that names no language, as C does, in the order of the language. With an error the
// built-in words stand for what is wrong.
func (h host) readWords() (words.Words, error) {
	language := h.language()
	w, _ := words.In(words.LanguageOf(language))
	locale := h.locale("LC_TIME")
	if slices.Contains([]string{"", "C", "C.UTF-8", "POSIX"}, locale) && language != "en" {
		locale = language
	}
	w.Dates.Order = words.OrderOf(locale)
	name := h.wordsPath(language)
	text, err := readConfig(name)
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err == nil {
		w, err = w.Reworded(text)
	}
	if err != nil {
		err = failure{exitFailed, fmt.Errorf("%s is not used as it stands, %w", name, err), "put it right; until then the built-in words hold there"}
	}
	return w, err
}

// inFull says days and times in full, as the clock on this wall would have shown
// them.
func (h host) inFull(dates words.Dates) func(time.Time) string {
	here := h.now().Location()
	return func(t time.Time) string { return dates.Full(t.In(here)) }
}
