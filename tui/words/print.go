package words

import (
	"fmt"
	"reflect"

	"shakeoff/tui/tomlfile"
)

// TOML returns the words as a complete words-LANG.toml, with the English above each string. Reworded
// reads the same words from it, on top of any others. What no file may change is left out.
func (w *Words) TOML() string {
	var p tomlfile.Printing
	p.Say(
		"What shakeoff says. A line that begins with # is not read: here it is the English of what follows.",
		"This belongs in the folder of config.toml, as words-LANG.toml with a language for LANG, as in",
		"words-da.toml. It is used where language in config.toml, or your locale, names that language.",
		"What you leave empty, or take out, stays as it comes with shakeoff, in that language or in English.",
		"Where something begins with %, that is filled in: keep it. For another order write %[2]s, then %[1]s.",
		"Warnings before something is deleted are not here, and no file changes them. The questions have a",
		"file of their own: see shakeoff config --guide.",
	)
	p.WriteString("\n")
	printTable(&p, reflect.ValueOf(w).Elem(), reflect.ValueOf(English()).Elem(), "")
	return p.String()
}

// printTable prints the settings of a table, and then the tables within it.
func printTable(p *tomlfile.Printing, own, english reflect.Value, name string) {
	var inner []func()
	eachField(own, english, "", func(key string, own, english reflect.Value, rule string) {
		switch kind := own.Kind(); {
		case rule == never:
		case kind == reflect.String:
			p.Say(english.String())
			p.Set(key, tomlfile.Quoted(own.String()))
		case kind == reflect.Array, kind == reflect.Slice:
			fmt.Fprintln(p, key, "= [")
			for n := range own.Len() {
				fmt.Fprintf(p, "  # %s\n  %s,\n", english.Index(n), tomlfile.Quoted(own.Index(n).String()))
			}
			fmt.Fprintln(p, "]")
		default:
			inner = append(inner, func() {
				p.Table(name + key)
				printTable(p, own, english, name+key+".")
			})
		}
	})
	for _, table := range inner {
		table()
	}
}
