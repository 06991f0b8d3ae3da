package disk

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// Network names the kind of network disk that a path lies on, whether or not anything is there
// yet: "" for a disk of this computer.
func Network(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	root := filepath.VolumeName(whole) + `\`
	name, err := windows.UTF16PtrFromString(root)
	if err == nil && (strings.HasPrefix(root, `\\`) || windows.GetDriveType(name) == windows.DRIVE_REMOTE) {
		return "SMB"
	}
	return ""
}

// refresh does nothing: opening a file asks the disk anew.
func refresh(*os.File) {}
