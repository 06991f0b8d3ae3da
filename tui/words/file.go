package words

import (
	"cmp"
	"errors"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"shakeoff/tui/tomlfile"
)

// The rules for a field in somebody's own file, by its tag "file".
const (
	never    = "never"    // a warning before something is deleted, or what is typed to delete: it cannot be changed
	typed    = "typed"    // what a person types, alone on a line
	fileName = "filename" // the name of a file
)

const (
	maxText = 500 // letters of a string in a file
	maxTold = 5   // mistakes reported at once
)

// Reworded returns the words with what the text of a words-LANG.toml sets. What breaks a rule
// stays as it was; the error names each such mistake by its line, but never a word of the text.
func (w *Words) Reworded(text []byte) (*Words, error) {
	r := reading{
		mistakes: map[string]tomlfile.Mistake{}, deletes: []string{w.Plain.Say.Delete, w.Plain.Say.Burn},
		verb: regexp.MustCompile(`%(?:\[(\d+)\])?([-+# 0]*\d*[a-zA-Z%])`),
	}
	var table map[string]any
	written := func([]string) tomlfile.Mistake { return tomlfile.Wrong("straight", `line = "…"`) }
	if err := tomlfile.Decode(text, &table, written); err != nil {
		return w, err
	}
	dates, _ := table["dates"].(map[string]any)
	months := dates["months"] != nil && dates["months_alone"] == nil // in many languages they are alike
	anew := *w
	anew.Keys, anew.Command.Mistakes = maps.Clone(w.Keys), maps.Clone(w.Command.Mistakes)
	r.lay("", reflect.ValueOf(&anew).Elem(), reflect.ValueOf(English()).Elem(), table, "")
	if months {
		anew.Dates.MonthsAlone = anew.Dates.Months
	}
	if len(r.mistakes) == 0 {
		return &anew, nil
	}
	return &anew, r.told(text)
}

// reading is the state of reading a file into words.
type reading struct {
	builtIn  bool                        // the file is one of ours, which tests check
	deletes  []string                    // what is typed to delete
	mistakes map[string]tomlfile.Mistake // what is wrong, by the full name of the setting
	verb     *regexp.Regexp
}

// lay sets what is there, a string, a list or a table with this full name, to a value of the
// file, under a rule.
func (r *reading) lay(name string, there, english reflect.Value, value any, rule string) {
	switch there.Kind() {
	case reflect.String:
		s, ok := value.(string)
		if takes, wrong := r.takes(s, ok, english.String(), rule); wrong {
			r.takesOnly(name, takes)
		} else if s != "" {
			there.SetString(s)
		}
	case reflect.Array, reflect.Slice:
		list, ok := value.([]any)
		if !ok || len(list) != english.Len() {
			r.takesOnly(name, tomlfile.Wrong("list", english.Len()))
			return
		}
		if there.Kind() == reflect.Slice { // it may be shared
			there.Set(reflect.AppendSlice(reflect.Zero(there.Type()), there))
		}
		for i, s := range list {
			r.lay(name, there.Index(i), english.Index(i), s, rule)
		}
	default:
		table, ok := value.(map[string]any)
		if !ok {
			r.takesOnly(name, tomlfile.Wrong("lines"))
			return
		}
		whole := func(key string) string { return strings.TrimPrefix(name+"."+key, ".") }
		eachField(there, english, rule, func(key string, there, english reflect.Value, rule string) {
			switch {
			case table[key] == nil:
				return
			case rule == never && !r.builtIn:
				r.mistakes[whole(key)] = tomlfile.Wrong("warning")
			default:
				r.lay(whole(key), there, english, table[key], rule)
			}
			delete(table, key)
		})
		for key := range table {
			r.mistakes[whole(key)] = tomlfile.Wrong("unknown")
		}
	}
}

// eachField calls fn with each part of a table, its name in a file, and its rule. fn may set the
// part.
func eachField(own, english reflect.Value, rule string, fn func(key string, own, english reflect.Value, rule string)) {
	if all, ok := own.Interface().(map[string]string); ok {
		for _, key := range slices.Sorted(maps.Keys(all)) {
			text := reflect.New(own.Type().Elem()).Elem()
			text.SetString(all[key])
			fn(key, text, english.MapIndex(reflect.ValueOf(key)), rule)
			all[key] = text.String()
		}
		return
	}
	for i := range own.NumField() {
		if f := own.Type().Field(i); f.Type != reflect.TypeFor[Order]() {
			fn(snake(f.Name), own.Field(i), english.Field(i), cmp.Or(f.Tag.Get("file"), rule))
		}
	}
}

func (r *reading) takesOnly(name string, takes tomlfile.Mistake) {
	var key any = name
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		key = tomlfile.Wrong("in", name[dot+1:], "["+name[:dot]+"]")
	}
	r.mistakes[name] = tomlfile.Wrong("takes", key, takes)
}

// takes returns whether a string is wrong, and what is allowed instead.
func (r *reading) takes(s string, isText bool, english, rule string) (takes tomlfile.Mistake, wrong bool) {
	switch {
	case !isText || !tomlfile.IsLine(s, maxText):
		return tomlfile.Wrong("straight_line", maxText), true
	case s == "" || r.builtIn:
		return takes, false
	}
	_, err := strconv.Atoi(s)
	filled, ok := r.verbs(s)
	wanted, _ := r.verbs(english)
	switch {
	case (!ok || !slices.Equal(filled, wanted)) && len(wanted) == 0:
		return tomlfile.Wrong("no_verb"), true
	case !ok || !slices.Equal(filled, wanted):
		return tomlfile.Wrong("as_english", strings.Join(wanted, ", ")), true
	case rule == typed && (err == nil || strings.ToLower(s) != s || strings.ContainsAny(s, `/?\`) || slices.Contains(r.deletes, s)):
		return tomlfile.Wrong("typed"), true
	case rule == fileName && strings.ContainsAny(s, `/\:`):
		return tomlfile.Wrong("file_name"), true
	}
	return takes, false
}

// verbs returns the verbs of a format in the order of their arguments; ok is false if
// an argument is used twice or not at all, or if a % is not part of a verb.
func (r *reading) verbs(format string) (found []string, ok bool) {
	if !strings.Contains(format, "%") {
		return nil, true
	}
	at, next := map[int]string{}, 1
	for _, m := range r.verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		if at[next] != "" {
			return nil, false
		}
		at[next] = "%" + m[2]
		next++
	}
	for n := range len(at) {
		found = append(found, at[n+1])
	}
	return found, !slices.Contains(found, "") && !strings.Contains(r.verb.ReplaceAllString(format, ""), "%")
}

// told returns the mistakes as one error, in the order of their lines.
func (r *reading) told(text []byte) error {
	lines := tomlfile.Lines(text)
	names := slices.Sorted(maps.Keys(r.mistakes))
	sort.SliceStable(names, func(i, j int) bool { return lines[names[i]] < lines[names[j]] })
	var all []error
	for i, name := range names {
		if i == maxTold && len(names) > maxTold+1 {
			all = append(all, tomlfile.Wrong("more", len(names)-i))
			break
		}
		if n := lines[name]; n > 0 {
			all = append(all, tomlfile.Wrong("line", n, r.mistakes[name]))
		} else {
			all = append(all, tomlfile.Wrong("place", name, r.mistakes[name]))
		}
	}
	return errors.Join(all...)
}

// snake is the name of a field as a file has it: TooSmall is too_small.
func snake(field string) string {
	var s strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			s.WriteByte('_')
		}
		s.WriteRune(unicode.ToLower(r))
	}
	return s.String()
}
