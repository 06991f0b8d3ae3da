package exchange

// Notes are what is to be told of what was read, beside the entries.
type Notes struct {
	Zones  int  // times in a zone that is not known, which keep the offset they were written with
	Media  int  // pictures, recordings and files, which stay where they are
	Moods  int  // moods of one's own in Daylio, which have no weight
	Either bool // days such as 3/4/2026 can be read both ways in some file
}
