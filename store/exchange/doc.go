// Package exchange carries entries to and from other formats, one file a format. It
// reads and writes the JSON of an entry: what `shakeoff add` takes, what --json
// prints and what `shakeoff export` writes. For people it writes Markdown, for
// spreadsheets CSV. From other journals it reads what jrnl and Day One export, and
// Markdown, ours and anybody's.
//
// It turns readers into entries and entries into writers; where the bytes come
// from is the caller's business. What it reads was written by someone else, so it
// is strict: a field given twice, a value out of range and a field it does not
// know, except in what other journals wrote, refuse the whole input, and nothing
// is filed by halves. An error says the line and the rule, and never a word of
// the input.
//
// It may import package journal and the standard library, nothing else.
//
// Rejected: json.Unmarshal into a struct (it silently takes the last of two answers
// under one step, matches names in any case, and quotes the input in its errors),
// and a JSON schema (a second place for the rules of package journal).
package exchange
