package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
)

// examples has one line to try for each command. Help and the man page show them.
var examples = map[string]string{
	"write":      "shakeoff write --plain",
	"review":     "shakeoff review",
	"ready":      "shakeoff ready --plain",
	"patterns":   "shakeoff patterns --plain --range 4w",
	"settings":   "shakeoff settings",
	"add":        "shakeoff add < today.json",
	"import":     "shakeoff import --from jrnl old-journal.json",
	"list":       "shakeoff list --limit 5 --tag phone",
	"show":       "shakeoff show last",
	"export":     "shakeoff export --format md --output diary.md",
	"passphrase": "shakeoff passphrase",
	"recovery":   "shakeoff recovery",
	"rekey":      "shakeoff rekey",
	"delete":     "shakeoff delete last",
	"doctor":     "shakeoff doctor --deep",
	"backup":     "shakeoff backup /media/stick/journal.db",
	"restore":    "shakeoff restore /media/stick/journal.db",
	"config":     "shakeoff config",
	"version":    "shakeoff version",
	"man":        "shakeoff man > shakeoff.1 && man ./shakeoff.1",
	"completion": "shakeoff completion bash > ~/.shakeoff.bash",
}

func (h *host) man() *cli.Command {
	return h.command(&cli.Command{
		Name:  "man",
		Usage: "print the manual page",
		Action: func(_ context.Context, c *cli.Command) error {
			return h.print(func(out io.Writer) error { writeManual(out, c.Root()); return nil })
		},
	}, 0, 0)
}

// writeManual writes the manual page in the language of man(7), from the command table.
func writeManual(out io.Writer, root *cli.Command) {
	fmt.Fprintf(out, ".TH SHAKEOFF 1 \"\" \"shakeoff, format %s\" \"User Commands\"\n", exchange.Format)
	fmt.Fprintf(out, ".SH NAME\nshakeoff \\- %s\n", roff(root.Usage))
	fmt.Fprint(out, ".SH SYNOPSIS\n.B shakeoff\n[FLAGS] [COMMAND [FLAGS] [ARGUMENTS]]\n")
	fmt.Fprint(out, ".SH DESCRIPTION\n")
	writeDescription(out, root)
	fmt.Fprint(out, ".SH FLAGS\nThey may stand before the name of a command or after it.\n")
	writeFlags(out, root.Flags)
	fmt.Fprint(out, ".SH COMMANDS\n")
	for _, c := range root.Commands {
		if c.Hidden || c.Name == "help" { // a flag of each command
			continue
		}
		fmt.Fprintf(out, ".SS shakeoff %s %s\n%s.\n", roff(c.Name), roff(c.ArgsUsage), roff(c.Usage))
		writeDescription(out, c)
		writeFlags(out, c.Flags)
	}
	fmt.Fprint(out, ".SH EXIT STATUS\n")
	for _, row := range [][2]string{
		{"0", "done"},
		{"1", "failed"},
		{"2", "the command line is wrong"},
		{"3", "the passphrase is needed, or wrong"},
		{"4", "the file is damaged, or not the journal"},
		{"5", "the journal is in use"},
		{"6", "there is no such entry"},
	} {
		fmt.Fprintf(out, ".TP\n.B %s\n%s\n", row[0], roff(row[1]))
	}
}

// writeDescription writes indented parts as they are, and the rest as running text.
func writeDescription(out io.Writer, c *cli.Command) {
	for part := range strings.SplitSeq(c.Description, "\n\n") {
		if part == "" {
			continue
		}
		if strings.HasPrefix(part, " ") {
			fmt.Fprintf(out, ".PP\n.nf\n%s\n.fi\n", roff(part))
		} else {
			fmt.Fprintf(out, ".PP\n%s\n", roff(part))
		}
	}
}

func writeFlags(out io.Writer, flags []cli.Flag) {
	for _, f := range flags {
		names := make([]string, len(f.Names()))
		for i, n := range f.Names() {
			names[i] = dashed(n)
		}
		usage, value := usageOf(f), ""
		if parts := strings.Split(usage, "`"); len(parts) == 3 {
			value = " " + parts[1]
		}
		fmt.Fprintf(out, ".TP\n.B %s%s\n%s\n", roff(strings.Join(names, ", ")), roff(value), roff(strings.ReplaceAll(usage, "`", "")))
	}
}

// usageOf says what a flag is for, with what it takes between backquotes.
func usageOf(f cli.Flag) string {
	if d, ok := f.(cli.DocGenerationFlag); ok {
		return d.GetUsage()
	}
	return ""
}

// roff escapes text for man: a dot or an apostrophe that begins a line would be a command.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
