package tomlfile_test

import (
	"bytes"
	"maps"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"shakeoff/tui/tomlfile"
)

// TestSet holds where a value is replaced, and where a line is added.
func TestSet(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":            {"", "motion = \"off\"\n"},
		"the value alone":    {"# how\nmotion='full'   # at work\nmouse = true\n", "# how\nmotion=\"off\"   # at work\nmouse = true\n"},
		"ends of lines":      {"mouse = true\r\n[backups]\r\noff = true\r\n", "mouse = true\r\nmotion = \"off\"\r\n[backups]\r\noff = true\r\n"},
		"no last end":        {"mouse = true", "mouse = true\nmotion = \"off\""},
		"before the tables":  {"[backups]\nmotion = 1\n", "motion = \"off\"\n[backups]\nmotion = 1\n"},
		"behind its comment": {"# motion = \"full\"\n\n# mouse = true\n", "# motion = \"full\"\nmotion = \"off\"\n\n# mouse = true\n"},
		"a quoted name":      {"\"motion\" = \"full\"\nother = 1", "\"motion\" = \"off\"\nother = 1"},
		"over several lines": {"motion = \"\"\"\nfull\n\"\"\" # so\nx = [1,\n2]\n", "motion = \"off\" # so\nx = [1,\n2]\n"},
		"what nobody knows":  {"odd.key = {a = [1, 2]}\nmotion = 3\n", "odd.key = {a = [1, 2]}\nmotion = \"off\"\n"},
		"a mark at the top":  {"\uFEFFmotion = 3", "\uFEFFmotion = \"off\""},
		"a text that says":   {"x = '''\n# motion = 1\n'''\n", "x = '''\n# motion = 1\n'''\nmotion = \"off\"\n"},
	} {
		got, err := tomlfile.Set([]byte(c.text), "motion", `"off"`)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, c.want)
		}
	}
	for name, text := range map[string]string{
		"no settings": "motion == 3", "twice": "motion = 1\nmotion = 2\n", "a table of that name": "[motion]\nx = 1\n",
		"a list": "motion = [1]\n", "a table within a line": "motion = {x = 1}\n", "a part of a name": "motion.x = 1\n",
	} {
		if got, err := tomlfile.Set([]byte(text), "motion", `"off"`); err == nil {
			t.Errorf("%s is changed to %q", name, got)
		}
	}
	for _, value := range []string{"1\nmouse = false", "\"", "", "1 # and\n[x]", "2]"} {
		if got, err := tomlfile.Set([]byte("motion = 'full'\n"), "motion", value); err == nil {
			t.Errorf("a value that is not one is set: %q", got)
		}
	}
}

// FuzzSet holds that only the bytes of the value differ, or one line more is there, and that
// all else still says the same.
func FuzzSet(f *testing.F) {
	for _, text := range []string{
		"", "a = 1\r\n[t]\r\nb = 'x'\r\n", "# a = 1\n\n\"a\"  =  \"\"\"x\\\ny\"\"\" # c\n", "b.c = {d = [1,\n# a = 2\n2]}\n[[a]]\nx = 1",
		"\uFEFFa = 1979-05-27T07:32:00Z", "a = inf\nb = nan", "a = '''\n'''", "a = 1\na.b = 2",
	} {
		f.Add([]byte(text), "a", "5")
		f.Add([]byte(text), "b", `"Sam, ext. 4410"`)
	}
	f.Fuzz(func(t *testing.T, text []byte, key, value string) {
		if !bytes.ContainsAny([]byte(key), "ab") || len(key) != 1 {
			t.Skip("our own names are plain")
		}
		var v map[string]any
		if toml.Unmarshal([]byte("v = "+value), &v) != nil || len(v) != 1 || strings.ContainsAny(value, "\r\n#") {
			t.Skip("our own values stand on one line")
		}
		was := bytes.Clone(text)
		got, err := tomlfile.Set(text, key, value)
		if !bytes.Equal(text, was) {
			t.Fatal("the text itself was changed")
		}
		var before, after map[string]any
		bad := toml.Unmarshal(bytes.TrimPrefix(text, []byte("\uFEFF")), &before)
		if err != nil {
			return
		}
		if bad != nil {
			t.Fatalf("%q cannot be understood, and is changed to %q", text, got)
		}
		if err := toml.Unmarshal(bytes.TrimPrefix(got, []byte("\uFEFF")), &after); err != nil {
			t.Fatalf("%q is changed to %q, which cannot be understood: %v", text, got, err)
		}
		_, replaced := before[key]
		want := maps.Clone(before)
		if want == nil {
			want = map[string]any{}
		}
		want[key] = v["v"]
		if !same(after, want) {
			t.Fatalf("%q says %v, want %v", got, after, want)
		}
		front, back := shared(text, got)
		added, taken := string(got[front:len(got)-back]), string(text[front:len(text)-back])
		switch {
		case replaced && strings.ContainsAny(added, "\n#="):
			t.Fatalf("of %q more than the value is new: %q for %q", got, added, taken)
		case !replaced && taken != "":
			t.Fatalf("a line is added to %q, and %q is gone: %q", text, taken, got)
		case !replaced && bytes.Count(got, []byte("\n")) != bytes.Count(text, []byte("\n"))+1:
			t.Fatalf("not one line is added to %q: %q", text, got)
		}
	})
}

// shared is how many bytes two texts share at their beginnings, and then at their ends.
func shared(a, b []byte) (front, back int) {
	for front < min(len(a), len(b)) && a[front] == b[front] {
		front++
	}
	for back < min(len(a), len(b))-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	return front, back
}

// same is reflect.DeepEqual, for which no NaN is the same as any.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, same)
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !same(a[i], b[i]) {
				return false
			}
		}
		return true
	case float64:
		b, ok := b.(float64)
		return ok && (a == b || math.IsNaN(a) && math.IsNaN(b))
	}
	return reflect.DeepEqual(a, b)
}
