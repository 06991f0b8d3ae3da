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
