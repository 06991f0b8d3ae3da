package exchange

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strings"

	"shakeoff/store/journal"
)

// htmlHead begins the page. It may run nothing and fetch nothing, and its look is its own, made to be
// printed. Text has the direction of its first letter.
const htmlHead = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>
body { max-width: 42em; margin: 2em auto; padding: 0 1em; font: 11pt/1.5 Georgia, serif; color: #111; background: #fff }
h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.25; break-after: avoid }
h1 { font-size: 1.5em } h2 { font-size: 1.2em; margin-top: 2em } h3 { font-size: 1em; margin: 1.2em 0 .2em; color: #444 }
p { margin: .2em 0 .6em; white-space: pre-wrap; overflow-wrap: anywhere; orphans: 2; widows: 2 }
.line { border-bottom: 1px solid #777; height: 2.2em } .sign { display: flex; gap: 1em; margin-top: 1.5em } .sign div { flex: 1 }
@page { margin: 2cm }
</style>
</head>
<body>
`

// HTML writes entries as one page to print, without scripts, and without anything that whoever
// opens it would fetch.
func (p Paper) HTML(w io.Writer, entries []journal.Entry) error {
	out := bufio.NewWriter(w)
	say := func(tag, text string) {
		if text != "" {
			fmt.Fprintf(out, "<%s dir=\"auto\">%s</%s>\n", tag, html.EscapeString(seen(text)), tag)
		}
	}
	parts := p.parts(entries)
	title := p.Title
	if title == "" && len(parts) > 0 {
		title = parts[0].when
	}
	fmt.Fprintf(out, htmlHead, html.EscapeString(seen(title)))
	level := 1
	if p.Title != "" {
		say("h1", p.Title)
		level = 2
	}
	if p.Redacted != "" {
		say("p", blackoutKey+p.Redacted)
	}
	for _, part := range parts {
		say(fmt.Sprintf("h%d", level), part.when)
		say("p", part.weight)
		say("p", part.tags)
		for _, a := range part.answers {
			say(fmt.Sprintf("h%d", level+1), a.Question)
			say("p", strings.TrimRight(unixLines(a.Text), "\n\t "))
		}
	}
	if s := p.Sheet; s != nil {
		say("h2", s.Needs)
		fmt.Fprint(out, strings.Repeat("<div class=\"line\"></div>\n", sheetLines))
		for _, name := range s.Sign {
			fmt.Fprintf(out, "<div class=\"sign\"><span>%s</span><div class=\"line\"></div></div>\n", html.EscapeString(seen(name)))
		}
	}
	fmt.Fprint(out, "</body>\n</html>\n")
	return out.Flush()
}
