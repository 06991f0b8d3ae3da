package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
	"shakeoff/tui/theme"
)

// usageError says which flag of the command line is wrong, and never the value. cli knows, but its
// sentence has the value in it; so the line is read again, as cli reads it.
func (h *host) usageError(failed *cli.Command) error {
	c, said := failed.Root(), h.said().Usage
	for args := h.args[1:]; len(args) > 0; args = args[1:] {
		word := strings.TrimSpace(args[0])
		if c != failed && word == failed.Name {
			c = failed // its own flags follow
			continue
		}
		_, value, given := strings.Cut(args[0], "=")
		name, _, _ := strings.Cut(word, "=")
		name, isFlag := strings.CutPrefix(name, "-")
		name = strings.TrimPrefix(name, "-")
		if !isFlag || name == "" {
			continue
		}
		f := flagOf(c, name)
		if f == nil {
			return h.noFlag(c, name)
		}
		kind := said.Number
		switch {
		case !takesValue(f):
			kind, value = said.Bool, cmp.Or(value, "true")
		case !given && len(args) == 1:
			return h.usage(failed, said.Value, dashed(name))
		case !given:
			value, args = args[1], args[1:]
		}
		if f.Set(name, value) != nil {
			return h.usage(failed, kind, dashed(name))
		}
	}
	return h.usage(failed, said.Unread)
}

// noFlag says that there is no such flag, and which one may have been meant.
func (h *host) noFlag(c *cli.Command, name string) error {
	var names []string
	for _, f := range flagsOf(c) {
		names = append(names, f.Names()...)
	}
	if like := nearest(name, names); like != "" {
		return h.usage(c, h.said().Usage.FlagLike, dashed(name), "--"+like)
	}
	return h.usage(c, h.said().Usage.NoFlag, dashed(name))
}

// flagOf returns the flag of that name that may stand with a command, or nil.
func flagOf(c *cli.Command, name string) cli.Flag {
	for _, f := range flagsOf(c) {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// takesValue says that a flag needs a value.
func takesValue(f cli.Flag) bool {
	_, isBool := f.(*cli.BoolFlag)
	return f != nil && !isBool
}

// flagsOf are the flags that may stand with a command: its own, and those of root for every command.
func flagsOf(c *cli.Command) []cli.Flag {
	if c == c.Root() {
		return c.Flags
	}
	flags := slices.Clone(c.Flags)
	for _, f := range c.Root().Flags {
		if local, ok := f.(cli.LocalFlag); !ok || !local.IsLocal() {
			flags = append(flags, f)
		}
	}
	return flags
}

// dashed is the name of a flag as it is typed.
func dashed(name string) string { return strings.Repeat("-", min(len(name), 2)) + name }

// nearest returns the name that is at most two letters away from a mistyped one, "" if none is.
func nearest(typed string, names []string) (like string) {
	least := min(3, (len(typed)+1)/2)
	for _, name := range names {
		if d := distance(typed, name); len(name) > 1 && d < least {
			like, least = name, d
		}
	}
	return like
}

// distance is how many letters must be put in, taken out or changed (Levenshtein's).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// choices are the words that a flag takes, if it takes one of a few: for its usage, its check and
// completion.
func choices(flag string) []string {
	switch flag {
	case flagFormat:
		return []string{formatJSON, formatMarkdown, formatText, formatHTML, formatCSV, formatAge}
	case flagShape:
		return []string{shapeRecord, shapeDebrief}
	case flagFrom:
		return exchange.Kinds()
	case flagDates:
		return []string{"dmy", "mdy"}
	case flagRange:
		return []string{"4w", "6m", "all"}
	case flagMotion:
		return []string{"full", "reduced", "off"}
	case flagTheme:
		var names []string
		for _, look := range theme.Looks() {
			names = append(names, string(look))
		}
		return names
	}
	return nil
}

// alternatives joins words to choose from, as in a sentence.
func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// oneOf refuses a value that a flag does not take.
func (h *host) oneOf(c *cli.Command, flag string) error {
	if c.IsSet(flag) && !slices.Contains(choices(flag), c.String(flag)) {
		return h.usage(c, h.said().Usage.Takes, "--"+flag, strings.Join(choices(flag), ", "))
	}
	return nil
}
