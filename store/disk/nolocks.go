package disk

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shakeoff/store/journal"
)

// noLocks says that files cannot be locked on this file system, as on some network drives. Trying
// again would never help.
func noLocks(path string) error {
	return fmt.Errorf("%s %w", fileSystem(File{Path: path}.Resolved()), journal.ErrNoLocks)
}

// fileSystem names the file system of a path by its mount point and kind, if the system tells, else by
// the folder.
func fileSystem(path string) string {
	path, _ = filepath.Abs(path)
	mounts, _ := os.ReadFile("/proc/self/mountinfo") // see proc_pid_mountinfo(5)
	begins, kind := "", ""
	for line := range strings.Lines(string(mounts)) {
		fields := strings.Fields(line)
		const point = 4
		dash := slices.Index(fields, "-")
		if dash <= point || len(fields) == dash+1 {
			continue
		}
		at := fields[point]
		if strings.HasPrefix(path, strings.TrimSuffix(at, "/")+"/") && len(at) >= len(begins) {
			begins, kind = at, fields[dash+1]
		}
	}
	if begins == "" {
		return "the file system of " + filepath.Dir(path)
	}
	return fmt.Sprintf("the file system at %s (%s)", begins, kind)
}
