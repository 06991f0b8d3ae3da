package main

import (
	"errors"

	"github.com/urfave/cli/v3"

	"shakeoff/tui/kit"
)

// How much moves when the words are shaken off, as a flag, a variable and a
// setting name it.
const (
	flagMotion = "motion"
	envMotion  = "SHAKEOFF_MOTION"

	motionFull    = "full"
	motionReduced = "reduced"
	motionOff     = "off"
	motionTakes   = "full, reduced or off"
)

// motionNamed returns the motion of that name, and whether there is one.
func motionNamed(name string) (m kit.Motion, ok bool) {
	switch name {
	case motionFull:
		return kit.MotionFull, true
	case motionReduced:
		return kit.MotionReduced, true
	case motionOff:
		return kit.MotionOff, true
	default:
		return 0, false
	}
}

// motionAsked names how much may move where that was asked for: what the flag
// says, else the environment, else nothing where no colour was asked for, since
// whoever asks for that wants a quiet terminal. "" is for the settings to say.
func (h host) motionAsked(c *cli.Command) (string, error) {
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

// slowLineFPS is how many pictures a second are sent over a line that others use.
const slowLineFPS = 30

// fpsOver is how many pictures a second the line to the terminal should carry, 0
// for as many as the program likes.
func (h host) fpsOver() int {
	if h.env("SSH_CONNECTION") != "" || h.env("SSH_TTY") != "" {
		return slowLineFPS
	}
	return 0
}
