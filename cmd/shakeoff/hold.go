package main

import (
	"bufio"
	"fmt"
)

// hold waits for enter where the window would close at once and take with it what was said
// last: where Windows opened a console for this program alone, as on a double-click.
func (h *host) hold() {
	if !ownConsole() || !isTerminal(h.stdin) {
		return
	}
	fmt.Fprintln(h.stderr, "Press enter to close.")
	_, _ = bufio.NewReader(h.stdin).ReadString('\n')
}
