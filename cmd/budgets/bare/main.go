// Command bare is the reference of cmd/budgets for the start: a Bubble Tea
// program that does nothing but print one line.
package main

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

// fps is that of shakeoff's screens, see cmd/shakeoff/screens.go: Bubble Tea
// draws at its first tick.
const fps = 120

type model struct{}

func (m model) Init() tea.Cmd                       { return nil }
func (m model) View() tea.View                      { return tea.NewView("ready") }
func (m model) Update(tea.Msg) (tea.Model, tea.Cmd) { return m, nil }

func main() {
	if _, err := tea.NewProgram(model{}, tea.WithFPS(fps)).Run(); err != nil {
		os.Exit(1)
	}
}
