package tui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shakeoff/tui/kit"
)

// sentence matches two words with a space between them, which somebody might read.
var sentence = regexp.MustCompile(`\pL\S* \S*\pL`)

// unsaid are literals with a space that are not sentences: names of keys, which are the
// same in every language.
func unsaid() []string {
	return []string{
		"F1, ctrl+g", "enter, ctrl+j", "home, g", "end, G", "alt+b, ctrl+←", "alt+f, ctrl+→", "ctrl+a, home", "ctrl+e, end",
		"backspace, delete, ctrl+d", "ctrl+w, alt+backspace, ctrl+delete",
	}
}

// sentences returns the literals of a Go file that look like something to read. Those
// of errors are left out: the command line, which prints them, speaks English.
func sentences(t *testing.T, name string, source []byte) (found []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return !makesError(n)
		case *ast.Field:
			return n.Tag == nil
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && sentence.MatchString(s) {
				found = append(found, s)
			}
		}
		return true
	})
	return found
}

// makesError says that a call is errors.New or fmt.Errorf.
func makesError(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := f.X.(*ast.Ident)
	return ok && (from.Name == "errors" && f.Sel.Name == "New" || from.Name == "fmt" && f.Sel.Name == "Errorf")
}

// TestScreensHoldNoSentence holds that all text on screen comes from packages words and
// guide, where every language has its own.
func TestScreensHoldNoSentence(t *testing.T) {
	keys := make(map[string]bool)
	for _, b := range kit.NewKeyTable() {
		for _, key := range b.Keys {
			keys[key] = true
		}
	}
	// keysAlone says that a literal lists the keys of a row of the table.
	keysAlone := func(s string) bool {
		return !slices.ContainsFunc(strings.Fields(s), func(word string) bool { return !keys[word] })
	}
	for _, folder := range []string{".", "kit", "write", "review", "ready", "patterns", "settings", "page", "learned", "editor", "theme"} {
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, f := range files {
			name := folder + "/" + f.Name()
			if f.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			read++
			for _, s := range sentences(t, name, source) {
				if !slices.Contains(unsaid(), s) && !keysAlone(s) {
					t.Errorf("tui/%s says %q by itself: put it into package words, in each of its languages", f.Name(), s)
				}
			}
		}
		if read == 0 {
			t.Errorf("nothing was read in %s", folder)
		}
	}
}

// TestSentencesAreFound is the control of the test above.
func TestSentencesAreFound(t *testing.T) {
	source := `package p
type t struct { A string ` + "`json:\"a b\"`" + ` }
var a, b = errors.New("not this one"), fmt.Errorf("nor this %w", err)
var c = render("but this one")
const d, e = "Look here.", "alone"
`
	if got, want := sentences(t, "p.go", []byte(source)), []string{"but this one", "Look here."}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
