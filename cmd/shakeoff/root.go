package main

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/store"
	"shakeoff/store/backup"
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

func (h *host) root() *cli.Command {
	root := h.command(&cli.Command{
		Name:  "shakeoff",
		Usage: "write down a bad encounter, and shake it off",
		Description: "Run it without a command to start writing. Writing never needs a passphrase;\n" +
			"reading does, once you have locked the journal.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: flagJournal, Usage: "use the journal in `FILE`; also " + envJournal},
			&cli.StringFlag{Name: flagPassphrase, Usage: "read the passphrase from `FILE`, - for standard input; also " + envPassphrase},
			&cli.BoolFlag{Name: flagNew, Usage: "start a journal where there is none, or accept the one that is there now; the lock of an earlier one no longer counts"},
			&cli.StringFlag{Name: flagMotion, Usage: "animation of the shake, `HOW`: " + alternatives(choices(flagMotion)) + "; also " + envMotion},
			&cli.StringFlag{Name: flagTheme, Usage: "colours, `WHICH`: " + alternatives(choices(flagTheme)) + "; also " + envTheme},
			&cli.BoolFlag{Name: flagVersion, Aliases: []string{"v"}, Local: true, Usage: "print the version, as shakeoff version does"},
			&cli.BoolFlag{Name: flagPlain, Usage: "plain text, one line at a time, for screen readers; also on where ACCESSIBLE is set or TERM is dumb"},
		},
		Commands: []*cli.Command{
			h.write(), h.review(), h.ready(), h.patterns(), h.settingsRoom(),
			h.add(), h.importEntries(), h.list(), h.show(), h.export(),
			h.passphrase(), h.recovery(), h.rekey(), h.deleteEntries(),
			h.doctor(), h.backup(), h.restore(), h.config(), h.version(), h.man(), h.completion(), h.complete(),
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Bool(flagVersion) {
				return h.runVersion(ctx, c)
			}
			return h.runWrite(ctx, c)
		},
	}, 0, 0)
	root.ArgValidator = h.knownCommand
	root.HideHelpCommand = false
	root.HideVersion = true
	root.Writer, root.ErrWriter, root.Reader = h.stdout, h.stderr, h.stdin
	// run reports errors, once.
	root.ExitErrHandler = func(context.Context, *cli.Command, error) {}
	return root
}

// many is more arguments than anybody gives.
const many = 1 << 30

// command sets what cli does not pass on to subcommands: how usage errors are reported, that values
// are not split, and how many arguments there may be.
func (h *host) command(c *cli.Command, least, most int) *cli.Command {
	c.DisableSliceFlagSeparator = true
	if example := example(c.Name); example != "" {
		c.Description = strings.TrimLeft(c.Description+"\n\nFor example:\n\n   "+example, "\n")
	}
	c.HideHelpCommand = true
	c.OnUsageError = func(_ context.Context, c *cli.Command, _ error, _ bool) error { return h.usageError(c) }
	c.ArgValidator = func(_ context.Context, c *cli.Command) error {
		switch n := c.NArg(); {
		case n < least:
			return h.usage(c, h.said().Usage.Needs, c.Name, c.ArgsUsage)
		case n > most && most == 0:
			return h.usage(c, h.said().Usage.None, c.Name)
		case n > most:
			return h.usage(c, h.said().Usage.One, c.Name, n)
		}
		return nil
	}
	return c
}

// knownCommand refuses a first word that is not a command: it must not open the screens.
// The word is not repeated, as it may be the start of a sentence. cli also asks about
// the words after help.
func (h *host) knownCommand(_ context.Context, c *cli.Command) error {
	root, name := c.Root(), c.Args().First()
	if name == "" || c != root && root.Command(name) != nil {
		return nil
	}
	// cli always has a suggestion, however far it is from what was typed.
	if like := cli.SuggestCommand(root.VisibleCommands(), name); like != "" && like[0] == name[0] {
		return h.usage(root, h.said().Usage.Like, like)
	}
	return h.usage(root, h.said().Usage.Unknown)
}

// on is the action of a command on the journal that open returns.
func on(open func(*cli.Command) (*store.Journal, error), run func(context.Context, *cli.Command, *store.Journal) error) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) error {
		j, err := open(c)
		if err != nil {
			return err
		}
		return run(ctx, c, j)
	}
}

// journal returns the journal that the command line names. It reads nothing of it.
func (h *host) journal(c *cli.Command) (*store.Journal, error) {
	j, _, err := h.journalAndSettings(c, h.patience, h.oneHeader)
	return j, err
}

// journalAndSettings also returns the settings to use. A mistake in them is reported, and stops
// nothing. oneHeader, unless nil, is called if a header of the file is damaged.
func (h *host) journalAndSettings(c *cli.Command, patience time.Duration, oneHeader func()) (*store.Journal, settings, error) {
	path, err := h.journalPath(c.String(flagJournal))
	if err != nil {
		return nil, settings{}, err
	}
	s, err := h.settings(path)
	h.remark(err)
	const none = -1 // 0 is the store's own choice
	b := s.Backups
	j := store.New(store.Options{
		Path: path, WorkFactor: h.workFactor, Patience: patience, Now: h.now,
		OneHeader: oneHeader, State: h.stateFile(), Chosen: path != h.usualPath(),
		Backups: backup.Options{
			Dir: b.Folder, MaxBytes: int64(b.Megabytes) << 20, Off: b.Off,
			Daily: cmp.Or(b.Daily, none), Weekly: cmp.Or(b.Weekly, none), Monthly: cmp.Or(b.Monthly, none),
		},
	})
	if c.Bool(flagNew) {
		j.MeanIt()
	}
	return j, s, nil
}

// journalToPurge returns the journal for a command that deletes something. Backups are purged
// too, so the settings, which say where they are, must be right.
func (h *host) journalToPurge(c *cli.Command) (*store.Journal, error) {
	if _, err := h.settings(""); err != nil {
		return nil, because(exitFailed, err, h.said().Failed.Settings)
	}
	return h.journal(c)
}
