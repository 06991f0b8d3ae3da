package main

import (
	"fmt"
	"os"
	"runtime"

	"shakeoff/cmd/shakeoff/wire"
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

// sayRescued says once more, when the screens are gone, where pages lie that
// the journal did not take, and how they come home.
func (h host) sayRescued(w *wire.Window) {
	for _, path := range w.Rescued() {
		path = editor.Safe(path)
		fmt.Fprintf(h.stderr, "A page that could not be kept lies in %s\n", path)
		fmt.Fprintf(h.stderr, "Once the journal can be written: shakeoff --journal '%s' export | shakeoff add; then delete that file.\n", path)
	}
}
