package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
)

func (h host) version() *cli.Command {
	return h.command(&cli.Command{
		Name:   "version",
		Usage:  "print the version of the program and of its format",
		Action: h.runVersion,
	}, 0, 0)
}

// runVersion names the build as the Go toolchain recorded it.
func (h host) runVersion(context.Context, *cli.Command) error {
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
	return h.say(fmt.Sprintf("shakeoff %s%s%s, format %s, %s %s/%s", version, revision, changed, exchange.Format, runtime.Version(), runtime.GOOS, runtime.GOARCH))
}
