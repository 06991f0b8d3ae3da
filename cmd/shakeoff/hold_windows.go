package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// ownConsole says that no other program shares the console: a shell would.
func ownConsole() bool {
	var ids [2]uint32
	list := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}
