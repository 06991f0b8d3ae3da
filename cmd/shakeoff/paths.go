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

// configPath is where the settings lie, or "".
func (h host) configPath() string {
	config := h.configHome(runtime.GOOS)
	if config == "" {
		return ""
	}
	return filepath.Join(config, "shakeoff", "config.toml")
}

// dataHome is the folder for a person's data, or "". XDG_DATA_HOME holds on
// every system, if it is absolute, as the XDG Base Directory Specification 0.8
// has it.
func (h host) dataHome(system string) string {
	return h.place(system, "XDG_DATA_HOME", "LOCALAPPDATA", filepath.Join(".local", "share"))
}

// configHome is the folder for a person's settings, or "", by the same rules.
func (h host) configHome(system string) string {
	return h.place(system, "XDG_CONFIG_HOME", "APPDATA", ".config")
}

// place is a folder of a person's: by the variable xdg, by the one that
// Windows has, or under the home folder.
func (h host) place(system, xdg, windows, under string) string {
	if dir := h.env(xdg); filepath.IsAbs(dir) {
		return dir
	}
	switch home := h.homeFolder(system); {
	case system == "windows":
		return h.env(windows)
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	default:
		return filepath.Join(home, under)
	}
}

// homeFolder is a person's home folder, or "".
func (h host) homeFolder(system string) string {
	if system == "windows" {
		return h.env("USERPROFILE")
	}
	return h.env("HOME")
}
