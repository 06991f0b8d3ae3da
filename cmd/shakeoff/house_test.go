package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// top is the folder of the module, as seen from this package.
var top = filepath.Join("..", "..")

func goList(t *testing.T, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("go itself is not here: ", err)
	}
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = top
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, complaint.String())
	}
	return string(out)
}

// Promise 5: the program cannot phone home, for there is no network code in it.
// On Windows one package has net linked in, golang.org/x/sys/windows, for the
// type of an address in its table of system calls; nothing else may import it.
func TestNoNetworkCode(t *testing.T) {
	for _, system := range []string{"linux", "darwin", "windows"} {
		t.Setenv("GOOS", system)
		packages := 0
		for line := range strings.Lines(goList(t, "-deps", "-f", `{{.Standard}} {{.ImportPath}} {{join .Imports " "}}`, "./cmd/shakeoff")) {
			fields := strings.Fields(line)
			packages++
			if fields[0] == "false" && slices.Contains(fields[2:], "net") && fields[1] != "golang.org/x/sys/windows" {
				t.Errorf("on %s, %s imports net", system, fields[1])
			}
			if fields[1] == "net" && system != "windows" {
				t.Errorf("on %s, ./cmd/shakeoff has net linked in", system)
			}
		}
		if packages < 50 {
			t.Errorf("on %s, go list found only %d packages", system, packages)
		}
	}
}

// Built as README says, the program has no templates linked in: they look methods
// up by name, and the linker would have to keep every method there is, 1.5 MB.
func TestNoTemplates(t *testing.T) {
	deps := strings.Fields(goList(t, "-deps", "-tags", "urfave_cli_no_template", "./cmd/shakeoff"))
	if !slices.Contains(deps, "github.com/urfave/cli/v3") {
		t.Fatal("go list does not find what the program is made of")
	}
	for _, template := range []string{"text/template", "html/template"} {
		if slices.Contains(deps, template) {
			t.Errorf("%s is linked in", template)
		}
	}
}

// rule says what a package of the house may import, tests aside: of the
// standard library anything, of the house and from elsewhere only what matches.
type rule struct {
	pkg     string
	imports string
}

// rules are DESIGN's, the narrowest first: the first that fits holds.
var rules = []rule{
	{`shakeoff/cmd/shakeoff`, `.*`},
	{`shakeoff/cmd/shakeoff/wire`, `shakeoff/store(/journal)?|shakeoff/tui/page`},
	{`shakeoff/cmd/budgets`, `shakeoff/store(/(backup|journal|exchange))?|github\.com/.*`}, // it measures the program as it is built
	{`shakeoff/cmd/budgets/bare`, `charm\.land/bubbletea/v2`},
	{`shakeoff/store/fold`, `golang\.org/x/text/unicode/norm`},
	{`shakeoff/store/journal`, `shakeoff/store/fold`},
	{`shakeoff/store/guard`, ``},
	{`shakeoff/store/seal`, `filippo\.io/age(/.*)?|golang\.org/x/(crypto/.*|sys/.*|text/unicode/norm)`},
	{`shakeoff/store/exchange`, `shakeoff/store/(journal|fold)|go\.yaml\.in/yaml/v3`},
	{`shakeoff/store/(storetest|faulttest)`, `shakeoff/store(/.*)?`},
	{`shakeoff/store/disk`, `shakeoff/store/(journal|seal|guard)|go\.etcd\.io/bbolt|golang\.org/x/sys/.*`},
	{`shakeoff/store/state`, ``},
	{`shakeoff/store/backup`, `shakeoff/store/(disk|journal|seal|guard|state)`},
	{`shakeoff/store/mend`, `shakeoff/store/(disk|journal|seal|guard)`},
	{`shakeoff/store`, `shakeoff/store/(backup|disk|journal|seal|guard|state)`},
	{`shakeoff/tui/tomlfile`, `github\.com/pelletier/go-toml/v2(/unstable)?`},
	{`shakeoff/tui/guide`, `shakeoff/store/journal|shakeoff/tui/tomlfile|github\.com/pelletier/go-toml/v2`},
	{`shakeoff/tui/words`, `shakeoff/tui/tomlfile|github\.com/pelletier/go-toml/v2`},
	{`shakeoff/tui/when`, `shakeoff/store/(fold|journal)|shakeoff/tui/words`},
	{`shakeoff/tui/editor`, `github\.com/.*|golang\.org/x/text/unicode/norm`},
	{`shakeoff/tui/theme`, `charm\.land/.*|github\.com/.*`},
	{`shakeoff/tui/tuitest`, `github\.com/rogpeppe/go-internal/diff`},
	{`shakeoff/tui/tuitest/journaltest`, `shakeoff/store(/.*)?|shakeoff/tui/page|shakeoff/cmd/shakeoff/wire`},
	{`shakeoff/tui/input`, `charm\.land/bubbletea/v2|github\.com/charmbracelet/(ultraviolet|x/ansi)`},
	{`shakeoff/tui/tablet`, `shakeoff/tui/editor|github\.com/charmbracelet/harmonica`},
	{`shakeoff/tui/learned`, `shakeoff/store/journal|shakeoff/tui/(editor|guide|words)`},
	{`shakeoff/tui/page`, `shakeoff/store/journal|shakeoff/tui/(guide|words)`},
	{`shakeoff/tui/plain`, `shakeoff/store/(journal|fold)|shakeoff/tui/(editor|guide|learned|page|when|words)|golang\.org/x/sys/.*|github\.com/charmbracelet/x/windows`},
	{`shakeoff/tui/kit`, `shakeoff/store/journal|shakeoff/tui/(editor|guide|input|page|theme|when|words)|charm\.land/(bubbletea|lipgloss)/v2|github\.com/charmbracelet/(colorprofile|x/ansi)`},
	{`shakeoff/tui/(write|review|ready|patterns|settings)`, `shakeoff/store/(journal|exchange|fold)|shakeoff/tui/(kit|editor|guide|learned|page|tablet|theme|when|words)|charm\.land/(bubbletea|lipgloss)/v2|github\.com/(charmbracelet/x/ansi|clipperhouse/.*)`},
	{`shakeoff/tui`, `shakeoff/store/journal|shakeoff/tui/(write|review|ready|patterns|settings|kit|editor|input|page|theme|words)|charm\.land/bubbletea/v2|github\.com/charmbracelet/(colorprofile|x/ansi)`},
}

type listed struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

// The arrows between packages point down only.
func TestImportRules(t *testing.T) {
	packages := house(t)
	if len(packages) < 10 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	for _, p := range packages {
		at := slices.IndexFunc(rules, func(r rule) bool { return whole(r.pkg).MatchString(p.ImportPath) })
		if at < 0 {
			t.Errorf("no rule says what %s may import", p.ImportPath)
			continue
		}
		for _, i := range p.Imports {
			if !standard(i) && !whole(rules[at].imports).MatchString(i) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
			if strings.HasPrefix(i, "go.etcd.io/bbolt") && p.ImportPath != "shakeoff/store/disk" {
				t.Errorf("%s imports bbolt; only store/disk may", p.ImportPath)
			}
			if i == "shakeoff/store/disk" && !whole(`shakeoff/store(/(backup|mend))?`).MatchString(p.ImportPath) {
				t.Errorf("%s imports the file beneath the store", p.ImportPath)
			}
			if strings.HasPrefix(i, "shakeoff/cmd/") && p.ImportPath != "shakeoff/cmd/shakeoff" && !onlyForTests(p.ImportPath) {
				t.Errorf("%s imports the command %s", p.ImportPath, i)
			}
			if onlyForTests(i) && !onlyForTests(p.ImportPath) {
				t.Errorf("%s imports %s outside of a test", p.ImportPath, i)
			}
		}
	}
}

// A test may import more, but the tests of the screens reach the store through
// journaltest alone, and the test kit knows no screens.
func TestImportRulesOfTests(t *testing.T) {
	for _, p := range house(t) {
		for _, i := range append(p.TestImports, p.XTestImports...) {
			switch {
			case strings.HasPrefix(p.ImportPath, "shakeoff/tui") && !onlyForTests(p.ImportPath) &&
				(i == "shakeoff/store" || i == "shakeoff/store/storetest" || strings.HasPrefix(i, "shakeoff/cmd/")),
				p.ImportPath == "shakeoff/tui/tuitest" && i == "shakeoff/tui",
				strings.HasPrefix(p.ImportPath, "shakeoff/store") && strings.HasPrefix(i, "shakeoff/tui"):
				t.Errorf("a test of %s imports %s", p.ImportPath, i)
			}
		}
	}
}

func house(t *testing.T) []listed {
	t.Helper()
	var all []listed
	for in := json.NewDecoder(strings.NewReader(goList(t, "-json=ImportPath,Imports,TestImports,XTestImports", "./..."))); ; {
		var p listed
		switch err := in.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func whole(pattern string) *regexp.Regexp { return regexp.MustCompile("^(?:" + pattern + ")$") }

// standard says that a package belongs to the standard library: the first part
// of any other path has a dot in it, but for our own.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "shakeoff"
}

func onlyForTests(path string) bool {
	return whole(`.*/(tuitest|journaltest|storetest|faulttest)`).MatchString(path)
}

// The top level holds what DESIGN says, and what .gitignore keeps out.
func TestTopLevel(t *testing.T) {
	may := []string{"cmd", "tui", "store", "go.mod", "go.sum", "README.md", "LICENSE"}
	ignored, err := os.ReadFile(filepath.Join(top, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || slices.Contains(may, e.Name()) {
			continue
		}
		kept := true
		for line := range strings.Lines(string(ignored)) {
			if match, err := filepath.Match(strings.TrimPrefix(strings.TrimSpace(line), "/"), e.Name()); match && err == nil {
				kept = false
			}
		}
		if kept {
			t.Errorf("%s lies at the top level", e.Name())
		}
	}
	for _, name := range may {
		if _, err := os.Stat(filepath.Join(top, name)); err != nil && name != "README.md" {
			t.Error(err)
		}
	}
}

// The README's pictures are golden files, so they are as true as the tests; all
// but one, which the command draws that measures.
func TestReadmeShowsOurPictures(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(top, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	pictures := regexp.MustCompile(`[\w./-]+\.(svg|png|gif)`).FindAllString(string(text), -1)
	if len(pictures) < 10 {
		t.Errorf("the README has %d pictures, which is too few to show it", len(pictures))
	}
	for _, picture := range pictures {
		if _, err := os.Stat(filepath.Join(top, picture)); err != nil || !strings.Contains(picture, "/testdata/") {
			t.Errorf("%s is not a picture of ours: %v", picture, err)
		}
	}
}

// A change to one sentence changes every picture that shows it, so pictures are of
// rooms and dialogs only, and every other state is held as text.
func TestPicturesAreFew(t *testing.T) {
	n := 0
	for _, dir := range []string{"*", "*/*", "*/*/*"} {
		pictures, err := filepath.Glob(filepath.Join(top, dir, "testdata", "*.svg"))
		if err != nil {
			t.Fatal(err)
		}
		n += len(pictures)
	}
	if n == 0 || n > 90 {
		t.Errorf("there are %d pictures, want at most 90", n)
	}
}
