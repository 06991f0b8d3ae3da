package exchange_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"shakeoff/store/exchange"
	"shakeoff/store/journal"
)

// Readers that others wrote read our JSON and CSV: Python's, where there is Python.
func TestOthersReadOurExports(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	r := rand.New(rand.NewPCG(15, 11))
	dir := t.TempDir()
	var all []journal.Entry
	for range 40 {
		_, some := randomExport(t, r)
		all = append(all, some...)
	}
	var asJSON, asCSV bytes.Buffer
	if err := exchange.EncodeJSONExport(&asJSON, all, false); err != nil {
		t.Fatal(err)
	}
	asCSV.WriteString("\ufeff")
	if err := exchange.EncodeCSV(&asCSV, all, false); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"a.json": asJSON.Bytes(), "a.csv": asCSV.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const script = `
import csv, json, sys
entries = json.load(open(sys.argv[1], encoding="utf-8"))["entries"]
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8-sig", newline=""), strict=True))
try:
    import jsonschema
    jsonschema.validate({"format": "shakeoff/1", "entries": entries}, json.load(open(sys.argv[3])))
except ImportError:
    pass
print(json.dumps([[e.get("written"), e["answers"].get("happened", "")] for e in entries]))
print(json.dumps([[r["written"], r["happened"]] for r in rows]))
`
	out, err := exec.Command(python, "-c", script, filepath.Join(dir, "a.json"), filepath.Join(dir, "a.csv"), "schema.json").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	fromJSON, fromCSV, _ := strings.Cut(string(out), "\n")
	var a, b [][2]string
	if err := json.Unmarshal([]byte(fromJSON), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(fromCSV), &b); err != nil || len(a) != len(all) || len(b) != len(all) {
		t.Fatalf("%d and %d of %d entries: %v", len(a), len(b), len(all), err)
	}
	for i, e := range all {
		text := e.Text(journal.Happened)
		if a[i][1] != text || !reflect.DeepEqual(a[i][0], b[i][0]) {
			t.Errorf("%q is read as %q", text, a[i][1])
		}
		// In a cell controls are replaced, and what would be a formula has a ' before it.
		letters := func(s string) string { return strings.Map(visible, strings.TrimPrefix(s, "'")) }
		if letters(b[i][1]) != letters(text) {
			t.Errorf("%q is read from its cell as %q", text, b[i][1])
		}
	}
}

func visible(r rune) rune {
	if r == utf8.RuneError || r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0xe0000 {
		return -1
	}
	return r
}

// A reader of Markdown that others wrote, cmark, where it is, finds every letter of each answer in one
// quote, and nothing that would be fetched, followed or run.
func TestOthersReadOurMarkdown(t *testing.T) {
	cmark, err := exec.LookPath("cmark")
	if err != nil {
		t.Skip("no cmark here")
	}
	rng := rand.New(rand.NewPCG(15, 12))
	for range 300 {
		entries := randomPages(rng)
		command := exec.Command(cmark, "--to", "xml")
		page := markdown(t, record("Reflections"), entries...)
		command.Stdin = strings.NewReader(page)
		read, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		quotes, live := quotesIn(t, read)
		var answers []string
		for _, e := range entries {
			for _, a := range e.Answers {
				answers = append(answers, letters(a.Text))
			}
		}
		for i, quote := range quotes {
			quotes[i] = letters(quote)
		}
		if !slices.Equal(quotes, answers) || len(live) > 0 {
			t.Fatalf("the answers %q\nare read as  %q\nwith %q, in\n%s", answers, quotes, live, page)
		}
	}
}

// quotesIn returns the texts of the outermost quotes in what cmark makes of a page, and the names of
// what is live.
func quotesIn(t *testing.T, page []byte) (quotes, live []string) {
	t.Helper()
	depth := 0
	for d := xml.NewDecoder(bytes.NewReader(page)); ; {
		token, err := d.Token()
		if token == nil {
			if depth != 0 {
				t.Fatal(err)
			}
			return quotes, live
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "block_quote":
				if depth++; depth == 1 {
					quotes = append(quotes, "")
				}
			case "link", "image", "html_block", "html_inline":
				live = append(live, token.Name.Local)
			}
		case xml.EndElement:
			if token.Name.Local == "block_quote" {
				depth--
			}
		case xml.CharData:
			if depth > 0 {
				quotes[len(quotes)-1] += string(token)
			}
		}
	}
}

// letters is a text without what Markdown may take for marks.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsSymbol(r) && r > unicode.MaxLatin1 {
			return r
		}
		return -1
	}, s)
}
