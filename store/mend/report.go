package mend

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"shakeoff/store/journal"
)

// Level says how bad a finding is.
type Level string

// The levels, from good to bad.
const (
	Well Level = "ok"    // as it should be
	Warn Level = "check" // nothing is lost, and something should be looked at or done
	Bad  Level = "bad"   // something is lost or cannot be trusted
)

// Finding is one thing that was found, in plain words, and the next step, if any. It names paths and
// numbers, and never anything that the person wrote.
type Finding struct {
	Level Level  `json:"level"`
	What  string `json:"what"`
	Next  string `json:"next,omitempty"`
}

// Report is what Examine found.
type Report struct {
	Path         string      `json:"path"`
	Exists       bool        `json:"exists"`
	Opened       bool        `json:"opened"`     // its headers could be read; without that, nothing below Mode is known
	Size         int64       `json:"bytes"`      // bytes
	Mode         fs.FileMode `json:"-"`          // permission bits
	OneHeader    bool        `json:"one_header"` // one of its two headers is damaged
	Writable     bool        `json:"writable"`   // the pages on which the next writing relies are well
	Format       int         `json:"format"`
	Newer        bool        `json:"newer"`
	Locked       bool        `json:"locked"`          // a lock is set
	Epoch        string      `json:"-"`               // names the identity, in hexadecimal
	Pending      bool        `json:"overwriting_due"` // what was taken out is still to be overwritten, here or in a backup
	HeaderCopies []string    `json:"put_aside"`       // made before a damaged header was written over

	Records int `json:"records"` // among the entries: entries, versions, weighings, marks
	Drafts  int `json:"drafts"`
	Keys    int `json:"keys"`
	Purged  int `json:"taken_out"` // records that were taken out

	BadRecords    int `json:"damaged_records"`            // of entries and drafts: the sum does not fit
	KeyMissing    int `json:"records_without_key"`        // the record's key is not in the file, or damaged
	KeyOfOther    int `json:"records_of_another_lock"`    // the record's key belongs to an earlier lock
	NewerRecords  int `json:"records_of_a_newer_program"` // written by a newer shakeoff
	UnreadBuckets int `json:"parts_not_read"`             // buckets that could not be walked whole

	Deep   bool     `json:"deep"`
	Pages  uint64   `json:"pages"`  // in use and free
	Faults []string `json:"faults"` // what is wrong with pages, the first of them

	Findings []Finding `json:"findings"`
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
	nextOther   = "choose another file with --journal; this one was not touched"
)

// Distrust adds that the file is not the journal that this computer has seen there: why is a
// journal.ErrGone or journal.ErrReplaced. Other errors add nothing.
func (r *Report) Distrust(why error) {
	switch {
	case errors.Is(why, journal.ErrGone):
		r.Findings = nil // a first journal is not what is wanted
		r.say(Bad, "look for its disk, or for where it was moved to; or "+nextRestore, "The journal that was here is gone.")
	case errors.Is(why, journal.ErrReplaced):
		what := strings.TrimPrefix(why.Error(), r.Path+": ")
		r.say(Bad, "put the right one back, or "+nextRestore, "%s%s.", strings.ToUpper(what[:1]), what[1:])
	}
}

// say notes a finding, once.
func (r *Report) say(level Level, next, what string, args ...any) {
	found := Finding{Level: level, What: fmt.Sprintf(what, args...), Next: next}
	if !slices.Contains(r.Findings, found) {
		r.Findings = append(r.Findings, found)
	}
}

func (r *Report) sayIf(is bool, level Level, next, what string, args ...any) {
	if is {
		r.say(level, next, what, args...)
	}
}

// fault notes what is wrong with pages, once each.
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
	r.sayIf(r.OneHeader, Warn, "check that your last page is there; if not, "+nextSalvage,
		"Part of the file's index is damaged: your last page may be missing. Before shakeoff next saves, it puts a copy aside.")
	r.sayIf(r.Newer, Warn, "update shakeoff; you can still read", "This journal was made by a newer shakeoff (format %d).", r.Format)
	r.sayIf(r.Pending, Warn, "it tries again when you next save", "Something you deleted is not fully overwritten yet.")
	known := r.Epoch != ""
	r.sayIf(known && r.Locked, Well, "", "A lock is set.")
	r.sayIf(known && !r.Locked, Warn, "`shakeoff passphrase` sets one", "No lock is set: anyone who has the file can read your words.")
	some := func(n int, level Level, next, one, more, what string) {
		if n == 1 {
			more = one
		}
		r.sayIf(n > 0, level, next, "%d %s %s", n, more, what)
	}
	some(r.UnreadBuckets, Bad, nextEither, "part", "parts", "of the file cannot be read whole: pages are missing. What can be read is shown.")
	some(r.BadRecords, Bad, nextEither, "record is", "records are", "damaged and cannot be opened; the others are fine.")
	some(r.KeyMissing, Bad, nextEither, "record has lost its key", "records have lost their key", "and cannot be opened; the others are fine.")
	some(r.KeyOfOther, Bad, nextRestore, "record was", "records were", "locked with an earlier key and cannot be opened; the others are fine.")
	some(r.NewerRecords, Warn, "update shakeoff", "record was", "records were", "written by a newer shakeoff, and can be read once you have it.")
	r.sayIf(r.BadRecords+r.UnreadBuckets == 0, Well, "", "All records (%d) and unfinished pages (%d) are intact.", r.Records, r.Drafts)
	r.concludePages()
	for _, path := range r.HeaderCopies {
		r.say(Warn, "check that no page is missing; if one is, `shakeoff doctor --journal COPY --salvage NEWFILE` saves what the copy has; then delete the copy",
			"Before the file was repaired, a copy of it was put aside: %s.", path)
	}
}

func (r *Report) concludePages() {
	switch {
	case !r.Writable && r.UnreadBuckets == 0:
		r.say(Bad, nextSalvage, "You can read, but not save: part of the file is damaged.")
	case !r.Writable:
		r.say(Bad, nextEither, "Nothing can be saved in it until the file is repaired.")
	case r.Deep && len(r.Faults) > 0:
		r.say(Bad, nextEither, "Some of its pages are damaged; the first: %s.", r.Faults[0])
	case r.Deep:
		r.say(Well, "", "All %d pages are accounted for.", r.Pages)
	}
}
