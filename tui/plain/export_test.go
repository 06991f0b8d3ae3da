package plain

import (
	"os"
	"time"
)

// ErrIdle is a person who has not typed for long.
var ErrIdle = errIdle

// ReadIdle reads a line that never ends, and stops when nothing more comes. What
// came is put in soFar.
func ReadIdle(in *os.File, soFar *string) error {
	l := listen(in, os.Stdout)
	defer l.end()
	l.idle = 50 * time.Millisecond
	_, err := l.read(func(text string) { *soFar = text })
	return err
}
