// Package guard reads a bbolt file without trusting it.
//
// bbolt maps its file and believes what it finds there: a zeroed page makes it panic, a forged
// count makes it run out of memory, a pointer back up the tree makes it hang, and a file
// shorter than its header says kills the process with a signal that recover cannot catch. So
// the store asks guard first, and reads through guard what must not be mapped at all.
//
// Guard works on an [io.ReaderAt] and a size, and never writes. Every offset, count and size is
// bounded before it is used; no buffer is larger than the part of the file that fills it, nor
// than [MaxPage]; each page of a walk is visited once. It checks the shape of the file and not
// what the values say: each record carries its own sum.
//
// Hold the file's lock: while another process commits, pages may be seen half in one state and
// half in the next, which looks like damage.
//
// What guard accepts is what bbolt v1.5.0 writes, which is narrower than what it reads: sorted
// free pages, elements one right after the other, a page exactly as long as its elements need,
// a freelist that was saved, and little-endian, the order of every platform that shakeoff is
// built for.
//
// It imports the standard library only. Rejected: bbolt's own page types (internal, and
// overlaid on memory that they trust), bbolt's Tx.Check (it starts a goroutine whose panic
// nobody can recover, and follows a cycle for ever), and opening the file under recover or
// SetPanicOnFault (both leave its lock held, and neither stops a hang).
package guard

import (
	"errors"
	"fmt"
)

var (
	// ErrEmpty says that the file has no bytes. bbolt would turn it into a new, empty journal.
	ErrEmpty = errors.New("the file is empty")

	// ErrNotBolt says that the file has no valid header, and no remains of one or of pages.
	ErrNotBolt = errors.New("not a journal file")

	// ErrDamaged says that it was once a journal but must not be opened. What wraps it says why, in
	// page numbers, never with anything from a key or a value.
	ErrDamaged = errors.New("the file is damaged")

	// ErrNoBucket says that the file is sound as far as it was read, and has no such bucket.
	ErrNoBucket = errors.New("no such bucket")

	// ErrStale says that the pages of the older header were written over, as after a crash in the
	// middle of a commit. Another commit replaces that header.
	ErrStale = errors.New("the older header has lost its pages")

	// ErrStop ends a walk without an error, whatever was found, if the walk's function returns it.
	ErrStop = errors.New("enough")
)

// damaged returns an [ErrDamaged] that says what was found.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}
