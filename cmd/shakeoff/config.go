package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/urfave/cli/v3"

	"shakeoff/tui/editor"
)

func (h host) config() *cli.Command {
	return h.command(&cli.Command{
		Name:  "config",
		Usage: "show the settings that hold, and in which file they are set",
		Description: "The file need not exist, and need not set everything. What is printed can be\n" +
			"taken as its beginning. Another folder for backups is for those to come: move\n" +
			"the ones there are along, for only in that folder do they forget what you delete.\n" +
			"What is asked of you, and what Ready reminds you of, can be set in guide.toml in\n" +
			"the same folder: --guide prints it whole, to begin with. All else that is said can\n" +
			"be set in words-LANG.toml, for any language, as in words-nl.toml: --words prints\n" +
			"that. Do not print into the file that is read; the shell would empty it first.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "guide", Usage: "print the questions, hints and reminders, as guide.toml sets them"},
			&cli.BoolFlag{Name: "words", Usage: "print all else that is said, with the English, to translate as words-LANG.toml"},
		},
		Action: h.runConfig,
	}, 0, 0)
}

func (h host) runConfig(_ context.Context, c *cli.Command) error {
	guidePath, wordsPath := placed(h.configFile("guide.toml")), placed(h.wordsPath(h.language()))
	if c.Bool("guide") {
		g, bad := h.readGuide()
		return errors.Join(bad, h.say("# "+guidePath+"\n\n"+strings.TrimSuffix(g.TOML(), "\n")))
	}
	if c.Bool("words") {
		w, bad := h.readWords()
		return errors.Join(bad, h.say("# "+wordsPath+"\n\n"+strings.TrimSuffix(w.TOML(), "\n")))
	}
	path, err := h.journalPath(c.String(flagJournal))
	if err != nil {
		return err
	}
	motion, err := h.motionOverride(c)
	if err != nil {
		return err
	}
	s, bad := h.settings(path)
	s.Motion = cmp.Or(motion, s.Motion)
	text, err := toml.Marshal(s)
	if err != nil {
		return err
	}
	return errors.Join(bad, h.say("# "+placed(h.configFile("config.toml"))+
		"\n# the questions in your own words: "+guidePath+
		"\n# shakeoff config --guide prints one to begin with"+
		"\n# all else that is said: "+wordsPath+
		"\n# shakeoff config --words prints one to begin with"+
		"\n\n"+strings.TrimSuffix(string(text), "\n")))
}

// placed names a file of settings, and says if it does not exist yet.
func placed(file string) string {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return editor.Safe(file) + ", which does not exist yet"
	}
	return editor.Safe(file)
}
