package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine is where the figures come from: without it they mean nothing.
type machine struct {
	Cores  int     `json:"cores"`
	CPU    string  `json:"cpu"`
	Go     string  `json:"go"`
	System string  `json:"system"`
	Load   float64 `json:"load"` // average of the last minute when the run began; -1 if not known
}

// quiet is the load above which somebody else is at work too.
const quiet = 0.5

func machineNow() machine {
	m := machine{
		Cores: runtime.NumCPU(), CPU: field("/proc/cpuinfo", "model name"), Go: runtime.Version(),
		System: runtime.GOOS + "/" + runtime.GOARCH, Load: -1,
	}
	if release, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.System += " " + strings.TrimSpace(string(release))
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		first, _, _ := strings.Cut(string(load), " ")
		if m.Load, err = strconv.ParseFloat(first, 64); err != nil {
			m.Load = -1
		}
	}
	return m
}

// String is the machine on one line, and a warning on the next where it was busy.
func (m machine) String() string {
	s := fmt.Sprintf("%d cores of %s, %s, %s, load %.2f", m.Cores, m.CPU, m.Go, m.System, m.Load)
	if m.Load > quiet {
		s += "\nthe machine is busy: only ratios mean anything in this run"
	}
	return s
}

// field returns the first value of a field in a file of "name: value" lines, as
// those of /proc are, or "".
func field(path, name string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
