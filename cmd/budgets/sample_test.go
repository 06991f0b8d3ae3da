package main

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestSample(t *testing.T) {
	hundred := make(sample, 100)
	for i := range hundred {
		hundred[i] = float64(100 - i)
	}
	for name, c := range map[string]struct {
		of          sample
		median, p99 float64
	}{
		"one":     {sample{7}, 7, 7},
		"two":     {sample{3, 1}, 2, 3},
		"three":   {sample{9, 1, 2}, 2, 9},
		"hundred": {hundred, 50.5, 99},
	} {
		if got := c.of.median(); got != c.median {
			t.Errorf("%s: median %v, want %v", name, got, c.median)
		}
		if got := c.of.quantile(0.99); got != c.p99 {
			t.Errorf("%s: p99 %v, want %v", name, got, c.p99)
		}
	}
	if !math.IsNaN(sample{}.median()) || !math.IsNaN(sample{}.quantile(0.5)) {
		t.Error("nothing has a median")
	}
	if hundred[0] != 100 {
		t.Error("the sample was sorted in place")
	}
}

// Things are measured in turn, and the first round does not count.
func TestInterleave(t *testing.T) {
	var order []string
	thing := func(name string) measure {
		return func() (float64, error) {
			order = append(order, name)
			return float64(len(order)), nil
		}
	}
	got, err := interleave(2, thing("a"), thing("b"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a", "b", "a", "b", "a", "b"}; !slices.Equal(order, want) {
		t.Errorf("in the order %v, want %v", order, want)
	}
	if !slices.Equal(got[0], sample{3, 5}) || !slices.Equal(got[1], sample{4, 6}) {
		t.Errorf("figures %v", got)
	}
	broken := errors.New("broken")
	if _, err := interleave(1, func() (float64, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
