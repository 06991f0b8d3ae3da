package journal_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"shakeoff/store/fold"
	"shakeoff/store/journal"
)

func parseQuery(s string) journal.Query { return journal.ParseQuery(s, isoDays) }

// isoDays reads a day, a month or a year, as in 2026-11-21.
func isoDays(text string) (journal.Period, error) {
	for _, span := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(span.layout, text); err == nil {
			return journal.Period{First: journal.DayOf(t), Last: journal.DayOf(t.AddDate(span.years, span.months, span.days-1))}, nil
		}
	}
	if strings.Trim(text, "0123456789-") == "" {
		return journal.Period{}, journal.ErrUnfinished
	}
	return journal.Period{}, journal.ErrInvalid
}

func TestParseQuery(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  journal.Query
	}{
		{"", journal.Query{}},
		{" \t", journal.Query{}},
		{"queue  manager", journal.Query{Words: []string{"queue", "manager"}}},
		{"#phone late ", journal.Query{Words: []string{"late"}, Tags: []string{"phone"}}},
		{"late #pho", journal.Query{Words: []string{"late"}, Typing: "pho"}},
		{"late #phone ", journal.Query{Words: []string{"late"}, Tags: []string{"phone"}}},
		{"late #late-", journal.Query{Words: []string{"late"}, Typing: "late-"}},
		{"#late- x", journal.Query{Words: []string{"x"}, Tags: []string{"late"}}},
		{"late #", journal.Query{Words: []string{"late"}}},
		{"# late", journal.Query{Words: []string{"#", "late"}}},
		{"#4 C#sharp ##", journal.Query{Words: []string{"#4", "C#sharp", "##"}}},
		{"窓口　＃電話 ", journal.Query{Words: []string{"窓口"}, Tags: []string{"電話"}}},
		{"#l'accueil #c++ #c#", journal.Query{Tags: []string{"l'accueil", "c++"}, Typing: "c#"}},
		{"窓口　#電話", journal.Query{Words: []string{"窓口"}, Typing: "電話"}},
		{"is:heavy IS:Open late ", journal.Query{Words: []string{"late"}, StillHeavy: true, OpenIntention: true}},
		{"is:hea late", journal.Query{Words: []string{"is:hea", "late"}}},
		{"late is:hea", journal.Query{Words: []string{"late"}}},
		{"late is:hea ", journal.Query{Words: []string{"late", "is:hea"}}},
		{"late is:", journal.Query{Words: []string{"late"}}},
		{"#late is:heavy", journal.Query{Tags: []string{"late"}, StillHeavy: true}},
		{"since:2026-11 until:2026-11 ", journal.Query{Since: day(t, "2026-11-01"), Until: day(t, "2026-11-30")}},
		{"since:2026 until:2026-11-21", journal.Query{Since: day(t, "2026-01-01"), Until: day(t, "2026-11-21")}},
		{"since:20 late", journal.Query{Words: []string{"late"}, Unread: "since"}},
		{"late since:20", journal.Query{Words: []string{"late"}}},
		{"since is", journal.Query{Words: []string{"since", "is"}}},
		{"late since", journal.Query{Words: []string{"late", "since"}}},
		{"#queue is:heavy", journal.Query{Tags: []string{"queue"}, StillHeavy: true}},
		{"is:heavy #que", journal.Query{Typing: "que", StillHeavy: true}},
		{"since:2026-11-21", journal.Query{Since: day(t, "2026-11-21")}},
		{"since:2026-02 until:2026-02", journal.Query{Since: day(t, "2026-02-01"), Until: day(t, "2026-02-28")}},
		{"until:2024-02", journal.Query{Until: day(t, "2024-02-29")}},
		{"since:2025 until:2025", journal.Query{Since: day(t, "2025-01-01"), Until: day(t, "2025-12-31")}},
		{"late since:", journal.Query{Words: []string{"late"}}},
		{"late since:2026-1", journal.Query{Words: []string{"late"}}},
		{"late is", journal.Query{Words: []string{"late", "is"}}},
		{"late UNTIL:monday ", journal.Query{Words: []string{"late"}, Unread: "until"}},
		{"since:2026-02-30 ", journal.Query{Unread: "since"}},
	} {
		got := parseQuery(c.typed)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("typed %q: got %+v, want %+v", c.typed, got, c.want)
		}
		c.want.Unread = "" // that narrows nothing
		if got.IsZero() != reflect.DeepEqual(c.want, journal.Query{}) {
			t.Errorf("typed %q: zero is %v", c.typed, got.IsZero())
		}
	}
}

// FuzzParseQuery holds that no line makes the parser fail, and that a word which is
// not a filter is searched for whatever stands around it.
func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"", "lift #queue", "since:2026-11 is:heavy", "is: until:", "# since:", "\x00 \xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := parseQuery("plainword " + s)
		if len(q.Words) == 0 || q.Words[0] != "plainword" {
			t.Errorf("%q: the first word is not looked for: %+v", s, q)
		}
		if q := parseQuery(s + " "); q.Typing != "" {
			t.Errorf("%q: a finished tag is still being typed", s)
		}
	})
}

func TestMatch(t *testing.T) {
	e := entry("Die Gebühr an der Straße. #Front-Desk", "Not mine.", "Slow down.")
	e.Tags = []string{"Überbringer"}
	e.Written = time.Date(2026, 11, 21, 0, 30, 0, 0, time.FixedZone("", 9*3600)) // still the 20th in London
	e.Weighings = []journal.Weighing{{At: e.Written, Moment: journal.Before, Weight: 6}}
	e.Intention.State = journal.Open
	for _, c := range []struct {
		name string
		q    journal.Query
		want bool
	}{
		{"nothing", journal.Query{}, true},
		{"a word without its accent", parseQuery("gebuhr"), true},
		{"a word in capitals", parseQuery("STRASSE"), true},
		{"words of two answers, any order", parseQuery("slow mine"), true},
		{"a part of a word", parseQuery("ebuh"), true},
		{"one word that is not there", parseQuery("gebuhr kafka"), false},
		{"two words as one", journal.Query{Words: []string{"mine. Slow"}}, false},
		{"an imported tag as a word", parseQuery("uberbring"), true},
		{"a tag", parseQuery("#front-desk "), true},
		{"an imported tag", parseQuery("#uberbringer "), true},
		{"a tag half typed", parseQuery("#fron"), true},
		{"half a tag", parseQuery("#fron "), false},
		{"a tag as it is spelled elsewhere", parseQuery("#ueberbringer "), true},
		{"the end of a tag", parseQuery("#desk"), false},
		{"tag and word", parseQuery("#front-desk kafka"), false},
		{"since its day", journal.Query{Since: day(t, "2026-11-21")}, true},
		{"since the day after", journal.Query{Since: day(t, "2026-11-22")}, false},
		{"until its day", journal.Query{Until: day(t, "2026-11-21")}, true},
		{"until the day before", journal.Query{Until: day(t, "2026-11-20")}, false},
		{"still heavy", journal.Query{StillHeavy: true}, true},
		{"open", journal.Query{OpenIntention: true}, true},
		{"all at once", journal.Query{Words: []string{"not"}, Tags: []string{"front-desk"}, Since: day(t, "2026-11-01"), StillHeavy: true, OpenIntention: true}, true},
	} {
		if got := c.q.Matcher().Match(e); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
	e.Weighings = append(e.Weighings, journal.Weighing{At: e.Written.Add(1), Moment: journal.Later, Weight: 5})
	e.Intention.State = journal.Tried
	if (journal.Query{StillHeavy: true}).Matcher().Match(e) || (journal.Query{OpenIntention: true}).Matcher().Match(e) {
		t.Error("lighter now, or tried, and found all the same")
	}
}

func TestHits(t *testing.T) {
	for _, c := range []struct{ text, typed, want string }{
		{"The queue, the Queue.", "queue", "The [queue], the [Queue]."},
		{"Die Gebühr", "gebuhr", "Die [Gebühr]"},
		{"Die Gebu\u0308hr", "bu", "Die Ge[bu\u0308]hr"},
		{"Straße", "as", "Str[aß]e"},
		{"Straße", "se", "Stra[ße]"},
		{"aaa", "aa", "[aaa]"},
		{"abcd", "bc cd ab", "[abcd]"},
		{"one two", "two one", "[one] [two]"},
		{"Die Gebühr", "gebuehr", "Die [Gebühr]"},
		{"हिन्दी है", "न्द", "हि[न्द]ी है"},
		{"窓口で待った", "待っ", "窓口で[待っ]た"},
		{"nothing here", "kafka", "nothing here"},
		{"nothing here", "", "nothing here"},
		{"#phone rang", "#phone ", "#phone rang"},
		{"", "x", ""},
		{"e\u0301", "e", "[e\u0301]"},
	} {
		if got := bracketed(c.text, parseQuery(c.typed).Hits(c.text)); got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.typed, c.text, got, c.want)
		}
	}
}

func bracketed(text string, hits []fold.Span) string {
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(text[at:h.From] + "[" + text[h.From:h.To] + "]")
		at = h.To
	}
	return b.String() + text[at:]
}

// scripts are words of front desks in ten scripts and some more.
var scripts = [][]string{
	strings.Fields("Gebühr gebuehr STRASSE Straße queue queu manager café CAFE e\u0301te\u0301 naïve Łódź Ærø aeroe coöperate Zürich Zuerich İstanbul ısı Person’s Person's façade Århus aarhus E-Mail e‑mail Biblio\u00adthek „so“ \"so\""),
	strings.Fields("ΟΔΟΣ οδός ουρά ΟΥΡΑ ΠΕΛΆΤΗΣ πελατης γραφείο ὁδός"),
	strings.Fields("Очередь очередь ЖАЛОБА жалоба ёлка Елка окно мои\u0306 мой сім’я сім'я"),
	strings.Fields("طابور زبون مُحَمَّد محمد أحمد احمد كـتب كتب رئيس رئیس صوت"),
	strings.Fields("תור לקוח שָׁלוֹם שלום תלונה בית־ספר בית-ספר"),
	strings.Fields("कतार ग्राहक शिकायत दफ़्तर दफ्तर फ़ोन हिन्दी हंदी क़लम क\u093cलम"),
	strings.Fields("窓口 客户 がっこう か\u3099っこう ガム ｶﾞﾑ 电话 ＡＢＣ abc １２ 12"),
	strings.Fields("감사 \u1100\u1161\u11b7\u1109\u1161 대기열 손님 가 각"),
	strings.Fields("คิว ลูกค้า ลูกคา ร้องเรียน โทรศัพท์ น้ำ"),
	strings.Fields("হিন্দু লাইন ক্ষমা কো কে তামিল ড়"),
	strings.Fields("վերև վերեւ ՎԵՐԵՎ თბილისი ᲗᲑᲘᲚᲘᲡᲘ 👩‍💻 👩💻 👍🏽 ☎️ ☎"),
}

// generated returns an entry of chance in one of the scripts.
func generated(r *rand.Rand, i int) journal.Entry {
	list := scripts[i%len(scripts)]
	word := func() string {
		w := list[r.IntN(len(list))]
		if r.IntN(8) == 0 {
			w = "#" + w
		}
		return w
	}
	var texts []string
	for range 1 + r.IntN(4) {
		words := make([]string, r.IntN(12))
		for i := range words {
			words[i] = word()
		}
		texts = append(texts, strings.Join(words, []string{" ", "\n", "", ", "}[r.IntN(4)]))
	}
	e := entry(texts...)
	e.ID = journal.ID(fmt.Sprint(i))
	e.Written = time.Date(2026, 1, 1+r.IntN(365), r.IntN(24), 0, 0, 0, time.FixedZone("", 3600*(r.IntN(25)-12)))
	if r.IntN(3) == 0 {
		e.Tags = []string{strings.TrimFunc(word(), func(r rune) bool { return r == '#' })}
	}
	for range r.IntN(3) {
		e.Weighings = append(e.Weighings, journal.Weighing{At: e.Written, Moment: journal.Later, Weight: r.IntN(11)})
	}
	e.Intention.State = journal.State(r.IntN(4))
	return e
}

// looking returns a query of chance that often finds something: parts of
// words, otherwise written.
func looking(r *rand.Rand) journal.Query {
	var q journal.Query
	list := scripts[r.IntN(len(scripts))]
	part := func() string {
		runes := []rune(list[r.IntN(len(list))])
		from := r.IntN(len(runes))
		w := string(runes[from : from+1+r.IntN(len(runes)-from)])
		return []string{w, strings.ToUpper(w), strings.ToLower(w)}[r.IntN(3)]
	}
	for range r.IntN(3) {
		q.Words = append(q.Words, part())
	}
	if r.IntN(3) == 0 {
		q.Tags = append(q.Tags, strings.ToUpper(list[r.IntN(len(list))]))
	}
	if r.IntN(4) == 0 {
		q.Typing = part()
	}
	if r.IntN(4) == 0 {
		q.Since = journal.Day{Year: 2026, Month: time.Month(1 + r.IntN(12)), Day: 1 + r.IntN(28)}
	}
	if r.IntN(4) == 0 {
		q.Until = q.Since.Add(r.IntN(200))
	}
	q.StillHeavy, q.OpenIntention = r.IntN(5) == 0, r.IntN(5) == 0
	return q
}

// looked is an entry as the naive search looks at it.
type looked struct {
	entry       journal.Entry
	texts, tags []spelled
}

// spelled is a text folded with ü as u, and with ü as ue.
type spelled [2]string

func (s spelled) is(word spelled, is func(text, word string) bool) bool {
	return is(s[0], word[0]) || is(s[1], word[1])
}

// naive folds by lists and by the form of whole texts.
type naive struct {
	unseen, marks, umlauts, letters *strings.Replacer
	hangul                          *regexp.Regexp
	known                           map[string]spelled
}

func newNaive() naive {
	alike := func(to map[string]string) *strings.Replacer {
		var pairs []string
		for plain, others := range to {
			for _, r := range others {
				pairs = append(pairs, string(r), plain)
			}
		}
		return strings.NewReplacer(pairs...)
	}
	return naive{
		hangul: regexp.MustCompile("[\u1100-\u11ff]+"), known: make(map[string]spelled),
		unseen:  alike(map[string]string{"": "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f"}),
		marks:   alike(map[string]string{"": "\u0300\u0301\u0302\u0303\u0306\u0307\u0308\u030a\u030c\u0327\u0313\u0314ـ\u0653\u0654\u0655\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u05b8\u05c1\u05b9\u05bc\u093c\u09bc\u3099\u309a\u0e48\u0e49\u0e4a\u0e4b"}),
		umlauts: strings.NewReplacer("a\u0308", "ae", "o\u0308", "oe", "u\u0308", "ue", "a\u030a", "aa", "ø", "oe"),
		letters: alike(map[string]string{"o": "ø", "l": "ł", "i": "ı", "ae": "æ", "'": "’ʼ", "\"": "“”„", "-": "‐־", "ي": "ی"}),
	}
}

func (n naive) fold(text string) spelled {
	if folded, known := n.known[text]; known {
		return folded
	}
	apart := cases.Fold().String(n.unseen.Replace(norm.NFKD.String(text)))
	short := func(text string) string {
		return n.hangul.ReplaceAllStringFunc(n.marks.Replace(n.letters.Replace(text)), norm.NFC.String)
	}
	n.known[text] = spelled{short(apart), short(n.umlauts.Replace(apart))}
	return n.known[text]
}

func (n naive) look(e journal.Entry) looked {
	l := looked{entry: e}
	for _, a := range e.Answers {
		l.texts = append(l.texts, n.fold(a.Text))
	}
	for _, tag := range e.Tags {
		l.texts = append(l.texts, n.fold(tag))
	}
	for _, tag := range e.AllTags() {
		l.tags = append(l.tags, n.fold(tag))
	}
	return l
}

// match is Match without any cleverness.
func (n naive) match(q journal.Query, l looked) bool {
	any := func(texts []spelled, word string, is func(text, word string) bool) bool {
		folded := n.fold(word)
		return slices.ContainsFunc(texts, func(text spelled) bool { return text.is(folded, is) })
	}
	for _, w := range q.Words {
		if n.fold(w)[0] != "" && !any(l.texts, w, strings.Contains) {
			return false
		}
	}
	for _, tag := range q.Tags {
		if !any(l.tags, tag, func(have, tag string) bool { return have == tag }) {
			return false
		}
	}
	if n.fold(q.Typing)[0] != "" && !any(l.tags, q.Typing, strings.HasPrefix) {
		return false
	}
	day := l.entry.Written.Format(time.DateOnly)
	latest, weighed := l.entry.Latest()
	return day >= q.Since.String() && (q.Until.IsZero() || day <= q.Until.String()) &&
		(!q.StillHeavy || weighed && latest >= 6) &&
		(!q.OpenIntention || l.entry.Intention.State == journal.Open)
}

// TestSearchIsNaiveSearch holds over entries in eleven scripts.
func TestSearchIsNaiveSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(26, 11))
	n := newNaive()
	entries := make([]looked, rounds(300, 1_100))
	for i := range entries {
		entries[i] = n.look(generated(r, i))
	}
	found := 0
	for range 500 {
		q := looking(r)
		m := q.Matcher()
		for _, l := range entries {
			got, want := m.Match(l.entry), n.match(q, l)
			if got != want {
				t.Fatalf("%+v in %+v: got %v, want %v", q, l.entry, got, want)
			}
			if got {
				found++
			}
		}
	}
	if found < rounds(1_300, 5_000) {
		t.Errorf("only %d found: the queries say little", found)
	}
}

// TestHitsAreWhereTheWordsAre holds that a hit holds a word, that spans are in order and between
// runes, and that there is one where and only where the word is found.
func TestHitsAreWhereTheWordsAre(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 11))
	n := newNaive()
	for i := range 3000 {
		text := generated(r, i).Answers[0].Text
		q := journal.Query{Words: looking(r).Words}
		hits := q.Hits(text)
		holds := func(text string) func(string) bool {
			return func(w string) bool { return n.fold(w)[0] != "" && n.fold(text).is(n.fold(w), strings.Contains) }
		}
		at := 0
		for _, h := range hits {
			if h.From < at || h.To <= h.From || !utf8.ValidString(text[h.From:h.To]) || !utf8.ValidString(text[:h.From]) {
				t.Fatalf("%+q in %+q: spans %v", q.Words, text, hits)
			}
			if at = h.To; !slices.ContainsFunc(q.Words, holds(text[h.From:h.To])) {
				t.Fatalf("%+q in %+q: a hit at %v that is none", q.Words, text, h)
			}
			if next, _ := utf8.DecodeRuneInString(text[h.To:]); n.fold("x" + string(next))[0] == "x" && h.To < len(text) {
				t.Fatalf("%+q in %+q: the hit at %v leaves a mark behind", q.Words, text, h)
			}
		}
		if any := slices.ContainsFunc(q.Words, holds(text)); any != (len(hits) > 0) {
			t.Fatalf("%+q in %+q: %d hits", q.Words, text, len(hits))
		}
	}
}

func TestMatcherDoesNotAllocate(t *testing.T) {
	texts := [][]byte{[]byte("Die Gebu\u0308hr an der Straße"), []byte("Очередь"), []byte("窓口 👩‍💻")}
	m := parseQuery("kafka gebuhr").Matcher()
	if n := testing.AllocsPerRun(100, func() {
		m.Reset()
		for _, text := range texts {
			m.See(text)
		}
	}); n != 0 {
		t.Errorf("%v allocations an entry", n)
	}
	if m.Found() {
		t.Error("found what is not there")
	}
}

func BenchmarkMatcher(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii", strings.Repeat("A page of plain words. ", 17)},
		{"latin", strings.Repeat("Eine Gebühr für die Straße. ", 14)},
		{"cyrillic", strings.Repeat("Очередь и жалоба. ", 22)},
		{"hindi", strings.Repeat("कतार में ग्राहक ", 26)},
		{"chinese", strings.Repeat("窓口客户投诉电话排队", 40)},
	} {
		b.Run(c.name, func(b *testing.B) {
			m, text := parseQuery("kafka").Matcher(), []byte(c.text)
			for b.Loop() {
				m.Reset()
				m.See(text)
			}
		})
	}
}
