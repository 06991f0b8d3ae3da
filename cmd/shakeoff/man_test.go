package main_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestEveryCommandHasAnExample holds that help shows a line to try for every command.
func TestEveryCommandHasAnExample(t *testing.T) {
	out, err := exec.Command("shakeoff", "man").Output()
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`(?m)^\.SS shakeoff (\w+)`).FindAllStringSubmatch(string(out), -1)
	if len(names) < 20 {
		t.Fatalf("%d commands", len(names))
	}
	for _, name := range names {
		help, err := exec.Command("shakeoff", name[1], "--help").Output()
		if err != nil || !strings.Contains(string(help), "For example:\n\n      shakeoff "+name[1]) {
			t.Errorf("%s has no example: %v", name[1], err)
		}
	}
}
