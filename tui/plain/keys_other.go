//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package plain

import (
	"os"
	"time"
)

// takeKeys does nothing: the terminals of other systems hand on whole lines as they should.
func takeKeys(int) (take, giveBack func(), shown bool) { return nil, nil, false }

func keyWithin(int, time.Duration) bool { return false }

// Resumed never tells anything where programs are not stopped by a key.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do there.
func Hide(int) error { return nil }
