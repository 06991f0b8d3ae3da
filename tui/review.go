package tui

func newReview() screen { return newQuiet("") }
