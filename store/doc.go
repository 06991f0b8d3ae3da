// Package store is the journal: create, write, unlock, read, purge.
//
// Two types stand for two powers. A Journal can write and say how the file stands; it holds no
// secret, takes no passphrase outside Unlock, and none of its writing methods leads to an
// identity once a lock is set: then the identity lies in the file only as ciphertext under the
// passphrase, and a writer seals to the recipient. (While no lock is set the identity lies
// there in clear, as it must, and writing uses it to wrap keys small.) Only Unlock gives an
// Unlocked, and only an Unlocked reads.
//
// What is taken out is overwritten: the pages that its transaction set free, by a scrub in place,
// and what the journal's own backups have of it. Both are noted in the transaction that takes out
// and need no secret, so that whoever writes next finishes what a killed process has begun. So is
// what a page was before it was filed, thrown away or left: its words may have been deleted by hand.
//
// FORMAT.md says what every byte of the file is. Those of an entry are made in payload.go
// (payload.encode) and sealed in seal/record.go; tx.seal joins the two. Which journal is meant, and whether one may be begun: trust.go.
//
// It imports disk, which is the file, backup, journal, seal and guard. Imports point down:
// store → backup → disk → guard; store/mend stands beside store, on disk alone, for what it
// mends need not open.
package store
