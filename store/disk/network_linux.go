package disk

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Network names the kind of network disk that a path lies on, whether or not anything is there
// yet: "" for a disk of this computer. FUSE counts as one, since sshfs uses it. See statfs(2).
func Network(path string) string {
	kinds := map[int64]string{
		unix.NFS_SUPER_MAGIC: "NFS", unix.SMB_SUPER_MAGIC: "SMB", unix.CIFS_SUPER_MAGIC: "SMB", unix.SMB2_SUPER_MAGIC: "SMB",
		unix.FUSE_SUPER_MAGIC: "FUSE", unix.AFS_SUPER_MAGIC: "AFS", unix.CODA_SUPER_MAGIC: "Coda",
		unix.CEPH_SUPER_MAGIC: "Ceph", unix.V9FS_MAGIC: "9P",
	}
	for ; ; path = filepath.Dir(path) {
		var s unix.Statfs_t
		if err := unix.Statfs(path, &s); err == nil {
			return kinds[int64(s.Type)&0xffffffff] //nolint:unconvert // another type on each system
		}
		if path == filepath.Dir(path) {
			return ""
		}
	}
}

// refresh asks the disk for the size of an open file: the system may only know an old one.
func refresh(file *os.File) {
	var s unix.Statx_t
	_ = unix.Statx(int(file.Fd()), "", unix.AT_EMPTY_PATH|unix.AT_STATX_FORCE_SYNC, unix.STATX_SIZE, &s)
}
