package journal

import (
	"fmt"
	"time"
)

// A journal that is not as its owner left it, and one that is an older copy; see Missing.
var (
	ErrMissing = fmt.Errorf("not as it was left: %w", ErrDamaged)
	ErrOlder   = fmt.Errorf("an older copy of the journal: %w", ErrMissing)
)

// Missing says what a locked journal lacks of what its owner had there, though all that
// there is can be read: somebody has written the file who is not the owner. It is an
// ErrMissing.
type Missing struct {
	Records int       // entries, and what was noted on them later; 0 or less if others are in their place
	At      time.Time // when they were there; zero if nobody can tell
	Older   bool      // it is an older copy of the journal
	Lock    bool      // only its lock is older: the passphrase of then opens it
}

func (m *Missing) Error() string {
	switch day := m.At.Format("2 January 2006"); {
	case m.Lock:
		return "the passphrase from before it was changed opens the journal again: somebody has put its old lock back"
	case m.Older:
		return "an older copy of the journal lies there, and what came later is missing"
	case m.At.IsZero():
		return "somebody has changed the note of what was here, and nobody can tell what is missing"
	case m.Records == 1:
		return fmt.Sprintf("a record that was here on %s is missing", day)
	case m.Records > 0:
		return fmt.Sprintf("%d records that were here on %s are missing", m.Records, day)
	default:
		return fmt.Sprintf("some records are not the ones that were here on %s", day)
	}
}

func (m *Missing) Unwrap() error {
	if m.Older {
		return ErrOlder
	}
	return ErrMissing
}
