package words

import "strconv"

// Number writes a number of zero or more for people: "1,204".
func (w Words) Number(n int) string {
	digits := strconv.Itoa(n)
	var s string
	for len(digits) > 3 {
		s = w.Thousands + digits[len(digits)-3:] + s
		digits = digits[:len(digits)-3]
	}
	return digits + s
}
