package page_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/tui/page"
)

// writer is somebody at an answer, or a terminal that pastes into one: a text whose cursor stands
// at its end, and how many steps were made from it. Keys may be held as a screen holds them.
type writer struct {
	hand  page.Hand
	now   time.Time
	due   time.Time // when what is held goes on
	text  string
	steps int
	two   bool // two blank lines are wanted
}

// wait lets time pass.
func (w *writer) wait(d time.Duration) {
	w.now = w.now.Add(d)
	if !w.due.IsZero() && !w.now.Before(w.due) {
		w.due = time.Time{}
		if w.hand.Goes() != "" {
			w.steps++
			w.text = ""
		}
	}
}

func (w *writer) key(r rune) {
	if w.hand.Due(string(r), w.now) {
		w.due = w.now
		w.wait(0)
	}
	if r != '\n' && r != '\t' {
		w.text += w.hand.Text(w.now) + string(r)
		return
	}
	blank := strings.TrimSpace(w.text) == ""
	goesOn := blank || strings.HasSuffix(w.text, "\n") && !w.two || strings.HasSuffix(w.text, "\n\n")
	text, wait := w.hand.Press(string(r), w.now, goesOn)
	w.text += text
	if wait > 0 {
		w.due = w.now.Add(wait)
	}
}

// keys presses keys so far apart.
func (w *writer) keys(text string, gap time.Duration) {
	for _, r := range text {
		w.key(r)
		w.wait(gap)
	}
}

func newWriter() *writer { return &writer{now: noon()} }

const typing = 150 * time.Millisecond

// TestHandOfAWriter: enter is a new line, and goes on only on an empty line.
func TestHandOfAWriter(t *testing.T) {
	for _, c := range []struct {
		typed string
		two   bool
		steps int
		text  string
	}{
		{"ab\ncd\n", false, 0, "ab\ncd\n"},
		{"ab\n\n", false, 1, ""},
		{"ab\n\n", true, 0, "ab\n\n"},
		{"ab\n\n\n", true, 1, ""},
		{"\n", false, 1, ""},
		{"\n", true, 1, ""},
		{"ab\t", false, 1, ""},
		{"a\n\nb", true, 0, "a\n\nb"},
	} {
		w := newWriter()
		w.two = c.two
		if w.keys(c.typed, 400*time.Millisecond); w.steps != c.steps || w.text != c.text {
			t.Errorf("%q, two %t: %d steps and %q", c.typed, c.two, w.steps, w.text)
		}
	}
}

// TestHandHeld holds enter down as keyboards repeat it, from every state: it makes one step at most.
// Slower than that it would be a hand.
func TestHandHeld(t *testing.T) {
	for _, before := range []string{"", "ab", "ab\n", "ab\ncd\n"} {
		for _, delay := range []time.Duration{0, 200, 250, 500, 660, 1000} {
			for _, gap := range []time.Duration{20, 25, 30, 33, 40, 50, 60, 75, 90, 110} {
				for _, rests := range []bool{false, true} {
					w := newWriter()
					w.keys(before, typing)
					w.wait(time.Second)
					if rests {
						w.hand.Rest(w.now)
					}
					w.key('\n')
					for range int(delay / 10) {
						w.wait(10 * time.Millisecond)
					}
					for range 60 {
						w.wait(gap * time.Millisecond)
						w.key('\n')
					}
					w.wait(time.Second)
					if w.steps > 1 {
						t.Errorf("held after %q, first after %d ms and then every %d ms: %d steps", before, delay, gap, w.steps)
					}
				}
			}
		}
	}
}

// TestHandHoldsTab holds tab down as keyboards repeat it, and presses it as hands do.
func TestHandHoldsTab(t *testing.T) {
	for _, before := range []string{"", "ab"} {
		for _, delay := range []time.Duration{200, 250, 500, 1000} {
			for _, gap := range []time.Duration{20, 25, 30, 33, 40, 50, 60, 75, 90} {
				w := newWriter()
				w.keys(before, typing)
				w.wait(time.Second)
				w.hand.Rest(w.now)
				w.key('\t')
				for range int(delay / 10) {
					w.wait(10 * time.Millisecond)
				}
				for range 60 {
					w.key('\t')
					w.wait(gap * time.Millisecond)
				}
				w.wait(time.Second)
				if w.steps != 1 || w.text != "" {
					t.Errorf("held after %q, first after %d ms and then every %d ms: %d steps and %q", before, delay, gap, w.steps, w.text)
				}
				w.keys("\t\t\t", 150*time.Millisecond)
				if w.steps != 4 {
					t.Errorf("three tabs by hand made %d steps", w.steps-1)
				}
			}
		}
	}
	w := newWriter()
	w.hand.Rest(w.now)
	w.keys("\t\tab", 5*time.Millisecond)
	if w.wait(time.Second); w.steps != 0 || w.text != "\t\tab" {
		t.Errorf("pasted tabs: %d steps and %q", w.steps, w.text)
	}
}

// TestHandBehindAPaste: an enter right behind a paste is part of it, and a later one is a hand's.
func TestHandBehindAPaste(t *testing.T) {
	for gap, want := range map[time.Duration]string{100 * time.Millisecond: "\n", 400 * time.Millisecond: ""} {
		w := newWriter()
		w.hand.Paste(w.now)
		if text, _ := w.hand.Press("\n", w.now.Add(gap), true); text != want {
			t.Errorf("an enter after %v is %q, want %q", gap, text, want)
		}
	}
}

// TestHandAfterAStep holds that an enter counts again once none came for 300 ms, or once there is
// text.
func TestHandAfterAStep(t *testing.T) {
	w := newWriter()
	w.keys("\n", typing)
	for range 3 {
		w.key('\n')
		w.wait(299 * time.Millisecond)
	}
	if w.steps != 1 {
		t.Fatalf("%d steps, want 1", w.steps)
	}
	w.wait(time.Millisecond)
	w.keys("\n", typing)
	if w.steps != 2 {
		t.Errorf("an enter after 300 ms does not count")
	}
	if w.keys("a\nb", 60*time.Millisecond); w.text != "a\nb" {
		t.Errorf("soon after a step is written %q", w.text)
	}
}

// story is told in five paragraphs.
func story(between string) string {
	return strings.Join([]string{"The queue was long.", "A man shouted.", "I said: wait.", "He left.", "My hands shook."}, between)
}

// TestHandOfAPaste sends pastes as terminals and lines do that do not tell them. None goes on.
func TestHandOfAPaste(t *testing.T) {
	texts := map[string]string{
		"lines": story("\n"), "paragraphs": story("\n\n"), "gaps": story("\n\n\n\n"), "tabs": story("\n\t"),
		"columns": story("\t"), "first an enter": "\n\n" + story("\n"), "first a tab": "\t" + story("\n\n\t"),
		"windows": story("\n \n"), "short lines": "a\nb\n\nc\n\n\nd",
	}
	for name, text := range texts {
		for _, gap := range []time.Duration{0, 1, 5, 15, 29} {
			w := newWriter()
			w.wait(time.Second)
			if w.keys(text, gap*time.Millisecond); w.steps != 0 || w.text != text {
				t.Errorf("%s, a key every %d ms: %d steps, and %q", name, gap, w.steps, w.text)
			}
		}
		if name == "short lines" {
			continue // line by line they are what a hand types
		}
		for _, gap := range []time.Duration{5, 20, 50, 59, 100, 119} {
			w := newWriter()
			w.wait(time.Second)
			if gap > 20 { // an enter that nothing follows for 30 ms goes on
				text = strings.TrimSpace(text)
			}
			for line := range strings.Lines(text) {
				if w.keys(line, 0); gap < 60 || strings.TrimSpace(line) != "" {
					w.wait(gap * time.Millisecond)
				}
			}
			if w.steps != 0 || w.text != text {
				t.Errorf("%s, a line every %d ms: %d steps, and %q", name, gap, w.steps, w.text)
			}
		}
	}
}

// TestHandErases holds that a backspace held down does not lead out of an answer, and that one
// after a pause does.
func TestHandErases(t *testing.T) {
	for _, gap := range []time.Duration{30, 40, 90, 199} {
		var hand page.Hand
		now, led := noon(), 0
		for range 30 {
			if _, leads := hand.Erase(now); leads {
				led++
			}
			now = now.Add(gap * time.Millisecond)
		}
		if led != 1 {
			t.Errorf("held, every %d ms: %d of 30 lead out, want the first", gap, led)
		}
	}
	var hand page.Hand
	hand.Erase(noon())
	now := noon().Add(200 * time.Millisecond)
	if _, leads := hand.Erase(now); !leads {
		t.Error("a backspace after 200 ms does not lead out")
	}
	hand.Led()
	for now = now.Add(660 * time.Millisecond); now.Before(noon().Add(5 * time.Second)); now = now.Add(90 * time.Millisecond) {
		if erases, _ := hand.Erase(now); erases {
			t.Error("a key that led out erases what is there, as it repeats")
		}
	}
	hand.Text(now)
	if erases, _ := hand.Erase(now.Add(90 * time.Millisecond)); !erases {
		t.Error("a backspace behind text does not erase")
	}
}
