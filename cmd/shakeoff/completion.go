package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"
)

// completion adapts cli's command that prints scripts for shells. Those ask the program
// itself for the words that fit, with a last flag that cli removes before it parses the
// rest: no command runs, and no file is opened.
func (h host) completion(c *cli.Command) {
	h.command(c, 0, many) // the action says which words it takes
	c.Hidden = false
	c.Usage = "print what completes commands with tab in bash, zsh, fish or pwsh"
	c.Description = "What it prints is a script for your shell. Put it where the shell looks for it:\n\n" +
		"   bash   shakeoff completion bash > ~/.shakeoff.bash, and source that in ~/.bashrc\n" +
		"   zsh    shakeoff completion zsh > DIR/_shakeoff, where DIR is one of $fpath\n" +
		"   fish   shakeoff completion fish > ~/.config/fish/completions/shakeoff.fish\n" +
		"   pwsh   shakeoff completion pwsh > shakeoff.ps1, and run that in your $PROFILE\n\n" +
		"The next shell that you open knows it."
	c.Action = func(_ context.Context, c *cli.Command) error {
		return usage(c, "completion takes bash, zsh, fish or pwsh")
	}
	for _, shell := range c.Commands {
		h.command(shell, 0, 0)
		shell.Usage = "print the script for " + shell.Name
		if shell.Name == "bash" {
			shell.Action = func(context.Context, *cli.Command) error {
				_, err := fmt.Fprint(h.stdout, bashCompletion)
				return printed(err)
			}
		}
	}
}

// bashCompletion replaces cli's own script, which needs the package bash-completion and
// evaluates the line being typed: a tab would run a $(…), and empty the file after a >.
const bashCompletion = `# Completes the commands and flags of shakeoff.
_shakeoff() {
	local IFS=$'\n' current=${COMP_WORDS[COMP_CWORD]}
	local words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
	[[ $current == -* ]] && words+=("$current")
	COMPREPLY=($(compgen -W "$(shakeoff "${words[@]}" --generate-shell-completion 2>/dev/null </dev/null | cut -d: -f1)" -- "$current"))
}
complete -o default -F _shakeoff shakeoff
`
