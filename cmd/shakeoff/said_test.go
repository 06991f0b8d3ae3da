//go:build unix

package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"shakeoff/tui/words"
)

// TestCommandsSpeakEveryLanguage runs what a person at a desk meets first in each language. The exit
// codes are those of English, and no line is left that English says.
func TestCommandsSpeakEveryLanguage(t *testing.T) {
	english := linesOf(words.English())
	var codes []int
	languages := []string{"en", "de", "pl"}
	if *full {
		languages = words.Languages()
	}
	for _, code := range languages {
		own, _ := words.In(code)
		said := linesOf(own)
		d := desk{t: t, folder: t.TempDir(), locale: code}
		for i, step := range d.job() {
			exit, out := d.run(step...)
			if code == "en" {
				codes = append(codes, exit)
			} else if exit != codes[i] {
				t.Errorf("in %q %v ends with %d, in English with %d:\n%s", code, step, exit, codes[i], out)
			}
			heard := false
			for line := range strings.Lines(out) {
				line = strings.TrimSuffix(line, "\n")
				heard = heard || said.match(line)
				if code != "en" && english.match(line) {
					t.Errorf("in %q %v says %q", code, step, line)
				}
			}
			if !heard && code != "en" { // English knows more of an error
				t.Errorf("in %q %v says nothing of its words:\n%s", code, step, out)
			}
		}
	}
}

// desk is somebody's folder, with a journal in it.
type desk struct {
	t              *testing.T
	folder, locale string
}

// job is what is done there, one command after the other.
func (d desk) job() [][]string {
	d.file("one.json", `{"answers":{"happened":"7"},"weighings":[{"weight":8}]}`)
	d.file("secret", "correct horse battery staple")
	d.file("wrong", "some other words")
	d.file("bad.json", `{"answers":{"happened":"7"},"weighings":[{"weight":80}]}`)
	d.file("not.db", strings.Repeat("7\n", 5000))
	d.file("hurt.db", "")
	const lock, key = "--new-passphrase-file", "--passphrase-file"
	return [][]string{
		{"list"},
		{"show", "last"},
		{"recovery"},
		{"backup"},
		{"backup", "--list"},
		{"passphrase", "--remove"},
		{"list", "--since", "blorp"},
		{"list", "--match", "since:blorp"},
		{"blorp"},
		{"lisst"},
		{"show"},
		{"list", "7"},
		{"list", "--blorp"},
		{"list", "--limt", "7"},
		{"list", "--limit", "blorp"},
		{"list", "--limit"},
		{"list", "--json=blorp"},
		{"export", "--format", "blorp"},
		{"--journal", "nowhere.db", "list"},
		{"--journal", "not.db", "list"},
		{"--journal", "hurt.db", "list"},
		{"import", "bad.json"},
		{"import", "--dry-run", "one.json"},
		{"import", "one.json"},
		{"import", "nowhere.json"},
		{"show", "aaaaaaaa"},
		{"show", "aa"},
		{"review"},
		{"delete", "last"},
		{"export", "--format", "age"},
		{"passphrase", lock, "nowhere"},
		{"passphrase"},
		{"passphrase", "--remove"},
		{"passphrase", lock, "secret"},
		{"list"},
		{"list", key, "wrong"},
		{"recovery", key, "secret"},
		{"rekey", key, "secret"},
		{"backup", "copy.db"},
		{"backup", "copy.db"},
		{"backup", "--list"},
		{"restore", "nowhere.db"},
		{"restore", "not.db"},
		{"restore", "copy.db"},
		{"restore", "copy.db", key, "secret"},
		{"delete", "--yes", "last", key, "secret"},
		{"show", "last", key, "secret"},
		{"passphrase", "--remove", key, "secret"},
		{"list"},
	}
}

func (d desk) file(name, text string) {
	d.t.Helper()
	if err := os.WriteFile(filepath.Join(d.folder, name), []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// run runs a command without a terminal, and returns its exit code and all that it printed.
func (d desk) run(args ...string) (exit int, out string) {
	d.t.Helper()
	c := exec.CommandContext(d.t.Context(), "shakeoff", args...)
	c.Dir = d.folder
	c.Env = append(os.Environ(), "HOME="+d.folder, "LC_ALL="+d.locale, "XDG_DATA_HOME=", "XDG_CONFIG_HOME=", "XDG_STATE_HOME=", "TERM=xterm")
	var all bytes.Buffer
	c.Stdout, c.Stderr = &all, &all
	err := c.Run()
	if left, ok := errors.AsType[*exec.ExitError](err); ok {
		return left.ExitCode(), all.String()
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return 0, all.String()
}

// sentences are the forms of all that a language says in a line of its own, with something to say in
// each: one of %s alone would be any line.
type sentences []*regexp.Regexp

func (s sentences) match(line string) bool {
	for _, form := range s {
		if form.MatchString(line) {
			return true
		}
	}
	return false
}

func linesOf(w *words.Words) (all sentences) {
	add := func(v any, before, after string) {
		for text := range stringsIn(reflect.ValueOf(v)) {
			form := regexp.QuoteMeta(text)
			if letters := regexp.MustCompile(`%[sd]`).ReplaceAllString(text, ""); len(strings.TrimSpace(letters)) < 5 {
				continue
			}
			form = regexp.MustCompile(`%[sd]`).ReplaceAllString(form, ".*")
			all = append(all, regexp.MustCompile("^"+before+form+after))
		}
	}
	colon := regexp.QuoteMeta(strings.TrimSuffix(fmt.Sprintf(w.Pair, "", ""), " "))
	add(w.Command.Failed, "shakeoff: (.*: )?", colon)
	add(w.Command.Usage, "shakeoff: ", colon)
	add(w.Command.Done, "(.* )?", "")
	add(w.Command.Import, "(.* )?", "")
	add(w.Command.Restore, "", "")
	add(w.Change, "", "")
	return all
}

// stringsIn yields every string of a value.
func stringsIn(v reflect.Value) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		switch v.Kind() {
		case reflect.String:
			yield(v.String())
		case reflect.Struct:
			for i := range v.NumField() {
				stringsIn(v.Field(i))(yield)
			}
		case reflect.Array, reflect.Slice:
			for i := range v.Len() {
				stringsIn(v.Index(i))(yield)
			}
		default:
		}
	}
}
