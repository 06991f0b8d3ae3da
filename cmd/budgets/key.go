package main

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// typing is the benchmark that types into an answer that has become long, in
// turn with an empty one.
const typing = "BenchmarkKeyToFrame"

func (b *bench) measureKeys() error {
	cmd := exec.CommandContext(b.ctx, "go", "test", "shakeoff/tui", "-run", "^$", "-bench", "^"+typing+"$", "-benchtime", "1000x")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	rows := keyRows(string(out))
	if len(rows) != 2 {
		return errors.New("the benchmark did not tell its figures:\n" + string(out))
	}
	b.rows = append(b.rows, rows...)
	return nil
}

// keyRows reads what the benchmark prints: values, each before its unit.
func keyRows(out string) []row {
	var rows []row
	for _, found := range regexp.MustCompile(`(?m)^`+typing+`/(5|200)KB(?:-\d+)?\s(.*)$`).FindAllStringSubmatch(out, -1) {
		of, fields := map[string]float64{}, strings.Fields(found[2])
		for i, unit := range fields[1:] {
			of[unit], _ = strconv.ParseFloat(fields[i], 64)
		}
		rows = append(rows, row{
			What: "key to frame, an answer of " + found[1] + " KB", Unit: "ms",
			Ours: figure{of["key-ms"], of["key-p99-ms"], 1000}, Reference: "an empty answer",
			Theirs: figure{of["empty-ms"], of["empty-p99-ms"], 1000}, Budget: budget{p99, map[string]float64{"5": 2, "200": 8}[found[1]]},
		})
	}
	return rows
}
