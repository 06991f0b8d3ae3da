// Package disk is the file of a journal and nothing of what its records say: made, held under
// its lock, checked, written one transaction at a time, copied, and overwritten where something
// was taken out.
//
// The file is a bbolt database of the buckets meta, keys, drafts, entries and dead. FORMAT.md in
// package store says what each byte of them is.
//
// Writing checks the pages it will walk (package guard), and makes one bbolt transaction. Reading
// never maps the file: it goes through guard's bounded reader, so a damaged file cannot crash or
// hang a reader. Either way the file is held for one transaction, never across a keystroke.
//
// It is the only importer of bbolt, and imports journal, seal and guard; store, store/backup
// and store/mend import it. Rejected: holding the file open (a second window could not write),
// SQLite (larger, slower to start, and its journals would have to be scrubbed too), one file an
// entry (times, sizes and counts would be readable from outside), and bbolt for reading (1,350
// damaged files taught us what a memory map does with a forged page number).
package disk
