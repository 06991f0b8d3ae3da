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
// commit's day. Other builds say what the Go toolchain recorded, which names the commit too.
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

func build() string {
	if releaseVersion != "" {
		return strings.Join(strings.Fields(releaseVersion+" "+releaseCommit+" "+releaseDate), " ")
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "(unknown)"
}
