package main_test

import "github.com/rogpeppe/go-internal/testscript"

// unprivileged and hold are for scripts that run on other systems alone.
func unprivileged() {}

func hold(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("this script is for other systems")
}
