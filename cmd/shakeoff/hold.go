package main

import (
	"bufio"
	"fmt"
)

// hold waits for enter if Windows opened a console for this program alone, as on a double-click: the
// window would close at once, and nobody could read the last lines.
func (h *host) hold() {
	if !ownConsole() || !isTerminal(h.stdin) {
		return
	}
	fmt.Fprintln(h.stderr, "Press enter to close.")
	_, _ = bufio.NewReader(h.stdin).ReadString('\n')
}
