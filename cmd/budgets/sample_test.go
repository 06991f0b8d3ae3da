package main

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestFigureOf(t *testing.T) {
	hundred := make([]float64, 100)
	for i := range hundred {
		hundred[i] = float64(100 - i)
	}
	for name, c := range map[string]struct {
		of   []float64
		want figure
	}{
		"one":     {[]float64{7}, figure{7, 7, 1}},
		"two":     {[]float64{3, 1}, figure{2, 3, 2}},
		"three":   {[]float64{9, 1, 2}, figure{2, 9, 3}},
		"hundred": {hundred, figure{50.5, 99, 100}},
		"more":    {append([]float64{200}, hundred...), figure{51, 100, 101}},
	} {
		if got := figureOf(c.of); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if none := figureOf(nil); !math.IsNaN(none.Median) || !math.IsNaN(none.P99) {
		t.Errorf("of nothing: %v", none)
	}
	if hundred[0] != 100 {
		t.Error("the sample was sorted in place")
	}
}

// Things are measured in turn, and the first of several rounds does not count.
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
	if !slices.Equal(got[0], []float64{3, 5}) || !slices.Equal(got[1], []float64{4, 6}) {
		t.Errorf("figures %v", got)
	}
	if once, err := interleave(1, thing("c")); err != nil || !slices.Equal(once[0], []float64{7}) {
		t.Errorf("once: %v, %v", once, err)
	}
	broken := errors.New("broken")
	if _, err := interleave(1, func() (float64, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
