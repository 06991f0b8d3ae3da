package main_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"shakeoff/tui/words"
)

// TestEveryWordIsRead holds that the program says everything that is to be
// translated: some code outside of tests reads each field of the words.
func TestEveryWordIsRead(t *testing.T) {
	exports := map[string]string{}
	var sources []string // of the packages that can read words: path, folder, files
	for line := range strings.Lines(goList(t, "-deps", "-export", "-f", `{{.ImportPath}}|{{.Export}}|{{.Dir}}|{{join .GoFiles " "}}`, "./cmd/shakeoff")) {
		part := strings.Split(strings.TrimSpace(line), "|")
		exports[part[0]] = part[1]
		if strings.HasPrefix(part[0], "shakeoff/") && !strings.HasPrefix(part[0], "shakeoff/store") {
			sources = append(sources, part[0]+" "+part[2]+" "+part[3])
		}
	}
	files := token.NewFileSet()
	from := importer.ForCompiler(files, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	read := map[string]bool{}
	for _, source := range sources {
		readWords(t, files, from, strings.Fields(source), read)
	}
	unread(reflect.TypeFor[words.Words](), func(field string) bool {
		if !read[field] {
			t.Errorf("nothing says %s of package words: take it out of each language, or say it", field)
		}
		return read[field]
	})
	if !read["Waiting.From"] || read["Waiting.Nothing"] {
		t.Error("what is read is not found")
	}
}

// readWords adds to read which fields of package words the files of a package read.
func readWords(t *testing.T, files *token.FileSet, from types.Importer, source []string, read map[string]bool) {
	t.Helper()
	var parsed []*ast.File
	for _, name := range source[2:] {
		file, err := parser.ParseFile(files, filepath.Join(source[1], name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	info := &types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}}
	if _, err := (&types.Config{Importer: from}).Check(source[0], files, parsed, info); err != nil {
		t.Fatal(err)
	}
	for _, s := range info.Selections {
		of := s.Recv()
		if p, ok := of.(*types.Pointer); ok {
			of = p.Elem()
		}
		if named, ok := of.(*types.Named); ok && s.Kind() == types.FieldVal && named.Obj().Pkg().Path() == "shakeoff/tui/words" {
			read[named.Obj().Name()+"."+s.Obj().Name()] = true
		}
	}
}

// unread calls fn with every field of a type of package words, and of those within.
func unread(t reflect.Type, fn func(field string) bool) {
	for i := range t.NumField() {
		if f := t.Field(i); fn(t.Name()+"."+f.Name) && f.Type.Kind() == reflect.Struct {
			unread(f.Type, fn)
		}
	}
}
