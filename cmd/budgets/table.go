package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// row is one line of the table: something measured, a reference measured in
// turn with it, and the budget.
type row struct {
	What      string
	Unit      string // of Ours and Theirs
	Ours      figure
	Reference string // "" for none
	Theirs    figure
	Budget    budget
}

// The ways in which a budget bounds a row.
const (
	median  = "median"
	p99     = "p99"
	times   = "times the reference"
	atLeast = "at least"
)

// budget is what DESIGN allows.
type budget struct {
	Of    string
	Bound float64
}

// words is the budget as it is read, and whether the row is within it. A figure
// that is not there is within none.
func (r row) allowed() (words string, holds bool) {
	bound := number(r.Budget.Bound)
	switch r.Budget.Of {
	case p99:
		return "p99 ≤ " + bound + " " + r.Unit, r.Ours.P99 <= r.Budget.Bound
	case times:
		return "≤ " + bound + " ×", r.Ours.Median <= r.Theirs.Median*r.Budget.Bound
	case atLeast:
		return "≥ " + bound + " " + r.Unit, r.Ours.Median >= r.Budget.Bound
	default:
		return "≤ " + bound + " " + r.Unit, r.Ours.Median <= r.Budget.Bound
	}
}

// in writes a figure with its unit.
func (f figure) in(unit string) string {
	if f.Runs > 1 {
		return fmt.Sprintf("%s %s, p99 %s", number(f.Median), unit, number(f.P99))
	}
	return number(f.Median) + " " + unit
}

// number writes a figure with three digits that count.
func number(x float64) string {
	if x >= 1000 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}

// entries writes how large a journal is.
func entries(n int) string { return fmt.Sprintf("%d,%03d entries", n/1000, n%1000) }

// writeTable prints rows as a Markdown table that can be read as it is.
func writeTable(w io.Writer, rows []row) error {
	table := tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)
	line := func(cells ...string) { fmt.Fprintln(table, "| "+strings.Join(cells, "\t| ")+"\t|") }
	line("what", "shakeoff", "reference", "ratio", "budget", "")
	line("---", "---", "---", "---", "---", "---")
	for _, r := range rows {
		reference, ratio, verdict := "", "", "MISSED"
		if r.Theirs.Runs > 0 {
			reference, ratio = r.Reference+": "+r.Theirs.in(r.Unit), number(r.Ours.Median/r.Theirs.Median)
		}
		words, holds := r.allowed()
		if holds {
			verdict = "ok"
		}
		line(r.What, r.Ours.in(r.Unit), reference, ratio, words, verdict)
	}
	return table.Flush()
}
