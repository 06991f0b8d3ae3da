package main

import (
	"strings"
	"unsafe"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/windows"
)

// undisturbed does nothing: Go pauses its own work without signals.
func undisturbed() {}

// suspends does nothing: no program is suspended.
type suspends struct{}

func (*suspends) hear(func(tea.Msg)) {}

func (*suspends) filter(msg tea.Msg) tea.Msg { return msg }

// ownConsole says that no other program shares the console: a shell would.
func ownConsole() bool {
	var ids [2]uint32
	list := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

// systemLocale is the language that the person has chosen for Windows, as a locale, or "".
func systemLocale() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return strings.ReplaceAll(languages[0], "-", "_")
}
