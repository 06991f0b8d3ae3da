package tomlfile

import (
	"errors"
	"fmt"
	"slices"
)

// Mistake is what is wrong in a file, told in English as an error and in any language by its rules.
type Mistake struct {
	rule string // its name in Rules
	args []any  // what is filled in: names, numbers, and mistakes
}

// Wrong returns a mistake: the name of its rule, and what is filled in there.
func Wrong(rule string, args ...any) Mistake { return Mistake{rule, args} }

func (m Mistake) Error() string { return m.in(Rules()) }

func (m Mistake) in(rules map[string]string) string {
	args := slices.Clone(m.args)
	for i, arg := range args {
		if inner, ok := arg.(Mistake); ok {
			args[i] = inner.in(rules)
		}
	}
	return fmt.Sprintf(rules[m.rule], args...)
}

// Told tells a mistake, or several that are joined, by the rules of a language; any other error in
// its own words.
func Told(err error, rules map[string]string) string {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		several := all.Unwrap()
		told := Told(several[0], rules)
		for _, one := range several[1:] {
			told = fmt.Sprintf(rules["and"], told, Told(one, rules))
		}
		return told
	}
	if m, ok := errors.AsType[Mistake](err); ok {
		return m.in(rules)
	}
	return err.Error()
}

// Rules are what can be said of a file, in English, by names that every language has.
func Rules() map[string]string {
	return map[string]string{
		"no_file":    "it is not a settings file",
		"no_read":    "it cannot be read: %s",
		"encoding":   "the file is not saved as UTF-8",
		"unreadable": "it cannot be read as settings",

		"line":    "line %d: %s",
		"place":   "%s: %s",
		"and":     "%s; %s",
		"more":    "and %d more",
		"in":      "%s in %s",
		"takes":   "%s takes %s",
		"unknown": "no such setting",
		"twice":   "set for the second time",
		"warning": "warnings cannot be changed",

		"text":          "put a text on one line, between quotes, as in %s",
		"straight":      "put a text on one line, between straight quotes, as in %s",
		"one_line":      "one line",
		"line_to":       "one line of at most %d letters",
		"line_from":     "one line of 1 to %d letters",
		"straight_line": "one line of at most %d letters between straight quotes",
		"lines_to":      "at most %d lines of 1 to %d letters",
		"lines_from":    "1 to %d lines of 1 to %d letters",
		"list":          "a list of %d texts between straight quotes",
		"lines":         "settings on lines of their own",
		"parts":         "%s, each on a line of its own",

		"bool":       "true or false",
		"number":     "a number from %d to %d",
		"one_of":     "one of: %s",
		"language":   "one of %s, the language of a words-LANG.toml in the same folder, or nothing to follow your system",
		"path":       "a full path, or one that begins with ~",
		"name":       "a short name in small letters that is not used yet, such as who-helped",
		"own":        "at most %d questions of your own",
		"as_english": "%s, as in English",
		"no_verb":    "no %%, as in English",
		"typed":      `a word in small letters without /, ? and \, and none that deletes`,
		"file_name":  "a name without a slash, a backslash or a colon",
	}
}
