package tomlfile

import (
	"fmt"
	"strings"
)

// Printing is a file as far as it is written.
type Printing struct{ strings.Builder }

// Say writes comments.
func (p *Printing) Say(lines ...string) {
	for _, line := range lines {
		fmt.Fprintln(p, "# "+line)
	}
}

// Table begins a table.
func (p *Printing) Table(name string) { fmt.Fprintf(p, "\n[%s]\n", name) }

// Set writes a setting and its value.
func (p *Printing) Set(name, value string) { fmt.Fprintln(p, name, "=", value) }

// Quoted writes a text as TOML does, if IsLine holds of it.
func Quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// List writes texts, each on a line of its own.
func List(texts []string) string {
	if len(texts) == 0 {
		return "[]"
	}
	var s strings.Builder
	for _, text := range texts {
		s.WriteString("  " + Quoted(text) + ",\n")
	}
	return "[\n" + s.String() + "]"
}
