package journal

import "time"

// Phrases returns the sentences in quotes in a change answer, in order: what
// one wishes to have said, and will want at hand.
func Phrases(text string) []string { return nil }

// Phrase is a sentence in quotes, and where it was written.
type Phrase struct {
	Entry   ID
	Written time.Time
	Text    string // without the quotes
}

// PhrasesOf returns the phrases of the change answers, those written last
// first, each once.
func PhrasesOf(entries []Entry) []Phrase { return nil }
