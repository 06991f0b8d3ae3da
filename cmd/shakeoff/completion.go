package main

import (
	"context"
	"strings"

	"github.com/urfave/cli/v3"
)

// completion prints a script for a shell. None of them runs or expands what is typed: each hands
// the words of the line to the hidden command complete, through a pipe so that no list of
// processes shows them, and quotes what comes back.
func (h *host) completion() *cli.Command {
	return h.command(&cli.Command{
		Name:      "completion",
		Usage:     "print a tab-completion script for bash, zsh, fish or pwsh",
		ArgsUsage: "SHELL",
		Description: "Put the script where your shell looks for it:\n\n" +
			"   bash   shakeoff completion bash > ~/.shakeoff.bash, and source that in ~/.bashrc\n" +
			"   zsh    shakeoff completion zsh > DIR/_shakeoff, where DIR is one of $fpath\n" +
			"   fish   shakeoff completion fish > ~/.config/fish/completions/shakeoff.fish\n" +
			"   pwsh   shakeoff completion pwsh > shakeoff.ps1, and run that in your $PROFILE\n\n" +
			"Open a new shell to use it. Ids and tags are offered only while no lock is set.",
		Action: func(_ context.Context, c *cli.Command) error {
			script := completions(c.Args().First())
			if script == "" {
				return h.usage(c, h.said().Usage.Takes, c.Name, strings.Join(shells(), ", "))
			}
			return h.say(script)
		},
	}, 0, 1)
}

func shells() []string { return []string{"bash", "zsh", "fish", "pwsh"} }

// completions is the script for a shell, "" for one that is not known.
func completions(shell string) string {
	switch shell {
	case "bash":
		return bashCompletion
	case "zsh":
		return zshCompletion
	case "fish":
		return fishCompletion
	case "pwsh":
		return powerShellCompletion
	}
	return ""
}

// bashCompletion needs no package, and works with the bash 3 of macOS, which always offers
// files where nothing else fits. Bash's own completion of files runs no $(…).
const bashCompletion = `# Completes the commands and flags of shakeoff. Nothing of the line is run.
_shakeoff() {
	local word about
	COMPREPLY=()
	compopt +o default 2>/dev/null
	while IFS=$'\t' read -r word about; do
		if [[ $word == :files ]]; then
			compopt -o default 2>/dev/null
		else
			[[ $word == *[!A-Za-z0-9=,._-]* ]] && printf -v word %q "$word"
			COMPREPLY+=("$word")
		fi
	done < <(printf '%s\0' "${COMP_WORDS[@]:1:COMP_CWORD}" | command shakeoff complete 2>/dev/null)
}
complete -o default -F _shakeoff shakeoff`

// zshCompletion offers no files for a word with $( or a backtick in it: zsh would run those
// to find the folder.
const zshCompletion = `#compdef shakeoff
# Completes the commands and flags of shakeoff. Nothing of the line is run.
_shakeoff() {
	local word about files=
	local -a fits shown
	while IFS=$'\t' read -r word about; do
		if [[ $word == :files ]]; then
			files=yes
		else
			fits+=("$word")
			shown+=("$word${about:+  -- $about}")
		fi
	done < <(printf '%s\0' "${(@Q)words[2,CURRENT]}" | command shakeoff complete 2>/dev/null)
	(( $#fits )) && compadd -l -d shown -a fits
	if [[ -n $files && $PREFIX != *[\` + "`" + `]* && $PREFIX != *\$[^A-Za-z_]* ]]; then
		compset -P '--*='
		_files
	fi
}
if [[ $funcstack[1] == _shakeoff ]]; then
	_shakeoff
else
	compdef _shakeoff shakeoff
fi`

const fishCompletion = `# Completes the commands and flags of shakeoff. Nothing of the line is run.
function __shakeoff_words
	set -l words (commandline -opc) (commandline -ct)
	printf '%s\0' $words[2..-1] | command shakeoff complete 2>/dev/null
end
complete -c shakeoff -f -a '(__shakeoff_words | string match -v ":files")'
complete -c shakeoff -n '__shakeoff_words | string match -q ":files"' -F`

// powerShellCompletion is made of single words only, each of them quoted. PowerShell itself
// offers files where nothing fits.
const powerShellCompletion = `# Completes the commands and flags of shakeoff. Nothing of the line is run.
Register-ArgumentCompleter -Native -CommandName 'shakeoff' -ScriptBlock {
	param($typed, $line, $cursor)
	$before = [Console]::OutputEncoding
	$OutputEncoding = [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
	$words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.Extent.Text }) + @("$typed")
	$fits = @((($words -join [char]0) + [char]0) | & 'shakeoff' 'complete' 2>$null)
	[Console]::OutputEncoding = $before
	$fits | Where-Object { $_ -and $_ -ne ':files' } | ForEach-Object {
		$word, $about = $_.Split([char]9)
		$quoted = $word
		if ($word -notmatch '^[A-Za-z0-9=_-]+$') {
			$quoted = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($word) + "'"
		}
		if (-not $about) { $about = $word }
		[System.Management.Automation.CompletionResult]::new($quoted, $word, 'ParameterValue', "$about")
	}
}`
