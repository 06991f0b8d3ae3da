//go:build !unix

package main

import tea "charm.land/bubbletea/v2"

// suspends is for systems on which a program is not suspended.
type suspends struct{}

func (*suspends) hear(func(tea.Msg)) {}

func (*suspends) filter(msg tea.Msg) tea.Msg { return msg }
