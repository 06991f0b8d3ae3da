package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/tomlfile"
	"shakeoff/tui/words"
)

// settingsOf is where and how Settings keeps what is set, for the journal of a window.
func (h *host) settingsOf(w *wire.Window) kit.Kept {
	return kit.Kept{
		Journal: w.Told(w.Path()), Shared: w.Shared(), File: w.Told(h.configFile("config.toml")),
		Languages: words.Languages(),
		Keep: func(_ context.Context, name string, value any) (line string, err error) {
			return h.keepSetting(w.Path(), name, value)
		},
		Speak: func(language string) (*words.Words, guide.Guide) {
			tag := cmp.Or(language, h.localeLanguage())
			w, _ := h.readWords(tag) // a mistake in them is told at the start
			g, _ := h.readGuide(tag)
			return w, g
		},
	}
}

// keepSetting keeps a setting in config.toml, for the journal at a path: it changes only its value
// there, or adds a line, or makes the file. A file that cannot be understood or written stays as it
// is. One that has another mistake is changed all the same, with the error kit.ErrNotUsed. In any
// case it returns the line that sets the value.
func (h *host) keepSetting(path, name string, value any) (line string, err error) {
	text, err := toml.Marshal(map[string]any{name: value})
	if err != nil {
		return "", err
	}
	line = strings.TrimSpace(string(text))
	_, written, _ := strings.Cut(line, " = ")
	return line, h.changeConfig(path, name, written)
}

// changeConfig gives a setting a value, as TOML has it.
func (h *host) changeConfig(path, name, value string) error {
	file, err := realPath(h.configFile("config.toml"))
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o600)
	text, err := readSettings(file)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = blankConfig(path)
	} else if info, failed := os.Stat(file); failed == nil {
		mode = info.Mode().Perm()
	}
	if err != nil {
		return err
	}
	changed, err := tomlfile.Set(text, name, value)
	if err != nil {
		return err
	}
	_, before := h.parseSettings(path, text)
	_, after := h.parseSettings(path, changed)
	if before == nil && after != nil { // a value that the file would not be read with
		return after
	}
	if err := replaceFile(file, changed, mode); err != nil {
		return err
	}
	if after != nil {
		return kit.ErrNotUsed
	}
	return nil
}

// blankConfig is a config.toml that shows what can be set, and sets nothing.
func blankConfig(path string) ([]byte, error) {
	text, err := toml.Marshal(defaults(path))
	return regexp.MustCompile(`(?m)^([^#\n])`).ReplaceAll(text, []byte("# $1")), err
}

// realPath follows links to where a file lies, or would lie.
func realPath(name string) (string, error) {
	const most = 40
	for range most {
		to, err := os.Readlink(name)
		switch {
		case name == "":
			return "", errors.New("it is not known where your home folder is")
		case err != nil: // no link
			return name, nil
		case !filepath.IsAbs(to):
			to = filepath.Join(filepath.Dir(name), to)
		}
		name = to
	}
	return "", errors.New("its links lead nowhere")
}

// replaceFile replaces the text of a file, all of it or nothing, even if the program is killed.
func replaceFile(name string, text []byte, mode fs.FileMode) (err error) {
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	// One that is not to be written is left alone: whoever made it so meant it.
	if was, err := os.OpenFile(name, os.O_WRONLY, 0); err == nil {
		_ = was.Close()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.CreateTemp(folder, "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	_, err = file.Write(text)
	if err = errors.Join(err, file.Chmod(mode), file.Sync(), file.Close()); err != nil {
		return err
	}
	if err = os.Rename(file.Name(), name); err != nil {
		return err
	}
	if dir, opened := os.Open(folder); opened == nil { // so that the name outlasts a power cut
		_ = dir.Sync()
		_ = dir.Close()
	}
	return nil
}
