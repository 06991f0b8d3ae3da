//go:build unix

package main_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// fits is what completion offers in the place of the last of these words.
func (h home) fits(words ...string) []string {
	h.t.Helper()
	cmd := h.command("complete")
	cmd.Stdin = strings.NewReader(strings.Join(words, "\x00") + "\x00")
	out, err := cmd.CombinedOutput()
	if err != nil {
		h.t.Fatalf("%v: %s", err, out)
	}
	var fits []string
	for line := range strings.Lines(string(out)) {
		word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		fits = append(fits, word)
	}
	return fits
}

// add files an entry and returns its id.
func (h home) add(entry string) string {
	h.t.Helper()
	cmd := h.command("add")
	cmd.Stdin = strings.NewReader(entry)
	out, err := cmd.Output()
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func TestCompletionFits(t *testing.T) {
	h := newHome(t)
	older := h.add(`{"answers":{"happened":"Marker #phone"}}`)
	newer := h.add(`{"answers":{"happened":"Marker #desk"},"happened_at":"2099-01-01","tags":["o'clock"]}`)
	for _, c := range []struct {
		line, want string
	}{
		{"im", "import"},
		{"--plain im", "import"},
		{"--journal list im", "import"}, // the flag's value is no command
		{"completion ", "bash zsh fish pwsh"},
		{"completion bash ", "--help --journal --passphrase-file --new --motion --theme --plain"},
		{"list --ta", "--tag"},
		{"list --plain --ta", "--tag"},
		{"list --tag ", "desk o'clock phone"},
		{"list --tag phone --tag d", "desk"},
		{"show ", "last " + newer[:8] + " " + older[:8]},
		{"show " + older[:4], older[:8]},
		{"delete last " + newer[:4], newer[:8]},
		{"show last " + newer[:4], ""},
		{"export --format ", "json md txt html csv age"},
		{"export --format m", "md"},
		{"export --format = m", "md"}, // as bash cuts it
		{"export --format =", "json md txt html csv age"},
		{"export --format=m", "--format=md"},
		{"export --only happened,c", "happened,control happened,change"},
		{"export --only w", "weight"},
		{"import --from day", "dayone daylio"},
		{"import --dates ", "dmy mdy"},
		{"patterns --range ", "4w 6m all"},
		{"list --motion r", "reduced"},
		{"--theme c", "contrast"},
		{"import ", ":files"},
		{"restore x", ":files"},
		{"export --output ", ":files"},
		{"--journal ", ":files"},
		{"export -- --", ""},
		{"nonsense ", ""},
		{"list --match ", ""},
		{"", "write review ready patterns settings add import list show export passphrase recovery rekey delete doctor backup restore config version man completion"},
	} {
		got := strings.Join(h.fits(strings.Split(c.line, " ")...), " ")
		if got != c.want {
			t.Errorf("in %q fits %q, want %q", c.line, got, c.want)
		}
		if strings.Contains(got, "Marker") {
			t.Errorf("%q shows words of an entry", c.line)
		}
	}
	// Once there is a lock, nothing of the journal is offered, nor is anything read to unlock it.
	file := h.passphraseFile("long enough for me")
	h.run("passphrase", "--new-passphrase-file", file)
	for _, line := range [][]string{{"show", ""}, {"list", "--tag", ""}, {"--passphrase-file", file, "list", "--tag", ""}} {
		for _, fit := range h.fits(line...) {
			if !strings.HasPrefix(fit, "--") {
				t.Errorf("with a lock set %q offers %q", line, fit)
			}
		}
	}
	// Where there is no journal, looking leaves none behind.
	if got := newHome(t).fits("show", ""); slices.Contains(got, "last") {
		t.Errorf("without a journal %q is offered", got)
	}
}

// TestCompletionKnowsEveryValue holds that of each flag it is known what it takes, and that
// where it takes one of a few words its help says the same ones.
func TestCompletionKnowsEveryValue(t *testing.T) {
	h := newHome(t)
	free := []string{"--limit", "--since", "--until", "--match", "--redact", "--tag"}
	seen := map[string]bool{}
	for _, command := range h.fits("") {
		help := string(h.run(command, "--help"))
		for _, flag := range h.fits(command, "--") {
			if seen[flag] {
				continue
			}
			seen[flag] = true
			_, about, _ := strings.Cut(help, "   "+flag)
			about, _, _ = strings.Cut(about, "\n")
			if !regexp.MustCompile(`^ [A-Z]`).MatchString(about) || slices.Contains(free, flag) {
				continue
			}
			fits := h.fits(command, flag, "")
			if len(fits) == 0 {
				t.Errorf("what %s %s takes is not known", command, flag)
			}
			for _, fit := range fits {
				if fit != ":files" && flag != "--only" && !strings.Contains(about, fit) {
					t.Errorf("%s %s is completed with %s, and help does not say so", command, flag, fit)
				}
			}
		}
	}
	if len(seen) < 25 {
		t.Errorf("there are only %d flags", len(seen))
	}
}

// shells are how they are started without anybody's settings, and made to complete. The tab of
// zsh expands the word at the cursor first, of whatever command; here it only completes.
var shells = []struct {
	name  string
	args  []string
	setUp string
}{
	{"bash", []string{"--norc", "--noprofile", "-i"}, "PS1='READY> '; source ./bash.complete"},
	{"zsh", []string{"-f", "-i"}, "PS1='READY> '; autoload -U compinit; compinit -D -u; bindkey '^i' complete-word; source ./zsh.complete"},
	{"fish", []string{"--no-config", "-i"}, "function fish_prompt; printf 'READY> '; end; source ./fish.complete"},
}

// inShells runs a test in every shell that is here, with its completions.
func inShells(t *testing.T, test func(t *testing.T, h home, x *terminal)) {
	for _, shell := range shells {
		t.Run(shell.name, func(t *testing.T) {
			path, err := exec.LookPath(shell.name)
			if err != nil {
				t.Skipf("left out: there is no %s here", shell.name)
			}
			h := newHome(t)
			name := filepath.Join(h.dir, shell.name+".complete")
			if err := os.WriteFile(name, h.run("completion", shell.name), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := h.command(shell.args...)
			cmd.Path, cmd.Args[0] = path, shell.name
			cmd.Env = append(cmd.Env, "PATH="+filepath.Dir(h.program)+":"+os.Getenv("PATH"), "INPUTRC=/dev/null")
			x := h.start(cmd, pty.Winsize{Cols: columns, Rows: rows})
			x.press(shell.setUp + "\r")
			x.wait("a prompt", func() bool { return strings.HasPrefix(x.lastLine(), "READY>") })
			test(t, h, x)
		})
	}
}

// lastLine is the lowest line of the screen with anything on it.
func (x *terminal) lastLine() string {
	lines := strings.Split(strings.TrimRight(x.text(), " \n"), "\n")
	return lines[len(lines)-1]
}

// clear takes back what stands on the line of a shell.
func (x *terminal) clear() {
	x.t.Helper()
	x.press("\x15\x0c")
	x.wait("an empty line", func() bool { return strings.TrimSpace(x.text()) == "READY>" })
}

func TestCompletionInShells(t *testing.T) {
	inShells(t, func(t *testing.T, h home, x *terminal) {
		id := h.add(`{"answers":{"happened":"Marker #phone"}}`)
		if err := os.WriteFile(filepath.Join(h.dir, "some-backup.db"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		x.clear()
		for _, c := range [][2]string{
			{"shakeoff impo", "shakeoff import"},
			{"shakeoff export --form", "shakeoff export --format"},
			{"shakeoff export --format js", "shakeoff export --format json"},
			{"shakeoff export --format=js", "shakeoff export --format=json"},
			{"shakeoff export --only happened,con", "shakeoff export --only happened,control"},
			{"shakeoff import --from dayo", "shakeoff import --from dayone"},
			{"shakeoff patterns --range 6", "shakeoff patterns --range 6m"},
			{"shakeoff --motion re", "shakeoff --motion reduced"},
			{"shakeoff list --tag ph", "shakeoff list --tag phone"},
			{"shakeoff show " + id[:4], "shakeoff show " + id[:8]},
			{"shakeoff restore some-", "shakeoff restore some-backup.db"},
			{"shakeoff --journal some-", "shakeoff --journal some-backup.db"},
		} {
			x.press(c[0] + "\t")
			x.see("READY> " + c[1])
			x.clear()
		}
		if strings.Contains(x.text(), "Marker") {
			t.Error("completion shows words of an entry")
		}
	})
}

// TestTabRunsNothing holds that neither what stands on the line nor what comes back to be
// offered is run: on tab it is quoted, and on enter the program is given it as it is.
func TestTabRunsNothing(t *testing.T) {
	const hostile = "x$(touch ran)`touch ran`\"'; touch ran; #&|>ran\\ y"
	inShells(t, func(t *testing.T, h home, x *terminal) {
		fake := "#!/bin/sh\nif [ \"$1\" = complete ]; then cat hostile\nelse printf %s \"$2\" > given; fi\n"
		if err := errors.Join(
			os.WriteFile(filepath.Join(h.dir, "hostile"), []byte(hostile+"\n:files\n"), 0o600),
			os.Remove(h.program), os.WriteFile(h.program, []byte(fake), 0o700),
		); err != nil {
			t.Fatal(err)
		}
		ran := func() bool {
			_, err := os.Stat(filepath.Join(h.dir, "ran"))
			return err == nil
		}
		x.clear()
		x.press("shakeoff list x\t")
		x.wait("the word that was offered", func() bool { return strings.Contains(x.text(), "touch") })
		x.press("\r")
		x.wait("the word as it was offered", func() bool {
			given, err := os.ReadFile(filepath.Join(h.dir, "given"))
			return err == nil && string(given) == hostile
		})
		x.clear()
		for _, typed := range []string{
			"shakeoff list --match $(touch ran) \"`touch ran`\" --one",
			"shakeoff export --output $(touch ran)/two",
			"shakeoff export --output `touch ran`/three",
			"shakeoff $(touch ran) > ran --four",
		} {
			x.press(typed + "\t")
			x.press("!")
			x.see("!")
			x.clear()
			if ran() {
				t.Fatalf("a tab in %q runs it", typed)
			}
		}
		if ran() {
			t.Error("what was offered is run")
		}
	})
}
