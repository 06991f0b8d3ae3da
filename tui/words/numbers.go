package words

import (
	"strconv"
	"strings"
)

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

// Average writes an average to one decimal: "6.8".
func (w Words) Average(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", w.Decimal, 1)
}
