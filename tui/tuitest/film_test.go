package tuitest_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/tui/tuitest"
)

func TestFilm(t *testing.T) {
	svg := tuitest.Film([]tuitest.Shot{
		{Frame: frame("top\nfirst", 10, 2), Stay: 3 * time.Second},
		{Frame: frame("top\nsecond", 10, 2), Stay: time.Second},
		{Frame: frame("top\nfirst", 10, 2), Stay: 6 * time.Second},
	}, 1)
	all := drawn(t, svg)
	var words []string
	for _, e := range only(all, "text") {
		words = append(words, e.show())
	}
	if got, want := strings.Join(words, " "), "top first second"; got != want {
		t.Errorf("it draws %q, want %q: each line once", got, want)
	}
	var again []string
	for _, e := range only(all, "use") {
		again = append(again, e.attrs["href"])
	}
	if got, want := strings.Join(again, " "), "#l0 #l0 #l1"; got != want {
		t.Errorf("it draws again %q, want %q", got, want)
	}
	style := only(all, "style")[0].text
	for _, want := range []string{
		"animation:film 10s step-end infinite",
		"{0%{transform:translateX(0px)}30%{transform:translateX(-122px)}40%{transform:translateX(-244px)}}",
		"@media(prefers-reduced-motion:reduce){.film{animation:none;transform:translateX(-122px)}}",
	} {
		if !strings.Contains(style, want) {
			t.Errorf("its style %q lacks %q", style, want)
		}
	}
	if got := only(all, "desc")[0].text; got != "\ntop\nsecond\n" {
		t.Errorf("it is described by %q, want the still", got)
	}
	if strings.Contains(string(svg), "<script") {
		t.Error("it has a script")
	}
}
