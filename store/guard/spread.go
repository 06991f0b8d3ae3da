package guard

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// Spread is Walk on several goroutines, one for each function, which needs no lock for what it
// alone uses and gets its keys in order. An error of one function ends the walk for all; the
// first is returned, as by Walk.
func (f *File) Spread(name string, fns []func(k, v []byte) error) error {
	w := f.newWalk()
	value, err := w.find(name)
	if err == nil {
		if root, _, damage := bucket(value); damage == nil && root != 0 {
			err = w.spread(root, fns)
		} else {
			err = w.bucket(value, values(fns[0]))
		}
	}
	return w.join(err)
}

// spread walks a tree down to the level of its leaves, and has those visited by others.
func (w *walk) spread(root uint64, fns []func(k, v []byte) error) error {
	w.dealt = w.depth(root)
	dealt := make(chan subtree, 2*len(fns))
	crew := make([]*walk, len(fns))
	errs := make([]error, len(fns))
	var failed atomic.Bool
	var all sync.WaitGroup
	for i, fn := range fns {
		// They share what was seen, and have buffers of their own.
		own := &walk{File: w.again(), seen: w.seen, free: w.free, leaves: w.leaves}
		crew[i] = own
		all.Go(func() {
			each := values(fn)
			for s := range dealt {
				if failed.Load() {
					continue // only to let the dealer come to an end
				}
				if errs[i] = own.visit(s, each); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	w.deal = func(s subtree) {
		s.low, s.high = slices.Clone(s.low), slices.Clone(s.high) // their page is soon another
		dealt <- s
	}
	_ = w.visit(subtree{id: root}, nil) // calls nothing that fails: it deals all leaves out
	close(dealt)
	all.Wait()
	var err error
	for i, own := range crew {
		for _, fault := range own.faults {
			w.fault(fault)
		}
		w.more += own.more
		err = cmp.Or(err, errs[i])
	}
	return err
}

// depth returns how many pages are above the first leaf of a tree, and sets the level of the
// leaves. In a damaged tree it may be too little: then a branch is dealt, and walked down.
func (w *walk) depth(root uint64) int {
	w.leaves = 0
	for level, id := 0, root; ; level++ {
		p, err := w.page(level, id)
		if err != nil || p.count == 0 {
			return level
		}
		if p.flags == leafPage {
			w.leaves = level
			return level
		}
		id = p.element(0).child
	}
}
