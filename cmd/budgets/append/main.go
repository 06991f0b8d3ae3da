// Command append is the reference of cmd/budgets for add: it appends its standard
// input to the file that it is given and waits until the disk has it. It keeps
// no secret, no order and no promise; there is no quicker way to keep words.
package main

import (
	"errors"
	"io"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		os.Exit(2)
	}
	f, err := os.OpenFile(os.Args[1], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		os.Exit(1)
	}
	_, err = io.Copy(f, os.Stdin)
	if errors.Join(err, f.Sync(), f.Close()) != nil {
		os.Exit(1)
	}
}
