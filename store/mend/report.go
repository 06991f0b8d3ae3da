package mend

import (
	"fmt"
	"io/fs"
	"slices"
)

// Level says how bad a finding is.
type Level string

// The levels, from good to bad.
const (
	Well Level = "ok"    // as it should be
	Warn Level = "check" // nothing is lost, and something should be looked at or done
	Bad  Level = "bad"   // something is lost or cannot be trusted
)

// Finding is one thing that was found, in plain words, and the next step, "" for none. It names
// paths and numbers, and never anything that was written.
type Finding struct {
	Level Level
	What  string
	Next  string
}

// Report is what Examine found.
type Report struct {
	Path         string
	Exists       bool
	Opened       bool        // its headers could be read; without that, nothing below Mode is known
	Size         int64       // bytes
	Mode         fs.FileMode // permission bits
	OneHeader    bool        // one of its two headers is damaged
	Writable     bool        // the pages on which the next writing relies are well
	Format       int
	Newer        bool
	Locked       bool     // a lock is set
	Epoch        string   // names the identity, in hexadecimal
	Pending      bool     // what was taken out is still to be overwritten, here or in a backup
	HeaderCopies []string // made before a damaged header was written over

	Records int // among the entries: entries, versions, weighings, marks
	Drafts  int
	Keys    int
	Purged  int // records that were taken out

	BadRecords    int // of entries and drafts: the sum does not fit
	KeyMissing    int // the record's key is not in the file, or damaged
	KeyOfOther    int // the record's key belongs to an earlier lock
	NewerRecords  int // written by a newer shakeoff
	UnreadBuckets int // buckets that could not be walked whole

	Deep   bool
	Pages  uint64   // in use and free
	Faults []string // what is wrong with pages, the first of them

	Findings []Finding
}

// Worst returns the worst level of all findings.
func (r *Report) Worst() Level {
	worst := Well
	for _, f := range r.Findings {
		if f.Level == Bad || f.Level == Warn && worst == Well {
			worst = f.Level
		}
	}
	return worst
}

// The next steps.
const (
	nextRestore = "restore the newest backup: `shakeoff backup --list` shows which there are"
	nextSalvage = "save what is left with `shakeoff doctor --salvage NEWFILE`, then `shakeoff restore NEWFILE`; the damaged file is kept"
	nextEither  = nextRestore + "; or " + nextSalvage
	nextOther   = "name another file with --journal; this one was not touched"
)

func (r *Report) say(level Level, next, what string, args ...any) {
	r.Findings = append(r.Findings, Finding{Level: level, What: fmt.Sprintf(what, args...), Next: next})
}

func (r *Report) sayIf(is bool, level Level, next, what string, args ...any) {
	if is {
		r.say(level, next, what, args...)
	}
}

// fault notes what is wrong with pages, each thing once.
func (r *Report) fault(err error) {
	if err == nil {
		return
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			r.fault(e)
		}
		return
	}
	if text := err.Error(); !slices.Contains(r.Faults, text) {
		r.Faults = append(r.Faults, text)
	}
}

func (r *Report) conclude() {
	r.sayIf(r.OneHeader, Warn, "look whether your last page is there; if not, "+nextSalvage,
		"One of the file's two headers is damaged: what was written last may be missing. The next writing puts a copy aside first.")
	r.sayIf(r.Newer, Warn, "update shakeoff; reading works meanwhile", "A newer shakeoff must write this journal (format %d).", r.Format)
	r.sayIf(r.Pending, Warn, "the next writing tries again", "What was taken out has not been overwritten everywhere yet.")
	known := r.Epoch != ""
	r.sayIf(known && r.Locked, Well, "", "A lock is set.")
	r.sayIf(known && !r.Locked, Warn, "`shakeoff passphrase` sets one", "No lock is set: whoever can read the file can read your words.")
	bad := func(n int, next, what string) { r.sayIf(n > 0, Bad, next, what, n) }
	bad(r.UnreadBuckets, nextEither, "%d parts of the file cannot be read whole: pages are missing. What can be read is shown.")
	bad(r.BadRecords, nextEither, "%d records are damaged and cannot be opened; all others can.")
	bad(r.KeyMissing, nextEither, "%d records lack their key and cannot be opened; all others can.")
	bad(r.KeyOfOther, nextRestore, "%d records have a key of an earlier lock and cannot be opened; all others can.")
	r.sayIf(r.NewerRecords > 0, Warn, "update shakeoff", "%d records were written by a newer shakeoff and wait for it.", r.NewerRecords)
	r.sayIf(r.BadRecords+r.UnreadBuckets == 0, Well, "", "All records (%d) and waiting pages (%d) are as they were written.", r.Records, r.Drafts)
	r.concludePages()
	for _, path := range r.HeaderCopies {
		r.say(Warn, "look whether anything is missing that is in the copy, `shakeoff doctor --journal COPY --salvage NEWFILE` gives it back; then delete the copy",
			"A copy from before a damaged header was written over lies at %s.", path)
	}
}

func (r *Report) concludePages() {
	switch {
	case !r.Writable && r.UnreadBuckets == 0:
		r.say(Bad, nextSalvage, "Reading works, writing does not: the file's own pages are damaged.")
	case !r.Writable:
		r.say(Bad, nextEither, "It cannot be written to until it is mended.")
	case r.Deep && len(r.Faults) > 0:
		r.say(Bad, nextEither, "Some of its pages are damaged; the first: %s.", r.Faults[0])
	case r.Deep:
		r.say(Well, "", "All %d pages are accounted for.", r.Pages)
	}
}
