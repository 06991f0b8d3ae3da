package main

import (
	"math"
	"strings"
	"testing"
)

func TestBudget(t *testing.T) {
	r := row{Unit: "ms", Ours: figure{Median: 12, P99: 30, Runs: 9}, Theirs: figure{Median: 10, P99: 11, Runs: 9}}
	for name, c := range map[string]struct {
		of             budget
		words, verdict string
	}{
		"none":           {budget{}, "", ""},
		"within":         {budget{medians, 12}, "≤ 12 ms", "ok"},
		"beyond":         {budget{medians, 11.9}, "≤ 11.9 ms", "MISSED"},
		"p99":            {budget{worst, 29}, "p99 ≤ 29 ms", "MISSED"},
		"ratio":          {budget{times, 1.2}, "≤ 1.20 ×", "ok"},
		"too many times": {budget{times, 1.1}, "≤ 1.10 ×", "MISSED"},
		"at least":       {budget{least, 12}, "≥ 12 ms", "ok"},
		"too few":        {budget{least, 30}, "≥ 30 ms", "MISSED"},
	} {
		r.Budget = c.of
		if got := r.allowed(); got != c.words {
			t.Errorf("%s: %q, want %q", name, got, c.words)
		}
		if got := r.verdict(); got != c.verdict {
			t.Errorf("%s: %q, want %q", name, got, c.verdict)
		}
	}
}

// A figure that is not there is within no budget.
func TestNothingIsNotWithin(t *testing.T) {
	r := row{Ours: figure{Median: math.NaN()}, Budget: budget{medians, 10}}
	if r.holds() {
		t.Error("nothing measured, and within the budget")
	}
	r = row{Ours: single(1), Budget: budget{times, 10}}
	if r.holds() {
		t.Error("no reference, and within the ratio")
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 0.01234: "0.012", 1.234: "1.23", 2: "2", 12.34: "12.3", 123.4: "123", 999.9: "1000", 1234: "1,234", 26394624: "26,394,624",
	} {
		if got := number(x); got != want {
			t.Errorf("%v is written %q, want %q", x, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	var b strings.Builder
	writeTable(&b, []row{
		{What: "add", At: "10 entries", Unit: "ms", Ours: figure{7, 9, 20}, Beside: "append", Theirs: figure{2, 3, 20}, Budget: budget{medians, 10}},
		{What: "größe", Unit: "bytes", Ours: single(1_000_000)},
	})
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines:\n%s", len(lines), b.String())
	}
	for _, line := range lines {
		if len([]rune(line)) != len([]rune(lines[0])) || strings.Count(line, "|") != len(headings)+1 {
			t.Errorf("the table is crooked:\n%s", b.String())
			break
		}
	}
	for _, want := range []string{"7 ms, p99 9", "2 ms, p99 3", "3.50", "≤ 10 ms", "ok", "1,000,000 bytes"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing:\n%s", want, b.String())
		}
	}
}

func TestChoose(t *testing.T) {
	if all, err := choose("", true); err != nil || len(all) != len(topics()) {
		t.Errorf("all are %d, %v", len(all), err)
	}
	if own, err := choose("", false); err != nil || len(own) != len(topics())-1 {
		t.Errorf("without the other journals there are %d, %v", len(own), err)
	}
	if some, err := choose("add,start", false); err != nil || len(some) != 2 || some[0].name != "add" {
		t.Errorf("chosen %v, %v", some, err)
	}
	if _, err := choose("add,speed", false); err == nil {
		t.Error("a topic that is not there was chosen")
	}
}
