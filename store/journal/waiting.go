package journal

// Waiting names a draft that waits in the file, in exactly the version that was
// seen: once another window has written it or taken it up, the name no longer
// fits, and using it is ErrChanged instead of overwriting words.
type Waiting struct {
	Address uint64   // where it is among the drafts of this file
	Record  ID       // whose page it is
	Nonce   [24]byte // which version of it
}

// WaitingEntry is a draft that was opened: what it says, and its name.
type WaitingEntry struct {
	Waiting
	Entry Entry
}

// LastWaiting is the page that is taken up or filed of those that wait, the oldest
// first: the newest, since after a lock one goes on with what was left just now.
// There must be one.
func LastWaiting[T Waiting | WaitingEntry](pages []T) T { return pages[len(pages)-1] }
