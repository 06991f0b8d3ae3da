// Package backup keeps copies of a journal: made once a day, rotated, and put
// back in the journal's place. A backup is a journal itself.
//
// What a person takes out of the journal goes from its backups too, and a lock
// that is set, changed or removed reaches them. That needs no secret, so that
// whoever writes next finishes what a killed process has begun.
//
// It lies below store, which calls it after every such write, and above disk; it
// also imports journal, seal and guard. Rejected: a package above store,
// which store would have to be handed (a program that forgot to would leave
// deleted words in the backups).
package backup
