//go:build !windows

package main

// systemLocale is "": elsewhere the environment says all that there is to know.
func systemLocale() string { return "" }
