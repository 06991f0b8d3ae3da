package journal_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/journal"
)

// plain lists the letters of the two blocks of Latin letters with accents by
// what they fold to: another shape of the same facts than the table in use.
var plain = map[string]string{
	"ae": "ÆæǢǣǼǽ",
	"dz": "ǄǅǆǱǲǳ",
	"ij": "Ĳĳ",
	"lj": "Ǉǈǉ",
	"nj": "Ǌǋǌ",
	"oe": "Œœ",
	"ss": "ßẞ",
	"th": "Þþ",
	"a":  "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẚẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ",
	"b":  "ƀƂƃɃḂḃḄḅḆḇ",
	"c":  "ÇçĆćĈĉĊċČčƇƈȻȼḈḉ",
	"d":  "ÐðĎďĐđƋƌȡḊḋḌḍḎḏḐḑḒḓ",
	"e":  "ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩɆɇḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ",
	"f":  "ƑƒḞḟ",
	"g":  "ĜĝĞğĠġĢģǤǥǦǧǴǵḠḡ",
	"h":  "ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ",
	"i":  "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊị",
	"j":  "ĴĵǰȷɈɉ",
	"k":  "ĶķƘƙǨǩḰḱḲḳḴḵ",
	"l":  "ĹĺĻļĽľĿŀŁłƚȴȽḶḷḸḹḺḻḼḽ",
	"m":  "ḾḿṀṁṂṃ",
	"n":  "ÑñŃńŅņŇňŉƞǸǹȠȵṄṅṆṇṈṉṊṋ",
	"o":  "ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ",
	"p":  "ƤƥṔṕṖṗ",
	"q":  "Ɋɋ",
	"r":  "ŔŕŖŗŘřȐȑȒȓɌɍṘṙṚṛṜṝṞṟ",
	"s":  "ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛẜẝ",
	"t":  "ŢţŤťŦŧƫƬƭȚțȶṪṫṬṭṮṯṰṱẗ",
	"u":  "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự",
	"v":  "ṼṽṾṿỼỽ",
	"w":  "ŴŵẀẁẂẃẄẅẆẇẈẉẘ",
	"x":  "ẊẋẌẍ",
	"y":  "ÝýÿŶŷŸƳƴȲȳɎɏẎẏẙỲỳỴỵỶỷỸỹỾỿ",
	"z":  "ŹźŻżŽžƵƶȤȥẐẑẒẓẔẕ",
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Plain ASCII, 42!", "plain ascii, 42!"},
		{"Gebühr", "gebuhr"},
		{"Gebu\u0308hr", "gebuhr"},
		{"GROẞE STRAßE", "grosse strasse"},
		{"Ærø, Œuvre, Þór, Ĳssel, Ǆep, ﬁt", "aero, oeuvre, thor, ijssel, dzep, fit"},
		{"İstanbul, ISPARTA, Iğdır", "istanbul, isparta, igdir"},
		{"I\u0307stanbul", "istanbul"},
		{"Łódź Đorđe Năm Việt e\u0302\u0301", "lodz dorde nam viet e"},
		{"ＡＢＣ１２３ｘ", "abc123x"},
		{"ΟΔΟΣ οδός Όδος", "οδοσ οδόσ όδοσ"},
		{"Ёлка ЖУК", "ёлка жук"},
		{"и\u0306", "и\u0306"},
		{"हिन्दी", "हिन्दी"},
		{"שָׁלוֹם مُحَمَّد", "שָׁלוֹם مُحَمَّد"},
		{"ไม่เป็นไร 👩‍💻", "ไม่เป็นไร 👩‍💻"},
		{"K Å µ", "k a μ"}, // the signs of Kelvin, Ångström and micro
		{"1\u0301 × 2", "1\u0301 × 2"},
		{"a中\u0301", "a中\u0301"},
		{"A\xffB\xc3", "a\xffb\xc3"},
	} {
		if got := journal.FoldCase(c.text); got != c.want {
			t.Errorf("fold of %q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// naive folds by lists and orbits, one rune after the other.
type naive struct{ letters map[rune]string }

func newNaive() naive {
	n := naive{letters: make(map[rune]string)}
	for letters, of := range plain {
		for _, r := range of {
			n.letters[r] = letters
		}
	}
	for i := range rune(26) {
		for _, r := range []rune{'a', 'A', 'ａ', 'Ａ'} {
			n.letters[r+i] = string('a' + i)
		}
	}
	for i, letters := range []string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"} {
		n.letters['ﬀ'+rune(i)] = letters
	}
	for i := range rune(10) {
		n.letters['０'+i] = string('0' + i)
	}
	return n
}

// rune returns the letters of any rune of the orbit that has some, or else
// the lowest rune of the orbit.
func (n naive) rune(r rune) string {
	lowest := r
	for next := r; ; {
		if letters := n.letters[next]; letters != "" {
			return letters
		}
		lowest = min(lowest, next)
		if next = unicode.SimpleFold(next); next == r {
			return string(lowest)
		}
	}
}

// marks says that r is one of the marks that stand on letters of any script.
func marks(r rune) bool {
	for _, block := range []string{"\u0300\u036f", "\u1ab0\u1aff", "\u1dc0\u1dff", "\u20d0\u20ff", "\ufe00\ufe0f", "\ufe20\ufe2f"} {
		ends := []rune(block)
		if r >= ends[0] && r <= ends[1] {
			return true
		}
	}
	return false
}

func (n naive) fold(text string) string {
	var b strings.Builder
	latin := false
	for _, r := range text {
		if latin && marks(r) {
			continue
		}
		s := n.rune(r)
		b.WriteString(s)
		latin = unicode.Is(unicode.Latin, []rune(s)[0])
	}
	return b.String()
}

// TestFoldIsNaiveFolding holds that over both planes of Unicode that have letters
// with case, two runes fold to the
// same if and only if they do by lists and orbits.
func TestFoldIsNaiveFolding(t *testing.T) {
	n := newNaive()
	fold, back := make(map[string]string), make(map[string]string)
	for r := rune(0); r < 0x20000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		got, want := journal.FoldCase(string(r)), n.rune(r)
		if first, ok := fold[want]; ok && first != got {
			t.Errorf("%U folds to %q, others of its kind to %q", r, got, first)
		}
		if first, ok := back[got]; ok && first != want {
			t.Errorf("%U folds to %q, as others do that are not of its kind", r, got)
		}
		fold[want], back[got] = got, want
		if again := journal.FoldCase(got); again != got {
			t.Errorf("%U folds to %q, and that to %q", r, got, again)
		}
		if marked := journal.FoldCase(string(r) + "\u0301"); (marked == got) != unicode.Is(unicode.Latin, []rune(got)[0]) {
			t.Errorf("%U with an accent folds to %q", r, marked)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Gebu\u0308hr İ ß ς", "x")
	f.Fuzz(func(t *testing.T, a, b string) {
		folded := journal.FoldCase(a)
		if utf8.ValidString(a) != utf8.ValidString(folded) {
			t.Fatalf("%q folds to what is not UTF-8", a)
		}
		if journal.FoldCase(folded) != folded {
			t.Errorf("%q folds to what folds on", a)
		}
		// What stands before a text changes nothing of it but the marks it begins with.
		if first, _ := utf8.DecodeRuneInString(b); !unicode.IsMark(first) && utf8.ValidString(a) {
			if got := journal.FoldCase(a + b); got != folded+journal.FoldCase(b) {
				t.Errorf("%q and %q fold together to %q", a, b, got)
			}
		}
	})
}
