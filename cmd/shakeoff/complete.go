package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// complete says what could complete the last word of a line, for the scripts of completion: one a
// line, with its meaning after a tab, and ":files" where a file fits. The words of the line come on
// standard input, each ended by a zero byte.
func (h *host) complete() *cli.Command {
	return h.command(&cli.Command{
		Name: "complete", Usage: "say what fits in the place of the last word", Hidden: true,
		Action: func(ctx context.Context, c *cli.Command) error {
			const longest = 1 << 20 // more than anyone types
			text, err := io.ReadAll(io.LimitReader(h.stdin, longest))
			if err != nil {
				return err
			}
			line := strings.Split(string(text), "\x00")
			return h.print(func(out io.Writer) error {
				for _, fit := range h.fits(ctx, c.Root(), line[:len(line)-1]) {
					fmt.Fprintln(out, fit)
				}
				return nil
			})
		},
	}, 0, 0)
}

// typed is a command line up to the word that is completed.
type typed struct {
	of      *cli.Command
	flag    cli.Flag // whose value is completed; nil for none
	args    int      // how many stand before
	ended   bool     // by --: no flag follows
	journal string
	word    string // what is completed
	before  string // what stays in front of it, as in --format=
}

// parse finds out what the last word of a line stands for.
func parse(root *cli.Command, line []string) typed {
	words, before := split(line)
	t := typed{of: root, before: before}
	if len(words) == 0 {
		return t
	}
	last := len(words) - 1
	for _, word := range words[:last] {
		sub := t.of.Command(word)
		switch {
		case t.flag != nil:
			if t.flag.Names()[0] == flagJournal {
				t.journal = word
			}
			t.flag = nil
		case t.ended:
			t.args++
		case word == "--":
			t.ended = true
		case strings.HasPrefix(word, "-"):
			if f := flagOf(t.of, strings.TrimLeft(word, "-")); takesValue(f) {
				t.flag = f
			}
		case t.of == root && sub != nil:
			t.of = sub
		default:
			t.args++
		}
	}
	t.word = words[last]
	return t
}

// split makes two words of --flag=value, which bash cuts in three. before is what must stay in
// front of the last word.
func split(line []string) (words []string, before string) {
	for i, word := range line {
		last := i == len(line)-1
		word = strings.Trim(word, `"'`)
		name, value, joined := strings.Cut(word, "=")
		switch {
		case word == "=":
			if last {
				words = append(words, "")
			}
		case joined && strings.HasPrefix(name, "-"):
			words = append(words, name, value)
			if last {
				before = name + "="
			}
		default:
			words = append(words, word)
		}
	}
	return words, before
}

// fits returns the lines for what fits in the place of the last word.
func (h *host) fits(ctx context.Context, root *cli.Command, line []string) []string {
	t := parse(root, line)
	var found []string
	dashed := strings.HasPrefix(t.word, "-") && !t.ended
	switch {
	case t.flag != nil:
		found = h.values(ctx, t)
	case dashed:
	case t.of == root && t.args > 0:
		return nil // there is no such command
	case t.of == root:
		for _, c := range root.VisibleCommands() {
			found = append(found, fit(c.Name, c.Usage))
		}
	default:
		found = h.arguments(ctx, t)
	}
	if t.flag == nil && !t.ended && (dashed || len(found) == 0) {
		for _, f := range flagsOf(t.of) {
			found = append(found, fit("--"+f.Names()[0], usageOf(f)))
		}
	}
	return slices.DeleteFunc(found, func(f string) bool { return f != filesFit && !strings.HasPrefix(f, t.before+t.word) })
}

// filesFit stands for the names of files, which the shell knows.
const filesFit = ":files"

// values are what a flag takes: one of a few words, or what its usage has between backquotes.
func (h *host) values(ctx context.Context, t typed) (found []string) {
	name := t.flag.Names()[0]
	words, head := choices(name), t.before
	switch {
	case name == flagOnly: // several, with commas between
		for _, s := range h.guide().Steps {
			words = append(words, string(s.Name))
		}
		words = append(words, onlyWeight)
		head += t.word[:strings.LastIndexByte(t.word, ',')+1]
	case name == flagTag:
		words = h.inJournal(ctx, t.journal, tags)
	case words == nil:
		if parts := strings.Split(usageOf(t.flag), "`"); len(parts) == 3 && isFile(parts[1]) {
			return []string{filesFit}
		}
	}
	for _, w := range words {
		found = append(found, fit(head+w, ""))
	}
	return found
}

// isFile says that a name in the usage of a command or a flag stands for a file or a folder.
func isFile(name string) bool {
	is := func(word string) bool { return strings.Contains(name, word) }
	return is("FILE") || is("FOLDER") || is("DIR") || is("PATH")
}

// arguments are what may stand where a command takes an argument.
func (h *host) arguments(ctx context.Context, t typed) []string {
	of, several := t.of.ArgsUsage, strings.HasSuffix(strings.TrimSuffix(t.of.ArgsUsage, "]"), "...")
	switch {
	case t.args > 0 && !several:
		return nil
	case of == "SHELL":
		return shells()
	case strings.Contains(of, "ID"):
		return h.inJournal(ctx, t.journal, ids)
	case isFile(of):
		return []string{filesFit}
	}
	return nil
}

// fit is a line for a word and the beginning of what it means.
func fit(word, about string) string {
	const widest = 60
	if end := strings.IndexAny(about, ";:"); end > 0 {
		about = about[:end]
	}
	if about == "" {
		return word
	}
	return word + "\t" + editor.Truncate(strings.ReplaceAll(about, "`", ""), widest)
}

// ids are the beginnings of the ids of the newest entries.
func ids(ctx context.Context, u *store.Unlocked) (ids []string) {
	const most = 50
	entries, _ := u.First(ctx, journal.Query{}, most) // what cannot be read is not offered
	if len(entries) > 0 {
		ids = append(ids, "last")
	}
	for _, e := range entries {
		ids = append(ids, string(e.ID[:shortID]))
	}
	return slices.Compact(ids)
}

func tags(ctx context.Context, u *store.Unlocked) (tags []string) {
	heads, _ := u.Heads(ctx)
	for _, head := range heads {
		for _, tag := range head.Tags {
			if tag == editor.Safe(tag) {
				tags = append(tags, tag)
			}
		}
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// inJournal finds words in a journal that no lock is set on. It asks for nothing, waits for
// no other program, and leaves no trace.
func (h *host) inJournal(ctx context.Context, path string, find func(context.Context, *store.Unlocked) []string) []string {
	const patience = 200 * time.Millisecond
	path, err := h.journalPath(path)
	if err != nil {
		return nil
	}
	u, err := store.New(store.Options{Path: path, Patience: patience}).Unlock(ctx, nil)
	if err != nil {
		return nil
	}
	defer u.Lock()
	return find(ctx, u)
}
