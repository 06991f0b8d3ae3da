package main_test

import (
	"fmt"
	"os"
	"regexp"
	"testing"
)

// The memory of the screens goes into no core file.
func TestNoCoreFile(t *testing.T) {
	h := newHome(t)
	x := h.open()
	x.see("What happened?")
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", x.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`Max core file size +0 +0 `).Match(limits) {
		t.Errorf("a core file may be written:\n%s", limits)
	}
	x.close()
}
