// Package faulttest holds the store to its promises against the faults of the
// world: processes killed at any moment, many processes at once, damaged
// files. It is tests only; nothing imports it.
//
// Damaged files (damage_test.go, record_test.go) need no process: each call
// has a time within which it must end, and a panic is counted.
//
// Each other test runs the store in real processes: the worker is this test
// binary, run again with a task in its environment (main_test.go). A worker
// tells what was acknowledged by a line on standard output, after the call returned and
// never before; a test then opens the file and counts. Each fault has a
// control, a run without the protection, which must fail: otherwise the test
// would show only that the fault does not happen here.
//
// The numbers are small in `go test ./...`, but every control must fail there
// too. The full ones, and a line each of what was counted, come with
//
//	go test ./store/faulttest -full -v
//
// Rejected: goroutines instead of processes (they share what a kill takes
// away), and sleeping until a fault should have happened.
package faulttest
