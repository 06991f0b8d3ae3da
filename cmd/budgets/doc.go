// Command budgets measures what DESIGN promises under "It is quick", each
// figure beside a reference that is measured in turn with it, and prints one table.
//
//	go run ./cmd/budgets              everything, some ten minutes after the first time
//	go run ./cmd/budgets -quick       fewer rounds, no journal of 100,000 entries
//	go run ./cmd/budgets -only start  one topic; -help names them
//	go run ./cmd/budgets -peers       and beside dnote and SQLite with full-text search too
//	go run ./cmd/budgets -svg DIR     draw how things grow
//
// It builds the program as README says and runs it in a pseudo-terminal where
// the budget speaks of the process; the rest is measured in this process. The
// journals are written once, the same on every machine, and kept in the user's
// cache folder; each run works on copies. Machines differ and are busy: ratios
// mean more than milliseconds, and a table without its machine means nothing.
//
// It is not part of the program, is Linux's where it asks for memory and work of
// a process, and may import whatever it measures, bbolt as well. The references
// that are programs lie below it. Rejected: testing.B, which can neither measure
// two things in turn nor tell a p99; timed tests, which fail on somebody
// else's machine and teach nobody anything.
package main
