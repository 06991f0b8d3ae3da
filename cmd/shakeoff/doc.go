// Command shakeoff is a private reflection journal in the terminal for people
// who face the public. Without a command it opens the page on which one writes;
// the commands are the same journal without screens.
//
// One file holds one command. This package alone reads flags, the environment
// and the clock, and it alone knows both the store and the screens: wire.go
// puts the one behind the interfaces of the other. Everything from outside
// comes in through host, so that a test can be somebody else's machine.
//
// What went wrong is said in one place (fail.go): one line on standard error,
// what happened and what to do next, and an exit code.
//
//	0  done
//	1  failed
//	2  usage
//	3  passphrase needed or wrong
//	4  damaged, or not a journal
//	5  in use
//	6  no such entry
//
// It may import every package of the house, urfave/cli for flags, and x/term
// and x/sys for the terminal and the process. Rejected: cobra (pflag imports
// net, and this program has no network code), adrg/xdg (it reads a file when it
// is linked in, and asks the environment behind our back), and cli's own
// sources of values from the environment (the same).
package main
