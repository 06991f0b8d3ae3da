//go:build linux

package faulttest_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestManyProcessesOnASlowDisk is TestManyProcessesAtOnce where each commit
// takes 20 ms: its two syncs are held up for 10 ms each. A process that waited
// for the file as bbolt does, 50 ms between two looks, would be refused.
func TestManyProcessesOnASlowDisk(t *testing.T) {
	t.Parallel()
	processes, adds := rounds(4, 8), rounds(10, 200)
	path := filepath.Join(t.TempDir(), "shakeoff", "journal.db")
	type ended struct {
		acked int
		err   error
		said  string
	}
	done := make(chan ended)
	for p := range processes {
		cmd := straced(t, []string{
			"-f", "-qq", "-o", filepath.Join(t.TempDir(), "trace"), "-e", "trace=fdatasync", "-e", "signal=none",
			"-e", "inject=fdatasync:delay_exit=10000",
		}, "add", path, p*adds, adds)
		go func() {
			out, err := cmd.CombinedOutput()
			done <- ended{strings.Count(string(out), "ok "), err, string(out)}
		}()
	}
	acked := 0
	for range processes {
		e := <-done
		if acked += e.acked; e.err != nil {
			t.Errorf("%v: %s", e.err, e.said)
		}
	}
	count := found(t, path, "")
	for n := range processes * adds {
		if count[strconv.Itoa(n)] != 1 {
			t.Errorf("entry %d is there %d times", n, count[strconv.Itoa(n)])
		}
	}
	t.Logf("processes %d, commits of 20 ms, acknowledged %d, there %d, refused %d", processes, acked, len(count), processes*adds-acked)
}
