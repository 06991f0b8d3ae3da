package words

import (
	"cmp"
	"errors"
	"fmt"
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
	never    = "never"    // it warns before something is deleted, or is typed for that: no file changes it
	typed    = "typed"    // it is typed, alone on a line
	fileName = "filename" // a file gets this name
)

const (
	maxText = 500 // letters of a string in a file
	maxTold = 5   // mistakes told at once
)

// Reworded returns the words with what the text of a words-LANG.toml sets. What breaks a rule
// stays as it was; the error tells each such mistake by its line, and never a word of the text.
func (w *Words) Reworded(text []byte) (*Words, error) {
	r := reading{
		mistakes: map[string]string{}, deletes: []string{w.Plain.Say.Delete, w.Plain.Say.Burn},
		verb: regexp.MustCompile(`%(?:\[(\d+)\])?([-+# 0]*\d*[a-zA-Z%])`),
	}
	var table map[string]any
	none := func([]string) (name, takes string) { return "", "" }
	if err := (tomlfile.Kind{Takes: none, Text: `between straight quotes, as in line = "…"`}).Decode(text, &table); err != nil {
		return w, err
	}
	anew := *w
	anew.Keys = maps.Clone(w.Keys)
	r.lay("", reflect.ValueOf(&anew).Elem(), reflect.ValueOf(English()).Elem(), table, "")
	if len(r.mistakes) == 0 {
		return &anew, nil
	}
	return &anew, r.told(text)
}

// reading is a file on its way into some words.
type reading struct {
	builtIn  bool              // the file is one of ours: tests hold it to the rules
	deletes  []string          // what is typed to delete
	mistakes map[string]string // what is wrong, by the whole name of what is set
	verb     *regexp.Regexp
}

// lay puts what a file says under a whole name in the place of what is there: a string, a
// list or a table. The rule is the one that holds there.
func (r *reading) lay(name string, there, english reflect.Value, value any, rule string) {
	switch there.Kind() {
	case reflect.String:
		s, ok := value.(string)
		if takes := r.takes(s, ok, english.String(), rule); takes != "" {
			r.takesOnly(name, takes)
		} else if s != "" {
			there.SetString(s)
		}
	case reflect.Array, reflect.Slice:
		list, ok := value.([]any)
		if !ok || len(list) != english.Len() {
			r.takesOnly(name, fmt.Sprintf("a list of %d texts between straight quotes", english.Len()))
			return
		}
		if there.Kind() == reflect.Slice { // which others may hold too
			there.Set(reflect.AppendSlice(reflect.Zero(there.Type()), there))
		}
		for i, s := range list {
			r.lay(name, there.Index(i), english.Index(i), s, rule)
		}
	default:
		table, ok := value.(map[string]any)
		if !ok {
			r.takesOnly(name, "settings on lines of their own")
			return
		}
		whole := func(key string) string { return strings.TrimPrefix(name+"."+key, ".") }
		eachField(there, english, rule, func(key string, there, english reflect.Value, rule string) {
			switch {
			case table[key] == nil:
				return
			case rule == never && !r.builtIn:
				r.mistakes[whole(key)] = "warnings cannot be changed"
			default:
				r.lay(whole(key), there, english, table[key], rule)
			}
			delete(table, key)
		})
		for key := range table {
			r.mistakes[whole(key)] = "no such setting"
		}
	}
}

// eachField calls fn with what is said in a table, by its name in a file, and with the rule
// that holds there. What fn sets is set.
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

func (r *reading) takesOnly(name, takes string) {
	key := name
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		key = name[dot+1:] + " in [" + name[:dot] + "]"
	}
	r.mistakes[name] = fmt.Sprintf("%s takes %s", key, takes)
}

// takes says what is taken instead of a string, "" if the string is.
func (r *reading) takes(s string, isText bool, english, rule string) string {
	switch {
	case !isText || !tomlfile.IsLine(s, maxText):
		return fmt.Sprintf("one line of at most %d letters between straight quotes", maxText)
	case s == "" || r.builtIn:
		return ""
	}
	_, err := strconv.Atoi(s)
	filled, ok := r.verbs(s)
	wanted, _ := r.verbs(english)
	switch {
	case !ok || !slices.Equal(filled, wanted):
		return cmp.Or(strings.Join(wanted, ", "), "no %") + ", as in English"
	case rule == typed && (err == nil || strings.ToLower(s) != s || strings.ContainsAny(s, `/?\`) || slices.Contains(r.deletes, s)):
		return `a word in small letters without /, ? and \, and none that deletes`
	case rule == fileName && strings.ContainsAny(s, `/\:`):
		return `a name without /, \ and :`
	}
	return ""
}

// verbs returns what a format fills in, in the order in which it is given; ok is
// false if something is filled in twice or not at all, or if a % is no verb.
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

// told returns the mistakes as an error, in the order of their lines.
func (r *reading) told(text []byte) error {
	lines := tomlfile.Lines(text)
	names := slices.Sorted(maps.Keys(r.mistakes))
	sort.SliceStable(names, func(i, j int) bool { return lines[names[i]] < lines[names[j]] })
	var all []error
	for i, name := range names {
		if i == maxTold && len(names) > maxTold+1 {
			all = append(all, fmt.Errorf("and %d more", len(names)-i))
			break
		}
		where := name
		if n := lines[name]; n > 0 {
			where = fmt.Sprintf("line %d", n)
		}
		all = append(all, fmt.Errorf("%s: %s", where, r.mistakes[name]))
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
