package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

// grownRows are one figure that does not grow and one that grows as the journal does.
func grownRows() []row {
	var rows []row
	for _, n := range []int{1_000, 10_000, 100_000} {
		rows = append(rows,
			row{Plot: "flat & quick", Entries: n, Ours: single(5), Beside: "a <reference>", Theirs: single(4)},
			row{Plot: "linear", Entries: n, Ours: single(float64(n) / 1000), Beside: "memory", Theirs: single(0.05)},
			row{What: "not drawn", Entries: n, Ours: single(1)})
	}
	return rows
}

func TestGrowth(t *testing.T) {
	all := grown(grownRows())
	if len(all) != 2 || len(all[0].points) != 3 {
		t.Fatalf("charts %v", all)
	}
	for i, want := range []float64{0, 1} {
		if got := all[i].slope(); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: slope %v, want %v", all[i].name, got, want)
		}
	}
	if got := all[1].said(); got != "100 × the entries: 100 × the time" {
		t.Errorf("it says %q", got)
	}
	svg := growth(grownRows())
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not XML: %v", err)
		}
	}
	for _, want := range []string{"flat &amp; quick", "a &lt;reference&gt;", "100,000", "5 ms", "100 ms"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestDuration(t *testing.T) {
	for ms, want := range map[float64]string{0.0123: "12 µs", 0.5: "500 µs", 1: "1 ms", 12.34: "12 ms", 446: "450 ms", 1499: "1.5 s", 6.1: "6.1 ms", 96.66: "97 ms"} {
		if got := duration(ms); got != want {
			t.Errorf("%v is %q, want %q", ms, got, want)
		}
	}
}
