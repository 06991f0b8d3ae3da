package main

import (
	"context"
	"os"
	"time"
)

func main() { os.Exit(run(context.Background(), system(), os.Args)) }

// host is everything that a command is given from outside.
type host struct {
	stdin, stdout, stderr *os.File

	args    []string // the command line, the name of the program first
	environ []string // as in os.Environ
	now     func() time.Time
	// The cost of the lock as log2, and how long to wait for another program;
	// 0 is the store's own. Only tests set them: nothing from outside can.
	workFactor int
	patience   time.Duration
}

func system() host {
	return host{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(), now: time.Now}
}

// env returns the value of a variable, or "".
func (h host) env(name string) string {
	for _, pair := range h.environ {
		if len(pair) > len(name) && pair[len(name)] == '=' && pair[:len(name)] == name {
			return pair[len(name)+1:]
		}
	}
	return ""
}

// run runs one command line, says on standard error what went wrong, and
// returns the exit code. Any command may come to hold words or a passphrase.
func run(ctx context.Context, h host, args []string) int {
	h.args = args
	err := undumpable()
	if err == nil {
		err = h.root().Run(ctx, args)
	}
	if err == nil {
		return exitDone
	}
	return h.fail(err)
}
