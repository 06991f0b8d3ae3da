package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"shakeoff/tui/guide"
)

// guidePath is where a person's own words for the guide lie, or "".
func (h host) guidePath() string {
	config := h.configPath()
	if config == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(config), "guide.toml")
}

// guide returns the guide that holds. A bad file is told of in one line, and stops
// nothing.
func (h host) guide() guide.Guide {
	g, err := h.readGuide()
	if err != nil {
		h.fail(err)
	}
	return g
}

// readGuide returns the guide in the person's own words, as guide.toml has them.
// The built-in one holds where there is none, and beside an error.
func (h host) readGuide() (guide.Guide, error) {
	built, name := h.builtInGuide(), h.guidePath()
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
