package mend

import (
	"runtime"
	"strings"
	"unicode"
)

// Quoted is a path as it can be pasted into a shell command, quoted if need be.
func Quoted(path string) string {
	const windows = runtime.GOOS == "windows"
	special := func(r rune) bool {
		plain := unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._-+:@", r)
		return !plain && (r != '\\' || !windows)
	}
	if strings.HasPrefix(path, "-") {
		path = "./" + path // it would be a flag
	}
	switch {
	case path != "" && !strings.ContainsFunc(path, special):
		return path
	case windows: // where no name has a quote in it
		return `"` + path + `"`
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
