//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd && !windows

package plain

import (
	"io"
	"os"
	"time"
)

// takeKeys does nothing: other systems hand on whole lines.
func takeKeys(int, io.Writer) (show io.Writer, take, giveBack func()) {
	return nil, func() {}, func() {}
}

func keyWithin(int, time.Duration) bool { return false }

// Resumed never tells anything: no key stops a program there.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do.
func Hide(int) error { return nil }
