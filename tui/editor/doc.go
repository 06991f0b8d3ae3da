// Package editor holds the text of one answer while it is being written:
// bytes, rows, a cursor and undo. It also knows how to show any text at all
// without harm, and lends that to the rest of tui as [Wrap], [Safe],
// [Truncate] and [Width].
//
// It may import the standard library and the two libraries that say where a
// grapheme ends and how many cells it takes. It draws plain lines; keys, colours,
// hints and the real cursor are the caller's.
//
// # The shape
//
// The text is one slice of bytes, and beside it stands one slice with the
// offset at which each seen row begins. Rows depend on nothing but the bytes
// from their beginning on, so an edit wraps again from two rows above it until
// a new row begins where an old one did; all later rows only move. Everything
// else asks the rows: where the cursor is, what up and down mean, where the
// nearest certain grapheme boundary lies.
//
// Every grapheme is drawn in at least one cell, so a row never has more
// graphemes than cells and no question about a row takes long.
//
// # What was rejected
//
// bubbles' textarea: it draws its whole text again on every key, cuts long
// texts silently, deletes by rune (a family emoji takes ten backspaces), turns
// a tab into four spaces, has no undo, keeps its line count to itself, and
// links programs that read the clipboard, where words of this kind must never
// go.
//
// A slice of paragraphs with a wrap for each: the usual shape, but one pasted
// paragraph of a megabyte is then wrapped as a whole on every key, and a
// megabyte of empty lines becomes a million small objects. A rope or a gap
// buffer: moving a megabyte of bytes takes less time than a key needs to
// travel.
//
// Replacing what is dangerous to draw (escapes, bidirectional controls,
// invalid UTF-8) when it comes in: these are somebody's words, kept byte for
// byte; they are only drawn as something harmless.
//
// Words of Thai and Lao, which are written without spaces, need a dictionary
// to be told apart; here such a run is broken at a grapheme like any other long
// word.
package editor
