package seal

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

func pin(b []byte) {
	_ = windows.VirtualLock(uintptr(unsafe.Pointer(unsafe.SliceData(b))), uintptr(len(b))) //nolint:gosec // an address for the system, which changes nothing there
}

func unpin(b []byte) {
	_ = windows.VirtualUnlock(uintptr(unsafe.Pointer(unsafe.SliceData(b))), uintptr(len(b))) //nolint:gosec // as above
}
