package check

import "math"

// unit is a unit of measure: what it measures and how many of the base it is.
type unit struct {
	measures string
	size     float64
}

// units are the units whose numbers change when a translator converts them.
var units = map[string]unit{
	"mm": {"length", 0.001}, "cm": {"length", 0.01}, "m": {"length", 1}, "km": {"length", 1000},
	"inch": {"length", 0.0254}, "foot": {"length", 0.3048}, "yard": {"length", 0.9144}, "mile": {"length", 1609.344}, "knot": {"length", 1852},
	"g": {"mass", 0.001}, "kg": {"mass", 1}, "tonne": {"mass", 1000}, "ounce": {"mass", 0.02835}, "lb": {"mass", 0.45359}, "stone": {"mass", 6.35029},
	"litre": {"volume", 1}, "pint": {"volume", 0.568}, "gallon": {"volume", 3.785},
	"hectare": {"area", 10000}, "acre": {"area", 4046.86}, "dunam": {"area", 1000},
	"sqinch": {"area", 0.0254 * 0.0254}, "sqfoot": {"area", 0.3048 * 0.3048}, "sqyard": {"area", 0.9144 * 0.9144}, "sqmile": {"area", 1609.344 * 1609.344},
	"sqm": {"area", 1}, "sqkm": {"area", 1e6},
	"degree": {"temperature", 1},
}

// otherSizes are the sizes that a word has elsewhere: the British gallon, the
// American ton.
var otherSizes = map[string]float64{"gallon": 4.546, "tonne": 907.2, "pint": 0.473}

// tolerance is how far a converted number may be off, as a share.
const tolerance = 0.05

// converts reports whether two numbers are one amount in two units. The unit of
// one side may be unknown, not both; two equal units convert nothing.
func converts(a, b quantity) bool {
	if a.unit == "" && b.unit == "" || a.unit == b.unit && a.unit != "degree" || !a.mayMeasure() || !b.mayMeasure() {
		return false
	}
	if a.unit == "degree" || b.unit == "degree" {
		return (a.unit == b.unit || a.unit == "" || b.unit == "") && degrees(a, b)
	}
	for _, from := range measured(a, b) {
		for _, to := range measured(b, a) {
			if from.measures == to.measures && from.size != to.size && near(from.size*a.number, to.size*b.number) {
				return true
			}
		}
	}
	return false
}

// mayMeasure reports whether a number can be one of a unit of measure.
func (q quantity) mayMeasure() bool {
	year := q.number >= 1000 && q.number < 2100 && q.Scale == "" && len(q.Text) == len("1999")
	return q.unit != "" || q.weight > idle && !year && q.money == "" && !q.percent && !q.hour && !q.century
}

// measured returns the units that a number may have: its own, or where it names
// none, any of the other's kind. A word for a length may stand for its square.
func measured(q, other quantity) []unit {
	if q.unit == "" {
		var list []unit
		for _, u := range units {
			if u.measures == units[other.unit].measures {
				list = append(list, u)
			}
		}
		return list
	}
	list := []unit{units[q.unit]}
	if size, ok := otherSizes[q.unit]; ok {
		list = append(list, unit{units[q.unit].measures, size})
	}
	if square, ok := units["sq"+q.unit]; ok && units[other.unit].measures == "area" {
		list = append(list, square)
	}
	return list
}

func near(a, b float64) bool {
	return math.Abs(a-b) <= tolerance*math.Max(math.Abs(a), math.Abs(b))
}

// degrees reports whether one number is the other in the other scale of
// temperature, or a difference of temperatures in it. A decade of degrees, "the
// 80s", is any of ten.
func degrees(a, b quantity) bool {
	within := func(f, c quantity) bool {
		low := (f.number - 32) * 5 / 9
		high := low
		if f.decade {
			high = (f.number + 9 - 32) * 5 / 9
		}
		return c.number >= low-1 && c.number <= high+1 || math.Abs(f.number*5/9-c.number) <= 0.6
	}
	return within(a, b) || within(b, a)
}
