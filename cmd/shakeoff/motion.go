package main

import (
	"errors"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
)

// A flag, a variable and a setting say how much moves when the words are shaken off.
const (
	flagMotion  = "motion"
	envMotion   = "SHAKEOFF_MOTION"
	motionOff   = "off"
	motionTakes = "full, reduced or off"
)

// motionNamed returns the motion of that name, and whether there is one.
func motionNamed(name string) (m kit.Motion, ok bool) {
	m, ok = map[string]kit.Motion{"full": kit.MotionFull, "reduced": kit.MotionReduced, motionOff: kit.MotionOff}[name]
	return m, ok
}

// motionOverride returns how much may move if the flag or the environment says so, and
// "" if that is left to the settings. NO_COLOR turns it off: whoever sets it wants a
// quiet terminal.
func (h host) motionOverride(c *cli.Command) (string, error) {
	for _, from := range []struct{ name, value string }{
		{"--" + flagMotion, c.String(flagMotion)},
		{"the variable " + envMotion, h.env(envMotion)},
	} {
		if from.value == "" {
			continue
		}
		if _, ok := motionNamed(from.value); !ok {
			return "", failure{exitUsage, errors.New(from.name + " takes " + motionTakes), "name one of these, or leave it out"}
		}
		return from.value, nil
	}
	if h.env("NO_COLOR") != "" {
		return motionOff, nil
	}
	return "", nil
}
