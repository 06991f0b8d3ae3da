package journal

// Waiting names a draft that waits in the file, in exactly the version that
// was seen: once another window has written or taken it up, the name no longer
// fits, and whoever uses it is told ErrChanged instead of overwriting words.
type Waiting struct {
	Address uint64   // where it lies among the drafts of this file
	Record  ID       // whose page it is
	Nonce   [24]byte // which version of it
}

// WaitingEntry is a draft that was opened: what it says, and its name.
type WaitingEntry struct {
	Waiting
	Entry Entry
}

// LastWaiting is the one of several pages that wait, the oldest first, that is taken
// up or kept: the newest. Whoever comes back after a lock goes on with what was left
// just now, not with what has waited longest. There must be one.
func LastWaiting[T Waiting | WaitingEntry](pages []T) T { return pages[len(pages)-1] }
