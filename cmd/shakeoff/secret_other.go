//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package main

import "os"

// wakeSignals never tells anything where programs are not stopped by a key.
func wakeSignals() chan os.Signal { return nil }

func hide(int) error { return nil }
