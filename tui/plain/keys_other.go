//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd && !windows

package plain

import (
	"io"
	"os"
	"time"
)

// takeKeys does nothing: the terminals of other systems hand on whole lines as they should.
func takeKeys(int, io.Writer) (show io.Writer, take, giveBack func()) {
	return nil, func() {}, func() {}
}

func keyWithin(int, time.Duration) bool { return false }

// Resumed never tells anything where programs are not stopped by a key.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do there.
func Hide(int) error { return nil }
