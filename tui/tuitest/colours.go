package tuitest

import (
	"fmt"
	"image/color"

	"github.com/charmbracelet/x/ansi"
)

// screen is the terminal of the pictures: the colours that its owner would have
// chosen. The sixteen are in ANSI order.
type screen struct {
	foreground, background, border color.RGBA
	sixteen                        [16]color.RGBA
}

// screenOf returns the dark or the light terminal.
func screenOf(dark bool) screen {
	if dark {
		return screen{
			foreground: rgb(0xe6e0d6), background: rgb(0x1d1c1a), border: rgb(0x3a3733),
			sixteen: [16]color.RGBA{
				rgb(0x2b2926), rgb(0xd08770), rgb(0xa3b48a), rgb(0xdcb67a),
				rgb(0x86a5c2), rgb(0xb79bbd), rgb(0x8bb8b0), rgb(0xd3ccc0),
				rgb(0x7d766d), rgb(0xe09f8a), rgb(0xb9c9a2), rgb(0xebcb98),
				rgb(0xa3bed6), rgb(0xcab2cf), rgb(0xa6cdc6), rgb(0xf4efe7),
			},
		}
	}
	return screen{
		foreground: rgb(0x2e2b27), background: rgb(0xfbf8f1), border: rgb(0xe0d9cb),
		sixteen: [16]color.RGBA{
			rgb(0x2e2b27), rgb(0xa5492f), rgb(0x55702f), rgb(0x946412),
			rgb(0x2f6390), rgb(0x81508a), rgb(0x2c756b), rgb(0xd9d2c4),
			rgb(0x857e73), rgb(0xb85c41), rgb(0x67833f), rgb(0xa8771f),
			rgb(0x4178a6), rgb(0x94639d), rgb(0x3d887e), rgb(0xf3eee4),
		},
	}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// paint returns how this terminal shows a colour, in the notation of SVG.
func (s screen) paint(c color.Color) string {
	switch indexed := c.(type) {
	case ansi.BasicColor:
		c = s.sixteen[indexed&15]
	case ansi.IndexedColor:
		if indexed < 16 {
			c = s.sixteen[indexed]
		}
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
