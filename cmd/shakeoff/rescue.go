package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/editor"
)

// rescueFolders are where a page may lie that the journal does not take: the
// home folder, and where that is on the same full disk, the one for what is
// temporary.
func (h host) rescueFolders() []string {
	folders := []string{h.homeFolder(runtime.GOOS), os.TempDir()}
	if folders[0] == "" {
		return folders[1:]
	}
	return folders
}

// Rescue puts the page into a sealed file of its own, in the first folder that
// takes it, and returns where, as a person would be told.
func (p *page) Rescue(ctx context.Context, e journal.Entry) (string, error) {
	var failed error
	for _, folder := range p.window.rescueTo {
		path, err := p.Draft.Rescue(ctx, folder, e)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		p.window.mu.Lock()
		p.window.rescued = append(p.window.rescued, path)
		p.window.mu.Unlock()
		return p.window.told(path), nil
	}
	return "", failed
}

// told is a path as a person is told it: short, if it lies under the first
// folder, which is the home.
func (w *window) told(path string) string {
	if rest, ok := strings.CutPrefix(path, filepath.Clean(w.rescueTo[0])+string(filepath.Separator)); ok && runtime.GOOS != "windows" {
		return "~/" + rest
	}
	return path
}

// sayRescued says once more, when the screens are gone, where pages lie that
// the journal did not take, and how they come home.
func (h host) sayRescued(w *window) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, path := range w.rescued {
		path = editor.Safe(path)
		fmt.Fprintf(h.stderr, "A page that could not be kept lies in %s\n", path)
		fmt.Fprintf(h.stderr, "Once the journal can be written: shakeoff --journal '%s' export | shakeoff add; then delete that file.\n", path)
	}
}
