package disk

// Publish gives a finished file its name, for the test of disks without hard links.
var Publish = publish
