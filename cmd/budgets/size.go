package main

import (
	"os"
	"path/filepath"

	"shakeoff/store/exchange"
)

// measureSize is about the journal file beside the same entries as plain JSON.
func (b *bench) measureSize() error {
	for _, k := range []struct {
		kind
		said string
	}{{plain, " of 900 bytes"}, {mixed, " of 40 bytes to 20 KB"}} {
		dir, err := b.stock.journal(b.ctx, k.kind, middle)
		if err != nil {
			return err
		}
		json, err := asJSON(k.kind, middle)
		if err != nil {
			return err
		}
		for _, which := range []struct{ file, note string }{
			{unlocked, "added one by one"},
			{locked, "and then locked: every key was wrapped again, into new pages; the old ones are free for what comes"},
		} {
			info, err := os.Stat(filepath.Join(dir, which.file))
			if err != nil {
				return err
			}
			r := row{
				What: "file size", At: entries(middle) + k.said, Unit: "bytes", Ours: single(float64(info.Size())),
				Beside: "plain JSON", Theirs: single(float64(json)), Note: which.note,
			}
			if k.kind == plain {
				r.Budget = budget{times, 2}
			}
			b.add(r)
		}
	}
	return nil
}

// asJSON is how many bytes n entries are as plain JSON.
func asJSON(k kind, n int) (counter, error) {
	var json counter
	w := newWriter(k, n)
	for range n {
		if err := exchange.EncodeJSONEntry(&json, w.entry()); err != nil {
			return 0, err
		}
	}
	return json, nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// measureBinary is about the program itself, built as README says.
func (b *bench) measureBinary() error {
	ours, err := os.Stat(b.ours)
	if err != nil {
		return err
	}
	bare, err := os.Stat(b.bare)
	if err != nil {
		return err
	}
	b.add(row{
		What: "binary, stripped", Unit: "bytes", Ours: single(float64(ours.Size())), Beside: "bare Bubble Tea", Theirs: single(float64(bare.Size())),
		Budget: budget{medians, 10_000_000},
	})
	return nil
}
