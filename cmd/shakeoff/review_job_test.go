//go:build unix

package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
)

// TestLookingBack finds an entry among others in the real program, changes it,
// weighs it again, writes it to a file and deletes it, while the journal is locked.
func TestLookingBack(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	file := filepath.Join(h.dir, "entries")
	const entries = `{"written":"2026-11-20T09:00:00Z","answers":{"happened":"The lift was stuck. #lift"},"weighings":[{"weight":8}]}
{"written":"2026-11-21T09:00:00Z","answers":{"happened":"A quiet day."}}
`
	if err := os.WriteFile(file, []byte(entries), 0o600); err != nil {
		t.Fatal(err)
	}
	add := h.command("add")
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	add.Stdin = in
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("add: %v: %s", err, out)
	}
	h.run("passphrase", "--new-passphrase-file", h.passphraseFile(secret))

	x := h.open("review")
	x.see("assphrase")
	x.secret(secret)
	x.next("Write down your recovery key?") // enter: not now
	x.look()
	x.next("1 of 2")
	x.press("/")
	x.write("LIFT is:heavy")
	x.see("1 of 2")
	x.wait("the quiet day is not among what was found", func() bool { return !strings.Contains(x.text(), "A quiet day.") })
	x.next("w weigh again")
	x.press("e")
	x.see("ctrl+s save")
	x.write(" For an hour.")
	x.press("\x13") // ctrl+s
	x.see("Saved.")
	x.see("For an hour.")
	x.press("w")
	x.see("Looking back on it today.")
	x.press("7")
	x.see("●●●●●●●○○○  7")
	x.next("8 → 7")
	x.press("x")
	x.see("Choose at least one part")
	x.press("j ")
	x.see("exactly what it will say")
	x.press("jjjj f")
	x.see("# Friday")
	x.next("reflections-2026-11-20.md")
	path := filepath.Join(h.dir, "reflections-2026-11-20.md")
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Fatalf("written before the last enter: %v", err)
	}
	x.next("Saved as")
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const want = "# Friday 2026-11-20, 09:00\n\nWeight: 8 → 7\n\n## What happened?\n\n> The lift was stuck. #lift For an hour.\n"
	if string(written) != want {
		t.Errorf("written:\n%s\nwant:\n%s", written, want)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v: %v", info.Mode(), err)
	}
	x.next("/ LIFT")
	x.press("d")
	x.see("Delete this entry?")
	x.next("/ LIFT") // enter leaves it
	x.press("d")
	x.see("Delete this entry?")
	asked := time.Now()
	x.wait("the pause between two keys", func() bool { return time.Since(asked) > kit.Seeing })
	x.press("d")
	x.see("u takes it back")
	x.press("\x03")
	x.see("Close, and delete for good?")
	x.press("\x03")
	_ = x.end()
	if got := h.last("--passphrase-file", h.passphraseFile(secret)); got[string(journal.Happened)] != "A quiet day." {
		t.Errorf("what is left says %q", got)
	}
	if out := string(h.run("list", "--passphrase-file", h.passphraseFile(secret))); strings.Contains(out, "lift") || strings.Count(out, "\n") != 1 {
		t.Errorf("the journal lists:\n%s", out)
	}
}
