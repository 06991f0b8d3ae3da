package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
)

// The flags of every command. They may stand before its name or after it.
const (
	flagJournal    = "journal"
	flagPassphrase = "passphrase-file"
	flagNew        = "new"
	flagVersion    = "version"
	envJournal     = "SHAKEOFF_JOURNAL"
	envPassphrase  = "SHAKEOFF_PASSPHRASE_FILE" //nolint:gosec // the name of a variable
)

func (h host) root() *cli.Command {
	root := h.command(&cli.Command{
		Name:  "shakeoff",
		Usage: "write down a bad encounter, and shake it off",
		Description: "Without a command it opens the page you write on. Writing never needs your\n" +
			"passphrase; reading does, once you have put a lock on the journal.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagJournal, Usage: "the journal is `FILE`; also " + envJournal},
			&cli.StringFlag{Name: flagPassphrase, Usage: "read the passphrase from `FILE`, - for standard input; also " + envPassphrase},
			&cli.BoolFlag{Name: flagNew, Usage: "begin a journal where none lies, or take the one that lies there, whatever was there before"},
			&cli.StringFlag{Name: flagMotion, Usage: "how much moves when you shake is `HOW`: " + motionTakes + "; also " + envMotion},
			&cli.BoolFlag{Name: flagVersion, Aliases: []string{"v"}, Local: true, Usage: "print the version, as shakeoff version does"},
			&cli.BoolFlag{Name: flagPlain, Usage: "line by line, without drawing, for screen readers; also wherever ACCESSIBLE is set, or TERM is dumb"},
		},
		Commands: []*cli.Command{
			h.write(), h.review(), h.ready(), h.patterns(),
			h.add(), h.importEntries(), h.list(), h.show(), h.export(),
			h.passphrase(), h.recovery(), h.rekey(), h.deleteEntries(),
			h.doctor(), h.backup(), h.restore(), h.config(), h.version(),
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Bool(flagVersion) {
				return h.runVersion(ctx, c)
			}
			return h.runWrite(ctx, c)
		},
	}, 0, 0)
	root.ArgValidator = knownCommand
	root.EnableShellCompletion = true
	root.ConfigureShellCompletionCommand = h.completion
	root.HideHelpCommand = false
	root.HideVersion = true
	root.Writer, root.ErrWriter, root.Reader = h.stdout, h.stderr, h.stdin
	// run reports errors, once.
	root.ExitErrHandler = func(context.Context, *cli.Command, error) {}
	return root
}

// many arguments are more than anybody gives.
const many = 1 << 30

// command completes c with what cli does not pass on to subcommands: how a usage error
// is reported, how values are split, and how many arguments there may be.
func (h host) command(c *cli.Command, least, most int) *cli.Command {
	c.DisableSliceFlagSeparator = true
	c.HideHelpCommand = true
	c.OnUsageError = func(_ context.Context, c *cli.Command, _ error, _ bool) error { return h.usageError(c) }
	c.ArgValidator = func(_ context.Context, c *cli.Command) error {
		switch n := c.NArg(); {
		case n < least:
			return usage(c, c.Name+" needs "+c.ArgsUsage)
		case n > most && most == 0:
			return usage(c, c.Name+" takes no arguments")
		case n > most:
			return usage(c, fmt.Sprintf("%s takes one argument, and there are %d", c.Name, n))
		}
		return nil
	}
	return c
}

// knownCommand refuses a first word that is not a command: it must not open the screens.
// The word is not repeated, as it may be the start of a sentence. cli also asks about
// the words after help.
func knownCommand(_ context.Context, c *cli.Command) error {
	root, name := c.Root(), c.Args().First()
	if name == "" || c != root && root.Command(name) != nil {
		return nil
	}
	// cli always has a suggestion, however far it is from what was typed.
	if like := cli.SuggestCommand(root.VisibleCommands(), name); like != "" && like[0] == name[0] {
		return usage(root, fmt.Sprintf("there is no such command, did you mean %s", like))
	}
	return usage(root, "there is no such command")
}

// usageError finds out which flag of the command line is wrong: cli knows, but only says
// so in a sentence that repeats the value.
func (h host) usageError(c *cli.Command) error {
	flags := map[string]cli.Flag{}
	for _, of := range c.Lineage() {
		for _, f := range of.Flags {
			if local, ok := f.(cli.LocalFlag); ok && local.IsLocal() && of != c {
				continue
			}
			for _, name := range f.Names() {
				flags[name] = f
			}
		}
	}
	for args := h.args[1:]; len(args) > 0 && args[0] != "--"; args = args[1:] {
		word := strings.TrimSpace(args[0])
		name, value, given := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(word, "-"), "-"), "=")
		if name == "" || word[0] != '-' {
			continue
		}
		dashed := strings.Repeat("-", min(len(name), 2)) + name
		f := flags[name]
		if f == nil {
			return usage(c, "there is no flag "+dashed)
		}
		if _, isBool := f.(*cli.BoolFlag); isBool {
			value = cmp.Or(value, "true")
		} else if !given {
			if len(args) == 1 {
				return usage(c, dashed+" needs a value")
			}
			value, args = args[1], args[1:]
		}
		if f.Set(name, value) != nil {
			return usage(c, dashed+" takes another kind of value")
		}
	}
	return usage(c, "that cannot be understood")
}

// journal returns the journal that the command line names. It reads nothing of it.
func (h host) journal(c *cli.Command) (*store.Journal, error) {
	j, _, err := h.journalAndSettings(c, h.oneHeader)
	return j, err
}

// journalAndSettings also returns the settings to use. A mistake in them is reported, and
// stops nothing. The caller may want to be told of a damaged header.
func (h host) journalAndSettings(c *cli.Command, oneHeader func()) (*store.Journal, settings, error) {
	path, err := h.journalPath(c.String(flagJournal))
	if err != nil {
		return nil, settings{}, err
	}
	s, err := h.settings(path)
	h.fail(err)
	j := store.New(store.Options{
		Path: path, WorkFactor: h.workFactor, Patience: h.patience, Backups: s.Backups.store(), Now: h.now,
		OneHeader: oneHeader, State: h.stateFile(), Chosen: path != h.usualPath(),
	})
	if c.Bool(flagNew) {
		j.MeanIt()
	}
	return j, s, nil
}

// journalToPurge returns the journal for a command that takes something out of it. It
// is taken out of the backups too, so the settings must say where those lie.
func (h host) journalToPurge(c *cli.Command) (*store.Journal, error) {
	if _, err := h.settings(""); err != nil {
		return nil, failure{exitFailed, err, "put it right first; where your backups lie is not known, and they must forget too"}
	}
	return h.journal(c)
}
