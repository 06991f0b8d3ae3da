package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"shakeoff/tui/guide"
)

// guide returns the guide in the person's own words, from guide.toml beside
// config.toml. A bad file is told of in one line, and the built-in guide holds.
func (h host) guide() guide.Guide {
	built := h.builtInGuide()
	config := h.configPath()
	if config == "" {
		return built
	}
	name := filepath.Join(filepath.Dir(config), "guide.toml")
	text, err := readConfig(name)
	if errors.Is(err, fs.ErrNotExist) {
		return built
	}
	var f guide.File
	if err == nil {
		err = decodeConfig(text, &f)
	}
	g := built
	if err == nil {
		g, err = built.Reworded(f)
	}
	if err != nil {
		h.fail(failure{exitFailed, fmt.Errorf("%s is not used, %w", name, err), "put it right; until then the built-in words hold"})
		return built
	}
	return g
}
