package mend

import "io/fs"

// On Windows the mode does not say who may open a file: that is inherited from the folder, which
// is in the user's own profile.
func others(fs.FileInfo) bool { return false }

func mine(fs.FileInfo) bool { return true }

// mayWrite cannot tell without trying, and doctor changes nothing.
func mayWrite(string) bool { return true }
