package fold_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"shakeoff/store/fold"
)

// found says that a word is found in a text, asked in both ways there are.
func found(t *testing.T, text, word string) bool {
	t.Helper()
	var in fold.Text
	in.Set([]byte("Ä text before, и\u0306"))
	in.Set([]byte(text))
	w := fold.NewWord(word)
	holds := in.Holds(w) && !w.Empty()
	if spans := fold.Find(text, fold.Words(word)); holds != (len(spans) > 0) {
		t.Errorf("%q in %q: holds is %v, and spans are %v", word, text, holds, spans)
	}
	return holds
}

// What stands on a line is found by all others of that line, in small and in capital letters,
// composed and taken apart.
var alike = []string{
	"é e\u0301 E É ę ẽ ｅ",
	"Gebühr Gebu\u0308hr gebuehr GEBÜHR GEBUEHR",
	"Gebühr gebuhr",
	"größe groesse GRÖẞE",
	"größe grosse",
	"Ärger aerger ærger Ærger",
	"Århus aarhus AARHUS Århus",
	"Århus arhus",
	"Smørrebrød smoerrebroed",
	"Smørrebrød smorrebrod",
	"İstanbul istanbul ISTANBUL ıstanbul",
	"Œuvre oeuvre",
	"Þór thor",
	"Łódź lodz",
	"ﬁt fit ｆｉｔ ﬁｔ",
	"didn’t didn't didnʼt didn‛t didn`t didn＇t",
	"l’accueil L'ACCUEIL",
	"“x” \"x\" „x„ «x» ”x”",
	"e-mail e‐mail e‑mail e–mail e—mail e－mail e−mail",
	"Bibliothek Biblio\u00adthek Biblio\u200bthek B\u2060ibliothek \u202ebibliothek\u202c Biblio\ufe0fthek",
	"wait… wait...",
	"ΟΔΟΣ οδός οδος ὁδός όδος",
	"Θεσσαλονίκη ΘΕΣΣΑΛΟΝΙΚΗ θεσσαλονικη",
	"мой мои\u0306 мои МОЙ",
	"Ёлка елка Е\u0308лка",
	"сім'я сім’я СІМʼЯ",
	"كَتَبَ كتب كـتـب",
	"أحمد احمد إحمد ٱحمد",
	"رئيس رييس رئیس",
	"على علي علی",
	"ﻻ لا",
	"שָׁלוֹם שלום",
	"ק־ש ק-ש",
	"ज़रूर ज\u093cरूर जरूर",
	"क़लम क\u093cलम कलम",
	"がっこう か\u3099っこう かっこう",
	"ガム ｶﾞﾑ カム",
	"감사합니다 " + "감사합니다",
	"가가 ㄱㅏㄱㅏ",
	"ไม่เป็นไร ไมเป็นไร",
	"ＡＢＣ１２３ abc123",
	"Sam Smith Sam\u00a0Smith Sam\u3000Smith",
	"բարև բարեւ ԲԱՐԵՒ",
	"თბილისი ᲗᲑᲘᲚᲘᲡᲘ",
	"☎ ☎\ufe0f",
	"👩💻 👩\u200d💻",
	"កម្ពុជា កម្ពុ\u200bជា",
}

func TestAlike(t *testing.T) {
	for _, line := range alike {
		words := strings.Split(line, " ")
		if strings.HasPrefix(line, "Sam Smith") {
			words = []string{"Sam Smith", "Sam\u00a0Smith", "Sam \n Smith", "Sam\u3000Smith"}
		}
		for _, text := range words {
			for _, word := range words {
				for _, form := range []func(string) string{norm.NFC.String, norm.NFD.String, norm.NFKC.String, strings.ToUpper, strings.ToLower} {
					if !found(t, "("+form(text)+")", word) || !found(t, form(text), "\u200b"+form(word)) {
						t.Errorf("%q (%+q) is not found in %q", form(word), form(word), form(text))
					}
				}
			}
		}
	}
}

func TestNotAlike(t *testing.T) {
	for _, line := range []string{
		"queue que\u00adua", "muell mull", "blue blu", "हिन्दी हन्दी", "कि की", "क्या कया", "คิว คว", "은 는",
		"각 가", "α a", "а a", "о o", "l1 ll", "didnt didn't", "1 ①2", "ء ا", "は ほ", "ㄱ 가",
	} {
		a, b, _ := strings.Cut(line, " ")
		if found(t, a, b) && found(t, b, a) || fold.Key(a) == fold.Key(b) {
			t.Errorf("%q and %q are taken for the same", a, b)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Plain ASCII, 42!", "plain ascii, 42!"},
		{"GEBÜHR Straße", "gebuhr strasse"},
		{"Łódź Đorđe Năm Việt", "lodz dorde nam viet"},
		{"К\u0301 \t\n x", "к x"},
		{"हिन्दी", "हिन्दी"},
		{"ไม่เป็นไร", "ไมเป็นไร"},
		{"K Å µ 1\u0301 × 2", "k a μ 1 × 2"},
		{"A\xffB\xc3", "a\xffb\xc3"},
		{"\x00\x01a\x7f\u0085b", "a b"},
		{"\u0301\u00ad", ""},
	} {
		if got := fold.Key(c.text); got != c.want {
			t.Errorf("key of %q: got %q, want %q", c.text, got, c.want)
		}
	}
	if fold.Lower("CAFE\u0301 DIDN’T") != "café didn’t" {
		t.Error("small letters are another spelling")
	}
}

// TestEveryRune holds over the planes of Unicode that have letters that a rune is the same in every
// form and case, that its key has no key but itself, and that a text folds as its runes do.
func TestEveryRune(t *testing.T) {
	var in fold.Text
	for r := rune(0); r < 0x20000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		one := string(r)
		key := fold.Key(one)
		forms := []string{key, norm.NFD.String(one), norm.NFC.String(one), strings.ToLower(one)}
		if !strings.ContainsRune("´\u1ffd″‶", r) { // to NFKC a blank with an accent, or two of one stroke
			forms = append(forms, norm.NFKC.String(one), norm.NFKD.String(one))
		}
		if r != '\u0345' { // a mark, which is a letter as a capital
			forms = append(forms, strings.ToUpper(one))
		}
		for _, same := range forms {
			if got := fold.Key(same); got != key {
				t.Errorf("%U folds to %q, and as %+q to %q", r, key, same, got)
			}
		}
		if marked := fold.Key(one + "\u0323"); marked != key {
			t.Errorf("%U with a mark folds to %q", r, marked)
		}
		w := fold.NewWord(one)
		for range 2 { // the second time from memory
			in.Set([]byte(one))
			if !in.Is(w) || !in.Holds(w) || !in.Begins(w) {
				t.Fatalf("%U in a text is another than alone", r)
			}
		}
		if unicode.IsLetter(r) && w.Empty() && !strings.ContainsRune("ـ\u115f\u1160\u3164\uffa0", r) && r < 0xfcf0 {
			t.Errorf("the letter %U is not there", r)
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"The queue, the Queue.", "queue", "The [queue], the [Queue]."},
		{"Die Gebu\u0308hr", "bu", "Die Ge[bu\u0308]hr"},
		{"Die Gebühr", "gebue", "Die [Gebü]hr"},
		{"Die Gebühr", "ehr", "Die Geb[ühr]"},
		{"Straße", "as", "Str[aß]e"},
		{"Straße", "se", "Stra[ße]"},
		{"aaa", "aa", "[aaa]"},
		{"abcd", "bc cd ab", "[abcd]"},
		{"one two", "two one", "[one] [two]"},
		{"Mr.  \n Smith,", "mr.\u00a0smith", "[Mr.  \n Smith],"},
		{"B\u00adi\u200bb!", "bib", "[B\u00adi\u200bb]!"},
		{"그 " + norm.NFD.String("감사") + "!", "감사", "그 [" + norm.NFD.String("감사") + "]!"},
		{"हिन्दी है", "न्द", "हि[न्द]ी है"},
		{"\u0301e\u0301e", "e", "\u0301[e\u0301e]"},
		{"x", "\u0301", "x"},
		{"", "x", ""},
		{"x", "", "x"},
	} {
		var b strings.Builder
		at := 0
		for _, s := range fold.Find(c.text, fold.Words(strings.Split(c.words, " ")...)) {
			b.WriteString(c.text[at:s.From] + "[" + c.text[s.From:s.To] + "]")
			at = s.To
		}
		if got := b.String() + c.text[at:]; got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.words, c.text, got, c.want)
		}
	}
}

func TestWipe(t *testing.T) {
	var in fold.Text
	in.Set([]byte("Gebühr"))
	in.Holds(fold.NewWord("kafka"))
	if in.Wipe(); in.Holds(fold.NewWord("g")) || in.Holds(fold.NewWord("ue")) {
		t.Error("what was looked through can still be found")
	}
}

func FuzzFold(f *testing.F) {
	for _, line := range alike {
		text, word, _ := strings.Cut(line, " ")
		f.Add(text, word)
	}
	f.Add("A\xff \u0308", "a\u030a\u0308x")
	f.Fuzz(func(t *testing.T, text, word string) {
		found(t, text, word)
		if !utf8.ValidString(text) || !utf8.ValidString(word) {
			return // between bytes of no text what is unseen may part a letter
		}
		key := fold.Key(text)
		if !utf8.ValidString(key) || fold.Key(norm.NFC.String(text)) != fold.Key(norm.NFD.String(text)) {
			t.Errorf("%+q folds otherwise in another form", text)
		}
		if again := fold.Key(key); again != key {
			t.Errorf("%+q folds to %+q, and that to %+q", text, key, again)
		}
		w := fold.NewWord(word)
		if found(t, text+"| "+word, word) == w.Empty() {
			t.Errorf("%+q is not found behind %+q", word, text)
		}
		var in fold.Text
		at := 0
		for _, s := range fold.Find(text, fold.Words(word)) {
			if s.From < at || s.To <= s.From || s.To > len(text) {
				t.Fatalf("%+q in %+q: a span from %d to %d", word, text, s.From, s.To)
			}
			in.Set([]byte(text[s.From:s.To]))
			if at = s.To; !in.Holds(w) {
				t.Fatalf("%+q in %+q: the hit %v is none", word, text, s)
			}
		}
	})
}
