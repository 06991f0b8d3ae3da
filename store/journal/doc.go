// Package journal says what an entry is and what can be learned from entries.
//
// A journal is your entries together; the file they lie in belongs to package
// store. Everything here is a value or a pure function of values: no I/O, no
// clock, no randomness, so that the rules of the journal can be read and tested
// in one place and shared by the store, the screens and the commands.
//
// It imports the standard library only. Rejected: methods that read or save
// (the store's business), a database-shaped row type (the screens would learn
// the file format), and scores or streaks of any kind (a person is never
// scored).
package journal
