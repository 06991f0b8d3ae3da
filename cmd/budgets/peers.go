package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"shakeoff/store/journal"
)

// task is what people do with a journal, whoever made it.
type task string

const (
	show   task = "show one entry"
	file   task = "add"
	rare   task = "search a rare word"
	common task = "search a common word"
)

func tasks() []task { return []task{show, file, rare, common} }

// published are the medians of jrnl 4.6 with an encrypted journal of 10,000
// entries of 370 characters, whole process, on two cores, in milliseconds. They
// were measured once, and not in this run.
func published() map[task]float64 {
	return map[task]float64{show: 363, file: 3_960, rare: 334, common: 354}
}

// peer is another journal, filled with the same words, none of them sealed.
type peer struct {
	name string
	do   func(task) (stdin string, args []string) // of program
	program
}

// program is a file to run, and what it finds in its environment.
type program struct {
	path string
	env  []string
}

// measurePeers does the same with ours and with other journals in turn.
func (b *bench) measurePeers() error {
	all := notes()
	peers, err := b.peers(all)
	if err != nil {
		return err
	}
	ours, err := b.variants(all[0])
	if err != nil {
		return err
	}
	for _, t := range tasks() {
		var things []measure
		for _, v := range ours {
			things = append(things, v.do(t))
		}
		for _, p := range peers {
			things = append(things, b.asPeer(p, t))
		}
		samples, err := interleave(max(5, b.rounds/4), things...)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		for i, v := range ours {
			for k, p := range peers {
				aim := v.aim(t)
				if k > 0 { // a journal that people use comes first; a bare table is no journal
					aim = budget{}
				}
				b.add(row{
					What: string(t) + ", " + v.name, At: entries(middle), Unit: "ms", Ours: figureOf(samples[i]),
					Beside: p.name, Theirs: figureOf(samples[len(ours)+k]), Budget: aim,
				})
			}
			if v.sealed {
				b.add(row{
					What: string(t) + ", " + v.name, At: entries(middle), Unit: "ms", Ours: figureOf(samples[i]),
					Beside: "jrnl, encrypted", Theirs: single(published()[t]), Note: "jrnl's figure is a published one, not of this run",
				})
			}
		}
	}
	return nil
}

// variant is a way of doing a task with ours.
type variant struct {
	name   string
	sealed bool // as a whole process, under a lock
	do     func(task) measure
	aim    func(task) budget
}

// variants are ours as a whole process without and with a lock, and after the
// key derivation, as in Review.
func (b *bench) variants(note string) ([]variant, error) {
	secret := filepath.Join(b.work, "passphrase")
	if err := os.WriteFile(secret, []byte(passphrase+"\n"), 0o600); err != nil {
		return nil, err
	}
	plainly, err := b.journal(even, middle, unlocked)
	if err != nil {
		return nil, err
	}
	u, sealed, err := b.opened(even, middle)
	if err != nil {
		return nil, err
	}
	whole := func(flags ...string) func(task) measure {
		return func(t task) measure {
			return wholeProcess(func() *exec.Cmd {
				cmd := b.command(b.ours, append(flags, argsOf(t)...)...)
				cmd.Stdin = strings.NewReader(`{"answers":{"happened":"` + note + `"}}`)
				return cmd
			})
		}
	}
	inside := func(t task) measure {
		return tookErr(func() error {
			var err error
			switch t {
			case rare:
				_, err = u.Search(b.ctx, journal.ParseQuery(wordRare))
			case common:
				_, err = u.Search(b.ctx, journal.ParseQuery(wordCommon))
			case file:
				_, err = open(sealed).Add(b.ctx, newWriter(even, 1).entry())
			default:
				_, err = u.Tail(b.ctx, 1)
			}
			return err
		})
	}
	return []variant{
		{"after the key derivation", false, inside, func(t task) budget {
			if t == common {
				return budget{times, 1}
			}
			return budget{}
		}},
		{"whole process, no lock", false, whole("--journal", plainly), func(task) budget { return budget{} }},
		{"whole process, with a lock", true, whole("--journal", sealed, "--passphrase-file", secret), func(t task) budget {
			if t == file {
				return budget{times, 1}
			}
			return budget{}
		}},
	}, nil
}

// argsOf is a task as our command line has it.
func argsOf(t task) []string {
	switch t {
	case file:
		return []string{"add"}
	case rare:
		return []string{"list", "--match", wordRare}
	case common:
		return []string{"list", "--match", wordCommon}
	default:
		return []string{"show", "last"}
	}
}

// asPeer measures a task as another journal does it.
func (b *bench) asPeer(p peer, t task) measure {
	return wholeProcess(func() *exec.Cmd {
		stdin, args := p.do(t)
		cmd := b.command(p.path, args...)
		cmd.Env = append(cmd.Env, p.env...)
		cmd.Stdin = strings.NewReader(stdin)
		return cmd
	})
}

// notes are the words of the journal of 400 characters, one line each.
func notes() []string {
	w := newWriter(even, middle)
	out := make([]string, middle)
	for i := range out {
		var text []string
		for _, a := range w.entry().Answers {
			text = append(text, a.Text)
		}
		out[i] = strings.NewReplacer("\n", " ", `"`, "", "'", "").Replace(strings.Join(text, " "))
	}
	return out
}

// peers returns the journals that can be measured here, and says which cannot.
func (b *bench) peers(all []string) ([]peer, error) {
	var found []peer
	for _, other := range []struct {
		name string
		make func(all []string) (peer, error)
	}{{"dnote", b.dnotePeer}, {"sqlite3", b.sqlitePeer}} {
		p, err := other.make(all)
		switch {
		case err == nil:
			found = append(found, p)
		case b.ctx.Err() != nil:
			return nil, b.ctx.Err()
		default:
			b.stock.say("%s is left out: %v", other.name, err)
		}
	}
	if len(found) == 0 {
		return nil, errors.New("no other journal can be measured here")
	}
	return found, nil
}

// dnotePeer is dnote in a home of its own, which asks nobody for a newer version.
func (b *bench) dnotePeer(all []string) (peer, error) {
	path, err := b.findDnote()
	if err != nil {
		return peer{}, err
	}
	home := filepath.Join(b.stock.dir, fmt.Sprintf("dnote-%d-edition-%d", middle, edition))
	env := func(home string) []string {
		return []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CACHE_HOME=" + home}
	}
	if _, err := os.Stat(home); err != nil {
		unfinished := home + "-unfinished"
		if err := b.fillDnote(path, unfinished, env(unfinished), all); err != nil {
			return peer{}, err
		}
		if err := os.Rename(unfinished, home); err != nil {
			return peer{}, err
		}
	}
	own := filepath.Join(b.work, "dnote")
	if err := os.CopyFS(own, os.DirFS(home)); err != nil {
		return peer{}, err
	}
	return peer{name: "dnote, in clear", program: program{path, env(own)}, do: func(t task) (string, []string) {
		switch t {
		case file:
			return "", []string{"add", "desk", "-c", all[0]}
		case rare:
			return "", []string{"find", wordRare}
		case common:
			return "", []string{"find", wordCommon}
		default:
			return "", []string{"view", fmt.Sprint(middle)}
		}
	}}, nil
}

// fillDnote files every note with dnote itself.
func (b *bench) fillDnote(path, home string, env, all []string) error {
	b.stock.say("filling dnote with %d notes; they are kept in %s", middle, b.stock.dir)
	config := filepath.Join(home, "dnote")
	if err := errors.Join(os.RemoveAll(home), os.MkdirAll(config, 0o700),
		os.WriteFile(filepath.Join(config, "dnoterc"), []byte("editor: \"true\"\nenableUpgradeCheck: false\n"), 0o600)); err != nil {
		return err
	}
	for _, note := range all {
		cmd := b.command(path, "add", "desk", "-c", note)
		cmd.Env = append(cmd.Env, env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("dnote add: %w: %s", err, out)
		}
	}
	return nil
}

// findDnote returns the dnote that the command line names, one that is installed,
// or one that was built through the module proxy.
func (b *bench) findDnote() (string, error) {
	if b.dnote != "" {
		return filepath.Abs(b.dnote)
	}
	if path, err := exec.LookPath("dnote"); err == nil {
		return path, nil
	}
	built := filepath.Join(b.stock.dir, "dnote")
	if _, err := os.Stat(built); err == nil {
		return built, nil
	}
	dir := filepath.Join(b.work, "dnote-module")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	for _, args := range [][]string{
		{"mod", "init", "peer"},
		{"get", "github.com/dnote/dnote@latest"},
		{"build", "-tags", "fts5", "-o", built, "github.com/dnote/dnote/pkg/cli"},
	} {
		if err := goIn(b.ctx, dir, args...); err != nil {
			return "", fmt.Errorf("it cannot be built, name one with -dnote: %w", err)
		}
	}
	return built, nil
}

func goIn(ctx context.Context, dir string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the arguments above
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w: %s", args[0], err, strings.TrimSpace(string(out)))
	}
	return nil
}

// sqlitePeer is a table with a full-text index over it, as anybody would make who
// knows SQLite.
func (b *bench) sqlitePeer(all []string) (peer, error) {
	path, err := exec.LookPath("sqlite3")
	if err != nil {
		return peer{}, err
	}
	db := filepath.Join(b.work, "notes.sqlite")
	var sql strings.Builder
	sql.WriteString("create virtual table notes using fts5(body); begin;\n")
	for _, note := range all {
		sql.WriteString("insert into notes values('" + note + "');\n")
	}
	sql.WriteString("commit;\n")
	if _, err := b.output(sql.String(), path, db); err != nil {
		return peer{}, err
	}
	return peer{name: "sqlite3 with FTS5, in clear", program: program{path: path}, do: func(t task) (string, []string) {
		switch t {
		case file:
			return "insert into notes values('" + all[0] + "');", []string{db}
		case rare:
			return "", []string{db, "select rowid, body from notes where notes match '" + wordRare + "'"}
		case common:
			return "", []string{db, "select rowid, body from notes where notes match '" + wordCommon + "'"}
		default:
			return "", []string{db, fmt.Sprintf("select body from notes where rowid = %d", middle)}
		}
	}}, nil
}
