package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// Where a terminal shows nothing but ASCII, each room and dialog does with that, and everything that
// is drawn or said has a likeness in it, in any language.
func TestASCIIAlone(t *testing.T) {
	beyond := regexp.MustCompile(`[^\x00-\x7f]+`)
	for i, l := range spokenLooks() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			texts := map[bool]string{}
			for _, ascii := range []bool{false, true} {
				d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
					if l.prepare != nil {
						l.prepare(j, o)
					}
					speak(t, o, words.Languages()[i%len(words.Languages())])
					o.ASCII, o.Words.Write.LettersLost = ascii, ""
				})
				l.act(d)
				texts[ascii] = d.Text()
			}
			if found := beyond.FindString(texts[true]); found != "" {
				t.Errorf("it shows %q:\n%s", found, texts[true])
			}
			if got, want := strings.Count(texts[true], "?"), strings.Count(texts[false], "?")+strings.Count(texts[false], "¿"); got > want {
				t.Errorf("it shows %d question marks, %d are meant:\n%s", got, want, texts[true])
			}
			if utf8.RuneCountInString(texts[true]) != utf8.RuneCountInString(texts[false]) {
				t.Errorf("it is drawn in another place:\n%s\n%s", texts[true], texts[false])
			}
		})
	}
}

// The scale, the frame and the bar are still there.
func TestASCIIPage(t *testing.T) {
	d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.ASCII = true })
	if text := d.Text(); !strings.Contains(text, words.English().Write.LettersLost) {
		t.Errorf("at the start it says:\n%s", text)
	}
	d.write("\u201cZug\u201d \u2014 \u00e9t\u00e9")
	d.press("8")
	d.see(t, "\"Zug\" - ete", "********..  8")
	d.press("enter")
	d.write("Ja.")
	d.write("So.")
	d.write("")
	d.see(t, "+--")
	if got := d.journal.Entries()[0].Answers[0].Text; got != "\u201cZug\u201d \u2014 \u00e9t\u00e9" {
		t.Errorf("kept is %q", got)
	}
}
