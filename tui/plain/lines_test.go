package plain_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"shakeoff/tui/plain"
)

// A journal that was left open locks itself.
func TestIdle(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	var soFar string
	if _, err := out.WriteString("half a li"); err != nil {
		t.Fatal(err)
	}
	if err := plain.ReadIdle(in, &soFar); !errors.Is(err, plain.ErrIdle) || !strings.HasPrefix("half a li", soFar) {
		t.Errorf("%v, with %q so far", err, soFar)
	}
}
