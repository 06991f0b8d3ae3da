package words

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

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

// lay puts what a file says in the place of the words that are there.
func lay(v reflect.Value, said any) bool {
	switch v.Kind() {
	case reflect.String:
		s, ok := said.(string)
		if ok {
			v.SetString(s)
		}
		return ok
	case reflect.Array, reflect.Slice:
		list, ok := said.([]any)
		if !ok || len(list) != v.Len() {
			return false
		}
		for i, s := range list {
			ok = lay(v.Index(i), s) && ok
		}
		return ok
	}
	table, ok := said.(map[string]any)
	if !ok {
		return false
	}
	if v.Kind() == reflect.Map {
		for key, s := range table {
			s, isText := s.(string)
			ok = isText && v.MapIndex(reflect.ValueOf(key)).IsValid() && ok
			v.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(s))
		}
		return ok
	}
	found := 0
	for i := range v.NumField() {
		if s, said := table[snake(v.Type().Field(i).Name)]; said {
			found++
			ok = lay(v.Field(i), s) && ok
		}
	}
	return ok && found == len(table)
}

// TOML returns the words as a file.
func (w Words) TOML() string {
	var p strings.Builder
	printTable(&p, "", reflect.ValueOf(w))
	return strings.TrimPrefix(p.String(), "\n")
}

func printTable(p *strings.Builder, name string, v reflect.Value) {
	if name != "" {
		fmt.Fprintf(p, "\n[%s]\n", name)
		name += "."
	}
	if said, ok := v.Interface().(map[string]string); ok {
		for _, key := range slices.Sorted(maps.Keys(said)) {
			fmt.Fprintln(p, key, "=", quoted(said[key]))
		}
		return
	}
	var tables []func()
	for i := range v.NumField() {
		f, key := v.Field(i), snake(v.Type().Field(i).Name)
		switch f.Kind() {
		case reflect.String:
			fmt.Fprintln(p, key, "=", quoted(f.String()))
		case reflect.Array, reflect.Slice:
			fmt.Fprintln(p, key, "=", list(f))
		case reflect.Struct, reflect.Map:
			tables = append(tables, func() { printTable(p, name+key, f) })
		}
	}
	for _, print := range tables {
		print()
	}
}

func list(v reflect.Value) string {
	var all []string
	size := 0
	for i := range v.Len() {
		all = append(all, quoted(v.Index(i).String()))
		size += len(all[i])
	}
	if size < 130 {
		return "[" + strings.Join(all, ", ") + "]"
	}
	return "[\n  " + strings.Join(all, ",\n  ") + ",\n]"
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
