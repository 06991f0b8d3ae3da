package guard

import (
	"cmp"
	"sync"
	"sync/atomic"
)

// Spread is Walk on several goroutines, one for each function. Each function gets its keys in order,
// and needs no lock for what it alone uses. An error of one ends the walk for all; the first is
// returned, as by Walk.
func (f *File) Spread(name string, fns []func(k, v []byte) error) error {
	w := f.newWalk()
	leaves := make(chan page, len(fns))
	errs := make([]error, len(fns), len(fns)+1)
	var failed atomic.Bool
	var crew sync.WaitGroup
	for i, fn := range fns {
		crew.Go(func() {
			for p := range leaves {
				if failed.Load() {
					continue // only to let the walk come to an end
				}
				if errs[i] = w.each(p, fn); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	value, err := w.find(name)
	if err == nil {
		err = w.bucket(value, func(p page) error {
			if failed.Load() {
				return ErrStop
			}
			leaves <- p
			return nil
		})
	}
	close(leaves)
	crew.Wait()
	return w.join(cmp.Or(append(errs, err)...))
}
