package guide

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// File is guide.toml: a person's own words in the place of the built-in ones.
// What it does not set stays as it is.
type File struct {
	Reminders []string `toml:"reminders"`
}

// The bounds of what stands in Ready: as many lines as the screen has room for,
// each short enough to be taken in with one breath.
const (
	maxReminders = 9
	maxReminder  = 200 // letters
)

// Reworded returns the guide with the words of a file. If the file breaks a
// rule, the error names it, never a word, and the guide is as it was.
func (g Guide) Reworded(f File) (Guide, error) {
	if f.Reminders == nil {
		return g, nil
	}
	if len(f.Reminders) == 0 || len(f.Reminders) > maxReminders {
		return g, fmt.Errorf("reminders takes 1 to %d lines", maxReminders)
	}
	for _, line := range f.Reminders {
		if strings.TrimSpace(line) == "" || strings.ContainsAny(line, "\r\n") || len([]rune(line)) > maxReminder {
			return g, errors.New("each of the reminders is one line with words in it")
		}
	}
	g.Reminders = slices.Clone(f.Reminders)
	return g, nil
}
