// Package tablet is the drawing tablet of the shake as a value: words laid on a
// grid of cells, which come loose with each jolt, fall, lie as dust for a moment
// and are gone. It also draws the words that are taken along, which no jolt
// loosens.
//
// It is pure. Time comes in as [Tablet.Step], the terminal's size as
// [Tablet.Lay], and the same words fall the same way every time: whatever looks
// random is a hash of the words and of a piece's place among them. Steps are all
// of one length inside, so that thirty pictures a second show the same fall as
// sixty. Nothing moves unless somebody jolts it, and everything comes to rest.
//
// A piece is a grapheme with its cells, whole: a family emoji falls as one. A
// word written from right to left is one piece too, because its letters join,
// and terminals turn them around. There are never more pieces than cells.
//
// It may import the standard library, harmonica (springs and projectiles), and
// the editor for what a grapheme is and how wide. It knows no colours: a row
// comes as few stretches of a few levels of fading, and [Ink] says what each of
// them looks like.
//
// Rejected: particles with a colour of their own, which cost a change of colour
// for each cell; letters that push each other, which nobody sees in a second;
// and letters that fall by themselves, without a hand.
package tablet
