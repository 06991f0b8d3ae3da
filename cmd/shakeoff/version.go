package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
)

// What a release sets with the linker's -X: its number, as 1.2.3, and its commit and the
// commit's day. Other builds say what the Go toolchain recorded.
var releaseVersion, releaseCommit, releaseDate string

func (h *host) version() *cli.Command {
	return h.command(&cli.Command{
		Name:   "version",
		Usage:  "print the version of the program and of its format",
		Action: h.runVersion,
	}, 0, 0)
}

func (h *host) runVersion(context.Context, *cli.Command) error {
	return h.say(fmt.Sprintf("shakeoff %s, format %s, %s %s/%s", build(), exchange.Format, runtime.Version(), runtime.GOOS, runtime.GOARCH))
}

// build names the build: its version, commit and day, as far as they are known.
func build() string {
	if releaseVersion != "" {
		return strings.Join(strings.Fields(releaseVersion+" "+releaseCommit+" "+releaseDate), " ")
	}
	version, revision, changed := "(unknown)", "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = " " + s.Value[:min(12, len(s.Value))]
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = " with changes"
			}
		}
	}
	return version + revision + changed
}
