package store

// arena holds many small lists in few pieces of memory, for what comes with
// every record of a long journal.
type arena[T any] struct{ room []T }

// arenaSize is how many a piece has room for at most: the last one is mostly
// empty. The first has room for one, since most readings are of one entry.
const arenaSize = 256

// add returns a copy of a list, nil if it is empty.
func (a *arena[T]) add(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	if cap(a.room)-len(a.room) < len(list) {
		a.room = make([]T, 0, max(len(list), min(2*cap(a.room), arenaSize)))
	}
	from := len(a.room)
	a.room = append(a.room, list...)
	return a.room[from:len(a.room):len(a.room)]
}
