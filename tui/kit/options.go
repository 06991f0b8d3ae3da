package kit

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui/guide"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// Options are everything the program is given from outside, but for the terminal's own
// messages.
type Options struct {
	Journal          page.Journal
	Autosaver        *page.Autosaver
	Guide            guide.Guide
	Words            words.Words
	Room             Room                 // where to open
	Profile          colorprofile.Profile // how many colours the terminal has; ASCII for none
	F1Taken          bool                 // the terminal may keep F1 to itself
	Dark             bool                 // assumed until the terminal has told its background
	Motion           Motion               // how much moves when the words are shaken off
	FPS              int                  // pictures a second at most; 0 for as many as the program likes
	Idle             time.Duration        // how long nothing may be pressed before the journal locks itself
	Someone          string               // the person's own line for a heavy ending ("Sam, ext. 4410")
	Mouse            bool                 // asks for clicks and the wheel, where they do something
	BlankOnFocusLoss bool                 // covers the screen when the terminal loses the focus
	// Export writes a new file of that name, or of one like it, where the person will find it,
	// for nobody else to read, and returns its path.
	Export func(ctx context.Context, name string, data []byte) (path string, err error)
	// Now tells the time, with the zone in which it should be shown.
	Now func() time.Time
	// After is tea.Tick, or a test's clock: the only way in which time passes.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
}

// Motion is how much moves when the words are shaken off.
type Motion uint8

// The motions. Nothing moves by itself in any of them.
const (
	MotionFull    Motion = iota // the tablet is jolted, and letters fall
	MotionReduced               // the words fade, a step with each key
	MotionOff                   // one key, and the tablet is blank
)
