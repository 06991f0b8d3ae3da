package main

import (
	"context"
	"encoding/binary"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/cmd/shakeoff/wire"
	"shakeoff/store"
	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/words"
)

// Main is main with a key derivation that costs nothing, and little patience.
func Main() {
	h := system()
	h.workFactor = 1
	h.patience = time.Second
	os.Exit(run(context.Background(), h, os.Args))
}

// ConfigHome returns the folder for a person's settings on a system.
func ConfigHome(system string, environ ...string) string {
	return (&host{environ: environ}).configHome(system)
}

// JournalPath returns where the journal lies by the flag and an environment.
func JournalPath(flag string, environ ...string) (string, error) {
	return (&host{environ: environ}).journalPath(flag)
}

// DataHome returns the folder for a person's data on a system.
func DataHome(system string, environ ...string) string {
	return (&host{environ: environ}).dataHome(system)
}

// LittleEndian refuses machines of another byte order.
func LittleEndian(order binary.ByteOrder) error { return littleEndian(order) }

// Background says what an environment tells of the background.
func Background(environ ...string) (dark, told bool) { return (&host{environ: environ}).background() }

// TakesF1 says that the terminal of an environment may keep F1 to itself.
func TakesF1(environ ...string) bool { return (&host{environ: environ}).takesF1() }

// RunProgram runs any screens to their end.
func RunProgram(ctx context.Context, p *tea.Program, k *page.Autosaver) error {
	return system().runProgram(ctx, tui.New(kit.Options{Now: time.Now, Words: words.English()}), p, k)
}

// Broken runs screens that break down with words in hand, in Update or in a
// command, and ends as the program would.
func Broken(in string) {
	h := system()
	path, err := h.journalPath("")
	if err == nil {
		err = sealOff()
	}
	if err == nil {
		keeper := page.NewAutosaver(wire.New(store.New(store.Options{Path: path})))
		keeper.Put(journal.Entry{Written: h.now(), Answers: []journal.Answer{{Step: journal.Happened, Text: "Marker"}}})
		err = h.runProgram(context.Background(), tui.New(kit.Options{Now: time.Now, Words: words.English()}), tea.NewProgram(broken(in), tea.WithInput(nil), tea.WithOutput(h.stdout)), keeper)
	}
	if err != nil {
		os.Exit(h.fail(err))
	}
}

// broken names where it breaks.
type broken string

func (b broken) Init() tea.Cmd {
	return func() tea.Msg {
		if b == "command" {
			panic("Marker")
		}
		return nil
	}
}

func (b broken) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if b == "update" {
		panic("Marker")
	}
	return b, nil
}

func (broken) View() tea.View { return tea.NewView("") }

// ReadSecret returns the passphrase that a file holds.
func ReadSecret(name string) ([]byte, error) { return (&host{}).readSecret(name) }

// KeepSetting keeps a setting in the config.toml of an environment.
func KeepSetting(name string, value any, environ ...string) (line string, err error) {
	return (&host{environ: environ}).keepSetting("journal.db", name, value)
}

// LocaleLanguage is the language of an environment, on a system that has one of its own.
func LocaleLanguage(native string, environ ...string) string {
	return (&host{environ: environ, native: func() string { return native }}).localeLanguage()
}

// ReadMarkdown reads Markdown that a person with an environment imports.
func ReadMarkdown(text string, environ ...string) ([]journal.Entry, error) {
	h := system()
	h.environ = environ
	source := h.source()
	_, entries, err := source.Read("pages.md", []byte(text))
	return entries, err
}
