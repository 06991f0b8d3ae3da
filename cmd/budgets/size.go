package main

import (
	"os"
	"path/filepath"

	"shakeoff/store/exchange"
)

// measureSize is about the journal file beside the same entries as plain JSON.
func (b *bench) measureSize() error {
	for _, k := range []kind{plain, mixed} {
		dir, err := b.stock.journal(b.ctx, k, middle)
		if err != nil {
			return err
		}
		info, err := os.Stat(filepath.Join(dir, locked))
		if err != nil {
			return err
		}
		var json counter
		w := newWriter(k, middle)
		for range middle {
			if err := exchange.EncodeJSONEntry(&json, w.entry()); err != nil {
				return err
			}
		}
		r := row{
			What: "file size", At: entries(middle) + " of 900 bytes", Unit: "bytes", Ours: single(float64(info.Size())),
			Beside: "plain JSON", Theirs: single(float64(json)), Budget: budget{times, 2},
		}
		if k == mixed {
			r.At, r.Budget = entries(middle)+", 40 bytes to 20 KB", budget{}
		}
		b.add(r)
	}
	return nil
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
