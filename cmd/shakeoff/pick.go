package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/journal"
)

// leastID is how many letters of an id must be given at least.
const leastID = 4

// pick returns the entries that the arguments name, in that order and each
// once: by id, by the first letters of one, or "last". One that was edited
// twice at once comes in both its versions. The entries are newest first.
func pick(c *cli.Command, entries []journal.Entry, names ...string) ([]journal.Entry, error) {
	var picked []journal.Entry
	seen := make(map[journal.ID]bool)
	for _, name := range names {
		id, err := pickID(c, entries, name)
		if err != nil {
			return nil, err
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, e := range entries {
			if e.ID == id {
				picked = append(picked, e)
			}
		}
	}
	return picked, nil
}

func pickID(c *cli.Command, entries []journal.Entry, name string) (journal.ID, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch {
	case name == "last" && len(entries) > 0:
		return entries[0].ID, nil
	case name == "last":
		return "", fmt.Errorf("nothing is kept here yet: %w", journal.ErrNotFound)
	case len(name) < leastID:
		return "", usage(c, fmt.Sprintf("an id needs %d letters at least", leastID))
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
