package disk

import (
	"os"
	"path/filepath"
	"strings"
)

// Synced names the service that syncs the folder of a path with other computers, "" for none. There
// two computers each write their own copy, and no lock helps.
func Synced(path string) string {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		name := strings.ToLower(filepath.Base(dir))
		for begins, service := range map[string]string{
			"dropbox": "Dropbox", "onedrive": "OneDrive", "googledrive": "Google Drive", "google drive": "Google Drive",
			"nextcloud": "Nextcloud", "owncloud": "ownCloud", "mobile documents": "iCloud", "pclouddrive": "pCloud",
		} {
			if strings.HasPrefix(name, begins) {
				return service
			}
		}
		if _, err := os.Stat(filepath.Join(dir, ".stfolder")); err == nil {
			return "Syncthing"
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}
