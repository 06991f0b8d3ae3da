package main

import (
	"cmp"
	"errors"
	slashed "path"
	"path/filepath"
	"runtime"

	"shakeoff/store/state"
)

// journalPath is where the journal lies: what the flag says, else the environment,
// else the usual folder for a person's data. That folder need not exist.
func (h *host) journalPath(flag string) (string, error) {
	path := cmp.Or(flag, h.env(envJournal), h.usualPath())
	if path == "" && h.env("HOME") != "" {
		return "", failure{code: exitFailed, err: errors.New("the variable HOME is not a full path, so it is not known which folder it means"), next: "set it to a full path, or say where the journal is with --journal FILE"}
	}
	if path == "" {
		return "", told(exitFailed, h.said().Failed.Home)
	}
	return path, nil
}

// usualPath is where the journal lies if nothing else is said, or "".
func (h *host) usualPath() string { return h.file(dataHome, "journal.db") }

// stateFile is where this machine remembers which journals it has seen, or "".
func (h *host) stateFile() state.File { return state.File(h.file(stateHome, "journals.json")) }

// configFile is where a file of a person's settings lies, or "".
func (h *host) configFile(name string) string { return h.file(configHome, name) }

// userFolder is where a person's files of a kind lie: where its first variable says on every system,
// if that is an absolute path, as the XDG Base Directory Specification 0.8 has it; else where the second
// says on Windows, and elsewhere under the home folder.
type userFolder struct{ xdg, windows, under string }

var (
	dataHome   = userFolder{"XDG_DATA_HOME", "LOCALAPPDATA", ".local/share"}
	configHome = userFolder{"XDG_CONFIG_HOME", "APPDATA", ".config"}
	stateHome  = userFolder{"XDG_STATE_HOME", "LOCALAPPDATA", ".local/state"}
)

// file is where a file of this program lies in such a folder, or "".
func (h *host) file(in userFolder, name string) string {
	if folder := h.folder(in, runtime.GOOS); folder != "" {
		return filepath.Join(folder, "shakeoff", name)
	}
	return ""
}

func (h *host) folder(in userFolder, system string) string {
	home := h.homeFolder(system)
	switch {
	case filepath.IsAbs(h.env(in.xdg)):
		return h.env(in.xdg)
	case system == "windows":
		return h.env(in.windows)
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, in.under)
}

// homeFolder is a person's home folder, or "". A relative one would be another in every folder.
func (h *host) homeFolder(system string) string {
	if system == "windows" {
		return h.env("USERPROFILE")
	}
	if home := h.env("HOME"); slashed.IsAbs(home) {
		return home
	}
	return ""
}
