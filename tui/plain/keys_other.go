//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package plain

import (
	"io"
	"os"
	"time"
)

// keys has nothing to do on systems whose terminals hand on whole lines as they should.
type keys struct {
	show    io.Writer
	resumed chan os.Signal
}

func takeKeys(_, _ *os.File) *keys    { return &keys{} }
func (*keys) take()                   {}
func (*keys) giveBack()               {}
func (*keys) more(time.Duration) bool { return false }

// Resumed never tells anything where programs are not stopped by a key.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do there.
func Hide(int) error { return nil }
