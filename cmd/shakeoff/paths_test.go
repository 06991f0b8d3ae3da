package main_test

import (
	"path/filepath"
	"runtime"
	"testing"

	program "shakeoff/cmd/shakeoff"
)

func TestDataHome(t *testing.T) {
	abs, err := filepath.Abs("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		system  string
		environ []string
		want    string
	}{
		{"linux", []string{"HOME=/home/sam"}, filepath.Join("/home/sam", ".local", "share")},
		{"linux", []string{"HOME=/home/sam", "XDG_DATA_HOME=" + abs}, abs},
		{"linux", []string{"HOME=/home/sam", "XDG_DATA_HOME="}, filepath.Join("/home/sam", ".local", "share")},
		{"linux", []string{"HOME=/home/sam", "XDG_DATA_HOME=data"}, filepath.Join("/home/sam", ".local", "share")},
		{"linux", []string{"HOMEPAGE=/elsewhere"}, ""},
		{"linux", []string{"HOME=sam"}, ""},
		{"linux", []string{"HOME=sam", "XDG_DATA_HOME=" + abs}, abs},
		{"darwin", []string{"HOME=./sam"}, ""},
		{"darwin", []string{"HOME=/Users/sam"}, filepath.Join("/Users/sam", "Library", "Application Support")},
		{"darwin", []string{"HOME=/Users/sam", "XDG_DATA_HOME=" + abs}, abs},
		{"windows", []string{"HOME=/home/sam", `LOCALAPPDATA=C:\Users\sam\AppData\Local`}, `C:\Users\sam\AppData\Local`},
		{"windows", nil, ""},
	} {
		if got := program.DataHome(c.system, c.environ...); got != c.want {
			t.Errorf("on %s with %q: got %q, want %q", c.system, c.environ, got, c.want)
		}
	}
}

func TestConfigHome(t *testing.T) {
	abs, err := filepath.Abs("config")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		system  string
		environ []string
		want    string
	}{
		{"linux", []string{"HOME=/home/sam"}, filepath.Join("/home/sam", ".config")},
		{"linux", []string{"HOME=/home/sam", "XDG_CONFIG_HOME=" + abs}, abs},
		{"linux", []string{"HOME=/home/sam", "XDG_CONFIG_HOME=config"}, filepath.Join("/home/sam", ".config")},
		{"linux", nil, ""},
		{"darwin", []string{"HOME=/Users/sam"}, filepath.Join("/Users/sam", "Library", "Application Support")},
		{"windows", []string{`APPDATA=C:\Users\sam\AppData\Roaming`}, `C:\Users\sam\AppData\Roaming`},
	} {
		if got := program.ConfigHome(c.system, c.environ...); got != c.want {
			t.Errorf("on %s with %q: got %q, want %q", c.system, c.environ, got, c.want)
		}
	}
}

func TestJournalPath(t *testing.T) {
	home := []string{"HOME=" + t.TempDir(), "LOCALAPPDATA=" + t.TempDir()}
	standard := filepath.Join(program.DataHome(runtime.GOOS, home...), "shakeoff", "journal.db")
	for _, c := range []struct {
		flag    string
		environ []string
		want    string
	}{
		{"", home, standard},
		{"", append(home, "SHAKEOFF_JOURNAL=e.db"), "e.db"},
		{"", append(home, "SHAKEOFF_JOURNAL="), standard},
		{"f.db", append(home, "SHAKEOFF_JOURNAL=e.db"), "f.db"},
		{"f.db", nil, "f.db"},
	} {
		if got, err := program.JournalPath(c.flag, c.environ...); err != nil || got != c.want {
			t.Errorf("with %q and %q: got %q, %v, want %q", c.flag, c.environ, got, err, c.want)
		}
	}
	if got, err := program.JournalPath(""); err == nil {
		t.Errorf("without a home the journal is at %q", got)
	}
}
