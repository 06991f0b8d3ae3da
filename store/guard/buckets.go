package guard

// Buckets returns the names of the buckets of the top level, in the order of their names. As in
// a walk, a page that cannot be read is passed over: the error then joins what was found, and
// the names are those that could be read.
func (f *File) Buckets() (names []string, err error) {
	w := walk{File: f, seen: newPageSet(min(f.head.pages, uint64(f.size/f.pageSize)))}
	err = w.visit(0, f.head.root, nil, nil, func(flags uint32, k, _ []byte) error {
		if flags&bucketElement != 0 {
			names = append(names, string(k))
		}
		return nil
	})
	return names, w.join(err)
}

// Txid returns the number of the last commit as of the header in use.
func (f *File) Txid() uint64 { return f.head.txid }
