//go:build linux

package faulttest_test

import (
	"bufio"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"shakeoff/store/storetest"
)

// straced returns a worker that runs under strace with these options. Without strace
// it skips the test: only strace can tell which system calls a run makes, and let one
// of them fail.
func straced(t *testing.T, options []string, task, path string, from, count int) *exec.Cmd {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("needs strace (apt-get install strace)")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append(options, self, path, strconv.Itoa(from), strconv.Itoa(count)) //nolint:gocritic // a new list
	cmd := exec.CommandContext(t.Context(), strace, args...)
	cmd.Env = append(os.Environ(), workerTask+"="+task)
	return cmd
}

// event is one thing that a process did to the journal, or told the world.
type event struct {
	kind   byte // 'w' a write, 't' a truncation, 's' a sync, 'a' an acknowledgement
	offset int64
	data   []byte
	number int // of what was acknowledged
}

// record runs a worker on a journal that exists and returns every write, sync
// and acknowledgement in the order in which the system saw them.
func record(t *testing.T, task, path string, count int) []event {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := straced(t, []string{
		"-f", "-qq", "-y", "-xx", "-s", strconv.Itoa(1 << 24), "-o", trace,
		"-e", "trace=pwrite64,write,fdatasync,fsync,ftruncate", "-e", "signal=none",
	}, task, path, 0, count)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	file, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<28)
	var events []event
	unfinished := make(map[string]string)
	for lines.Scan() {
		pid, line, _ := strings.Cut(lines.Text(), " ")
		line = strings.TrimSpace(line)
		if begun, ok := strings.CutSuffix(line, "<unfinished ...>"); ok {
			unfinished[pid] = strings.TrimSpace(begun)
			continue
		}
		if m := resumed.FindStringSubmatch(line); m != nil {
			line = unfinished[pid] + m[1]
		}
		if e, ok := parse(t, line, path); ok {
			events = append(events, e)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return events
}

var (
	resumed = regexp.MustCompile(`^<\.\.\. \w+ resumed>(.*)$`)
	call    = regexp.MustCompile(`^(\w+)\(\d+<([^>]*)>(?:, "([^"]*)")?(?:, (\d+))?(?:, (\d+))?\)\s+= (-?\d+)`)
)

// parse reads one line of the trace.
func parse(t *testing.T, line, path string) (event, bool) {
	t.Helper()
	m := call.FindStringSubmatch(line)
	if m == nil {
		return event{}, false
	}
	name, on, data := m[1], unhex(t, m[2]), []byte(unhex(t, m[3]))
	switch {
	case name == "write" && strings.HasPrefix(string(data), "ok "):
		return event{kind: 'a', number: acknowledged(t, strings.TrimSpace(string(data)))}, true
	case on != path:
		return event{}, false
	case m[6] == "-1":
		t.Fatalf("a call failed by itself: %.80s", line)
	case name == "pwrite64":
		return event{kind: 'w', offset: number(t, m[5]), data: data}, true
	case name == "ftruncate":
		return event{kind: 't', offset: number(t, m[4])}, true
	case name == "fdatasync", name == "fsync":
		return event{kind: 's'}, true
	}
	return event{}, false
}

// unhex decodes what -xx writes: \x61\x62.
func unhex(t *testing.T, s string) string {
	t.Helper()
	if !strings.HasPrefix(s, `\x`) {
		return s
	}
	b, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func number(t *testing.T, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTwoSyncsEach holds that a transaction syncs twice, its pages and then its
// header, and that adding an entry is one and writing a page in three saves and
// keeping it are four. Fewer would lose words with the power; more cost time.
func TestTwoSyncsEach(t *testing.T) {
	t.Parallel()
	for task, transactions := range map[string]int{"add": 1, "draft": 4} {
		path := filepath.Join(t.TempDir(), "journal.db")
		check(t, addOne(storetest.Open(path), "the first makes the file"))
		syncs := 0
		for _, e := range record(t, task, path, 3) {
			switch e.kind {
			case 's':
				syncs++
			case 'a':
				if syncs != 2*transactions {
					t.Errorf("%s %d: %d syncs in %d transactions", task, e.number, syncs, transactions)
				}
				syncs = 0
			}
		}
	}
}
