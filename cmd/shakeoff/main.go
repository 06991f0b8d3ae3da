package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

func main() {
	h := system()
	code := run(context.Background(), h, os.Args)
	if code != exitDone {
		h.hold()
	}
	os.Exit(code)
}

// host is everything that a command is given from outside.
type host struct {
	stdin, stdout, stderr *os.File

	args    []string      // the command line, the name of the program first
	environ []string      // as in os.Environ
	native  func() string // the locale where the environment names none, or ""
	now     func() time.Time
	// The cost of the lock as log2, and how long to wait for another program; 0
	// leaves both to the store. Only tests set them.
	workFactor int
	patience   time.Duration

	oneHeader func()   // tells, once, that one of the file's two headers is damaged
	remarked  []string // the mistakes in settings files that were reported
}

func system() *host {
	return &host{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(), native: systemLocale, now: time.Now}
}

// env returns the value of a variable, or "".
func (h *host) env(name string) string {
	for _, pair := range h.environ {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// run runs one command line, says on standard error what went wrong, and
// returns the exit code. Any command may hold words or a passphrase at some point.
func run(ctx context.Context, h *host, args []string) int {
	h.args = args
	h.oneHeader = sync.OnceFunc(func() {
		h.fail(told(exitDone, h.said().Failed.OneHeader))
	})
	err := errors.Join(littleEndian(binary.NativeEndian), undumpable())
	if err == nil {
		err = h.root().Run(ctx, args)
	}
	return h.fail(err)
}

// littleEndian refuses a machine on which the file would be another: bbolt writes numbers in the
// order of the machine.
func littleEndian(order binary.ByteOrder) error {
	if order.Uint16([]byte{1, 0}) == 1 {
		return nil
	}
	return failure{code: exitFailed, err: errors.New("this computer keeps its numbers the other way round (big-endian), and a journal cannot be kept on it"), next: "use another computer"}
}

// hold waits for enter if Windows opened a console for this program alone, as on a double-click: the
// window would close at once, and nobody could read the last lines.
func (h *host) hold() {
	if !ownConsole() || !isTerminal(h.stdin) {
		return
	}
	fmt.Fprintln(h.stderr, "Press enter to close.")
	_, _ = bufio.NewReader(h.stdin).ReadString('\n')
}
