package guard

import (
	"fmt"
	"slices"
)

// A Path is what a transaction is about to walk: a bucket of the top level, and where in it. With
// Bucket alone only its first page is checked.
type Path struct {
	Bucket string
	Key    []byte // the path on which this key is or would be
	Last   bool   // without a Key: the rightmost path, where a key greater than all others goes

	// Delete says that something is removed there: bbolt may then merge a page with the one before
	// or after it, at any level.
	Delete bool
}

// Quick checks what bbolt relies on while a transaction walks these paths: the headers, the size of
// the file, the freelist, the first page of the root bucket, and every page on the paths. It takes
// O(free pages + paths × depth), whatever the size of the file.
//
// A missing bucket is an [ErrNoBucket], returned only if nothing else is wrong. Every
// other error is one of [Open]'s.
func (f *File) Quick(paths ...Path) error {
	if err := f.complete(); err != nil {
		return err
	}
	free, err := f.freelist()
	if err != nil {
		return err
	}
	q := quick{File: f, free: free}
	if _, err := q.descend("", f.header.root, Path{}); err != nil {
		return err
	}
	var missing error
	for _, path := range paths {
		found, err := q.path(path)
		if err != nil {
			return fmt.Errorf("bucket %q: %w", path.Bucket, err)
		}
		if !found {
			missing = fmt.Errorf("%w: %q", ErrNoBucket, path.Bucket)
		}
	}
	return missing
}

// quick is one quick check, with the pages seen so far and their trees.
type quick struct {
	*File
	free freelist
	seen []use
}

// use is a page in use, with all that it runs on over. The root bucket's tree is "".
type use struct {
	first, last uint64
	tree        string
}

func (q *quick) path(path Path) (found bool, err error) {
	leaf, err := q.descend("", q.header.root, Path{Key: []byte(path.Bucket)})
	if err != nil {
		return false, err
	}
	value, isBucket := leaf.lookup([]byte(path.Bucket))
	switch {
	case value == nil:
		return false, nil
	case !isBucket:
		return false, damaged("it is not a bucket")
	}
	root, inline, err := bucket(value)
	if err == nil && root == 0 {
		err = inline.order(nil, nil)
	} else if err == nil {
		_, err = q.descend(path.Bucket, root, path)
	}
	return true, err
}

// descend checks the pages on a path through one tree and returns the last of them.
func (q *quick) descend(tree string, root uint64, path Path) (page, error) {
	var low, high []byte
	var above [maxDepth]uint64
	for level, id := 0, root; ; level++ {
		if slices.Contains(above[:level], id) {
			return page{}, damaged("page %d: the tree leads back to it", id)
		}
		p, err := q.check(tree, level, id, low, high)
		if err != nil || p.flags == leafPage || path.Key == nil && !path.Last {
			return p, err
		}
		above[level] = id
		i := p.count - 1
		if path.Key != nil {
			i = p.search(path.Key)
		}
		if path.Delete {
			if err := q.neighbours(tree, level, &p, i, high); err != nil {
				return page{}, err
			}
		}
		id, low, high = p.child(i, high)
	}
}

// neighbours checks child i of a branch and those before and after it. They must be of one kind:
// bbolt merges without looking.
func (q *quick) neighbours(tree string, level int, p *page, i int, high []byte) error {
	var kind uint16
	for n := max(i-1, 0); n <= min(i+1, p.count-1); n++ {
		id, from, to := p.child(n, high)
		child, err := q.check(tree, level+1, id, from, to)
		if err != nil {
			return err
		}
		if kind != 0 && child.flags != kind {
			return damaged("page %d: it is of another kind than the page before it", id)
		}
		kind = child.flags
	}
	return nil
}

// check reads one page of a tree and checks everything about it that bbolt relies on.
func (q *quick) check(tree string, level int, id uint64, low, high []byte) (page, error) {
	p, err := q.keep(q.paths, tree, level, id)
	if err != nil {
		return page{}, err
	}
	if p.count == 0 && (level > 0 || p.flags == branchPage) {
		return page{}, damaged("page %d: it is empty", id)
	}
	if err := p.children(q.header.pages); err != nil {
		return page{}, err
	}
	if err := p.order(low, high); err != nil {
		return page{}, err
	}
	return p, q.use(use{first: id, last: p.last(), tree: tree})
}

// use checks that a page is not free, not the freelist's, and not in use elsewhere.
func (q *quick) use(u use) error {
	switch {
	case q.free.free(u.first, u.last):
		return damaged("page %d: it is in use and listed as free", u.first)
	case u.first <= q.free.last && q.free.first <= u.last:
		return damaged("page %d: it is in use and belongs to the freelist", u.first)
	}
	for _, other := range q.seen {
		if u == other {
			return nil
		}
		if u.first <= other.last && other.first <= u.last {
			return damaged("page %d: it is used twice", u.first)
		}
	}
	q.seen = append(q.seen, u)
	return nil
}
