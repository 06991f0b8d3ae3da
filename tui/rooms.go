package tui

import (
	tea "charm.land/bubbletea/v2"
)

// quiet is a room that has one line to say, and nothing to choose.
type quiet struct{ line string }

func newQuiet(line string) *quiet { return &quiet{line} }

func (*quiet) update(env, tea.Msg) tea.Cmd { return nil }
func (*quiet) place() place                { return placeQuiet }
func (*quiet) typing() bool                { return false }

func (q *quiet) view(e env) frame {
	return frame{lines: paragraph(e, q.line)}
}
