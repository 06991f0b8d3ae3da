package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/urfave/cli/v3"

	"shakeoff/tui/editor"
)

func (h *host) config() *cli.Command {
	return h.command(&cli.Command{
		Name:  "config",
		Usage: "show the settings in use, and the file they come from",
		Description: "The file need not exist, and need not set everything: you can start from what is\n" +
			"printed. A new folder for backups is for those to come. Move the older ones\n" +
			"there too, so that what you delete goes from them as well.\n\n" +
			"The questions, and the reminders of Ready, can be set in guide.toml in the same\n" +
			"folder: --guide prints one to start from. Every other word can be set in\n" +
			"words-LANG.toml, for any language, such as words-da.toml: --words prints one. Do\n" +
			"not print into the file that is in use: the shell would empty it first.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "guide", Usage: "print the questions, hints and reminders, to start a guide.toml from"},
			&cli.BoolFlag{Name: "words", Usage: "print every other word with its English, to start a words-LANG.toml from"},
		},
		Action: h.runConfig,
	}, 0, 0)
}

func (h *host) runConfig(_ context.Context, c *cli.Command) error {
	guidePath, wordsPath := placed(h.configFile("guide.toml")), placed(h.wordsPath(h.language()))
	if c.Bool("guide") {
		g, bad := h.readGuide(h.language())
		return errors.Join(bad, h.say("# "+guidePath+"\n\n"+strings.TrimSuffix(g.TOML(), "\n")))
	}
	if c.Bool("words") {
		w, bad := h.readWords(h.language())
		return errors.Join(bad, h.say("# "+wordsPath+"\n\n"+strings.TrimSuffix(w.TOML(), "\n")))
	}
	path, err := h.journalPath(c.String(flagJournal))
	if err != nil {
		return err
	}
	s, bad := h.settings(path)
	if err := h.override(c, &s); err != nil {
		return err
	}
	text, err := toml.Marshal(s)
	if err != nil {
		return err
	}
	return errors.Join(bad, h.say("# "+placed(h.configFile("config.toml"))+
		"\n# the questions in your own words: "+guidePath+
		"\n# shakeoff config --guide prints one to start from"+
		"\n# every other word: "+wordsPath+
		"\n# shakeoff config --words prints one to start from"+
		"\n\n"+strings.TrimSuffix(string(text), "\n")))
}

// placed names a file of settings, and says if it does not exist yet.
func placed(file string) string {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return editor.Safe(file) + ", which does not exist yet"
	}
	return editor.Safe(file)
}
