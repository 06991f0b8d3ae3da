//go:build unix

package main_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

var full = flag.Bool("full", false, "run what takes long at full length")

// storm is windows and commands at work on one journal, all killed at random moments. It
// knows what was acknowledged.
type storm struct {
	home
	secrets [2]string // passphrases in files of these names

	mu      sync.Mutex
	random  *rand.Rand
	kills   int
	written int
	filed   map[string]string // the ids of what was acknowledged, by what it says; "" from a window
	deleted map[string]bool   // by what it said, acknowledged or under way
	gone    map[string]bool   // acknowledged
}

// TestStorm kills windows and every command that writes, with several at work at once.
// Nothing acknowledged is lost, nothing is there twice, nothing deleted comes back, in the
// journal or in a backup, and doctor finds nothing.
func TestStorm(t *testing.T) {
	t.Parallel()
	kills := 40
	if *full {
		kills = 600
	}
	s := &storm{
		home: newHome(t), secrets: [2]string{"first one", "second one"}, random: rand.New(rand.NewPCG(5, 6)),
		filed: make(map[string]string), deleted: make(map[string]bool), gone: make(map[string]bool),
	}
	for _, secret := range s.secrets {
		must(t, os.WriteFile(filepath.Join(s.dir, secret), []byte(secret+"\n"), 0o600))
	}
	s.add()
	var crew sync.WaitGroup
	for _, work := range []func(){s.add, s.add, s.delete, s.backup, s.lock, s.write, s.write} {
		crew.Go(func() {
			for s.goesOn(kills) && !t.Failed() {
				work()
			}
		})
	}
	crew.Wait()
	s.check("after the storm")
	s.restore(kills / 10)
	s.check("after restoring")
	t.Logf("kills %d, acknowledged %d, deleted %d", s.kills, len(s.filed), len(s.gone))
	if s.kills < kills || len(s.gone) == 0 || len(s.filed) < kills/8 {
		t.Error("the control failed: too little was done")
	}
}

// goesOn says that too little was done yet. On a slow machine most die before they have
// done anything.
func (s *storm) goesOn(kills int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kills < kills || s.kills < 10*kills && (len(s.gone) == 0 || len(s.filed) < kills/8)
}

// moment draws when a process dies. Half of them live to their end.
func (s *storm) moment() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.random.IntN(2) == 0 {
		return time.Minute
	}
	return time.Duration(s.random.Int64N(int64(60 * time.Millisecond)))
}

// do runs a command that may be killed, and returns what it said, and whether it
// came to a good end.
func (s *storm) do(stdin string, args ...string) (out string, done bool) {
	ctx, cancel := context.WithTimeout(s.t.Context(), s.moment())
	defer cancel()
	cmd := s.command(args...)
	var said bytes.Buffer
	cmd.Stdin, cmd.Stdout = strings.NewReader(stdin), &said
	if err := cmd.Start(); err != nil {
		s.t.Error(err)
		return "", false
	}
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if !stop() {
		s.mu.Lock()
		s.kills++
		s.mu.Unlock()
	}
	return said.String(), err == nil
}

// marker returns words that nobody else writes.
func (s *storm) marker(who string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written++
	return fmt.Sprintf("%s %d.", who, s.written)
}

func (s *storm) add() {
	words := s.marker("command")
	out, _ := s.do(fmt.Sprintf(`{"answers":{"happened":%q}}`, words), "add")
	if id, whole := strings.CutSuffix(out, "\n"); whole {
		s.mu.Lock()
		s.filed[words] = id
		s.mu.Unlock()
	}
}

func (s *storm) backup() { s.do("", "backup") }

// delete deletes something that a command has filed.
func (s *storm) delete() {
	s.mu.Lock()
	var words string
	for w, id := range s.filed {
		if id != "" && !s.deleted[w] {
			words = w
			break
		}
	}
	id := s.filed[words]
	if id != "" {
		s.deleted[words] = true
	}
	s.mu.Unlock()
	if id == "" {
		return
	}
	for _, secret := range s.secrets {
		if _, done := s.do("", "delete", "--yes", "--passphrase-file", filepath.Join(s.dir, secret), id); done {
			s.mu.Lock()
			s.gone[words] = true
			s.mu.Unlock()
		}
	}
}

// lock sets, changes and takes off the lock, and makes new identities.
func (s *storm) lock() {
	s.mu.Lock()
	now, next := filepath.Join(s.dir, s.secrets[s.random.IntN(2)]), filepath.Join(s.dir, s.secrets[s.random.IntN(2)])
	what := s.random.IntN(4)
	s.mu.Unlock()
	switch what {
	case 0:
		s.do("", "passphrase", "--remove", "--passphrase-file", now)
	case 1:
		s.do("", "rekey", "--passphrase-file", now, "--new-passphrase-file", next)
	default:
		s.do("", "passphrase", "--passphrase-file", now, "--new-passphrase-file", next)
	}
}

// write writes a page in a window, files it, and dies on the way as a rule.
func (s *storm) write() {
	words := s.marker("window")
	x := s.open()
	x.see("What happened?")
	x.write(words)
	x.see(words)
	if s.moment() < time.Minute {
		x.kill()
		s.mu.Lock()
		s.kills++
		s.mu.Unlock()
		return
	}
	x.press("\x13")
	x.see("Paused.")
	s.mu.Lock()
	s.filed[words] = ""
	s.mu.Unlock()
	x.kill()
	s.mu.Lock()
	s.kills++
	s.mu.Unlock()
}

// restore puts a backup of what is there back again and again, killed on the way.
func (s *storm) restore(times int) {
	copied := filepath.Join(s.dir, "copy.db")
	s.run("backup", copied)
	_, secret := s.unlock(s.journal())
	for range times {
		s.do("", "restore", "--passphrase-file", filepath.Join(s.dir, secret), copied)
	}
}

// unlock opens a file with whichever passphrase does.
func (s *storm) unlock(path string) (*store.Unlocked, string) {
	s.t.Helper()
	var failed error
	for _, secret := range s.secrets {
		u, err := store.New(store.Options{Path: path, Patience: deadline}).Unlock(s.t.Context(), []byte(secret))
		if err == nil {
			s.t.Cleanup(u.Lock)
			return u, secret
		}
		failed = errors.Join(failed, err)
	}
	s.t.Fatalf("%s opens with none of the passphrases: %v", filepath.Base(path), failed)
	return nil, ""
}

// check holds what is there against what was acknowledged.
func (s *storm) check(when string) {
	s.t.Helper()
	s.run("doctor", "--deep")
	u, _ := s.unlock(s.journal())
	count := make(map[string]int)
	entries := storetest.All(s.t, u)
	drafts, err := u.Drafts(s.t.Context())
	must(s.t, err)
	for _, d := range drafts {
		entries = append(entries, d.Entry)
	}
	for _, e := range entries {
		count[e.Text(journal.Happened)]++
	}
	lost, twice, back := 0, 0, 0
	for words := range s.filed {
		if count[words] == 0 && !s.deleted[words] {
			lost++
		}
	}
	for words, n := range count {
		if n > 1 {
			twice++
		}
		if s.gone[words] {
			back++
		}
	}
	s.run("backup") // a write by somebody else finishes what the killed have left
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(s.journal()), "backups", "*.db"))
	must(s.t, err)
	for _, path := range copies {
		u, _ := s.unlock(path)
		for _, e := range storetest.All(s.t, u) {
			if s.gone[e.Text(journal.Happened)] {
				back++
			}
		}
	}
	if lost+twice+back > 0 {
		s.t.Errorf("%s: lost %d, there twice %d, back from the dead %d", when, lost, twice, back)
	}
	s.t.Logf("%s: entries %d, drafts %d, backups %d, lost %d, there twice %d, back from the dead %d", when, len(entries)-len(drafts), len(drafts), len(copies), lost, twice, back)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
