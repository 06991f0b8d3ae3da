package input_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/input"
)

// line is a decoder at the end of a line, with a clock that runs only when it is told to.
type line struct {
	input.Decoder
	now time.Time
	// said is what came of it: the words as they are, keys as <esc>, pastes as «words», and what
	// is the terminal's as {reply}.
	said  strings.Builder
	words strings.Builder // of keys and pastes
}

// after takes bytes that come at once, so long after those before.
func (l *line) after(gap time.Duration, bytes string) {
	end := l.now.Add(gap)
	for at, ok := l.Due(); ok && !at.After(end); at, ok = l.Due() {
		l.say(l.Silence(at))
	}
	l.now = end
	l.say(l.Take([]byte(bytes), end))
}

func (l *line) say(msgs []tea.Msg) {
	for _, msg := range msgs {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			if l.words.WriteString(msg.Text); msg.Text != "" {
				l.said.WriteString(msg.Text)
			} else {
				fmt.Fprintf(&l.said, "<%s>", msg)
			}
		case tea.PasteMsg:
			l.words.WriteString(msg.Content)
			fmt.Fprintf(&l.said, "«%s»", msg.Content)
		case input.Sequence:
			fmt.Fprintf(&l.said, "{%s}", strings.TrimPrefix(string(msg), "\x1b"))
		}
	}
}

// quiet is longer than anything waits.
const quiet = 3 * time.Second

func newLine() *line { return &line{now: time.Date(2026, time.November, 29, 9, 0, 0, 0, time.UTC)} }

// said is what pieces say that come with gaps between them.
func said(gap time.Duration, pieces ...string) string {
	l := newLine()
	for _, p := range pieces {
		l.after(gap, p)
	}
	l.after(quiet, "")
	return l.said.String()
}

// sequences are what terminals send, and what it says; and what it says where silence behind the
// first ESC has made that the esc key, if that differs.
var sequences = map[string]struct{ sent, says, late string }{
	// Letters of two, three and four bytes, and those put together of several.
	"é": {"é", "é", ""}, "”": {"”", "”", ""}, "𝄞": {"𝄞", "𝄞", ""},
	"family": {"👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", ""}, "e and its accent": {"e\u0301", "e\u0301", ""},
	// Keys.
	"enter": {"\r", "<enter>", ""}, "ctrl+j": {"\n", "<ctrl+j>", ""}, "tab": {"\t", "<tab>", ""}, "ctrl+c": {"\x03", "<ctrl+c>", ""},
	"ctrl+space": {"\x00", "<ctrl+space>", ""}, "backspace": {"\x7f", "<backspace>", ""}, "erase ^H": {"\b", "<backspace>", ""},
	"up": {"\x1b[A", "<up>", "<esc>"}, "up, too": {"\x1bOA", "<up>", "<esc>"}, "ctrl+left": {"\x1b[1;5D", "<ctrl+left>", "<esc>"},
	"delete": {"\x1b[3~", "<delete>", "<esc>"}, "F1": {"\x1bOP", "<f1>", "<esc>"}, "console F1": {"\x1b[[A", "<f1>", "<esc>"},
	"shift+tab": {"\x1b[Z", "<shift+tab>", "<esc>"}, "urxvt shift+home": {"\x1b[7$", "<shift+home>", "<esc>"}, "urxvt ctrl+up": {"\x1bOa", "<ctrl+up>", "<esc>"},
	"alt+enter": {"\x1b\r", "<alt+enter>", "<esc><enter>"}, "alt+backspace": {"\x1b\x7f", "<alt+backspace>", "<esc><backspace>"},
	"alt+b": {"\x1bb", "<alt+b>", "<esc>b"}, "alt+é": {"\x1bé", "<alt+é>", "<esc>é"},
	"kitty esc": {"\x1b[27u", "<esc>", "<esc>"}, "kitty shift+enter": {"\x1b[13;2u", "<shift+enter>", "<esc>"},
	"kitty ctrl+backspace": {"\x1b[127;5u", "<ctrl+backspace>", "<esc>"}, "xterm ctrl+backspace": {"\x1b[27;5;127~", "<ctrl+backspace>", "<esc>"},
	"xterm ctrl+backspace ^H": {"\x1b[27;5;8~", "<ctrl+backspace>", "<esc>"}, "kitty ctrl+h": {"\x1b[104;5u", "<ctrl+h>", "<esc>"},
	"kitty released": {"\x1b[97;1:3u", "", "<esc>"},
	// Ctrl on layouts without Latin letters, and one that has them elsewhere.
	"ctrl+с": {"\x1b[1089;5u", "<ctrl+c>", "<esc>"}, "ctrl+с with its base": {"\x1b[1089::99;5u", "<ctrl+c>", "<esc>"},
	"ctrl+ы with a base": {"\x1b[1099::120;5u", "<ctrl+x>", "<esc>"}, "xterm ctrl+с": {"\x1b[27;5;1089~", "<ctrl+c>", "<esc>"},
	"ctrl+ψ": {"\x1b[968;5u", "<ctrl+c>", "<esc>"}, "ctrl+ב": {"\x1b[1489;5u", "<ctrl+c>", "<esc>"}, "ctrl+ؤ": {"\x1b[1572;5u", "<ctrl+c>", "<esc>"},
	"AZERTY ctrl+q": {"\x1b[113::97;5u", "<ctrl+q>", "<esc>"}, "alt+и": {"\x1b[1080;3u", "<alt+b>", "<esc>"},
	// Caps Lock.
	"xterm caps ctrl+c": {"\x1b[27;5;67~", "<ctrl+c>", "<esc>"}, "kitty caps ctrl+c": {"\x1b[99;69u", "<ctrl+c>", "<esc>"},
	"xterm caps ctrl+С": {"\x1b[27;5;1057~", "<ctrl+c>", "<esc>"}, "caps esc": {"\x1b[27;65u", "<esc>", "<esc>"},
	// The number pad.
	"pad 1": {"\x1bOq", "1", "<esc>"}, "pad *": {"\x1bOj", "*", "<esc>"}, "pad enter": {"\x1bOM", "<enter>", "<esc>"}, "kitty pad 1": {"\x1b[57400;129u", "1", "<esc>"},
	// Replies, the mouse and the focus.
	"background":     {"\x1b]11;rgb:ffff/ffff/dddd\x07", "{]11;rgb:ffff/ffff/dddd\x07}", "<esc>"},
	"background, ST": {"\x1b]11;rgb:1111/2222/3333\x1b\\", "{]11;rgb:1111/2222/3333\x1b\\}", "<esc>"},
	"mode":           {"\x1b[?2027;2$y", "{[?2027;2$y}", "<esc>"}, "kitty flags": {"\x1b[?5u", "{[?5u}", "<esc>"},
	"attributes": {"\x1b[?64;1;2;6;22c", "{[?64;1;2;6;22c}", "<esc>"}, "cursor": {"\x1b[12;40R", "{[12;40R}", "<esc>"},
	"version": {"\x1bP>|XTerm(379)\x1b\\", "{P>|XTerm(379)\x1b\\}", "<esc>"}, "graphics": {"\x1b_Gi=31;OK\x1b\\", "{_Gi=31;OK\x1b\\}", "<esc>"},
	"unknown": {"\x1b[?997;3;9n", "", "<esc>"}, "focus": {"\x1b[I", "{[I}", "<esc>"}, "click": {"\x1b[<0;12;4M", "{[<0;12;4M}", "<esc>"},
	"old click": {"\x1b[M\x20\xe1q", "{[M\x20\xe1q}", "<esc>"},
	// Pastes.
	"paste":            {"\x1b[200~C:\\new\\tab é\r\n2\x1b[201~", "«C:\\new\\tab é\r\n2»", "<esc>"},
	"paste, colours":   {"\x1b[200~\x1b[31mred\x1b[0m\x1b[20\x1b\x1b[201~", "«\x1b[31mred\x1b[0m\x1b[20\x1b»", "<esc>"},
	"paste, U+FFFD":    {"\x1b[200~a\uFFFDb\x1b[201~", "«a\uFFFDb»", "<esc>"},
	"paste, Latin-1":   {"\x1b[200~caf\xe9s\x1b[201~", "«caf\uFFFDs»", "<esc>"},
	"paste, ctrl+c":    {"\x1b[200~a\x03b\x1b[201~", "«a\x03b»", "<esc>"},
	"end of no paste":  {"\x1b[201~", "", "<esc>"},
	"esc and a paste":  {"\x1b\x1b[200~a\x1b[201~", "<esc>«a»", ""},
	"esc and a reply":  {"\x1b\x1b]11;rgb:0/0/0\x07", "<esc>{]11;rgb:0/0/0\x07}", ""},
	"esc and a key":    {"\x1b\x1b[A", "<alt+up>", ""},
	"a key cut by one": {"\x1b[1;\x1b[A", "<up>", "<esc><up>"},
}

// Words are what was typed, and each key, reply and paste is what it is, wherever the line makes a
// gap; but an ESC with 100 ms of nothing behind it is the esc key, and what belonged to it is no
// word.
func TestGapsAnywhere(t *testing.T) {
	const before, after = "ab ", " cd"
	for name, c := range sequences {
		t.Run(name, func(t *testing.T) {
			for _, gap := range []time.Duration{0, 20 * time.Millisecond, 80 * time.Millisecond, 300 * time.Millisecond} {
				for at := range len(c.sent) + 1 {
					if strings.HasPrefix(c.sent, "\x1b\x1b") && at < 3 || strings.HasPrefix(c.sent, "\x1b[1;\x1b") && at == 5 {
						continue // which of the two keys the first is, the gap says
					}
					want := c.says
					if gap > 100*time.Millisecond && at == 1 && c.sent[0] == '\x1b' {
						want = c.late
					}
					if got := said(gap, before+c.sent[:at], c.sent[at:]+after); got != before+want+after {
						t.Fatalf("%v at %d: %q, want %q", gap, at, got, before+want+after)
					}
				}
			}
			for _, gap := range []time.Duration{20 * time.Millisecond, 80 * time.Millisecond} {
				if got := said(gap, strings.Split(before+c.sent+after, "")...); utf8.ValidString(c.sent) && got != before+c.says+after {
					t.Errorf("%v everywhere: %q, want %q", gap, got, before+c.says+after)
				}
				l := newLine()
				for _, b := range []byte(before + c.sent + after) {
					l.after(gap, string([]byte{b}))
				}
				if l.after(quiet, ""); l.said.String() != before+c.says+after {
					t.Errorf("%v between all bytes: %q, want %q", gap, l.said.String(), before+c.says+after)
				}
			}
		})
	}
}

// What silence decides, and what it must not.
func TestSilence(t *testing.T) {
	const ms = time.Millisecond
	type piece struct {
		after time.Duration
		sent  string
	}
	for name, c := range map[string]struct {
		pieces []piece
		says   string
	}{
		"esc":                             {[]piece{{0, "\x1b"}}, "<esc>"},
		"esc twice":                       {[]piece{{0, "\x1b\x1b"}}, "<esc><esc>"},
		"esc, then a room":                {[]piece{{0, "\x1b"}, {150 * ms, "2"}}, "<esc>2"},
		"a reply in two, the rest late":   {[]piece{{0, "\x1b"}, {150 * ms, "]11;rgb:0"}, {900 * ms, "/0/0\x1b"}, {150 * ms, "\\ok"}}, "<esc>ok"},
		"a reply's end in two":            {[]piece{{0, "\x1b]11;rgb:0/0/0\x1b"}, {900 * ms, "\\ok"}}, "{]11;rgb:0/0/0\x1b\\}ok"},
		"a reply's end, very late":        {[]piece{{0, "\x1b]11;rgb:0/0/0\x1b"}, {1500 * ms, "\\ok"}}, "<esc>ok"},
		"a reply that was cut off":        {[]piece{{0, "\x1b]11;rgb:"}, {1000 * ms, "ok"}}, "ok"},
		"a key that was cut off":          {[]piece{{0, "\x1b[1;"}, {1000 * ms, "ok"}}, "ok"},
		"esc in a reply that was cut off": {[]piece{{0, "\x1b]11;rgb:"}, {1000 * ms, "\x1b"}}, "<esc>"},
		"somebody types after alt+]":      {[]piece{{0, "\x1b]"}, {50 * ms, "words"}}, "<alt+]>words"},
		"somebody presses enter":          {[]piece{{0, "\x1b]11;rgb:"}, {50 * ms, "\r"}}, "<enter>"},
		"a letter that was cut off":       {[]piece{{0, "\xc3"}, {1000 * ms, "ok"}}, "\uFFFDok"},
		"a letter, very slow":             {[]piece{{0, "\xf0\x9d"}, {5000 * ms, "\x84\x9e"}}, "𝄞"},
		"Latin-1":                         {[]piece{{0, "caf\xe9 cr\xe8me"}}, "caf\uFFFD cr\uFFFDme"},
		"a reply too long":                {[]piece{{0, "\x1b]52;c;" + strings.Repeat("A", 5000) + "\x07ok"}}, "ok"},
		"a paste without an end":          {[]piece{{0, "\x1b[200~abc"}, {900 * ms, "def"}, {1000 * ms, "ok"}}, "«abcdef»ok"},
		"which ends all the same":         {[]piece{{0, "\x1b[200~abc"}, {1000 * ms, "def\x1b[201~ok"}}, "«abc»defok"},
		"and replies in it":               {[]piece{{0, "\x1b[200~abc\x1b[?62;22c\x1b]11;rgb:0/0/0\x1b\\"}, {500 * ms, "d\x1b[?2026;2$y\x1b]11;rgb:0/0/0\x07"}, {1000 * ms, "ok"}}, "«abcd»ok"},
		"and half an end":                 {[]piece{{0, "\x1b[200~abc\x1b[20"}, {1000 * ms, "ok"}}, "«abc»ok"},
		"and esc":                         {[]piece{{0, "\x1b[200~abc"}, {500 * ms, "\x1b"}, {100 * ms, "ok"}}, "«abc»<esc>ok"},
		"and a hasty esc":                 {[]piece{{0, "\x1b[200~abc\x1b"}, {1000 * ms, "ok"}}, "«abc»<esc>ok"},
		"and esc before a reply":          {[]piece{{0, "\x1b[200~abc"}, {600 * ms, "\x1b"}, {50 * ms, "\x1b[?62;22c"}, {1000 * ms, "ok"}}, "«abc»<esc>ok"},
		"and a hasty esc before replies":  {[]piece{{0, "\x1b[200~abc\x1b"}, {300 * ms, "\x1b[2;3R\x1b]11;rgb:0/0/0\x1b\\\x1b[I"}, {1000 * ms, "ok"}}, "«abc»<esc>ok"},
		"and esc between replies":         {[]piece{{0, "\x1b[200~abc\x1b[?5u"}, {600 * ms, "\x1b"}, {20 * ms, "\x1b[?20"}, {20 * ms, "27;2$y"}, {1000 * ms, "ok"}}, "«abc»<esc>ok"},
		"and esc behind escape sequences": {[]piece{{0, "\x1b[200~a\x1b[1mb\x1b"}, {1000 * ms, "ok"}}, "«a\x1b[1mb»<esc>ok"},
		"and ctrl+c":                      {[]piece{{0, "\x1b[200~abc"}, {500 * ms, "\x03"}}, "«abc»<ctrl+c>"},
		"a slow paste":                    {[]piece{{0, "\x1b[200~a"}, {500 * ms, "b"}, {500 * ms, "\x1b[2"}, {500 * ms, "01~ok"}}, "«ab»ok"},
		"a paste whose end is in pieces":  {[]piece{{0, "\x1b[200~ab"}, {500 * ms, "\x1b"}, {150 * ms, "[201~ok"}}, "«ab»<esc>ok"},
		"no paste":                        {[]piece{{0, "\x1b[200~\x1b[201~ok"}}, "«»ok"},
	} {
		l := newLine()
		for _, p := range c.pieces {
			l.after(p.after, p.sent)
		}
		if l.after(quiet, ""); l.said.String() != c.says {
			t.Errorf("%s: %q, want %q", name, l.said.String(), c.says)
		}
	}
}

// A text of several lines that comes at once is a paste, where the terminal marks none; an enter at
// its end may be a hand's. What a hand types ahead, or a key that is held down, is not.
func TestPastesWithoutMarks(t *testing.T) {
	for sent, want := range map[string]string{
		"He said no.\r\tI left.\r":  "«He said no.\n\tI left.»<enter>",
		"one\ntwo three\x13":        "«one\ntwo three»<ctrl+s>",
		"\x1b[Aone\rtwo three":      "<up>«one\ntwo three»",
		"a whole sentence\r":        "a whole sentence<enter>",
		"a whole sentence":          "a whole sentence",
		"so\rso":                    "so<enter>so",
		"\r\r\r\r\r\r\r\r\r\r":      strings.Repeat("<enter>", 10),
		"jjjjjjjjjjjj":              "jjjjjjjjjjjj",
		"a\x1b[Bb\x1b[Bc\rd\x1b[Be": "a<down>b<down>c<enter>d<down>e",
	} {
		if got := said(0, sent); got != want {
			t.Errorf("%q: %q, want %q", sent, got, want)
		}
	}
}

// sequenced are keys that say in a sequence what they write.
var sequenced = regexp.MustCompile(`\x1b\[[ -?]*[u~_]|\x1bO`)

// FuzzDecoder sends anything, in any pieces and with any gaps. No word comes of it that was not in
// it. Then words are the words that are typed, and esc is the esc key.
func FuzzDecoder(f *testing.F) {
	for _, c := range sequences {
		f.Add(c.sent, []byte{3, 4, 1, 12})
	}
	f.Add("Wörter — 世界 👍🏽", []byte{1, 1, 1, 9, 1, 9})
	f.Add("\x1b]11;rgb:\x1b", []byte{2, 30})
	f.Add("\x1b[200~ab\x1b[20\x03\x1b", []byte{9, 6, 2, 15, 1, 40})
	f.Fuzz(func(t *testing.T, sent string, cuts []byte) {
		l := newLine()
		// Each cut is a length and the gap before it, in steps of 20 ms up to 1.26 s.
		rest := sent
		for ; len(cuts) >= 2 && rest != ""; cuts = cuts[2:] {
			n := min(int(cuts[0])%8+1, len(rest))
			l.after(time.Duration(cuts[1]%64)*20*time.Millisecond, rest[:n])
			rest = rest[n:]
		}
		l.after(0, rest)
		l.after(quiet, "")
		plain := !strings.ContainsFunc(sent, func(r rune) bool { return r < ' ' || r == '\x7f' || r == utf8.RuneError })
		switch got := l.words.String(); {
		case plain && got != sent:
			t.Errorf("typed %q: %q", sent, got)
		case !sequenced.MatchString(sent) && !within(got, sent):
			t.Errorf("of %q come words that are not in it: %q", sent, got)
		}
		const words = "Wörter 世界"
		for _, then := range []struct{ sent, want string }{
			{"\x1b[200~" + words + "\x1b[201~", "«" + words + "»"}, {words, words}, {"\x1b", "<esc>"},
		} {
			at := len(l.said.String())
			half := len(sent) % len(then.sent)
			l.after(0, then.sent[:half])
			l.after(80*time.Millisecond, then.sent[half:])
			l.after(quiet, "")
			// Half a letter may have come before.
			if got := strings.TrimLeft(strings.TrimPrefix(l.said.String()[at:], "<alt+\uFFFD>"), "\uFFFD"); got != then.want {
				t.Errorf("after %q, %q says %q", sent, then.sent, got)
			}
		}
	})
}

// FuzzWords sends keys, letters, pastes and replies one behind the other, with any gap between them,
// and one of less than 100 ms somewhere within each. The words are just those that were typed.
func FuzzWords(f *testing.F) {
	names := slices.Sorted(maps.Keys(sequences))
	f.Add([]byte("\x00\x01\x02\x03\x04\x05"))
	f.Add([]byte(strings.Repeat("many", 20)))
	f.Fuzz(func(t *testing.T, picks []byte) {
		l, want := newLine(), newLine()
		for ; len(picks) >= 3; picks = picks[3:] {
			sent := sequences[names[int(picks[0])%len(names)]].sent
			at, gap := int(picks[1])%len(sent), time.Duration(picks[2]%5)*20*time.Millisecond
			want.after(quiet, sent)
			l.after(time.Duration(picks[2]/5)*50*time.Millisecond, sent[:at])
			l.after(gap, sent[at:])
		}
		l.after(quiet, "")
		want.after(quiet, "")
		if got, want := enters.Replace(l.words.String()), enters.Replace(want.words.String()); got != want {
			t.Errorf("%q: the words are %q, want %q", l.said.String(), got, want)
		}
	})
}

// enters are left out: they are words only within what was pasted at once.
var enters = strings.NewReplacer("\n", "", "\r", "", "\t", "")

// within says that a text has the words in the same order, with something left out perhaps, but for
// U+FFFD and for what an enter is.
func within(words, text string) bool {
	left := []rune(strings.ReplaceAll(text, "\r", "\n"))
	for _, r := range words {
		if r == utf8.RuneError {
			continue
		}
		i := slices.Index(left, r)
		if i < 0 {
			return false
		}
		left = left[i+1:]
	}
	return true
}
