package main

import (
	"strings"

	"golang.org/x/sys/windows"
)

// systemLocale is the language that the person has chosen for Windows, as a locale, or "".
func systemLocale() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return strings.ReplaceAll(languages[0], "-", "_")
}
