package tui_test

import (
	"os"
	"testing"

	"shakeoff/tui/tuitest"
)

func TestMain(m *testing.M) { os.Exit(tuitest.Main(m)) }
