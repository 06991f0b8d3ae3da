package main

import (
	"cmp"
	"os"
	"slices"
	"strings"

	"shakeoff/tui/words"
)

// language is the tag of the language of the screens and the guide: that of the settings, or else
// of the locale. The help of the commands is English.
func (h *host) language() string {
	s, _ := h.settings("") // journalAndSettings reports what is wrong with them
	return cmp.Or(s.Language, h.localeLanguage())
}

// localeLanguage is the tag of the language of the locale, as far as there are words for it.
func (h *host) localeLanguage() string {
	tags := append(words.Tags(h.locale("LC_MESSAGES")), "en")
	return tags[slices.IndexFunc(tags, h.speaks)]
}

// speaks says whether there are words for a language, built in or in the person's own file.
func (h *host) speaks(tag string) bool {
	if slices.Contains(words.Languages(), tag) {
		return true
	}
	_, err := os.Stat(h.wordsPath(tag))
	return err == nil
}

// wordsPath is where a person's own words for a language lie. It is "" for what is not a
// language tag: a tag may come from the environment, and must not lead to another folder.
func (h *host) wordsPath(tag string) string {
	if !words.IsTag(tag) {
		return ""
	}
	return h.configFile("words-" + tag + ".toml")
}

// locale is the locale of a category. LC_ALL overrides all of them, and LANG is for those
// that are not set. Windows knows one without any of them.
func (h *host) locale(category string) string {
	locale := cmp.Or(h.env("LC_ALL"), h.env(category), h.env("LANG"))
	if locale == "" && h.native != nil {
		locale = h.native()
	}
	return locale
}

// loses says whether a terminal of this locale sends and shows letters beyond ASCII otherwise than
// they are written here.
func (h *host) loses() bool {
	_, set, ok := strings.Cut(h.locale("LC_CTYPE"), ".")
	set, _, _ = strings.Cut(strings.ToUpper(set), "@")
	return ok && set != "UTF-8" && set != "UTF8"
}

// words are what is said. Mistakes in a person's own words are reported in one line, and
// stop nothing.
func (h *host) words() *words.Words {
	w, err := h.readWords(h.language())
	h.remark(err)
	return w
}

// readWords returns what is said, with days in the order of the locale, or of the language
// where that is C. With an error the built-in words are in the place of what is wrong.
func (h *host) readWords(language string) (*words.Words, error) {
	w, _ := words.In(words.LanguageOf(language))
	locale := h.locale("LC_TIME")
	if slices.Contains([]string{"", "C", "C.UTF-8", "POSIX"}, locale) && language != "en" {
		locale = language
	}
	w.Dates.Order = words.OrderOf(locale)
	said := func(f words.Failed) [2]string { return f.Words }
	return readConfig(h.wordsPath(language), said, w, w.Reworded)
}
