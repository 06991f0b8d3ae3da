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
func (h *host) usualPath() string { return ours(h.dataHome(runtime.GOOS), "journal.db") }

// stateFile is where this machine remembers which journals it has seen, or "".
func (h *host) stateFile() state.File {
	return state.File(ours(h.stateHome(runtime.GOOS), "journals.json"))
}

// configFile is where a file of a person's settings lies, or "".
func (h *host) configFile(name string) string { return ours(h.configHome(runtime.GOOS), name) }

// ours is where a file of this program lies in a folder for such files, "" without one.
func ours(folder, name string) string {
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "shakeoff", name)
}

func (h *host) dataHome(system string) string {
	return h.userFolder(system, "XDG_DATA_HOME", "LOCALAPPDATA", ".local/share")
}

func (h *host) configHome(system string) string {
	return h.userFolder(system, "XDG_CONFIG_HOME", "APPDATA", ".config")
}

func (h *host) stateHome(system string) string {
	return h.userFolder(system, "XDG_STATE_HOME", "LOCALAPPDATA", ".local/state")
}

// userFolder is a folder for a person's files, or "": on every system what the variable xdg says, if
// that is an absolute path, as the XDG Base Directory Specification 0.8 has it; else on Windows what
// its own variable says, and elsewhere a folder under the home folder.
func (h *host) userFolder(system, xdg, windows, under string) string {
	home := h.homeFolder(system)
	switch {
	case filepath.IsAbs(h.env(xdg)):
		return h.env(xdg)
	case system == "windows":
		return h.env(windows)
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, under)
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
