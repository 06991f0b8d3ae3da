package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// noCore holds that the memory of a running program goes into no core file.
func noCore(t *testing.T, process *os.Process) {
	t.Helper()
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`Max core file size +0 +0 `).Match(limits) {
		t.Errorf("a core file may be written:\n%s", limits)
	}
}

// noSpill holds that Go does not interrupt itself by a signal, which leaves registers in memory.
func noSpill(t *testing.T, process *os.Process) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	var ignored uint64
	for line := range strings.Lines(string(status)) {
		_, _ = fmt.Sscanf(line, "SigIgn: %x", &ignored) // the other lines do not match
	}
	if ignored&(1<<(syscall.SIGURG-1)) == 0 {
		t.Errorf("signals that are ignored: %x", ignored)
	}
}

// The memory of the screens goes into no core file, nor does that of a command
// that is given a passphrase.
func TestNoCoreFile(t *testing.T) {
	h := newHome(t)
	x := h.open()
	x.see("What happened?")
	noCore(t, x.cmd.Process)
	noSpill(t, x.cmd.Process)
	x.close()

	pipe := filepath.Join(h.dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := h.command("passphrase", "--new-passphrase-file", pipe)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	secret, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits until the command reads
	if err != nil {
		t.Fatal(err)
	}
	noCore(t, cmd.Process)
	if _, err := secret.WriteString("a passphrase\n"); err != nil {
		t.Error(err)
	}
	secret.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// A passphrase that a shell hands over as an open file (as <(pass show shakeoff)
// does) is read, although /proc shows less of a program that is not to be dumped.
func TestPassphraseFromAShell(t *testing.T) {
	h := newHome(t)
	h.run("passphrase", "--new-passphrase-file", h.passphraseFile("a passphrase"))
	secret, err := os.Open(h.passphraseFile("a passphrase"))
	if err != nil {
		t.Fatal(err)
	}
	defer secret.Close()
	cmd := h.command("list", "--passphrase-file", "/dev/fd/3")
	cmd.ExtraFiles = []*os.File{secret}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
