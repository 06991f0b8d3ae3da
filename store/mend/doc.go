// Package mend says how a journal file stands, and saves what is left of a damaged one. It
// needs no secret, and never changes or maps the file that it looks at.
//
// It imports disk, guard, seal and journal. Rejected: repairing in place (what a wrong guess
// writes over is lost for good), and using store (most of a damaged journal can be saved
// without being able to open it).
package mend
