package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/journal"
)

// pick returns the entries that the arguments of a command name, in that order and each
// once: by id, by the first letters of one, or "last". An entry that was edited in two
// places at once comes in both versions. The entries are newest first; damaged says that
// some could not be read, which may be why one is not found.
func pick(c *cli.Command, entries []journal.Entry, damaged error) ([]journal.Entry, error) {
	var picked []journal.Entry
	for _, name := range c.Args().Slice() {
		id, err := pickID(c, entries, name)
		if err != nil {
			return nil, cmp.Or(damaged, err)
		}
		named := func(e journal.Entry) bool { return e.ID == id }
		if slices.ContainsFunc(picked, named) {
			continue
		}
		for _, e := range entries {
			if named(e) {
				picked = append(picked, e)
			}
		}
	}
	return picked, nil
}

func pickID(c *cli.Command, entries []journal.Entry, name string) (journal.ID, error) {
	const least = 4 // letters of an id
	name = strings.ToLower(strings.TrimSpace(name))
	switch {
	case name == "last" && len(entries) > 0:
		return entries[0].ID, nil
	case name == "last":
		return "", fmt.Errorf("nothing is kept here yet: %w", journal.ErrNotFound)
	case len(name) < least:
		return "", usage(c, fmt.Sprintf("an id needs %d letters at least", least))
	}
	var found []journal.ID
	for _, e := range entries {
		if strings.HasPrefix(string(e.ID), name) && !slices.Contains(found, e.ID) {
			found = append(found, e.ID)
		}
	}
	switch len(found) {
	case 0:
		return "", journal.ErrNotFound
	case 1:
		return found[0], nil
	}
	return "", failure{exitNotFound, errors.New("several entries begin with these letters"), "give more of the id; shakeoff list --json shows it whole"}
}
