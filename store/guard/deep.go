package guard

// Deep checks every page as of the newer header: that the file is long enough, that each page of each
// tree has its shape, is in that tree once, and has its keys in order, that the leaves of a tree are
// at one depth, and that every page is in use once or free once. It takes O(file).
//
// It returns the first faults, each an [ErrDamaged] or the reader's own. A file without any can be
// given to bbolt for any transaction.
func (f *File) Deep() []error {
	w := f.newWalk()
	w.free = freelist{} // account checks all of it
	w.fault(f.complete())
	w.fault(w.seen.add(0, 1))
	w.trees()
	whole := len(w.faults) == 0
	if list, err := f.freelist(); err != nil {
		w.fault(err)
	} else {
		w.fault(w.seen.add(list.first, list.last))
		list.account(w.seen, whole, w.fault)
	}
	return w.faults
}

// trees walks the root's tree and those of all buckets met, each page once.
func (w *walk) trees() {
	var met [][]byte // values of buckets to be visited
	w.top(func(flags uint32, _, v []byte) {
		if flags&bucketElement == 0 {
			w.fault(damaged("page %d: the root holds something that is not a bucket", w.header.root))
		} else {
			met = append(met, v)
		}
	})
	for len(met) > 0 {
		next := met[0]
		met = met[1:]
		_ = w.bucket(next, func(p page) error {
			if !p.holdsBuckets() {
				w.reuse(p)
				return nil
			}
			for i := range p.count {
				if flags, _, v := p.leaf(i); flags&bucketElement != 0 {
					met = append(met, v)
				}
			}
			return nil
		})
	}
}
