package main

import (
	"errors"
	"path/filepath"
	"runtime"
)

// journalPath is where the journal lies: what the flag says, else the
// environment, else the place for a person's data on this system. The folder
// need not exist.
func (h host) journalPath(flag string) (string, error) {
	for _, path := range []string{flag, h.env(envJournal)} {
		if path != "" {
			return path, nil
		}
	}
	data := h.dataHome(runtime.GOOS)
	if data == "" {
		return "", failure{
			code: exitFailed, err: errors.New("it is not known where your home folder is"),
			next: "name the journal with --journal FILE",
		}
	}
	return filepath.Join(data, "shakeoff", "journal.db"), nil
}

// dataHome is the folder for a person's data, or "". XDG_DATA_HOME holds on
// every system, if it is absolute, as the XDG Base Directory Specification 0.8
// has it.
func (h host) dataHome(system string) string {
	if dir := h.env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	switch home := h.env("HOME"); {
	case system == "windows":
		return h.env("LOCALAPPDATA")
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	default:
		return filepath.Join(home, ".local", "share")
	}
}
