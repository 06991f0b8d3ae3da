package editor

// AtEnd reports, for tests, whether the cursor stands behind the last character.
func (e *Editor) AtEnd() bool { return e.cursor == len(e.text) }
