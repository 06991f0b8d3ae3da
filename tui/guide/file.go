package guide

import "slices"

// File is guide.toml: a person's own words in the place of the built-in ones.
// What it does not set stays as it is.
type File struct {
	Reminders []string `toml:"reminders"`
}

// Reworded returns the guide with the words of a file. If the file breaks a
// rule, the error names it, never a word, and the guide is as it was.
func (g Guide) Reworded(f File) (Guide, error) {
	if f.Reminders == nil {
		return g, nil
	}
	own := g
	own.Reminders = slices.Clone(f.Reminders)
	if err := own.Check(); err != nil {
		return g, err
	}
	return own, nil
}
