package guide

import (
	"fmt"
	"slices"
	"strings"

	"shakeoff/store/journal"
	"shakeoff/tui/tomlfile"
)

// TOML returns the guide as a complete guide.toml, with a comment on each setting, to start
// rewording from. Reworded reads the same guide from it, on top of any other.
func (g Guide) TOML() string {
	var p printing
	p.say("What is asked here, in your own words. A line that begins with # is not read.",
		"Anything you remove here goes back to shakeoff's own wording.",
		"Keep each text on one line, between straight quotes; inside it use “ and ” for quotes.")
	p.say(`Whether to ask how heavy it is: true for both times, false for never,`,
		`"before" or "after" for one of them.`)
	p.Set("weigh", g.weighs())
	p.say("Whether ctrl+t shows other ways to look at a question: true or false.")
	p.Set("hints", fmt.Sprint(g.hinted()))
	p.say(fmt.Sprintf("What helps before the next one, for Ready: 1 to %d lines.", maxReminders))
	p.Set("reminders", tomlfile.List(g.Reminders))
	for i, s := range g.Steps {
		if s.Own {
			p.Table("[step]")
			p.Set("name", tomlfile.Quoted(string(s.Name)))
		} else {
			p.Table(string(s.Name))
		}
		p.question(s.Question, s.Line)
		if g.hinted() { // what is turned off needs no words
			p.Set("hints", tomlfile.List(s.Hints))
		}
		switch {
		case s.Name == journal.Happened:
			p.weigh(onlyBefore, "Asked after the first words.", g.Before)
		case s.Name == journal.Release:
			p.weigh(onlyAfter, "Asked at the end.", g.After)
		case s.Name == journal.Change && !g.Steps[i+1].Own:
			p.example()
		}
	}
	p.say("At 9 or 10: under the weight, under the change question, and instead of the last step.")
	fmt.Fprintln(&p, "[heavy]")
	p.Set("stop", tomlfile.Quoted(g.Heavy.Stop))
	p.Set("nothing", tomlfile.Quoted(g.Heavy.Nothing))
	p.question(g.Heavy.Question, g.Heavy.Line)
	return strings.TrimPrefix(p.String(), "\n")
}

// hinted says that any question has a hint.
func (g Guide) hinted() bool {
	return slices.ContainsFunc(g.Steps, func(s Step) bool { return len(s.Hints) > 0 })
}

// weighs is the value of the setting weigh.
func (g Guide) weighs() string {
	switch {
	case g.Before.Enabled() == g.After.Enabled():
		return fmt.Sprint(g.Before.Enabled())
	case g.Before.Enabled():
		return tomlfile.Quoted(onlyBefore)
	default:
		return tomlfile.Quoted(onlyAfter)
	}
}

// printing is a guide.toml that is being written.
type printing struct{ tomlfile.Printing }

// say begins a paragraph with comments.
func (p *printing) say(lines ...string) {
	p.WriteString("\n")
	p.Say(lines...)
}

// weigh writes how a weight is asked for, if it is asked for.
func (p *printing) weigh(name, when string, w Weigh) {
	if !w.Enabled() {
		return
	}
	p.say(when)
	fmt.Fprintf(p, "[%s]\n", name)
	p.question(w.Question, w.Line)
}

func (p *printing) question(question, line string) {
	p.Set("question", tomlfile.Quoted(question))
	p.Set("line", tomlfile.Quoted(line))
}

// example shows how to add a question of one's own.
func (p *printing) example() {
	p.say(fmt.Sprintf("To add a question of your own, remove the # from these lines. You can add up to %d.", maxOwn),
		"Answers are saved under the name, in small letters. Do not change it later.")
	p.say("[[step]]",
		`name = "who-helped"`,
		`question = "Who helped me?"`,
		`line = "Somebody may have stood by you."`,
		`hints = []`)
}
