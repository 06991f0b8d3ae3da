package exchange

import (
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"shakeoff/store/journal"
)

// isMonth says whether a file is a month of RedNotebook.
func isMonth(name string, data []byte) bool {
	named, _ := path.Match("[0-9][0-9][0-9][0-9]-[0-9][0-9].txt", path.Base(name))
	return named && regexp.MustCompile(`^(\d{1,2}: *(\{|!!map|#|\r?\n)|\{\d{1,2}: *\{|\{\} *\r?\n?$)`).Match(data)
}

// rednotebook reads a month of RedNotebook, named by its file: the numbers of days, each with its text
// and its categories. The text becomes the answer to what happened, and each entry of a category a line
// below it. A category becomes a tag, and its name the words where there are no others.
func (s *Source) rednotebook(name string, in *input) ([]journal.Entry, error) {
	month, err := time.Parse("2006-01.txt", path.Base(name))
	if err != nil || !journal.ValidTime(month) {
		return nil, invalid("the name of a month of RedNotebook says which it is, as 2026-11.txt does")
	}
	days, err := yamlDocument(in.all)
	if err != nil || days == nil {
		return nil, err
	}
	pairs, err := pairsOf(days)
	if err != nil {
		return nil, err
	}
	var entries []journal.Entry
	for _, pair := range pairs {
		name, under := pair[0], pair[1]
		n, err := strconv.Atoi(name.Value)
		day := month.AddDate(0, 0, n-1)
		if err != nil || n < 1 || day.Month() != month.Month() {
			return nil, lineError(name.Line, invalid("what is no day of this month"))
		}
		e := moment{day: journal.DayOf(day)}.entry(s.Here)
		if err := rednotebookDay(&e, under); err != nil {
			return nil, err
		}
		if err := e.ValidateUnfinished(); err != nil {
			return nil, lineError(name.Line, err)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// rednotebookDay adds what is listed under a day.
func rednotebookDay(e *journal.Entry, day *yaml.Node) error {
	pairs, err := pairsOf(day)
	if err != nil {
		return err
	}
	var text string
	var lines, bare, tags []string
	for _, pair := range pairs {
		category, under := pair[0].Value, pair[1]
		if category == "text" && under.Kind == yaml.ScalarNode {
			if under.ShortTag() != "!!null" {
				text = under.Value
			}
			continue
		}
		items, err := pairsOf(under)
		if err != nil {
			return err
		}
		names := []string{category}
		if category == "Tags" { // as older ones kept them
			names = nil
			for _, item := range items {
				names = append(names, item[0].Value)
			}
			items = nil
		}
		for _, item := range items {
			lines = append(lines, category+": "+item[0].Value)
		}
		for _, name := range names {
			if tag := journal.Tag(strings.TrimLeft(name, "#")); tag != "" {
				tags = append(tags, tag)
			} else if len(items) == 0 {
				lines = append(lines, name)
			}
			bare = append(bare, name)
		}
	}
	text = strings.Trim(text+"\n\n"+strings.Join(lines, "\n"), "\n")
	if strings.TrimSpace(text) == "" {
		text = strings.Join(bare, "\n")
	}
	e.Answers, e.Tags = happened(text), journal.Entry{Tags: tags}.AllTags()
	return nil
}

// pairsOf takes a mapping apart into names and values, in the order of the file; a null has none. A name
// given twice is refused, and so is an anchor or an alias.
func pairsOf(n *yaml.Node) (pairs [][]*yaml.Node, err error) {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return nil, nil
	}
	if n.Kind != yaml.MappingNode || n.Anchor != "" {
		return nil, lineError(n.Line, errMonth)
	}
	seen := make(map[string]bool)
	for pair := range slices.Chunk(n.Content, 2) {
		key := pair[0]
		if key.Kind != yaml.ScalarNode {
			return nil, lineError(key.Line, errMonth)
		}
		if seen[key.Value] {
			return nil, lineError(key.Line, invalid("a name that is given twice"))
		}
		seen[key.Value] = true
		pairs = append(pairs, pair)
	}
	return pairs, nil
}

var errMonth = invalid("not what RedNotebook keeps: numbers of days, each with its text and its categories")

// yamlDocument returns what the only document of a file holds, nil for an empty file. It drops the
// library's errors, which may quote the file.
func yamlDocument(data []byte) (*yaml.Node, error) {
	in := yaml.NewDecoder(bytes.NewReader(data))
	var first, second yaml.Node
	err := in.Decode(&first)
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err == nil {
		if err = in.Decode(&second); errors.Is(err, io.EOF) && len(first.Content) == 1 {
			return first.Content[0], nil
		}
	}
	if second.Line > 0 {
		return nil, lineError(second.Line, invalid("there is something after the end"))
	}
	line := 1
	if err != nil {
		if at := regexp.MustCompile(`line (\d+)`).FindStringSubmatch(err.Error()); at != nil {
			line, _ = strconv.Atoi(at[1])
		}
	}
	return nil, lineError(max(line, 1), errMonth)
}
