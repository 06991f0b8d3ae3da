package wire

import (
	"runtime"
	"runtime/debug"
	"time"
)

// settled is how long after locking or unlocking nothing holds what came before: the screen
// has been drawn over, and what was under way has ended.
const settled = time.Second

// Scour overwrites what nobody holds any more, in the background, and once for all that is
// locked or unlocked within a moment.
func (w *Window) Scour() {
	if w.scour != nil {
		w.scour.Reset(settled)
	}
}

// scourKeys scours at once as well, after work with a passphrase: where a freed key lay, a stack
// may come to lie, which nothing clears.
func (w *Window) scourKeys() {
	if w.scour != nil {
		scour()
		w.Scour()
	}
}

// scour clears the copies of passphrases, keys and words that we, age and the terminal's
// libraries have let go of: the collector only frees their place. Free pages go back to the
// system, as do the 256 MB of deriving a key. The gaps left on other pages are taken, which
// clears them, and freed again.
func scour() {
	const most = 4 << 20  // of gaps: a journal that is open and large leaves more, and must not wait
	runtime.GOMAXPROCS(1) // each processor holds gaps of its own
	defer runtime.SetDefaultGOMAXPROCS()
	for range 2 { // pools and caches let go only after a collection
		runtime.GC()
	}
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	gaps := int(min(m.HeapInuse-m.HeapAlloc, most))
	for _, size := range sizes(&m) {
		head := 0 // which the allocator puts before pointers, where they take more than 512 bytes
		if size > 512 {
			head = 8
		}
		words, pointers := make([][]byte, gaps/size+1), make([][]*byte, gaps/size+1) // which lie apart
		for i := range words {
			words[i], pointers[i] = make([]byte, size), make([]*byte, (size-head)/8)
		}
		runtime.KeepAlive(words)
		runtime.KeepAlive(pointers)
		runtime.Gosched()
	}
	debug.FreeOSMemory()
}

// sizes are those of the gaps. Anything larger has pages of its own.
func sizes(m *runtime.MemStats) (sizes []int) {
	for _, class := range m.BySize[1:] {
		sizes = append(sizes, int(class.Size))
	}
	for size := sizes[len(sizes)-1]; size <= 32<<10; size += 512 {
		sizes = append(sizes, size)
	}
	return sizes
}
