//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package plain

import (
	"os"
	"time"
)

// keys is nil on systems whose terminals hand on whole lines as they should.
type keys struct{}

func takeKeys(_, _ *os.File) *keys      { return nil }
func (*keys) take()                     {}
func (*keys) giveBack()                 {}
func (*keys) resumed() <-chan os.Signal { return nil }
func (*keys) line() *typed              { return &typed{} }
func (*keys) more(time.Duration) bool   { return false }

// Resumed never tells anything where programs are not stopped by a key.
func Resumed() chan os.Signal { return nil }

// Hide has nothing to do there.
func Hide(int) error { return nil }
