package disk

// Publish gives a finished file its name, for the test of disks without hard links.
var Publish = publish

// NoFile says what a path is that led to no file when it was looked at.
var NoFile = noFile
