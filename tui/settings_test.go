package tui_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/guide"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// kept is where the settings of a test are kept: in its files, unless Keep is to fail.
func (d *desk) kept() kit.Kept {
	return kit.Kept{
		File: "~/.config/shakeoff/config.toml", Journal: "~/.local/share/shakeoff/journal.db", Languages: words.Languages(),
		Keep: func(_ context.Context, name string, value any) (string, error) {
			line := fmt.Sprintf("%s = %#v", name, value)
			if err := d.journal.Fail["Keep"]; err != nil {
				return line, err
			}
			d.files[name] = fmt.Sprint(value)
			return line, nil
		},
		Speak: func(language string) (*words.Words, guide.Guide) {
			w, _ := words.In(cmp.Or(language, "en"))
			g, _ := guide.In(cmp.Or(language, "en"))
			return w, g
		},
	}
}

// inSettings leads to Settings, and to the row of that name.
func inSettings(t *testing.T, row string, prepare func(*journaltest.Journal, *kit.Options)) *desk {
	t.Helper()
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		if prepare != nil {
			prepare(j, o)
		}
		o.Room = kit.Settings
	})
	d.choose(t, row)
	return d
}

// choose goes down to a row of Settings.
func (d *desk) choose(t *testing.T, row string) {
	t.Helper()
	d.Press("home")
	for range 20 {
		if strings.Contains(d.Text(), "┃ "+row) {
			return
		}
		d.Press("down")
	}
	t.Fatalf("there is no %q:\n%s", row, d.Text())
}

// settingsPlaces leads to Settings and its dialogs.
func settingsPlaces() map[kit.KeyContext]func(*testing.T) *desk {
	w := words.English()
	return map[kit.KeyContext]func(*testing.T) *desk{
		kit.InSettings: func(t *testing.T) *desk {
			d := inSettings(t, w.Settings.Motion, withLock)
			d.Resize(40, 12)
			return d
		},
		kit.InNewField: func(t *testing.T) *desk {
			d := inSettings(t, w.Settings.Lock, nil)
			d.Press("enter")
			d.Type("heron")
			d.Press("enter")
			d.Type("her")
			return d
		},
		kit.InSomeone: func(t *testing.T) *desk {
			d := inSettings(t, w.Settings.Someone, nil)
			d.Press("enter")
			d.look()
			d.Type("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four")
			d.Press("up", "left", "left", "left", "left", "left", "left")
			d.Press("ctrl+k", "ctrl+z")
			return d
		},
	}
}

// TestSettingsGolden holds every look of Settings and of its dialogs.
func TestSettingsGolden(t *testing.T) {
	w := words.English()
	in := func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room = kit.Settings }
	locked := func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		j.Offer(page.OfferRecovery | page.KeyShown)
		o.Room, o.Someone = kit.Settings, "Sam, ext. 4410"
	}
	at := func(row string, keys ...string) func(*desk) {
		return func(d *desk) { d.choose(t, row); d.press(keys...) }
	}
	unlocked := func(row string) func(*desk) {
		return func(d *desk) { at(row, "enter")(d); d.Type(passphrase); d.press("enter") }
	}
	for _, test := range []struct {
		name    string
		prepare func(*journaltest.Journal, *kit.Options)
		act     func(*desk)
		as      goldens
	}{
		{"open", in, at(w.Settings.Look), asText},
		{"locked", locked, at(w.Settings.Lock), pictured},
		{"backup", in, at(w.Settings.Backups, "enter"), asText},
		{"someone", locked, at(w.Settings.Someone, "enter"), asText},
		{"remove", locked, at(w.Settings.Remove, "enter"), asText},
		{"change", locked, unlocked(w.Settings.Lock), asText},
		{"key", locked, unlocked(w.Settings.Key), asText},
		{"check", locked, unlocked(w.Settings.Check), asText},
		{"not-kept", in, func(d *desk) { d.journal.Fail["Keep"] = errors.New("no"); at(w.Settings.Mouse, "enter")(d) }, asText},
		{"idle", locked, func(d *desk) { d.Advance(d.clock, 5*time.Minute) }, asText},
	} {
		holdState(t, "settings-"+test.name, test.as, test.prepare, test.act)
	}
}

// TestSettingsHoldAtOnce holds that whatever is changed holds at once, and is kept.
func TestSettingsHoldAtOnce(t *testing.T) {
	w := words.English().Settings
	for name, c := range map[string]struct {
		row, key string
		value    string
		holds    func(*desk) bool
	}{
		"theme": {w.Look, "enter", "dark", func(d *desk) bool {
			before := d.Model().View().Content
			d.Background(false)
			return d.Model().View().Content == before
		}},
		"motion":       {w.Motion, "left", "off", func(d *desk) bool { return strings.Contains(d.Text(), "● off") }},
		"mouse":        {w.Mouse, "right", "false", func(d *desk) bool { return d.Model().View().MouseMode == 0 }},
		"idle_minutes": {w.CoverAfter, "left", "3", func(d *desk) bool { d.Advance(d.clock, 3*time.Minute); return onlyCover(d.Text()) }},
		"language":     {w.Language, "enter", "en", func(d *desk) bool { d.Press("enter"); d.Press("enter"); return strings.Contains(d.Text(), "Español") }},
	} {
		d := inSettings(t, c.row, nil)
		d.Press(c.key)
		if d.files[name] != c.value {
			t.Errorf("%s is %q, want %q", name, d.files[name], c.value)
		}
		if !c.holds(d) {
			t.Errorf("%s = %s does not hold:\n%s", name, c.value, d.Text())
		}
	}
}

// TestLongerIdle holds that a longer idle time replaces a shorter one that runs already, and a
// shorter one a longer.
func TestLongerIdle(t *testing.T) {
	d := inSettings(t, words.English().Settings.CoverAfter, nil)
	d.Press("right") // from 5 to 10
	d.Advance(d.clock, 9*time.Minute)
	if onlyCover(d.Text()) {
		t.Error("it is covered after the time that was set before")
	}
	d.Advance(d.clock, time.Minute)
	if !onlyCover(d.Text()) {
		t.Errorf("after ten minutes it shows:\n%s", d.Text())
	}
}

// TestLanguageReachesABlankPage holds that the page asks in the language that was chosen, unless
// something stands on it already.
func TestLanguageReachesABlankPage(t *testing.T) {
	german, _ := guide.In("de")
	for _, typed := range []string{"", "Words."} {
		d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Language = "en" })
		d.Type(typed)
		d.Press("esc", "5")
		d.choose(t, words.English().Settings.Language)
		for range words.Languages() {
			if d.files["language"] != "de" {
				d.Press("enter")
			}
		}
		d.Press("1")
		if got := strings.Contains(d.Text(), german.Steps[0].Question); got != (typed == "") {
			t.Errorf("with %q on the page it asks in German: %v\n%s", typed, got, d.Text())
		}
		d.see(t, typed)
	}
}

// TestSettingIsNotKept holds that the line to add is shown where the file cannot be changed, and
// that the setting holds all the same.
func TestSettingIsNotKept(t *testing.T) {
	w := words.English()
	d := inSettings(t, w.Settings.Motion, nil)
	d.journal.Fail["Keep"] = errors.New("no")
	d.Press("enter")
	d.see(t, "● reduced", w.Settings.ByHand[:40], "~/.config/shakeoff/config.toml:", `motion = "reduced"`)
	d.journal.Fail["Keep"] = kit.ErrNotUsed
	d.Press("enter")
	d.see(t, "● off", w.Problems.NotUsed[:40])
	d.notSee(t, `motion = "`)
}

// TestNoSettingIsLost holds that what was changed right before closing is kept, and that work
// which comes late does not bring an earlier value back.
func TestNoSettingIsLost(t *testing.T) {
	d := inSettings(t, words.English().Settings.Motion, nil)
	_, late := d.Model().Update(tea.KeyPressMsg{Code: tea.KeyEnter}) // and nobody runs it yet
	_, _ = d.Model().Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	d.Press("ctrl+c")
	if d.files["motion"] != "off" {
		t.Errorf("kept is %q", d.files["motion"])
	}
	run(late)
	if d.files["motion"] != "off" {
		t.Errorf("late work has kept %q", d.files["motion"])
	}
}

// run runs a command, and those it is made of, and drops what they bring.
func run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if all, ok := cmd().(tea.BatchMsg); ok {
		for _, c := range all {
			run(c)
		}
	}
}

// TestSomeone holds that whom to turn to is set in Settings, stands in Ready, locked or not, and
// is offered once after the recovery key was shown, and never where it is set.
func TestSomeone(t *testing.T) {
	w := words.English()
	d := inSettings(t, w.Settings.Someone, withLock)
	d.Press("enter")
	d.see(t, w.Someone.Ask, w.Someone.Line[:30])
	d.look()
	d.Type("Sam,")
	d.Paste(" ext.\n4410 ")
	d.Press("enter")
	if d.see(t, "Sam, ext. 4410"); d.files["someone"] != "Sam, ext. 4410" {
		t.Errorf("kept is %q", d.files["someone"])
	}
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		d.Resize(size[0], size[1])
		d.Press("3")
		d.see(t, w.Ready.Locked[:10], "Sam, ext. 4410")
		d.Press("5")
	}

	offered := atFirstUnlock(t)
	offered.Type(passphrase)
	offered.Press("enter")
	offered.look()
	offered.Press("s")
	offered.look()
	offered.Press("enter")
	offered.see(t, w.Someone.Ask)
	offered.look()
	offered.Press("esc")
	if offered.notSee(t, w.Someone.Ask); offered.journal.Offered(page.OfferSomeone) {
		t.Error("esc counts as an answer")
	}
	again := func() {
		offered.Press("ctrl+l", "2")
		offered.Type(passphrase)
		offered.Press("enter")
	}
	again()
	offered.see(t, w.Someone.Ask)
	offered.Press("enter") // too soon to have been read
	offered.see(t, w.Someone.Ask)
	offered.look()
	offered.Press("enter")
	again()
	if offered.notSee(t, w.Someone.Ask); len(offered.files) > 0 {
		t.Errorf("nothing was typed, and kept is %v", offered.files)
	}
}

// TestSomeoneIsKeptAsTyped holds that a name is in the settings file a second after its first letter, also
// when the program closes before enter; and that esc leaves it as it was.
func TestSomeoneIsKeptAsTyped(t *testing.T) {
	w := words.English()
	d := inSettings(t, w.Settings.Someone, func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Someone = "Kim" })
	d.Press("enter")
	d.look()
	d.Type(", ext. 4410")
	if len(d.files) > 0 {
		t.Errorf("with each letter it is kept: %v", d.files)
	}
	d.Advance(d.clock, time.Second)
	if got := d.files["someone"]; got != "Kim, ext. 4410" {
		t.Errorf("a second later kept is %q", got)
	}
	d.Type(" or Sam")
	d.Press("esc")
	d.Advance(d.clock, time.Second)
	if got := d.files["someone"]; got != "Kim" {
		t.Errorf("after esc kept is %q", got)
	}
	d.see(t, "Kim")
	d.notSee(t, "4410")
	for _, leave := range []string{"ctrl+c", "ctrl+l"} {
		d := inSettings(t, w.Settings.Someone, withLock)
		d.Press("enter")
		d.look()
		d.Type("Sam")
		d.Press(leave)
		if got := d.files["someone"]; got != "Sam" {
			t.Errorf("after %s kept is %q", leave, got)
		}
	}
}

// TestChangePassphrase holds that the passphrase is changed after the old one was given, whether
// or not the journal is open.
func TestChangePassphrase(t *testing.T) {
	w := words.English()
	for _, open := range []bool{false, true} {
		d := sit(t, withLock)
		if open {
			d.Press("esc", "2")
			d.Type(passphrase)
			d.Press("enter", "esc")
		}
		d.Press("esc", "5")
		d.choose(t, w.Settings.Lock)
		d.Press("enter")
		d.see(t, w.Lock.Change, w.Unlock.Label)
		d.Type("wrong")
		d.Press("enter")
		d.see(t, w.Unlock.Wrong)
		d.Type(passphrase)
		d.Press("enter")
		d.see(t, w.Lock.Change, w.Lock.Repeat)
		d.Type("a crane in the reeds")
		d.see(t, w.Lock.Good)
		d.Press("enter")
		d.Type("a crane in the reeds")
		d.Press("enter")
		d.see(t, w.Lock.Changed)
		if !d.journal.LockedBy("a crane in the reeds") || d.journal.LockedBy(passphrase) {
			t.Error("the passphrase was not changed")
		}
	}
}

// TestRemoveLock holds that the passphrase takes the lock off, and nothing else does.
func TestRemoveLock(t *testing.T) {
	w := words.English()
	d := inSettings(t, w.Settings.Remove, withLock)
	d.Press("enter")
	d.see(t, w.Settings.Remove, w.Settings.RemoveLine[:40])
	d.Press("enter", "esc")
	if !d.journal.Locked() {
		t.Fatal("the lock is off without a passphrase")
	}
	d.Press("enter")
	d.Type(passphrase)
	during := textWhile(d, "RemoveLock", func() { d.Press("enter") })
	if !strings.Contains(during, w.Lock.Removing) {
		t.Errorf("while the lock is taken off the screen shows:\n%s", during)
	}
	d.see(t, w.Lock.Removed, w.Settings.LockOff)
	if d.journal.Locked() {
		t.Error("the lock is still there")
	}
	d.Press("2")
	d.see(t, "Covering at another site")
	d.Press("5")
	d.choose(t, w.Settings.Lock)
	d.Press("enter")
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	d.Press("enter")
	if !d.journal.LockedBy(passphrase) {
		t.Error("no lock can be set again")
	}

	d = inSettings(t, w.Settings.Remove, withLock)
	d.journal.Fail["RemoveLock"] = journal.ErrReadOnly
	d.Press("enter")
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, w.Problems.ReadOnly[:30], w.Settings.LockOn)
}

// TestRecoveryKeyInSettings holds that the key is shown again after the passphrase, in groups, that
// a copy of it is checked, and that nothing promises a key which nobody has seen.
func TestRecoveryKeyInSettings(t *testing.T) {
	w := words.English()
	d := inSettings(t, w.Settings.Key, withLock)
	d.Press("enter")
	d.notSee(t, w.Unlock.Recovery)
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, "AGE-SECRET-KEY-PQ-1")
	key := strings.Join(strings.Fields(between(d.Text(), w.Recovery.Title, w.Recovery.Text[0][:20])), " ")
	if len(strings.Fields(key)) < 10 {
		t.Fatalf("the key is shown as %q", key)
	}
	d.look()
	d.Press("enter")
	if !d.journal.Offered(page.KeyShown) {
		t.Error("it is not noted that the key was shown")
	}

	d.choose(t, w.Settings.Check)
	d.Press("enter")
	d.see(t, w.Unlock.Recovery)
	d.Type(passphrase)
	d.Press("enter")
	check := func(typed, want string) {
		t.Helper()
		d.Press("ctrl+u")
		d.Type(typed)
		d.Press("enter")
		d.see(t, want)
	}
	check(strings.ToLower(key), w.Recovery.Right)
	check(strings.ReplaceAll(key, " ", ""), w.Recovery.Right)
	parts := strings.Fields(key)
	for i := 1; i < len(parts); i++ {
		wrong := slices.Clone(parts)
		wrong[i] = strings.Repeat(map[bool]string{true: "Q", false: "P"}[wrong[i][0] == 'P'], len(wrong[i]))
		check(strings.Join(wrong, " "), fmt.Sprintf(w.Recovery.Wrong, fmt.Sprint(i+1)))
	}
	check(strings.Join(parts[:7], " "), fmt.Sprintf(w.Recovery.Wrong, "8"))
	check(key+"Q", fmt.Sprintf(w.Recovery.Wrong, fmt.Sprint(len(parts))))
	check("heron on the gate", w.Recovery.Another)
	d.Press("esc")
	for _, typed := range d.Model().(*tui.Model).Typed() {
		if len(typed) > 0 {
			t.Error("what was typed is still there")
		}
	}
	for name, kept := range d.files {
		t.Errorf("%s is kept: %q", name, kept)
	}
}

// TestVerdictOnAKeyIsInSight holds that it is told in the smallest window, too, what a copy is like.
func TestVerdictOnAKeyIsInSight(t *testing.T) {
	for _, code := range words.Languages() {
		w, _ := words.In(code)
		for typed, want := range map[string]string{
			"AGE-SECRET-KEY-PQ-1" + strings.Repeat("Q", 12): fmt.Sprintf(w.Recovery.Wrong, "2"),
			"heron on the gate":                             w.Recovery.Another,
		} {
			d := inSettings(t, w.Settings.Check, func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); speak(t, o, code) })
			d.Press("enter")
			d.Type(passphrase)
			d.Press("enter")
			d.Type(typed)
			d.Press("enter")
			d.Resize(40, 12)
			if shown := strings.Join(strings.Fields(strings.ReplaceAll(d.Text(), "┃", "")), " "); !strings.Contains(shown, want) {
				t.Errorf("%s: %q is not in sight:\n%s", code, want, d.Text())
			}
		}
	}
}

func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return text
}

// TestWrongPassphraseSaysBoth holds that a wrong passphrase is told, and beside it that the recovery
// key works too, if it was ever shown.
func TestWrongPassphraseSaysBoth(t *testing.T) {
	w := words.English().Unlock
	for _, shown := range []page.Offer{0, page.KeyShown} {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			j.Lock()
			j.Offer(page.OfferRecovery | shown)
			o.Room = kit.Review
		})
		d.Type("heron")
		d.Press("enter")
		if d.see(t, w.Wrong); strings.Contains(d.Text(), w.Recovery) != (shown != 0) {
			t.Errorf("the key was shown: %v\n%s", shown != 0, d.Text())
		}
	}
}

// TestANewKeyIsNotTheOneShown holds that a lock which is set anew makes another recovery key, so
// that the old one is not spoken of any more.
func TestANewKeyIsNotTheOneShown(t *testing.T) {
	w := words.English()
	d := inSettings(t, w.Settings.Remove, func(j *journaltest.Journal, _ *kit.Options) {
		j.Lock()
		j.Offer(page.OfferRecovery | page.KeyShown)
	})
	d.Press("enter")
	d.see(t, w.Unlock.Recovery)
	d.Type(passphrase)
	d.Press("enter")
	if d.journal.Offered(page.OfferRecovery) || d.journal.Offered(page.KeyShown) {
		t.Error("the key of the lock that is off counts as shown")
	}
}

// TestBackupFromSettings holds that the last backup is told, and that one is made at once.
func TestBackupFromSettings(t *testing.T) {
	w := words.English().Settings
	d := inSettings(t, w.Backups, nil)
	d.journal.Add(said("before"))
	d.see(t, w.NoBackup)
	during := textWhile(d, "BackUp", func() { d.Press("enter") })
	if !strings.Contains(during, w.BackingUp) {
		t.Errorf("meanwhile it shows:\n%s", during)
	}
	d.see(t, w.BackedUp, "good")
	d.journal.Fail["BackUp"] = journal.ErrFull
	d.Press("enter")
	d.see(t, words.English().Problems.Full[:20])
}

// TestLockDuringABackup holds that a backup that locking has cut short is not awaited for ever.
func TestLockDuringABackup(t *testing.T) {
	w := words.English().Settings
	d := inSettings(t, w.Backups, func(j *journaltest.Journal, _ *kit.Options) {
		pages(j)
		j.Lock()
	})
	d.journal.During("BackUp", func() { d.Press("ctrl+l") })
	d.Press("enter", "5")
	d.notSee(t, w.BackingUp)
	d.choose(t, w.Backups)
	d.Press("enter")
	d.see(t, w.BackedUp)
}

// TestLockDialogGoesBack holds that shift+tab leads to the first field, which still has what was
// typed, and that remarks on it stand there.
func TestLockDialogGoesBack(t *testing.T) {
	w := words.English().Lock
	d := inSettings(t, words.English().Settings.Lock, nil)
	d.Press("enter")
	d.Type("her")
	d.see(t, w.Short)
	d.Type("on ongate")
	d.notSee(t, w.Short)
	d.see(t, w.Nobody)
	d.Type(" now and")
	d.see(t, w.Good)
	d.Press("enter")
	d.Type("x")
	d.Press("shift+tab", "ctrl+t")
	d.see(t, "┃ "+words.English().Unlock.Label+"  heron ongate now and")
	d.Press("enter")
	d.Type("heron ongate now and")
	d.Press("enter")
	d.see(t, w.Done)
	if !d.journal.LockedBy("heron ongate now and") {
		t.Error("the lock is not set")
	}
}

// TestSharedJournal holds that Settings says where one computer at a time should write.
func TestSharedJournal(t *testing.T) {
	for _, shared := range []bool{false, true} {
		d := inSettings(t, words.English().Settings.Journal, func(_ *journaltest.Journal, o *kit.Options) { o.Settings.Shared = shared })
		if says := strings.Contains(d.Text(), "on a network drive"); says != shared {
			t.Errorf("shared %v, says so %v:\n%s", shared, says, d.Text())
		}
	}
}
