//go:build unix

package faulttest_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"shakeoff/store"
	"shakeoff/store/disk"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

var full = flag.Bool("full", false, "run the fault tests at full length")

// rounds is how often something is done: short, or in full.
func rounds(short, long int) int {
	if *full {
		return long
	}
	return short
}

// workerTask names the task of a worker in its environment.
const workerTask = "SHAKEOFF_FAULT_WORKER"

func TestMain(m *testing.M) {
	if task := os.Getenv(workerTask); task != "" {
		// strace counts the calls of a thread: one makes all of a worker's.
		runtime.LockOSThread()
		if err := work(task, os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	os.Exit(m.Run())
}

// work is what a worker does: a task, the journal's path and numbers.
func work(task string, args []string) error {
	j := storetest.Open(args[0])
	from, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	do, ok := map[string]func(*store.Journal, string) error{
		"add": addOne, "draft": draftOne, "mark": markOne, "insist": insistOne,
		"delete": deleteOne, "lock": lockOne, "rekey": rekeyOne, "backup": backupOne, "restore": restoreOne, "unclaimed": unclaimedOne,
	}[task]
	if !ok {
		return fmt.Errorf("no task %q", task)
	}
	for n := from; n < from+count; n++ {
		if err := do(j, strconv.Itoa(n)); err != nil {
			return err
		}
		fmt.Println("ok", n)
	}
	return nil
}

func addOne(j *store.Journal, text string) error {
	_, err := j.Add(context.Background(), storetest.Entry(text))
	return err
}

// unclaimedOne writes as addOne does, as if the disk were this computer's own.
func unclaimedOne(j *store.Journal, _ string) error {
	f := j.File()
	f.Network, f.Random = func(string) string { return "" }, rand.Reader
	return f.Write(context.Background(), func(t *disk.Tx) error {
		_, err := t.Append(disk.BucketEntries, make([]byte, 1000))
		return err
	})
}

// draftOne writes a page in three saves, each with more words, and keeps it.
func draftOne(j *store.Journal, text string) error {
	d := j.NewDraft()
	for _, more := range []string{"", " more", " more and more"} {
		if err := d.Save(context.Background(), storetest.Entry(text, more)); err != nil {
			return err
		}
	}
	_, err := d.File(context.Background(), storetest.Entry(text, " more and more"))
	return err
}

// worker starts the test binary again as a worker.
func worker(t *testing.T, task, path string, from, count int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, path, strconv.Itoa(from), strconv.Itoa(count))
	cmd.Env = append(os.Environ(), workerTask+"="+task)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// acknowledged returns the number a worker acknowledges on a line.
func acknowledged(t *testing.T, line string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimPrefix(line, "ok "))
	if err != nil {
		t.Fatalf("a worker said %q", line)
	}
	return n
}

// found counts how often each number was filed.
func found(t *testing.T, path, secret string) map[string]int {
	t.Helper()
	u := storetest.Unlock(t, storetest.Open(path), secret)
	entries, err := u.All(t.Context())
	if err != nil {
		t.Fatalf("reading afterwards: %v", err)
	}
	count := make(map[string]int)
	for _, e := range entries {
		count[e.Text(journal.Happened)]++
	}
	return count
}
