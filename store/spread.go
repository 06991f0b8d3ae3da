package store

import (
	"runtime"
	"sync"
)

// cores is how many goroutines share a long reading.
func cores() int { return runtime.GOMAXPROCS(0) }

// enough is how many bytes of a bucket a goroutine takes at a time: few enough
// for both of two cores to have work in a small journal, enough for the
// handing over not to count.
const enough = 32 << 10

// spread visits a bucket like walk, and gives each key and value to one of the
// functions, each of which runs on a goroutine of its own and so needs no lock
// for what is its own. The order is lost. Reading the file stays with the
// caller's goroutine: it is opening that takes the time.
func (r *reading) spread(bucket string, each []func(k, v []byte) error) error {
	full, spare := make(chan *batch), make(chan *batch, len(each)+1)
	for range cap(spare) {
		spare <- new(batch)
	}
	errs := make([]error, len(each))
	var all sync.WaitGroup
	for i, fn := range each {
		all.Go(func() {
			for b := range full {
				// After an error the rest is only taken off the caller's hands.
				if errs[i] == nil {
					errs[i] = b.visit(fn)
				}
				spare <- b
			}
		})
	}
	b := <-spare
	err := r.walk(bucket, func(k, v []byte) error {
		b.add(k, v)
		if len(b.bytes) >= enough {
			full <- b
			b = <-spare
		}
		return nil
	})
	full <- b
	close(full)
	all.Wait()
	if err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// batch is some keys and values of a bucket, one after the other.
type batch struct {
	bytes []byte
	ends  []int // of each key and of each value
}

func (b *batch) add(k, v []byte) {
	b.bytes = append(b.bytes, k...)
	b.ends = append(b.ends, len(b.bytes))
	b.bytes = append(b.bytes, v...)
	b.ends = append(b.ends, len(b.bytes))
}

// visit calls fn with each key and value, and empties the batch.
func (b *batch) visit(fn func(k, v []byte) error) error {
	defer func() { b.bytes, b.ends = b.bytes[:0], b.ends[:0] }()
	from := 0
	for i := 0; i < len(b.ends); i += 2 {
		k, v := b.bytes[from:b.ends[i]], b.bytes[b.ends[i]:b.ends[i+1]]
		if err := fn(k, v); err != nil {
			return err
		}
		from = b.ends[i+1]
	}
	return nil
}
