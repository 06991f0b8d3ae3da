package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/theme"
	"shakeoff/tui/tomlfile"
	"shakeoff/tui/words"
)

func (h *host) settingsRoom() *cli.Command {
	return h.command(&cli.Command{
		Name:  "settings",
		Usage: "open what can be set, or print it as config does",
		Description: "The lock and the recovery key are there too. Without the screens, shakeoff\n" +
			"passphrase sets, changes and removes the lock, shakeoff recovery prints the key,\n" +
			"and all else is set in the file that shakeoff config names.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return h.openOrPrint(ctx, c, kit.Settings, func() error { return h.runConfig(ctx, c) })
		},
	}, 0, 0)
}

// settings are what a person may set in config.toml.
type settings struct {
	Someone     string         `toml:"someone" comment:"someone to turn to when a page stays heavy: \"Sam, ext. 4410\"; shown then and in Ready, and never sent anywhere"`
	Language    string         `toml:"language" comment:"the language of the guide and the rooms: en, es, fr, de, pt or id, or that of a words-LANG.toml; empty to follow your system"`
	IdleMinutes int            `toml:"idle_minutes" comment:"lock the journal after this many minutes without a key press"`
	Motion      string         `toml:"motion" comment:"animation of the shake: full, reduced or off"`
	Theme       string         `toml:"theme" comment:"colours: auto as your terminal has them, dark, light, or contrast for a stronger one"`
	Mouse       bool           `toml:"mouse" comment:"the mouse, true or false; while it is on, hold shift to select text"`
	Blank       bool           `toml:"blank_on_focus_loss" comment:"cover the screen when you switch to another window"`
	Backups     backupSettings `toml:"backups"`
}

type backupSettings struct {
	Folder    string `toml:"folder" comment:"the folder they go to"`
	Daily     int    `toml:"daily" comment:"how many daily, weekly and monthly ones to keep; 0 for none"`
	Weekly    int    `toml:"weekly"`
	Monthly   int    `toml:"monthly"`
	Megabytes int    `toml:"megabytes" comment:"how large all of them may be together; the newest is always kept"`
	Off       bool   `toml:"off" comment:"true to make no backups"`
}

// defaults are the settings for the journal at a path where nothing is set.
func defaults(path string) settings {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // by whichever of its names it is opened
	}
	return settings{IdleMinutes: 5, Motion: "full", Theme: string(theme.Auto), Mouse: true, Backups: backupSettings{
		Folder: filepath.Join(filepath.Dir(path), "backups"),
		Daily:  7, Weekly: 4, Monthly: 12, Megabytes: 512,
	}}
}

// rule is what a setting takes, and whether it holds.
type rule struct {
	name  string
	takes tomlfile.Mistake
	holds bool
}

func (s settings) rules(speaks func(language string) bool) []rule {
	number := func(name string, n, least, most int) rule {
		return rule{name, tomlfile.Wrong("number", least, most), least <= n && n <= most}
	}
	among := func(flag, value string) rule {
		return rule{flag, tomlfile.Wrong("one_of", strings.Join(choices(flag), ", ")), slices.Contains(choices(flag), value)}
	}
	b := s.Backups
	yes := tomlfile.Wrong("bool")
	const maxKept = 10_000
	return []rule{
		{"someone", tomlfile.Wrong("one_line"), len([]rune(s.Someone)) <= 200 && !strings.ContainsAny(s.Someone, "\r\n")},
		{
			"language", tomlfile.Wrong("language", strings.Join(words.Languages(), ", ")),
			s.Language == "" || speaks(s.Language),
		},
		number("idle_minutes", s.IdleMinutes, 1, 24*60),
		among(flagMotion, s.Motion), among(flagTheme, s.Theme),
		{"mouse", yes, true},
		{"blank_on_focus_loss", yes, true},
		{"off", yes, true},
		{"folder", tomlfile.Wrong("path"), filepath.IsAbs(b.Folder)},
		number("daily", b.Daily, 0, maxKept), number("weekly", b.Weekly, 0, maxKept), number("monthly", b.Monthly, 0, maxKept),
		number("megabytes", b.Megabytes, 1, 1<<20),
	}
}

// takes says what a setting takes, or how any is written.
func takes(key []string) tomlfile.Mistake {
	for _, r := range (settings{}).rules(nil) {
		if len(key) > 0 && r.name == key[len(key)-1] {
			return tomlfile.Wrong("takes", r.name, r.takes)
		}
	}
	return tomlfile.Wrong("text", "motion = 'off'")
}

func (s settings) idle() time.Duration { return time.Duration(s.IdleMinutes) * time.Minute }

// settings reads the settings for the journal at a path. With an error it returns the defaults.
func (h *host) settings(path string) (settings, error) {
	said := func(f words.Failed) [2]string { return f.Config }
	return readConfig(h.configFile("config.toml"), said, defaults(path), func(text []byte) (settings, error) {
		return h.parseSettings(path, text)
	})
}

// parseSettings reads the text of config.toml. With an error it returns the defaults.
func (h *host) parseSettings(path string, text []byte) (settings, error) {
	s := defaults(path)
	if err := tomlfile.Decode(text, &s, takes); err != nil {
		return defaults(path), err
	}
	if rest, ok := strings.CutPrefix(filepath.ToSlash(s.Backups.Folder), "~/"); ok {
		s.Backups.Folder = filepath.Join(h.homeFolder(runtime.GOOS), rest)
	}
	for _, r := range s.rules(h.speaks) {
		if !r.holds {
			return defaults(path), tomlfile.Wrong("takes", r.name, r.takes)
		}
	}
	return s, nil
}

// guide returns the guide to use. A mistake in guide.toml is reported in one line, and
// stops nothing.
func (h *host) guide() guide.Guide {
	g, err := h.readGuide(h.language())
	h.remark(err)
	return g
}

// readGuide returns the guide in the person's own words, as guide.toml has them;
// without that file, and with an error, the built-in one.
func (h *host) readGuide(language string) (guide.Guide, error) {
	g, _ := guide.In(words.LanguageOf(language))
	said := func(f words.Failed) [2]string { return f.Guide }
	return readConfig(h.configFile("guide.toml"), said, g, g.Reworded)
}

// unused is a settings file that is not used, and why. It is reported once the language is known.
type unused struct {
	name string
	said func(words.Failed) [2]string
	why  error
}

func (u unused) in(said words.Command) failure {
	says := u.said(said.Failed)
	return told(exitFailed, says, u.name, tomlfile.Told(u.why, said.Mistakes))
}

func (u unused) Error() string { return u.in(words.English().Command).Error() }
func (u unused) Unwrap() error { return u.why }

// remark reports a mistake in a settings file once, however often the file is read.
func (h *host) remark(err error) {
	if err != nil && !slices.Contains(h.remarked, err.Error()) {
		h.remarked = append(h.remarked, err.Error())
		h.fail(err)
	}
}

// readConfig reads a settings file, if there is one; else it returns what is built in.
func readConfig[T any](name string, said func(words.Failed) [2]string, builtIn T, read func(text []byte) (T, error)) (T, error) {
	text, err := readSettings(name)
	if errors.Is(err, fs.ErrNotExist) {
		return builtIn, nil
	}
	if err == nil {
		builtIn, err = read(text)
	}
	if err != nil {
		err = unused{name, said, err}
	}
	return builtIn, err
}

// readSettings returns the text of a settings file. It looks first: opening a pipe would hang.
func readSettings(name string) (text []byte, err error) {
	const maxBytes = 256 << 10
	info, err := os.Stat(name)
	switch {
	case err == nil && (!info.Mode().IsRegular() || info.Size() > maxBytes):
		return nil, tomlfile.Wrong("no_file")
	case err == nil:
		text, err = os.ReadFile(name)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = tomlfile.Wrong("no_read", err)
	}
	return text, err
}

// What a flag and a variable can say over a setting of the same name.
const (
	flagMotion, envMotion = "motion", "SHAKEOFF_MOTION"
	flagTheme, envTheme   = "theme", "SHAKEOFF_THEME"
)

// motion is the motion of that name.
func motion(name string) kit.Motion {
	switch name {
	case "off":
		return kit.MotionOff
	case "reduced":
		return kit.MotionReduced
	}
	return kit.MotionFull
}

// override puts into s what flags and the environment say over it. NO_COLOR turns off what
// moves: whoever sets it wants a quiet terminal.
func (h *host) override(c *cli.Command, s *settings) error {
	if h.env("NO_COLOR") != "" {
		s.Motion = "off"
	}
	return cmp.Or(h.overrides(c, flagMotion, envMotion, &s.Motion), h.overrides(c, flagTheme, envTheme, &s.Theme))
}

// overrides sets a setting to what a flag says, or else a variable.
func (h *host) overrides(c *cli.Command, flag, env string, setting *string) error {
	from, value := "--"+flag, c.String(flag)
	if value == "" {
		from, value = "$"+env, h.env(env)
	}
	if value != "" && !slices.Contains(choices(flag), value) {
		return h.usage(c, h.said().Usage.Takes, from, strings.Join(choices(flag), ", "))
	}
	*setting = cmp.Or(value, *setting)
	return nil
}
