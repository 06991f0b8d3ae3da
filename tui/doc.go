// Package tui is the program in the terminal: the root model, the four rooms
// (write, review, ready, patterns) and the dialogs that lie on top of them.
//
// Data flows one way: a key comes to the root, the root gives it to a screen,
// the screen changes its own state and may return a command, the command talks
// to the journal, and its result comes back as a message. Only Update changes
// state, only commands do I/O, and only the root is a tea.Model: a screen is a
// plain struct behind the small interface in screen.go.
//
// It may import package journal (what an entry is), package exchange (how an
// export is written), its own packages below it, and the terminal libraries. It never imports package store: what it needs of
// the journal file is declared in journal.go, and cmd/shakeoff/wire.go adapts
// the one to the other. So no screen can reach the file, hold it open, or read
// from it before it was unlocked.
//
// Rejected: nested tea.Models (every level repeats the routing, and keys are
// lost between them), a tree of components with their own commands, and
// glamour or huh for text and forms (start time and binary size, and forms
// that ask one screen at a time).
package tui
