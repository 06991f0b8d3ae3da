package guard

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Spread is Walk for several goroutines, one for each of the functions: the leaves of the bucket
// are dealt out to them, and each reads its own. So a function needs no lock for what it alone
// uses. The order of the keys holds within each function.
//
// An error of one function ends the walk for all; the first such error is returned, as by Walk.
func (f *File) Spread(name string, fns []func(k, v []byte) error) error {
	w := f.newWalk()
	root, inline, err := w.begin(name)
	switch {
	case err != nil:
	case root != 0:
		err = w.spread(root, fns)
	case inline != nil:
		err = w.leaf(inline, values(fns[0]))
	}
	return w.join(err)
}

// subtree is a page that a walk has come to, and between which keys it lies.
type subtree struct {
	level     int
	id        uint64
	low, high []byte
}

// spread walks a tree down to the level of its leaves, and has those visited by others.
func (w *walk) spread(root uint64, fns []func(k, v []byte) error) error {
	dealt := make(chan subtree, 2*len(fns))
	crew := make([]*walk, len(fns))
	errs := make([]error, len(fns))
	var failed atomic.Bool
	var all sync.WaitGroup
	for i, fn := range fns {
		// They share what was seen, and have buffers of their own.
		own := &walk{File: w.again(), seen: w.seen, free: w.free}
		crew[i] = own
		all.Go(func() {
			each := values(fn)
			for s := range dealt {
				if failed.Load() {
					continue // only to let the dealer come to an end
				}
				if errs[i] = own.visit(s.level, s.id, s.low, s.high, each); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	w.dealt = w.depth(root)
	w.deal = func(s subtree) {
		s.low, s.high = slices.Clone(s.low), slices.Clone(s.high) // their page is soon another
		dealt <- s
	}
	_ = w.visit(0, root, nil, nil, nil) // calls nothing that fails: it deals all leaves out
	close(dealt)
	all.Wait()
	var err error
	for i, own := range crew {
		for _, fault := range own.faults {
			w.fault(fault)
		}
		w.more += own.more
		if err == nil {
			err = errs[i]
		}
	}
	return err
}

// depth returns how many pages lie above the first leaf of a tree. All leaves of a tree that is
// well have the same; in one that is not, whoever is dealt a branch walks down from there.
func (w *walk) depth(root uint64) int {
	level, id := 0, root
	for {
		p, err := w.tree(level, id)
		if err != nil || p.flags == leafPage || p.count == 0 {
			return level
		}
		_, id = p.branch(0)
		level++
	}
}
