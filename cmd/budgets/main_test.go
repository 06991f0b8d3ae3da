package main

import (
	"context"
	"os"
	"testing"
)

// A run that ends before it has begun leaves nothing behind in the cache.
func TestRunThatCannotBegin(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	cache := t.TempDir()
	if err := run(ctx, options{cache: cache}); err == nil {
		t.Error("it ran without a program to measure")
	}
	left, err := os.ReadDir(cache)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		t.Errorf("%s is left", f.Name())
	}
}
