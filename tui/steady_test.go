package tui_test

import (
	"flag"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
)

// atLength runs the tests that take long at full length.
var atLength = flag.Bool("full", false, "run the tests that take long at full length")

// rounds is how often something is done: short, or at full length.
func rounds(short, full int) int {
	if *atLength {
		return full
	}
	return short
}

// slack is how many bytes a program may hold more after very many rounds than
// after a few: buffers that came to their size late.
const slack = 64 << 10

// heapGrowth does a round again and again, and returns by how many bytes the live heap
// grew after the first tenth.
func heapGrowth(rounds int, round func(i int)) int64 {
	alive := func() int64 {
		runtime.GC()
		runtime.GC() // what finalizers let go of in the first
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := int64(0)
	for i := range rounds {
		if i == rounds/10 {
			before = alive()
		}
		round(i)
	}
	return alive() - before
}

// TestHeapGrowthSeesALeak is the control of the tests below.
func TestHeapGrowthSeesALeak(t *testing.T) {
	var kept [][]byte
	if grew := heapGrowth(1_000, func(int) { kept = append(kept, make([]byte, 1<<10)) }); grew < 800<<10 || len(kept) != 1_000 {
		t.Errorf("keeping 900 KB was seen as %d bytes", grew)
	}
}

// sitLong opens the program on a locked journal for a long time. Nothing notes its
// calls: that would grow.
func sitLong(t *testing.T) *desk {
	return sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		for range 100 {
			j.Add(said(strings.Repeat("She said that it could not be done, and then it was done. ", 16)))
		}
		j.Offer(page.OfferRecovery)
		j.Entries() // the file is made
		o.Journal, o.Autosaver, o.Idle = j.Window, page.NewAutosaver(j.Window), 48*time.Hour
	})
}

// TestManyFrames holds that frames of a page on which the cursor moves, in terminals of
// changing sizes, leave nothing behind.
func TestManyFrames(t *testing.T) {
	d := sitLong(t)
	d.Paste(strings.Repeat("She said that it could not be done, and then it was done. ", 90))
	grew := heapGrowth(rounds(1_000, 10_000), func(i int) {
		d.Send(tea.WindowSizeMsg{Width: 80 + i%7, Height: 24 + i%5})
		d.Press([]string{"left", "right"}[i%2])
		d.Model().View()
	})
	if grew > slack {
		t.Errorf("the live heap grew by %d bytes", grew)
	}
}

// TestManyLocks holds that nothing of a journal is left when it is locked again.
func TestManyLocks(t *testing.T) {
	d := sitLong(t)
	grew := heapGrowth(rounds(30, 1_000), func(int) {
		d.press("ctrl+l", "2")
		d.Paste(journaltest.Passphrase)
		d.press("enter")
		d.Model().View()
	})
	d.see(t, "1 of ")
	if grew > slack {
		t.Errorf("the live heap grew by %d bytes", grew)
	}
}

// TestManySaves holds that a page that is saved for a day stays one page, in a file
// that does not grow, and costs no more than what can be undone.
func TestManySaves(t *testing.T) {
	const undone = 100 // bytes of a letter that came or went; the editor bounds all of them
	d := sitLong(t)
	d.press("x")
	d.Advance(d.clock, 10*time.Second)
	size := func() int64 {
		info, err := os.Stat(d.journal.Path())
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before, saves := size(), rounds(60, int(24*time.Hour/(10*time.Second)))
	grew := heapGrowth(saves, func(i int) {
		d.Press([]string{"x", "backspace"}[i%2])
		d.Advance(d.clock, 10*time.Second)
		d.Model().View()
	})
	if grew > slack+undone*int64(saves) {
		t.Errorf("the live heap grew by %d bytes", grew)
	}
	if n := len(d.journal.Drafts()); n != 1 {
		t.Errorf("%d unfinished pages lie in the file", n)
	}
	if grew := size() - before; grew > 1<<20 { // one step of its growth
		t.Errorf("the file grew by %d bytes", grew)
	}
}
