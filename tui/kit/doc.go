// Package kit is what rooms and dialogs are made of: what a screen is and may know
// of the world around it, what it draws, the key table, lists, fields and scales, and
// a page as it is written on the screen.
//
// It imports tui/page and what lies below it, Bubble Tea and Lip Gloss, and never a
// room: the root puts the rooms together, and rooms ask it for what concerns others
// through App. Rejected: messages for such questions, which took nine rounds to keep
// one edit; a key table for each room, since none of them could tell whether two clash.
package kit
