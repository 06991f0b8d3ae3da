package main

import (
	"strings"
	"testing"
)

func TestBudget(t *testing.T) {
	measured := row{Unit: "ms", Ours: figure{Median: 12, P99: 30, Runs: 9}, Theirs: figure{Median: 10, P99: 11, Runs: 9}}
	for name, c := range map[string]struct {
		of    budget
		words string
		holds bool
	}{
		"within":         {budget{median, 12}, "≤ 12 ms", true},
		"beyond":         {budget{median, 11.9}, "≤ 11.9 ms", false},
		"p99":            {budget{p99, 30}, "p99 ≤ 30 ms", true},
		"p99 beyond":     {budget{p99, 29}, "p99 ≤ 29 ms", false},
		"ratio":          {budget{times, 1.2}, "≤ 1.2 ×", true},
		"too many times": {budget{times, 1.1}, "≤ 1.1 ×", false},
		"at least":       {budget{atLeast, 12}, "≥ 12 ms", true},
		"too few":        {budget{atLeast, 30}, "≥ 30 ms", false},
	} {
		measured.Budget = c.of
		if words, holds := measured.allowed(); words != c.words || holds != c.holds {
			t.Errorf("%s: %q, %v, want %q, %v", name, words, holds, c.words, c.holds)
		}
	}
}

// A figure that is not there is within no budget.
func TestNothingIsNotWithin(t *testing.T) {
	for name, r := range map[string]row{
		"nothing measured": {Ours: figureOf(nil), Budget: budget{median, 10}},
		"no p99":           {Ours: figureOf(nil), Budget: budget{p99, 10}},
		"too little":       {Ours: figureOf(nil), Budget: budget{atLeast, 10}},
		"no reference":     {Ours: single(1), Budget: budget{times, 10}},
	} {
		if _, holds := r.allowed(); holds {
			t.Errorf("%s, and within the budget", name)
		}
	}
}

func TestTable(t *testing.T) {
	var b strings.Builder
	if err := writeTable(&b, []row{
		{"add", "ms", figure{7, 9.123, 20}, "append", figure{2, 3, 20}, budget{median, 10}},
		{What: "größe", Unit: "MB", Ours: single(1234.5), Budget: budget{median, 10}},
	}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines:\n%s", len(lines), b.String())
	}
	for _, line := range lines {
		if len([]rune(line)) != len([]rune(lines[0])) || strings.Count(line, "|") != 7 {
			t.Errorf("the table is crooked:\n%s", b.String())
			break
		}
	}
	for _, want := range []string{"| 7 ms, p99 9.12 ", "| append: 2 ms, p99 3 ", "| 3.5 ", "| ≤ 10 ms ", "| ok ", "| 1234 MB ", "| MISSED "} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing:\n%s", want, b.String())
		}
	}
}

// What the benchmark of package tui prints is understood, by its names.
func TestKeyRows(t *testing.T) {
	rows := keyRows(`
goos: linux
BenchmarkKeyToFrame/5KB-2         	    1000	    104321 ns/op	         0.021 empty-ms	         0.1 empty-p99-ms	         0.05 key-ms	         2.5 key-p99-ms
BenchmarkKeyToFrame/200KB         	    1000	    104321 ns/op	         0.021 empty-ms	         0.1 empty-p99-ms	         3 key-ms	         7 key-p99-ms
BenchmarkKeyToFrame/1000KB-2      	    1000	    104321 ns/op	         0.021 empty-ms	         0.1 empty-p99-ms	         3 key-ms	         7 key-p99-ms
BenchmarkKeyToFrame/200KB-third-answer-2         	    1000	    104321 ns/op	         0.021 empty-ms	         0.1 empty-p99-ms	         3 key-ms	         7 key-p99-ms
PASS
`)
	want := []row{
		{"key to frame, an answer of 5 KB", "ms", figure{0.05, 2.5, 1000}, "an empty answer", figure{0.021, 0.1, 1000}, budget{p99, 2}},
		{"key to frame, an answer of 200 KB", "ms", figure{3, 7, 1000}, "an empty answer", figure{0.021, 0.1, 1000}, budget{p99, 8}},
	}
	if len(rows) != 2 || rows[0] != want[0] || rows[1] != want[1] {
		t.Errorf("got %v\nwant %v", rows, want)
	}
}
