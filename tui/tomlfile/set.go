package tomlfile

import (
	"bytes"
	"errors"
	"reflect"
	"regexp"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Set returns a file in which a setting outside of all tables has a value, which is written as
// TOML. Only the bytes of the value that was there are another: comments, order, ends of lines and
// what nobody knows stay. Where it was not set a line is added, behind the comment that has it
// ("# motion = …"), or else behind the last setting outside of all tables.
//
// A file that cannot be understood is an error, and so is one that would say anything else than
// before but for that setting.
func Set(text []byte, key, value string) ([]byte, error) {
	whole := text
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	from, to, found, err := find(text, key)
	if err != nil {
		return nil, err
	}
	line := value
	if !found {
		end := "\n"
		if first := bytes.IndexByte(text, '\n'); first > 0 && text[first-1] == '\r' {
			end = "\r\n"
		}
		line = key + " = " + value
		if from > 0 && text[from-1] != '\n' {
			line = end + line
		} else {
			line += end
		}
	}
	mark := len(whole) - len(text)
	changed := bytes.Join([][]byte{whole[:mark+from], []byte(line), text[to:]}, nil)
	if !differOnlyIn(text, changed[mark:], key) {
		return nil, errors.New("it cannot be changed without changing more")
	}
	return changed, nil
}

// find returns where the value of a setting stands, or where a line for it belongs.
func find(text []byte, key string) (from, to int, found bool, err error) {
	commented := regexp.MustCompile(`^#\s*` + regexp.QuoteMeta(key) + `\s*=`)
	var file unstable.Parser
	file.KeepComments = true
	file.Reset(text)
	after, behindComment := 0, false
	for file.NextExpression() {
		e := file.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			return after, after, false, nil
		case unstable.Comment:
			if !behindComment && commented.Match(e.Data) {
				after, behindComment = lineAfter(text, e.Raw), true
			}
		case unstable.KeyValue:
			name, v := e.Key(), e.Value()
			if name.Next() && name.IsLast() && string(name.Node().Data) == key {
				if v.Raw.Length == 0 || v.Kind == unstable.Array || v.Kind == unstable.InlineTable {
					return 0, 0, false, errors.New("the setting is not one value")
				}
				from = int(v.Raw.Offset)
				return from, from + int(v.Raw.Length), true, nil
			}
			if !behindComment {
				after = lineAfter(text, e.Raw)
			}
		}
	}
	return after, after, false, file.Error()
}

// lineAfter is where the line after the end of a range begins.
func lineAfter(text []byte, r unstable.Range) int {
	end := int(r.Offset + r.Length)
	if n := bytes.IndexByte(text[end:], '\n'); n >= 0 {
		return end + n + 1
	}
	return len(text)
}

// differOnlyIn says that two files say the same but for a setting.
func differOnlyIn(one, other []byte, key string) bool {
	var a, b map[string]any
	if toml.Unmarshal(one, &a) != nil || toml.Unmarshal(other, &b) != nil {
		return false
	}
	_, set := b[key]
	delete(a, key)
	delete(b, key)
	return set && (len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b))
}
