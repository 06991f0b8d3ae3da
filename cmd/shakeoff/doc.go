// Command shakeoff is a private reflection journal in the terminal for people who face
// the public. Without a command it opens the page to write on; the commands are the same
// journal without screens.
//
// Each command has its own file. Only this package reads flags, the environment and the
// clock. All of that comes in through host, so that a test can be any machine. fail.go
// has the exit codes, and is the one place that reports errors.
//
// It may import every package of the house, urfave/cli for flags, and x/term and x/sys
// for the terminal and the process. Rejected: cobra (pflag imports net, and this program
// has no network code), adrg/xdg (it reads a file when it is linked in, and the
// environment without being asked), and cli's own values from the environment (the same).
package main
