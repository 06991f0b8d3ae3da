package faulttest_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// sftpServer is where Debian and others put what serves a folder to sshfs.
const sftpServer = "/usr/lib/openssh/sftp-server"

// twoComputers mounts a folder twice, as two computers would: neither mount knows what the other
// has locked, nor at once what it has written.
func twoComputers(t *testing.T) (folder string, mounts [2]string) {
	t.Helper()
	sshfs, err := exec.LookPath("sshfs")
	if _, noServer := os.Stat(sftpServer); err != nil || noServer != nil {
		t.Skip("it needs sshfs and " + sftpServer)
	}
	if fuse, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0); err != nil {
		t.Skip("nothing can be mounted here: " + err.Error())
	} else if err := fuse.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	folder, ssh := filepath.Join(dir, "served"), filepath.Join(dir, "ssh")
	if err := os.WriteFile(ssh, []byte("#!/bin/sh\nexec "+sftpServer+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	mounts = [2]string{filepath.Join(dir, "here"), filepath.Join(dir, "there")}
	for _, m := range append(mounts[:], folder) {
		if err := os.Mkdir(m, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	stale := strconv.Itoa(rounds(2, 20)) // seconds for which a mount believes what it has seen, 20 by itself
	for _, m := range mounts {
		if out, err := exec.CommandContext(t.Context(), sshfs, "-o", "dcache_timeout="+stale, "-o", "ssh_command="+ssh, "server:"+folder, m).CombinedOutput(); err != nil {
			t.Skipf("sshfs cannot mount here: %s", out)
		}
		t.Cleanup(func() {
			if err := unix.Unmount(m, unix.MNT_DETACH); err != nil {
				t.Error(err)
			}
		})
	}
	return folder, mounts
}

// TestTwoComputers lets four processes write by two mounts of one folder, of which neither knows
// the other's locks. What was acknowledged is there. The control does without the folder that keeps
// them apart, until they have met: on a busy machine they may come one after the other.
func TestTwoComputers(t *testing.T) {
	t.Parallel()
	for _, task := range []string{"add", "unclaimed", "unclaimed", "unclaimed", "unclaimed"} {
		folder, mounts := twoComputers(t)
		const processes = 4
		each := rounds(8, 25)
		if err := addOne(storetest.Open(filepath.Join(mounts[0], "journal.db")), "the first"); err != nil {
			t.Fatal(err)
		}
		acked := make(chan []string)
		for p := range processes {
			cmd, lines := worker(t, task, filepath.Join(mounts[p%2], "journal.db"), p*each, each)
			go func() {
				var said []string
				for lines.Scan() {
					said = append(said, strconv.Itoa(acknowledged(t, lines.Text())))
				}
				_ = cmd.Wait() // the control's may find a file that makes no sense
				acked <- said
			}()
		}
		var said []string
		for range processes {
			said = append(said, <-acked...)
		}
		path := filepath.Join(folder, "journal.db")
		if task == "unclaimed" {
			records := 0
			err := disk.File{Path: path, Patience: time.Minute}.Write(t.Context(), func(tx *disk.Tx) error {
				records = int(tx.Counter(disk.BucketEntries)) - 1
				return nil
			})
			if t.Logf("unclaimed: %d acknowledged, %d there (%v)", len(said), records, err); err != nil || records < len(said) {
				return
			}
			continue
		}
		there, lost := found(t, path, ""), 0
		for _, text := range said {
			if there[text] != 1 {
				lost++
			}
		}
		t.Logf("%d acknowledged, %d lost", len(said), lost)
		if lost > 0 || len(said) != processes*each {
			t.Errorf("%d of %d acknowledged entries lost", lost, len(said))
		}
	}
	t.Error("the control failed: nothing was lost")
}

// TestComputerKilledWhileWriting leaves the note of a writer that was killed there. Nobody writes
// while it is fresh, and says why; after a minute it is taken for a leftover.
func TestComputerKilledWhileWriting(t *testing.T) {
	t.Parallel()
	_, mounts := twoComputers(t)
	path := filepath.Join(mounts[0], "journal.db")
	folder := path + ".writing"
	note := filepath.Join(folder, "note")
	if err := addOne(storetest.Open(path), "the first"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(note, []byte("desk-2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	impatient := store.New(store.Options{Path: path, WorkFactor: storetest.WorkFactor, Patience: time.Second})
	if err := addOne(impatient, "too early"); err == nil || !errors.Is(err, journal.ErrInUse) || !strings.Contains(err.Error(), "desk-2") {
		t.Errorf("while somebody writes: %v", err)
	}
	ago := time.Now().Add(-61 * time.Second)
	if err := os.Chtimes(note, ago, ago); err != nil {
		t.Fatal(err)
	}
	if err := addOne(storetest.Open(path), "after them"); err != nil {
		t.Error(err)
	}
	if there := found(t, path, ""); len(there) != 2 || there["after them"] != 1 {
		t.Errorf("there: %v", there)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder stays: %v", err)
	}
}
