package store

import (
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// links returns how many names an open file has.
func links(file *os.File, _ fs.FileInfo) uint64 {
	var i windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(windows.Handle(file.Fd()), &i); err != nil {
		return 1
	}
	return uint64(i.NumberOfLinks)
}
