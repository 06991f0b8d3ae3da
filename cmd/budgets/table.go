package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// row is one line of the table: something measured, a reference measured in
// turn with it, and the budget.
type row struct {
	What   string `json:"what"`
	At     string `json:"at"`   // of how much: "10,000 entries"
	Unit   string `json:"unit"` // of Ours and Theirs
	Ours   figure `json:"ours"`
	Beside string `json:"beside,omitempty"` // what the reference is; "" for none
	Theirs figure `json:"theirs"`
	Budget budget `json:"budget"`
	Note   string `json:"note,omitempty"`
	// Entries is how many entries the journal has, for the plot; Plot names the
	// picture that the row belongs to, "" for none.
	Entries int    `json:"entries,omitempty"`
	Plot    string `json:"plot,omitempty"`
}

// figure is what a sample comes down to.
type figure struct {
	Median float64 `json:"median"`
	P99    float64 `json:"p99"`
	Runs   int     `json:"runs"`
}

func figureOf(s sample) figure {
	if len(s) == 0 {
		return figure{}
	}
	return figure{s.median(), s.quantile(0.99), len(s)}
}

// single is a figure that was counted, not sampled.
func single(n float64) figure { return figure{n, n, 1} }

// ratio is how many times the reference we are, 0 without one.
func (r row) ratio() float64 {
	if r.Theirs.Runs == 0 || r.Theirs.Median == 0 {
		return 0
	}
	return r.Ours.Median / r.Theirs.Median
}

// The ways in which a budget bounds a row.
const (
	free    = ""
	medians = "median"
	worst   = "p99"
	times   = "times the reference"
	least   = "at least"
)

// budget is what DESIGN allows. The zero budget allows everything: the row
// tells how something grows, or what a reference does.
type budget struct {
	Of    string  `json:"of,omitempty"`
	Bound float64 `json:"bound,omitempty"`
}

// holds says whether the row is within its budget.
func (r row) holds() bool {
	switch r.Budget.Of {
	case medians:
		return r.Ours.Median <= r.Budget.Bound
	case worst:
		return r.Ours.P99 <= r.Budget.Bound
	case times:
		return r.ratio() > 0 && r.ratio() <= r.Budget.Bound
	case least:
		return r.Ours.Median >= r.Budget.Bound
	default:
		return true
	}
}

func (r row) verdict() string {
	switch {
	case r.Budget.Of == free:
		return ""
	case r.holds():
		return "ok"
	default:
		return "MISSED"
	}
}

// allowed is the budget in words.
func (r row) allowed() string {
	switch bound := number(r.Budget.Bound); r.Budget.Of {
	case medians:
		return "≤ " + bound + " " + r.Unit
	case worst:
		return "p99 ≤ " + bound + " " + r.Unit
	case times:
		return "≤ " + bound + " ×"
	case least:
		return "≥ " + bound + " " + r.Unit
	default:
		return ""
	}
}

// number writes a figure with three digits that count.
func number(x float64) string {
	switch size := math.Abs(x); {
	case x == math.Trunc(x) && size < 1000 || size >= 100 && size < 1000:
		return fmt.Sprintf("%.0f", x)
	case size >= 1000:
		return grouped(int(math.Round(x)))
	case size >= 10:
		return fmt.Sprintf("%.1f", x)
	case size >= 1:
		return fmt.Sprintf("%.2f", x)
	default:
		return fmt.Sprintf("%.3f", x)
	}
}

// grouped writes a number with a comma between thousands.
func grouped(n int) string {
	digits := fmt.Sprint(n)
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// cells are the columns of the table.
func (r row) cells() []string {
	ours, theirs, ratio := number(r.Ours.Median)+" "+r.Unit, "", ""
	if r.Ours.Runs > 1 {
		ours += ", p99 " + number(r.Ours.P99)
	}
	if r.Theirs.Runs > 0 {
		theirs = number(r.Theirs.Median) + " " + r.Unit
		if r.Theirs.Runs > 1 {
			theirs += ", p99 " + number(r.Theirs.P99)
		}
		ratio = number(r.ratio())
	}
	return []string{r.What, r.At, ours, r.Beside, theirs, ratio, r.allowed(), r.verdict(), r.Note}
}

var headings = []string{"what", "of", "shakeoff", "beside", "it takes", "ratio", "budget", "", ""}

// writeTable prints rows as a table that is read as well where it is rendered
// from Markdown as where it is not.
func writeTable(w io.Writer, rows []row) {
	lines := [][]string{headings}
	for _, r := range rows {
		lines = append(lines, r.cells())
	}
	widths := make([]int, len(headings))
	for _, cells := range lines {
		for i, cell := range cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	rule := make([]string, len(widths))
	for i, width := range widths {
		rule[i] = strings.Repeat("-", width)
	}
	lines = append(lines[:1], append([][]string{rule}, lines[1:]...)...)
	for _, cells := range lines {
		for i, cell := range cells {
			fmt.Fprintf(w, "| %s%s ", cell, strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)))
		}
		fmt.Fprintln(w, "|")
	}
}
