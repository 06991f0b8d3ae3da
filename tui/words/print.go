package words

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"shakeoff/tui/tomlfile"
)

// TOML returns the words as a whole words-LANG.toml, with the English above each
// string. Reworded reads the same words from it, on top of any others; what no file
// changes is not in it.
func (w Words) TOML() string {
	var p tomlfile.Printing
	p.Say(
		"What shakeoff says. A line that begins with # is not read: here it is the English of what follows.",
		"This belongs into the folder of config.toml, as words-LANG.toml with a language for LANG, as in",
		"words-nl.toml. It is used where language in config.toml, or your locale, names that language.",
		"What you leave empty, or take out, stays as it comes with shakeoff, in that language or in English.",
		"Where something begins with %, that is filled in: keep it. For another order write %[2]s, then %[1]s.",
		"Warnings before something is deleted are not here, and no file changes them. The questions have a",
		"file of their own: see shakeoff config --guide.",
	)
	p.WriteString("\n")
	printTable(&p, reflect.ValueOf(w), reflect.ValueOf(English()), "")
	return p.String()
}

// printTable prints what lies in a table, and then the tables within it.
func printTable(p *tomlfile.Printing, own, english reflect.Value, name string) {
	if keys, ok := own.Interface().(map[string]string); ok {
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			p.Say(english.MapIndex(reflect.ValueOf(key)).String())
			p.Set(key, tomlfile.Quoted(keys[key]))
		}
		return
	}
	var inner []int
	for i := range own.NumField() {
		f, key := own.Type().Field(i), snake(own.Type().Field(i).Name)
		switch {
		case f.Tag.Get("file") == never:
		case f.Type.Kind() == reflect.String:
			p.Say(english.Field(i).String())
			p.Set(key, tomlfile.Quoted(own.Field(i).String()))
		case f.Type.Kind() == reflect.Struct, f.Type.Kind() == reflect.Map:
			inner = append(inner, i)
		case isWords(f.Type):
			fmt.Fprintln(p, key, "= [")
			for n := range own.Field(i).Len() {
				fmt.Fprintf(p, "  # %s\n  %s,\n", english.Field(i).Index(n), tomlfile.Quoted(own.Field(i).Index(n).String()))
			}
			fmt.Fprintln(p, "]")
		}
	}
	for _, i := range inner {
		table := name + snake(own.Type().Field(i).Name)
		p.Table(table)
		printTable(p, own.Field(i), english.Field(i), table+".")
	}
}
