//go:build !windows

package main

// ownConsole is false: a desktop entry says what happens when the program ends.
func ownConsole() bool { return false }

// systemLocale is "": the environment says all that there is to know.
func systemLocale() string { return "" }
