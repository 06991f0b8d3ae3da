//go:build unix

package faulttest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shakeoff/store"
	"shakeoff/store/storetest"
)

// insistOne saves a page and keeps it, and tries again as a person would who
// was told that it failed.
func insistOne(j *store.Journal, text string) error {
	const tries = 4
	d := j.NewDraft()
	again := func(do func() error) (err error) {
		for range tries {
			if err = do(); err == nil {
				return nil
			}
			fmt.Println("failed", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
		return err
	}
	return errors.Join(
		again(func() error { return d.Save(context.Background(), storetest.Entry(text)) }),
		again(func() error { return d.Save(context.Background(), storetest.Entry(text, "more")) }),
		again(func() error { _, err := d.File(context.Background(), storetest.Entry(text, "more")); return err }))
}
