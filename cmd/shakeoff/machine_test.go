package main_test

import (
	"encoding/binary"
	"strings"
	"testing"

	program "shakeoff/cmd/shakeoff"
)

// The journal would be another file where numbers are kept the other way round.
func TestBigEndianIsRefused(t *testing.T) {
	if err := program.LittleEndian(binary.BigEndian); err == nil || !strings.Contains(err.Error(), "big-endian") {
		t.Errorf("a big-endian computer is told %v", err)
	}
	if err := program.LittleEndian(binary.LittleEndian); err != nil {
		t.Error(err)
	}
}
