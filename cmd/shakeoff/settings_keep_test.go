package main_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	program "shakeoff/cmd/shakeoff"
	"shakeoff/store/storetest"
	"shakeoff/tui/kit"
)

// config is a folder for settings, and what is in its config.toml.
type config struct {
	t      *testing.T
	folder string
}

func newConfig(t *testing.T) config {
	t.Helper()
	c := config{t, filepath.Join(t.TempDir(), "config", "shakeoff")}
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c config) file() string { return filepath.Join(c.folder, "config.toml") }

func (c config) write(text string) {
	c.t.Helper()
	if err := os.WriteFile(c.file(), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c config) read() string {
	c.t.Helper()
	text, err := os.ReadFile(c.file())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.t.Fatal(err)
	}
	return string(text)
}

func (c config) keep(name string, value any) (line string, err error) {
	return program.KeepSetting(name, value, "HOME="+c.t.TempDir(), "XDG_CONFIG_HOME="+filepath.Dir(c.folder))
}

// alone fails if anything but config.toml is left in the folder.
func (c config) alone() {
	c.t.Helper()
	left, err := os.ReadDir(c.folder)
	if err != nil || len(left) > 1 {
		c.t.Errorf("in the folder lie %v, %v", left, err)
	}
}

// TestKeepSetting holds that only the bytes of the value change, whatever stands around it.
func TestKeepSetting(t *testing.T) {
	c := newConfig(t)
	for _, test := range []struct {
		was, name string
		value     any
		want      string
	}{
		{"# mine\r\nmotion = \"full\" # at work\r\n\r\n[backups]\r\ndaily = 3\r\n", "motion", "off", "# mine\r\nmotion = 'off' # at work\r\n\r\n[backups]\r\ndaily = 3\r\n"},
		{"idle_minutes = 5\nmouse = true\n", "idle_minutes", 10, "idle_minutes = 10\nmouse = true\n"},
		{"someone = \"Ann\"\n", "someone", `O'Brien "Bee", 窓口`, "someone = \"O'Brien \\\"Bee\\\", 窓口\"\n"},
		{"[backups]\noff = true\n", "theme", "contrast", "theme = 'contrast'\n[backups]\noff = true\n"},
	} {
		c.write(test.was)
		if _, err := c.keep(test.name, test.value); err != nil || c.read() != test.want {
			t.Errorf("%q becomes %q, %v; want %q", test.was, c.read(), err, test.want)
		}
	}
	c.alone()
}

// TestKeepSettingWithoutAFile holds that a file is made that says what can be set, for nobody
// else to read, and that more is added where its comment stands.
func TestKeepSettingWithoutAFile(t *testing.T) {
	c := newConfig(t)
	if err := os.RemoveAll(filepath.Dir(c.folder)); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{"motion": "off", "mouse": false} {
		if _, err := c.keep(name, value); err != nil {
			t.Fatal(err)
		}
	}
	var sets []string
	for line := range strings.Lines(c.read()) {
		if !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" {
			sets = append(sets, strings.TrimSpace(line))
		}
	}
	if got := strings.Join(sets, ", "); got != "motion = 'off', mouse = false" {
		t.Errorf("set is %q in\n%s", got, c.read())
	}
	if before, _, is := strings.Cut(c.read(), "# motion = 'full'\nmotion = 'off'\n"); !is || !strings.HasPrefix(before, "# ") {
		t.Errorf("it says:\n%s", c.read())
	}
	if info, err := os.Stat(c.file()); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
	c.alone()
}

// TestKeepSettingThroughLinks holds that a link stays one, that the file it leads to is changed
// with the mode it had, and that one which leads nowhere yet leads to a new file.
func TestKeepSettingThroughLinks(t *testing.T) {
	for _, there := range []bool{true, false} {
		c, far := newConfig(t), t.TempDir()
		target := filepath.Join(far, "dotfiles.toml")
		between := filepath.Join(far, "between")
		storetest.Link(t, "dotfiles.toml", between)
		storetest.Link(t, between, c.file())
		if there {
			if err := errors.Join(os.WriteFile(target, []byte("mouse = true\n"), 0o600), os.Chmod(target, 0o640)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.keep("mouse", false); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat(c.file())
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link is %v now, %v", info.Mode(), err)
		}
		if text, err := os.ReadFile(target); err != nil || !strings.Contains(string(text), "\nmouse = false\n") && string(text) != "mouse = false\n" {
			t.Errorf("it leads to %q, %v", text, err)
		}
		if info, err := os.Stat(target); there && (err != nil || info.Mode().Perm() != 0o640 && runtime.GOOS != "windows") {
			t.Errorf("the mode is %v now, %v", info.Mode(), err)
		}
		c.alone()
	}
}

// TestSettingIsNotKept holds that a file stays untouched that cannot be understood or written,
// and that the line to add is told all the same, without a word of it in the error.
func TestSettingIsNotKept(t *testing.T) {
	for name, spoil := range map[string]func(config) error{
		"no TOML":   func(c config) error { return os.WriteFile(c.file(), []byte("motion == full\n"), 0o600) },
		"a folder":  func(c config) error { return os.MkdirAll(filepath.Join(c.file(), "x"), 0o700) },
		"too large": func(c config) error { return os.WriteFile(c.file(), []byte(strings.Repeat("# x\n", 1<<17)), 0o600) },
		"a file in the way": func(c config) error {
			return errors.Join(os.RemoveAll(c.folder), os.WriteFile(c.folder, []byte("x"), 0o600))
		},
	} {
		c := newConfig(t)
		if err := spoil(c); err != nil {
			t.Fatal(err)
		}
		notKept(t, c, name)
	}
	c := newConfig(t)
	c.write("motion = 'full'\n")
	if _, err := c.keep("motion", "sideways"); err == nil || c.read() != "motion = 'full'\n" {
		t.Errorf("a value that nothing takes is kept: %v, %q", err, c.read())
	}
}

func TestSettingIsNotKeptByALinkInACircle(t *testing.T) {
	c := newConfig(t)
	storetest.Link(t, "config.toml", c.file())
	notKept(t, c, "a link in a circle")
}

func notKept(t *testing.T, c config, name string) {
	t.Helper()
	before, _ := os.ReadFile(c.file())
	line, err := c.keep("someone", "Marker")
	if err == nil || line != "someone = 'Marker'" || strings.Contains(err.Error(), "Marker") {
		t.Errorf("%s: %q, %v", name, line, err)
	}
	if after, _ := os.ReadFile(c.file()); string(after) != string(before) {
		t.Errorf("%s: it was changed to %q", name, after)
	}
}

// TestSettingInAFileNotUsed holds that what nobody knows stays, and that it is told that such a
// file is not used.
func TestSettingInAFileNotUsed(t *testing.T) {
	c := newConfig(t)
	c.write("later = 1\nmotion = 'full'\n")
	if _, err := c.keep("motion", "off"); !errors.Is(err, kit.ErrNotUsed) || c.read() != "later = 1\nmotion = 'off'\n" {
		t.Errorf("%v, %q", err, c.read())
	}
}
