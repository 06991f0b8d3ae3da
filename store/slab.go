package store

// slab keeps many small lists in few pieces of memory, for what comes with
// every record of a long journal.
type slab[T any] struct{ room []T }

// slabSize is how many a piece has room for at most: the last one is mostly
// empty. The first has room for one, since most readings are of one entry.
const slabSize = 256

// keep returns a copy of a list, nil if it is empty.
func (s *slab[T]) keep(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	if cap(s.room)-len(s.room) < len(list) {
		s.room = make([]T, 0, max(len(list), min(2*cap(s.room), slabSize)))
	}
	from := len(s.room)
	s.room = append(s.room, list...)
	return s.room[from:len(s.room):len(s.room)]
}
