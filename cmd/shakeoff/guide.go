package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"shakeoff/tui/guide"
	"shakeoff/tui/words"
)

// guidePath is where a person's own words for the guide lie, or "".
func (h host) guidePath() string {
	config := h.configPath()
	if config == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(config), "guide.toml")
}

// guide returns the guide that holds. A mistake in its file is told in one line, and
// stops nothing.
func (h host) guide() guide.Guide {
	g, err := h.readGuide()
	if err != nil {
		h.fail(err)
	}
	return g
}

// readGuide returns the guide in the person's own words, as guide.toml has them;
// without that file, and with an error, the built-in one.
func (h host) readGuide() (guide.Guide, error) {
	built, _ := guide.In(words.LanguageOf(h.language()))
	name := h.guidePath()
	text, err := readConfig(name)
	if errors.Is(err, fs.ErrNotExist) {
		return built, nil
	}
	g := built
	if err == nil {
		g, err = built.Reworded(text)
	}
	if err != nil {
		return built, failure{exitFailed, fmt.Errorf("%s is not used, %w", name, err), "put it right; until then the built-in words hold"}
	}
	return g, nil
}
