package words_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/tui/guide"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/words"
)

// stringsOf returns every string of a language, words and guide, by its path.
func stringsOf(t *testing.T, code string) map[string]string {
	t.Helper()
	w, ok := words.In(code)
	g, asked := guide.In(code)
	if !ok || !asked {
		t.Fatalf("%q is not built in", code)
	}
	all := map[string]string{}
	collect := func(path, s string) { all[path] = s }
	eachString(reflect.ValueOf(w), "words", collect)
	eachString(reflect.ValueOf(g), "guide", collect)
	return all
}

// alike are the strings that may be the same as in English, in one language or
// in each, and why.
var alike = []struct{ code, path, why string }{
	{"..", `words\.Name`, "it is a name"},
	{"..", `words\.(Thousands|Decimal|Pair)`, "marks, not words"},
	{"..", `words\.Ending\.Change`, "numbers alone"},
	{"..", `words\.Command\.Mistakes\[(and|place)\]`, "what is filled in has the words"},
	{"..", `words\.Dates\.(First|Time|MonthYear|(DayFirst|MonthFirst)\.\w+)`, "forms, not words"},
	{"..", `words\.Dates\.(Months|MonthsAlone|MonthsShort|Weekdays|WeekdaysShort)\[\d+\]`, "many are the same from Latin"},
	{"..", `words\.Ready\.Phrase`, "quotes alone"},
	{"..", `guide\.Steps\[\d\]\.Name`, "what an answer is filed under, never shown"},
	{"..", `words\.Plain\.(Review\.Entry|Ready\.Promise)`, "what is filled in has the words"},
	{"(fr|id|it|nl|pl|pt)", `words\.Keys\[cover\]`, "a menu is a menu"},
	{"de", `words\.Unlock\.Label`, "a passphrase is a Passphrase"},
	{"..", `words\.Export\.Forms\[1\]`, "it is a name"},
	{"de", `words\.Export\.Sign\[0\]`, "a name is a Name"},
	{"fr", `words\.Export\.Sign\[[12]\]`, "une date, une signature"},
	{"(de|fr)", `words\.Settings\.Journal`, "a journal is a journal"},
	{"(es|it)", `words\.Command\.Done\.No`, "no is no"},
	{"(it|pt)", `words\.Settings\.Mouse`, "a mouse is a mouse in Italy and Brazil"},
	{"nl", `words\.Plain\.Say\.Reopen`, "open is open"},
}

// lacks says what a language lacks of what is said in English.
func lacks(code string, english, there map[string]string) (found []string) {
	file := "tui/words/" + code + ".toml"
	for _, path := range slices.Sorted(maps.Keys(english)) {
		in, ok := there[path]
		switch {
		case !ok || strings.TrimSpace(in) == "" && in != "\u00a0":
			found = append(found, fmt.Sprintf("%s is not said in %q: say %q in %s and the other languages, in the voice of their neighbours", path, code, english[path], file))
		case !maps.Equal(verbs(in), verbs(english[path])):
			found = append(found, fmt.Sprintf("%s in %q has other verbs than in English: %q, %q", path, code, in, english[path]))
		case in == english[path] && !mayBeAlike(code, path):
			found = append(found, fmt.Sprintf("%s in %q is still English: %q; translate it in %s, or add its path to alike in this test, with the reason", path, code, in, file))
		}
	}
	for path := range there {
		if _, ok := english[path]; !ok {
			found = append(found, fmt.Sprintf("%s is said in %q, and not in English", path, code))
		}
	}
	return found
}

// TestEveryLanguageIsWhole holds that whatever is said in English is said in
// every language, with the same verbs, and was not left in English.
func TestEveryLanguageIsWhole(t *testing.T) {
	english := stringsOf(t, "en")
	for _, code := range words.Languages()[1:] {
		for _, fault := range lacks(code, english, stringsOf(t, code)) {
			t.Error(fault)
		}
	}
}

// TestEveryFileIsWhole holds that each language has a string of its own for every one
// in English: what a file leaves out would stand there in English.
func TestEveryFileIsWhole(t *testing.T) {
	for _, code := range words.Languages()[1:] {
		for _, folder := range []string{".", "../guide"} {
			text, err := os.ReadFile(filepath.Join(folder, code+".toml"))
			if err != nil {
				t.Fatal(err)
			}
			var file map[string]any
			if err := toml.Unmarshal(text, &file); err != nil {
				t.Fatal(err)
			}
			there := map[string]bool{}
			keysIn(file, "", there)
			want, name := wordsWanted(), filepath.Join("tui/words", folder, code+".toml")
			if folder != "." {
				want = guideWanted()
			}
			for _, key := range want {
				if !there[key] {
					t.Errorf("%s lacks %s", name, key)
				}
				delete(there, key)
			}
			for key := range there {
				t.Errorf("%s has %s, which nothing says", name, key)
			}
		}
	}
}

// keysIn collects the whole names of what a file sets.
func keysIn(table map[string]any, name string, there map[string]bool) {
	for key, set := range table {
		if inner, ok := set.(map[string]any); ok {
			keysIn(inner, name+key+".", there)
		} else {
			there[name+key] = true
		}
	}
}

// wordsWanted are the whole names of all that words are.
func wordsWanted() (keys []string) {
	upper := regexp.MustCompile(`([a-z])([A-Z])`)
	eachString(reflect.ValueOf(words.English()), "", func(path, _ string) {
		path = upper.ReplaceAllString(path, "${1}_${2}")
		key, _, list := strings.Cut(path, "[")
		if list && !strings.ContainsAny(path, "0123456789") { // a table, not a list
			key = strings.TrimSuffix(strings.Replace(path, "[", ".", 1), "]")
		}
		keys = append(keys, strings.ToLower(strings.TrimPrefix(key, ".")))
	})
	slices.Sort(keys)
	return slices.Compact(keys)
}

// guideWanted are the whole names of all that a guide is. How many hints a question has is held
// by the test above.
func guideWanted() []string {
	keys := []string{"reminders"}
	for table, names := range map[string]string{
		"happened": "question line hints",
		"control":  "question line hints",
		"change":   "question line hints",
		"release":  "question line hints",
		"before":   "question line",
		"after":    "question line",
		"heavy":    "stop nothing question line",
	} {
		for _, name := range strings.Fields(names) {
			keys = append(keys, table+"."+name)
		}
	}
	return keys
}

// TestLacksAreFound plants what the test above must find.
func TestLacksAreFound(t *testing.T) {
	english := stringsOf(t, "en")
	const path = "words.Waiting.From"
	for name, plant := range map[string]func(map[string]string){
		"gone":          func(m map[string]string) { delete(m, path) },
		"empty":         func(m map[string]string) { m[path] = " " },
		"without verbs": func(m map[string]string) { m[path] = "Eine Seite wartet." },
		"other verbs":   func(m map[string]string) { m[path] = "Eine Seite vom %d. wartet." },
		"left":          func(m map[string]string) { m[path] = english[path] },
		"a key more":    func(m map[string]string) { m["words.Keys[dance]"] = "tanzen" },
		"a key less":    func(m map[string]string) { delete(m, "words.Keys[next]") },
		"a hint less":   func(m map[string]string) { delete(m, "guide.Steps[0].Hints[5]") },
		"a step less":   func(m map[string]string) { delete(m, "guide.Steps[3].Question") },
	} {
		there := stringsOf(t, "de")
		plant(there)
		if n := len(lacks("de", english, there)); n != 1 {
			t.Errorf("%s: %d faults found, want one", name, n)
		}
	}
}

// TestTranslationsFollowEnglish holds what is said in English as it was when the
// other languages were last brought up to it.
func TestTranslationsFollowEnglish(t *testing.T) {
	var now strings.Builder
	english := stringsOf(t, "en")
	for _, path := range slices.Sorted(maps.Keys(english)) {
		fmt.Fprintf(&now, "%s: %s\n", path, english[path])
	}
	tuitest.Golden(t, "english.txt", []byte(now.String()))
	if t.Failed() {
		t.Log("English says something new: bring the same into each TOML file in tui/words and tui/guide, then run go test ./tui/words -update")
	}
}

func mayBeAlike(code, path string) bool {
	for _, a := range alike {
		if regexp.MustCompile("^" + a.code + " " + a.path + "$").MatchString(code + " " + path) {
			return true
		}
	}
	return false
}

var verb = regexp.MustCompile(`%(\[(\d+)\])?([-+# 0]*\d*[a-zA-Z%])`)

// verbs are the verbs of a format, by the number of what they stand for.
func verbs(format string) map[int]string {
	found, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[3] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[2]); err == nil {
			next = n
		}
		found[next] = m[3]
		next++
	}
	return found
}

func TestVerbs(t *testing.T) {
	for format, want := range map[string]map[int]string{
		"plain, 100%%":         {},
		"%s and %d":            {1: "s", 2: "d"},
		"%[2]s, %[1]d":         {2: "s", 1: "d"},
		"%s from %02d to %02d": {1: "s", 2: "02d", 3: "02d"},
	} {
		if got := verbs(format); !maps.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", format, got, want)
		}
	}
}

// tones are what no string of a language may hold, and why. English has its
// glossary.
var tones = map[string][]struct{ pattern, why string }{
	"es": {
		{`lo siento|gracias|lamentablemente`, "no manners of a machine"},
		{`genial|enhorabuena|felicidades|perfecto|buen trabajo`, "no cheerleading"},
		{`usted|su diario`, "among colleagues it is tú"},
		{`inválid[oa]s?|usuari[oa]s?|cifr\w*|cuenta|sesión`, "no jargon"},
		{`terapia|diagn\pL*|tratamiento|traum\w*`, "it is not a treatment"},
		{`listo|lista para|a solas|sol[oa]s`, "no participle that has to know who writes"},
	},
	"fr": {
		{`veuillez|désolée?|merci|malheureusement`, "no manners of a machine"},
		{`bravo|super|félicitations|génial`, "no cheerleading"},
		{`vous|votre|vos`, "among colleagues it is tu"},
		{`invalide|utilisateur|chiffr\w*|ton compte|session`, "no jargon"},
		{`thérapie|diagn\pL*|traitement|traum\w*`, "it is not a treatment"},
		{`prête?|seule?s?`, "no participle that has to know who writes"},
	},
	"de": {
		{`leider|tut mir leid|danke`, "no manners of a machine"},
		{`super|toll|glückwunsch|gut gemacht|prima|klasse`, "no cheerleading"},
		{`Ihr(e|en|em|er|es)?|Ihnen`, "among colleagues it is du"},
		{`ungültig\w*|benutzer\w*|verschlüssel\w*|konto|sitzung`, "no jargon"},
		{`therapie\w*|diagnos\w*|behandlung|traum[ai]\w*`, "it is not a treatment"},
	},
	"pt": {
		{`desculpe|obrigad[oa]|infelizmente`, "no manners of a machine"},
		{`ótimo|parabéns|muito bem|perfeito`, "no cheerleading"},
		{`tu|teu|tua|teus|tuas`, "it is você"},
		{`inválid[oa]s?|usuári[oa]s?|utilizador|criptogra\w*|conta|sessão`, "no jargon"},
		{`terapia|diagn\pL*|tratamento|traum\w*`, "it is not a treatment"},
		{`pront[oa]|sozinh[oa]`, "no participle that has to know who writes"},
	},
	"id": {
		{`maaf|terima kasih|sayangnya`, "no manners of a machine"},
		{`hebat|selamat|bagus|mantap|kerja bagus`, "no cheerleading"},
		{`Anda`, "among colleagues it is kamu"},
		{`pengguna|enkripsi|akun|sesi|invalid`, "no jargon"},
		{`terapi|diagnos\w*|pengobatan|trauma`, "it is not a treatment"},
	},
	"it": {
		{`mi dispiace|spiacent[ei]|grazie|purtroppo|scusa|scusate`, "no manners of a machine"},
		{`ottimo|brav[oa]|complimenti|congratulazioni|perfetto|evviva|ben fatto`, "no cheerleading"},
		{`Lei|Suo|Sua|Suoi|Sue|Vostr[oaie]`, "among colleagues it is tu"},
		{`non valid[oaie]|utent[ei]|cifrat[oaie]|crittogra\pL*|account|sessione`, "no jargon"},
		{`terapi[ae]|diagn\pL*|trattament[oi]|traum\pL*`, "it is not a treatment"},
		{`pront[oa]|sicur[oa] di|sei (stat|rimast|arrivat)[oa]|ti sei \pL+[oa]|benvenut[oa]`, "no participle that has to know who writes"},
	},
	"nl": {
		{`helaas|sorry|het spijt|bedankt|dank je`, "no manners of a machine"},
		{`super|top|geweldig|gefeliciteerd|goed gedaan|goed zo|prima|fantastisch|knap gedaan`, "no cheerleading"},
		{`U|Uw|uw|uzelf`, "among colleagues it is je"},
		{`ongeldig\w*|gebruikers?|gebruikersnaam|versleutel\w*|account\w*|sessies?`, "no jargon"},
		{`therap\w*|diagnos\w*|behandeling\w*|trauma\w*`, "it is not a treatment"},
		{`hij|zij|haar`, "nobody has to say who the other one is"},
	},
	"pl": {
		{`przykro mi|przepraszam|przepraszamy|niestety|dziękuję|dziękujemy|dzięki`, "no manners of a machine"},
		{`super|świetnie|brawo|gratulacje|gratuluję|dobra robota|doskonale|wspaniale`, "no cheerleading"},
		{`Pan|Pani|Panu|Państwo|Państwa`, "among colleagues it is ty"},
		{`nieprawidłow\pL*|użytkowni\pL*|(za|od)?szyfr\pL*|konto|konta|kontem|koncie|sesj[aęią]`, "no jargon"},
		{`terapi\pL*|diagno\pL*|leczeni[aeu]|traum\pL*`, "it is not a treatment"},
		{`\pL+(łeś|łaś|łbyś|łabyś|łbym|łabym)|gotów`, "no verb that has to know who writes"},
	},
}

// tone returns the rules of a language.
func tone(code string) (all []rule) {
	for _, t := range tones[code] {
		flag := "(?i)"
		if pattern := strings.ReplaceAll(t.pattern, `\pL`, ""); strings.ToLower(pattern) != pattern {
			flag = "" // where a capital makes the word
		}
		all = append(all, rule{regexp.MustCompile(flag + `(^|[^\pL])(` + t.pattern + `)($|[^\pL])`), t.why})
	}
	all = append(all, rule{regexp.MustCompile(`[!¡"'´` + "`" + `]|\.\.\.`), "no marks of a typewriter, and nobody is shouted at"})
	all = append(all, rule{regexp.MustCompile(`  |^ | $`), "one space between two words, and none around"})
	if code == "fr" {
		all = append(all, rule{regexp.MustCompile(`[^\x{a0}][;»]|[^\x{a0}]\?($| \p{Lu})|[^\x{a0}]:( |$)|«[^\x{a0}]`), "a space that holds before : ; ? » and after «"})
	}
	return all
}

// TestTones holds every language to the voice of all: nobody is shouted at,
// thanked or cheered on, and the marks are those of the language.
func TestTones(t *testing.T) {
	for _, code := range words.Languages()[1:] {
		all := tone(code)
		for path, s := range stringsOf(t, code) {
			for _, fault := range faults(all, s) {
				t.Errorf("%s in %q %s: %q", path, code, fault, s)
			}
		}
	}
}

// TestNothingIsSaidToHelp holds that what went with lighter endings is said to have gone with them, in
// any language, and never to have helped.
func TestNothingIsSaidToHelp(t *testing.T) {
	helps := regexp.MustCompile(`(?i)help|caus|because|thanks to|hilf|dank|weil|ayud|gracias|porque|aid|grâce|parce|ajud|graças|bantu|menolong|karena|berkat|aiut|perch|omdat|doordat|dankzij|hielp|geholpen|pom[aó]g|pomóc|dzięki|ponieważ`)
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for _, said := range []string{w.Patterns.Lighter, w.Patterns.WentWith} {
			if found := helps.FindString(said); found != "" {
				t.Errorf("in %q it says %q: %q", code, found, said)
			}
		}
	}
}

// TestTonesAreHeard plants what the test above must find, and what it must not.
func TestTonesAreHeard(t *testing.T) {
	for code, planted := range map[string][]string{
		"es": {"Lo siento.", "Usted escribe.", "Tu cuenta.", "¡Hecho!", "¿Estás listo?", "Una terapia."},
		"fr": {"Veuillez patienter.", "Votre journal.", "Une session.", "Un traitement.", "Pourquoi ?", "Pourquoi?", "L'entrée.", "« Rien »"},
		"de": {"Leider nicht.", "Ihre Seite.", "Dein Konto.", "Eine Therapie.", "Super gemacht.", "Warte..."},
		"pt": {"Infelizmente não.", "O teu diário.", "Sua conta.", "Um diagnóstico.", "Parabéns."},
		"id": {"Maaf.", "Jurnal Anda.", "Akun baru.", "Sebuah terapi.", "Dua  spasi."},
		"it": {"Mi dispiace.", "Complimenti.", "Il Suo diario.", "Il tuo account.", "Una terapia.", "Sei pronta?"},
		"nl": {"Helaas niet.", "Uw dagboek.", "Je account.", "Een behandeling.", "Goed gedaan.", "Hij was boos."},
		"pl": {"Niestety nie.", "Co zrobiłaś?", "Twoje konto.", "Państwa hasło.", "Super, gotowe.", "Terapia."},
	} {
		for _, s := range planted {
			if len(faults(tone(code), s)) == 0 {
				t.Errorf("nothing is found in %q", s)
			}
		}
	}
	for code, s := range map[string]string{
		"es": "¿Qué pasó? Un error en la contraseña.", "fr": "Pourquoi\u00a0? «\u00a0Rien\u00a0», à 10:30. S’il te plaît, ton mot de passe.",
		"de": "„Nichts“ ist auch eine Antwort. Dein Passwort, bitte: da war ein Fehler.", "pt": "Quanto pesa? Sua senha.", "id": "Seberapa berat? Kata sandi, silakan.",
		"it": "Quanto pesa? La password, per favore: c’era un errore.", "nl": "“Niets” is ook een antwoord. Je wachtwoord: “Als ik u goed begrijp …”?", "pl": "„Nic” to też odpowiedź. Twoje hasło jest krótkie, o 10:30.",
	} {
		if found := faults(tone(code), s); len(found) > 0 {
			t.Errorf("%q %s", s, found)
		}
	}
}
