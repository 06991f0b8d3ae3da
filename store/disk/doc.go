// Package disk is the file of a journal and nothing of what its records say: made, held under
// its lock, checked, written one transaction at a time, copied, and overwritten where something
// was taken out.
//
// The file is a bbolt database of these buckets. Why each byte is there:
//
//	meta      what must be known before anything is opened:
//	          format       1; a program that knows less opens it for reading only
//	          writer       the oldest format number whose programs may write it
//	          epoch        names the identity; every write checks it
//	          recipient    what writing seals to
//	          identity     0 · text in clear, or 1 · age file under the passphrase,
//	                       as seal.AsTyped makes it of what is given
//	          offered      bits of what was offered once (1 lock, 2 recovery key)
//	          scrub_due    there are freed pages that must still be overwritten
//	          backups_due  the backups must still lose something: which
//	                       transaction said so, and the epochs it retired
//	          journal      names the journal, so that its backups are told from others
//	          tally        which entries its owner has counted, with a lock: package seal
//	keys      kid → the box of a page's key (package seal)
//	drafts    n → record; pages not finished
//	entries   n → record; pages filed, and what was noted about them later
//	dead      rid → reason (1 replaced, 2 deleted, 3 burnt), so that a merge or
//	          an old copy never brings back what was taken out; then the proof (nothing, 0,
//	          a token of 16 bytes, or a signature of 64), then for each record that was
//	          counted and is not yet subtracted its kid(16) · nonce(24) · tag(16)
//
// n is the bucket's own counter, eight bytes, big-endian: an address in this file, not
// authenticated. A record's layout is in package seal, its payload in package store.
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
