package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/urfave/cli/v3"

	"shakeoff/store/backup"
	"shakeoff/tui/editor"
	"shakeoff/tui/tomlfile"
	"shakeoff/tui/words"
)

// settings are what a person may set in config.toml, and, with what was not
// set filled in, what holds.
type settings struct {
	Someone     string         `toml:"someone" comment:"who could be told when something stays heavy: \"Sam, ext. 4410\""`
	Language    string         `toml:"language" comment:"the language of the guide and the rooms: en, es, fr, de, pt or id, or that of a words-LANG.toml; empty for that of your locale"`
	IdleMinutes int            `toml:"idle_minutes" comment:"after how many idle minutes the journal locks itself"`
	Motion      string         `toml:"motion" comment:"how much moves when you shake: full, reduced or off"`
	Mouse       bool           `toml:"mouse" comment:"whether rooms, rows and weights can be clicked; where they can, selecting text takes shift"`
	Blank       bool           `toml:"blank_on_focus_loss" comment:"cover the screen when you go to another window"`
	Backups     backupSettings `toml:"backups"`
}

// backupSettings are about the backups that are made by themselves.
type backupSettings struct {
	Folder    string `toml:"folder" comment:"where they lie"`
	Daily     int    `toml:"daily" comment:"of how many days, weeks and months one is kept; 0 for none"`
	Weekly    int    `toml:"weekly"`
	Monthly   int    `toml:"monthly"`
	Megabytes int    `toml:"megabytes" comment:"how large all of them together may be; the newest is always kept"`
	Off       bool   `toml:"off" comment:"make none"`
}

// standard are the settings of the journal at a path until somebody sets them.
func standard(path string) settings {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	return settings{IdleMinutes: 5, Motion: motionFull, Mouse: true, Backups: backupSettings{
		Folder: filepath.Join(filepath.Dir(path), "backups"),
		Daily:  7, Weekly: 4, Monthly: 12, Megabytes: 512,
	}}
}

// The bounds of what can be set.
const (
	maxIdle      = 24 * 60 // minutes
	maxKept      = 10_000
	maxMegabytes = 1 << 20
	maxSomeone   = 200 // letters
)

// rule is what a setting takes, and whether it holds.
type rule struct {
	name, takes string
	holds       bool
}

func (s settings) rules(speaks func(language string) bool) []rule {
	number := func(name string, n, least, most int) rule {
		return rule{name, fmt.Sprintf("a number from %d to %d", least, most), least <= n && n <= most}
	}
	b := s.Backups
	_, known := motionNamed(s.Motion)
	const yes = "true or false"
	return []rule{
		{"someone", "one line", len([]rune(s.Someone)) <= maxSomeone && !strings.ContainsAny(s.Someone, "\r\n")},
		{
			"language", "one of " + strings.Join(words.Languages(), ", ") + ", the language of a words-LANG.toml in the same folder, or nothing for that of your locale",
			s.Language == "" || speaks(s.Language),
		},
		number("idle_minutes", s.IdleMinutes, 1, maxIdle),
		{"motion", motionTakes, known},
		{"mouse", yes, true},
		{"blank_on_focus_loss", yes, true},
		{"off", yes, true},
		{"folder", "a path from the root, or from ~", filepath.IsAbs(b.Folder)},
		number("daily", b.Daily, 0, maxKept), number("weekly", b.Weekly, 0, maxKept), number("monthly", b.Monthly, 0, maxKept),
		number("megabytes", b.Megabytes, 1, maxMegabytes),
	}
}

// takes says what a setting takes, "" for an unknown one.
func takes(key []string) (name, what string) {
	for _, r := range (settings{}).rules(nil) {
		if len(key) > 0 && r.name == key[len(key)-1] {
			return r.name, r.takes
		}
	}
	return "", ""
}

// idle is how long nothing may be pressed before the journal locks itself.
func (s settings) idle() time.Duration { return time.Duration(s.IdleMinutes) * time.Minute }

// store returns the settings as the store takes them: there 0 is the store's own
// choice, and a negative number asks for no backups.
func (b backupSettings) store() backup.Options {
	orNone := func(n int) int {
		if n == 0 {
			return -1
		}
		return n
	}
	return backup.Options{
		Dir: b.Folder, Daily: orNone(b.Daily), Weekly: orNone(b.Weekly), Monthly: orNone(b.Monthly),
		MaxBytes: int64(b.Megabytes) << 20, Off: b.Off,
	}
}

// settings reads the settings for the journal at a path. The standard ones hold
// where nothing is set, and with an error they all hold.
func (h host) settings(path string) (settings, error) {
	s := standard(path)
	file := h.configPath()
	text, err := readConfig(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = tomlfile.Kind{Takes: takes, Text: "between quotes, as in motion = 'off'"}.Decode(text, &s)
	}
	if rest, ok := strings.CutPrefix(s.Backups.Folder, "~"+string(filepath.Separator)); ok {
		s.Backups.Folder = filepath.Join(h.homeFolder(runtime.GOOS), rest)
	}
	for _, r := range s.rules(h.speaks) {
		if err == nil && !r.holds {
			err = fmt.Errorf("%s takes %s", r.name, r.takes)
		}
	}
	if err != nil {
		return standard(path), failure{exitFailed, fmt.Errorf("%s is not used, %w", file, err), "put it right; until then the standard settings hold, as shakeoff config shows them"}
	}
	return s, nil
}

// maxConfig is longer than any file of settings, in bytes.
const maxConfig = 256 << 10

// readConfig reads a file of settings; the error is fs.ErrNotExist if it does not
// exist. Opening a pipe would hang, so it looks before it opens.
func readConfig(name string) ([]byte, error) {
	if name == "" {
		return nil, fs.ErrNotExist
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fs.ErrNotExist
	case err == nil && (!info.Mode().IsRegular() || info.Size() > maxConfig):
		return nil, errors.New("it is no file of settings")
	case err == nil:
		var text []byte
		if text, err = os.ReadFile(name); err == nil {
			return text, nil
		}
	}
	return nil, fmt.Errorf("it cannot be read: %w", err)
}

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
			&cli.BoolFlag{Name: flagGuide, Usage: "print the questions, hints and reminders, as guide.toml sets them"},
			&cli.BoolFlag{Name: flagWords, Usage: "print all else that is said, with the English, to translate as words-LANG.toml"},
		},
		Action: h.runConfig,
	}, 0, 0)
}

// What is printed in the place of config.toml.
const (
	flagGuide = "guide"
	flagWords = "words"
)

func (h host) runConfig(_ context.Context, c *cli.Command) error {
	if c.Bool(flagGuide) {
		g, bad := h.readGuide()
		return errors.Join(bad, h.say("# "+placed(h.guidePath())+"\n\n"+strings.TrimSuffix(g.TOML(), "\n")))
	}
	if c.Bool(flagWords) {
		w, bad := h.readWords()
		return errors.Join(bad, h.say("# "+placed(h.wordsPath(h.language()))+"\n\n"+strings.TrimSuffix(w.TOML(), "\n")))
	}
	path, err := h.journalPath(c.String(flagJournal))
	if err != nil {
		return err
	}
	motion, err := h.motionAsked(c)
	if err != nil {
		return err
	}
	s, bad := h.settings(path)
	s.Motion = cmp.Or(motion, s.Motion)
	text, err := toml.Marshal(s)
	if err != nil {
		return err
	}
	return errors.Join(bad, h.say("# "+placed(h.configPath())+
		"\n# the questions in your own words: "+placed(h.guidePath())+
		"\n# shakeoff config --guide prints one to begin with"+
		"\n# all else that is said: "+placed(h.wordsPath(h.language()))+
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
