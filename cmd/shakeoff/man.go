package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"shakeoff/store/exchange"
)

// example is a line to try for a command, "" for none. Help and the man page show it.
func example(command string) string {
	switch command {
	case "write":
		return "shakeoff write --plain"
	case "review":
		return "shakeoff review"
	case "ready":
		return "shakeoff ready --plain"
	case "patterns":
		return "shakeoff patterns --plain --range 4w"
	case "settings":
		return "shakeoff settings"
	case "add":
		return "shakeoff add < today.json"
	case "import":
		return "shakeoff import --from jrnl old-journal.json"
	case "list":
		return "shakeoff list --limit 5 --tag phone"
	case "show":
		return "shakeoff show last"
	case "export":
		return "shakeoff export --format md --output diary.md"
	case "passphrase":
		return "shakeoff passphrase"
	case "recovery":
		return "shakeoff recovery"
	case "rekey":
		return "shakeoff rekey"
	case "delete":
		return "shakeoff delete last"
	case "doctor":
		return "shakeoff doctor --deep"
	case "backup":
		return "shakeoff backup /media/stick/journal.db"
	case "restore":
		return "shakeoff restore /media/stick/journal.db"
	case "config":
		return "shakeoff config"
	case "version":
		return "shakeoff version"
	case "man":
		return "shakeoff man > shakeoff.1 && man ./shakeoff.1"
	case "completion":
		return "shakeoff completion bash > ~/.shakeoff.bash"
	}
	return ""
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
