// Package backup keeps copies of a journal, which are journals themselves: made once a day,
// rotated, and put back in the journal's place.
//
// What a person takes out of the journal is removed from its backups too, and a lock that is set,
// changed or removed reaches them. That needs no secret: whoever writes next finishes what a killed
// process has begun. A backup is known by the journal in it, not by its name, and every place that
// copies went to is remembered: see places.go. Restoring over a lock needs what opens it, or force.
//
// It lies below store, which calls it after every such write, and above disk; it also imports
// journal, seal, guard and state. Rejected: a package above store (a program that forgot to call it
// would leave deleted words in the backups).
package backup
