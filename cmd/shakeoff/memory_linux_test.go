package main_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"shakeoff/store/seal"
)

// identityIn returns the forms in which an identity lies in memory, by what they are.
func identityIn(t *testing.T, recoveryKey string) map[string][]byte {
	t.Helper()
	recoveryKey, _, _ = strings.Cut(recoveryKey, "\n")
	id, err := seal.ParseIdentity([]byte(recoveryKey))
	if err != nil {
		t.Fatal(err)
	}
	epoch := id.Recipient().Epoch()
	half := recoveryKey[len("AGE-SECRET-KEY-PQ-1"):][:30] // the screen shows it in two lines
	forms := map[string][]byte{
		"recovery key": []byte(half), "in lower case": []byte(strings.ToLower(half)), "seed": seedOf(t, recoveryKey),
	}
	for _, info := range []string{"shakeoff/1 wrap", "shakeoff/1 sign"} {
		if forms[info], err = hkdf.Key(sha256.New, []byte(recoveryKey), epoch[:], info, 32); err != nil {
			t.Fatal(err)
		}
	}
	return forms
}

// seedOf takes the 32 bytes out of a recovery key, which is Bech32.
func seedOf(t *testing.T, key string) []byte {
	t.Helper()
	data := strings.ToLower(key[strings.LastIndexByte(key, '1')+1:])
	var seed []byte
	var bits, held uint32
	for _, c := range data[:len(data)-len("chksum")] {
		v := strings.IndexRune("qpzry9x8gf2tvdw0s3jn54khce6mua7l", c)
		if v < 0 {
			t.Fatalf("a recovery key with %q", c)
		}
		if bits, held = bits<<5|uint32(v), held+5; held >= 8 {
			held -= 8
			seed = append(seed, byte(bits>>held))
		}
	}
	if len(seed) != 32 {
		t.Fatalf("a seed of %d bytes", len(seed))
	}
	return seed
}

// inMemory counts how often each stands in the memory of a process, which only a root may
// read.
func inMemory(t *testing.T, pid int, sought map[string][]byte) map[string]int {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil || len(maps) == 0 {
		t.Skip("the memory of the program is closed to who runs this test, as it should be")
	}
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Skip("the memory of the program is closed to who runs this test, as it should be")
	}
	defer memory.Close()
	found := map[string]int{}
	for line := range strings.Lines(string(maps)) {
		if !strings.Contains(line, " rw") {
			continue
		}
		var from, to int64
		if _, err := fmt.Sscanf(line, "%x-%x", &from, &to); err != nil {
			t.Fatal(err)
		}
		part := make([]byte, to-from)
		n, _ := memory.ReadAt(part, from) // as far as it is still there
		for what, secret := range sought {
			if c := bytes.Count(part[:n], secret); c > 0 {
				found[what] += c
			}
		}
	}
	return found
}

// TestMemoryAfterLocking looks into the memory of the screens, as a root or a swapped page
// would show it, after a passphrase came in each of the ways there are. At full length it also waits
// until the journal locks itself.
func TestMemoryAfterLocking(t *testing.T) {
	// A test would find its own constants, so these are drawn.
	passphrase, entry, draft := rand.Text(), rand.Text(), rand.Text()
	const listed = "1 of 40"
	for name, c := range map[string]struct {
		lockless, idle bool
		opens          func(x *terminal)
	}{
		"typed, read and written": {opens: func(x *terminal) {
			x.secret(passphrase)
			x.next("Write down your recovery key?")
			x.look()
			x.press("s")
			x.see("AGE-SECRET")
			x.look()
			x.next("Who could you turn to")
			x.press("\x1b")
			x.see(listed)
			x.press(strings.Repeat("\x1b[B", 10))
			x.see("11 of 40")
			x.press("1")
			x.see("What happened?")
			x.write(draft)
			x.see(draft)
		}},
		"pasted, and shown": {opens: func(x *terminal) {
			x.press("\x14") // ctrl+t
			x.paste(passphrase)
			x.see(passphrase)
			x.pass(between) // an enter right behind a paste is a part of it
			x.next("Write down your recovery key?")
		}},
		"not sent": {opens: func(x *terminal) {
			x.paste(passphrase)
			x.see("●●●")
		}},
		"left alone": {idle: true, opens: func(x *terminal) {
			x.secret(passphrase)
			x.next("Write down your recovery key?")
			x.press("\x1b")
			x.see(listed)
		}},
		"set": {lockless: true, opens: func(x *terminal) {
			x.press("1")
			x.see("What happened?")
			x.write(draft)
			x.press("\x13") // ctrl+s
			x.see("Paused.")
			x.next("Put a lock on this journal?")
			x.look()
			x.press("l")
			x.see("Choose a passphrase")
			x.secret(passphrase)
			first := x.cursor().Y
			x.press("\r")
			x.wait("the cursor in the second field", func() bool { return x.cursor().Y > first })
			x.secret(passphrase)
			x.next("The lock is set.")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if c.idle && !*full {
				t.Skip("a minute of quiet is for -full")
			}
			// One after the other: on a busy machine the program may scour too soon, and does so only twice.
			h := newHome(t)
			secret := h.passphraseFile(passphrase)
			if c.idle {
				h.settings("idle_minutes = 1\n")
			}
			if !c.lockless {
				add := h.command("add")
				add.Stdin = strings.NewReader(strings.Repeat(`{"answers":{"happened":"At the desk: `+entry+` said no."}}`+"\n", 40))
				if out, err := add.CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				h.run("passphrase", "--new-passphrase-file", secret)
			}
			x := h.open("review")
			if !c.lockless {
				x.see("Unlock your journal")
			}
			c.opens(x)
			recovery := string(h.run("recovery", "--passphrase-file", secret))
			sought := identityIn(t, recovery[strings.Index(recovery, "AGE-SECRET-KEY-PQ-1"):])
			sought["passphrase"] = []byte(passphrase)
			look := func() map[string]int { return inMemory(t, x.cmd.Process.Pid, sought) }
			if len(look()) == 0 {
				t.Error("the control failed: nothing is found while it is open")
			}
			if c.idle {
				x.within(2*time.Minute, "it locks itself", func() bool { return strings.Contains(x.text(), "Locked after one quiet minute.") })
			} else {
				x.press("\x0c") // ctrl+l
			}
			x.see("Paused.")
			found := look()
			defer func() { t.Logf("what is left: %v", found) }()
			x.wait("the memory is scoured", func() bool {
				found = look()
				return len(found) == 0
			})
			// How many are left is up to Go's collector: mostly none or 8, at most 160 have been seen, and
			// 600 before any scouring, which may come after the secrets were wiped.
			x.wait("the words are scoured", func() bool {
				words := inMemory(t, x.cmd.Process.Pid, map[string][]byte{"entry": []byte(entry), "draft": []byte(draft)})
				found = words
				return words["entry"]+words["draft"] <= 160
			})
			x.close()
		})
	}
}
