//go:build !windows

package main

// ownConsole is no question here: a desktop entry says what comes after the program.
func ownConsole() bool { return false }
