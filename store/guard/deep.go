package guard

import "io"

// DeepReport says what a file is, and everything that is wrong with it.
type DeepReport struct {
	Report

	// Keys is how many keys each bucket of the top level has, those of buckets within it
	// included, as far as they could be read.
	Keys map[string]int

	// Faults are what was found, the first of them; each is an [ErrDamaged] or the reader's own.
	// A file without faults is one that bbolt can be given for any transaction.
	Faults []error
	// More is how many further faults were found and are not named.
	More int
}

// Deep looks at every page as of the newer header: that the file is as long as it must be, that
// each page of each tree has its shape, lies under a page of the same tree once, and has its
// keys in order, that the children of a page are of one kind, and that every page is in use once
// or listed as free once. It takes O(file).
//
// The error is one of [Open]'s; everything else is in the report.
func Deep(r io.ReaderAt, size int64) (DeepReport, error) {
	f, err := Open(r, size)
	if err != nil {
		return DeepReport{}, err
	}
	return f.Deep(), nil
}

// Deep is the function of the same name, for a file that is open.
func (f *File) Deep() DeepReport {
	d := deep{
		walk: walk{File: f, seen: newPageSet(min(f.head.pages, uint64(f.size/f.pageSize)))},
		keys: make(map[string]int),
	}
	report := DeepReport{Report: Report{PageSize: int(f.pageSize), HighWater: f.head.pages, Txid: f.head.txid, OneHeader: !f.two}}
	if f.head.pages > d.seen.n {
		d.fault(damaged("it has %d bytes and needs %d pages of %d", f.size, f.head.pages, f.pageSize))
	}
	d.fault(d.seen.add(0, 1))
	d.trees()
	whole := len(d.faults) == 0
	if list, err := f.freelist(); err != nil {
		d.fault(err)
	} else {
		report.Free = list.count()
		d.fault(d.seen.add(list.first, list.last))
		d.account(list, whole)
	}
	report.Keys, report.Faults, report.More = d.keys, d.faults, d.more
	return report
}

// deep is one deep look: which pages were seen, and what was wrong.
type deep struct {
	walk
	keys  map[string]int
	queue []nested // buckets that were met and not yet visited
}

// nested is a bucket, and the name of that of the top level which it is or lies in.
type nested struct {
	top   string
	value []byte
}

// trees visits the tree of the root and then those of all buckets that are met. It ends, because
// each comes from an element of a page and each page is visited once.
func (d *deep) trees() {
	d.visit(0, d.head.root, nil, nil, func(flags uint32, k, v []byte) {
		if flags&bucketElement == 0 {
			d.fault(damaged("page %d: the root holds something that is not a bucket", d.head.root))
			return
		}
		d.keys[string(k)] = 0
		d.queue = append(d.queue, nested{top: string(k), value: append([]byte(nil), v...)})
	})
	for len(d.queue) > 0 {
		next := d.queue[0]
		d.queue = d.queue[1:]
		d.bucket(next)
	}
}

// bucket visits a bucket, inline or a tree.
func (d *deep) bucket(b nested) {
	each := func(flags uint32, _, v []byte) {
		d.keys[b.top]++
		if flags&bucketElement != 0 {
			d.queue = append(d.queue, nested{top: b.top, value: append([]byte(nil), v...)})
		}
	}
	root, inline, err := bucket(b.value)
	switch {
	case err != nil:
		d.fault(err)
	case root != 0:
		d.visit(0, root, nil, nil, each)
	default:
		d.fault(inline.order(nil, nil))
		for i := range inline.count {
			each(inline.leaf(i))
		}
	}
}

// visit visits a tree from a page down, and returns the kind of that page, 0 if it cannot be read.
func (d *deep) visit(level int, id uint64, low, high []byte, fn func(flags uint32, k, v []byte)) (kind uint16) {
	p, err := d.tree(level, id)
	if err == nil {
		err = d.seen.add(id, id+uint64(p.overflow))
	}
	if err != nil {
		d.fault(err)
		return 0
	}
	if p.count == 0 && (level > 0 || p.flags == branchPage) {
		d.fault(damaged("page %d: it is empty", id))
	}
	d.fault(p.order(low, high))
	if p.flags == leafPage {
		for i := range p.count {
			fn(p.leaf(i))
		}
		return leafPage
	}
	var kinds uint16
	for i := range p.count {
		from, child := p.branch(i)
		to := high
		if i+1 < p.count {
			to = p.key(i + 1)
		}
		kind := d.visit(level+1, child, from, to, fn)
		if kinds != 0 && kind != 0 && kind != kinds {
			d.fault(damaged("page %d: it is of another kind than the page before it", child))
		}
		kinds = max(kinds, kind)
	}
	return branchPage
}

// account holds that every page is in use or listed as free, and not both. When a part of the
// trees could not be read, pages that are neither are those that lay below it: they are not faults
// of their own.
func (d *deep) account(list freelist, whole bool) {
	next := 0
	var neither, both span
	for id := range d.seen.n {
		listed := next < list.count() && list.at(next) == id
		if listed {
			next++
		}
		d.fault(neither.extend(id, !listed && !d.seen.has(id) && whole, "neither in use nor listed as free"))
		d.fault(both.extend(id, listed && d.seen.has(id), "in use and listed as free"))
	}
	d.fault(neither.extend(d.seen.n, false, "neither in use nor listed as free"))
	d.fault(both.extend(d.seen.n, false, "in use and listed as free"))
}

// span is a run of pages of which the same is wrong.
type span struct{ first, n uint64 }

// extend makes the run longer by a page, or ends it there and says what is wrong with it.
func (s *span) extend(id uint64, wrong bool, what string) error {
	if wrong {
		if s.n == 0 {
			s.first = id
		}
		s.n++
		return nil
	}
	if s.n == 0 {
		return nil
	}
	defer func() { s.n = 0 }()
	if s.n == 1 {
		return damaged("page %d: it is %s", s.first, what)
	}
	return damaged("pages %d to %d: they are %s", s.first, s.first+s.n-1, what)
}
