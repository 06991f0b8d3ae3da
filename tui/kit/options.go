package kit

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui/guide"
	"shakeoff/tui/page"
	"shakeoff/tui/theme"
	"shakeoff/tui/words"
)

// Options are everything the program is given from outside, but for the terminal's own
// messages. What can be set changes while it runs: in Settings, which tells App.Changed.
type Options struct {
	Journal          page.Journal
	Autosaver        *page.Autosaver
	Guide            guide.Guide
	Words            *words.Words
	Room             Room                 // where to open
	Profile          colorprofile.Profile // how many colours the terminal has; ASCII for none
	ASCII            bool                 // the terminal shows no other character as it is
	F1Taken          bool                 // the terminal may keep F1 to itself
	Dark             bool                 // the background is
	Unlit            bool                 // nothing is known of the background yet, which the terminal may tell
	Motion           Motion               // how much moves when the words are shaken off
	FPS              int                  // pictures a second at most; 0 for as many as the program likes
	Idle             time.Duration        // how long nothing may be pressed before the journal locks itself
	Someone          string               // the person's own line for a heavy ending ("Sam, ext. 4410")
	Language         string               // the tag of the one chosen; "" for that of the system
	Look             theme.Look           // the colours chosen
	Mouse            bool                 // asks for clicks and the wheel, where they do something
	BlankOnFocusLoss bool                 // covers the screen when the terminal loses the focus
	Settings         Kept                 // where what is set here is kept
	// ExportFolder is where a file is put that is taken to somebody, unless they say otherwise.
	ExportFolder string
	// Export writes a new file, or one of a name like that where it is taken, for nobody else to
	// read, and returns its path. RemoveExport deletes it again.
	Export       func(ctx context.Context, path string, data []byte) (written string, err error)
	RemoveExport func(ctx context.Context, path string) error
	// Now tells the time, with the zone in which it should be shown.
	Now func() time.Time
	// After is tea.Tick, or a test's clock: the only way in which time passes.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
}

// Kept is where a person's settings are kept.
type Kept struct {
	File      string   // its path, as a person would be told it
	Journal   string   // that of the journal
	Shared    bool     // other computers may write there too
	Languages []string // the tags of those to choose from
	// Keep keeps a setting, by its name in the file, and touches nothing else there. With an
	// error nothing was changed, but for ErrNotUsed. line is what sets it, for a person to add.
	Keep func(ctx context.Context, name string, value any) (line string, err error)
	// Speak reads the words and the guide of a language; "" is that of the system.
	Speak func(language string) (*words.Words, guide.Guide)
}

// Motion is how much moves when the words are shaken off.
type Motion uint8

// The motions. Nothing moves by itself in any of them.
const (
	MotionFull    Motion = iota // the tablet is jolted, and letters fall
	MotionReduced               // the words fade, a step with each key
	MotionOff                   // one key, and the tablet is blank
)
