package check
import ("testing"; "dragoman/internal/language";"math")
func TestZZ(t *testing.T) {
	for _, l := range ntrex {
		n, multi, less, less2, more := 0,0,0,0,0
		var s2 float64
		for _, doc := range readNTREX(t, l.file, l.tag) {
			ls, lt := 0, 0
			for _, p := range doc.Pairs { ls += runes(p.Source); lt += runes(p.Target) }
			c := float64(lt)/float64(ls)
			for _, p := range doc.Pairs {
				ns, nt := len(language.Sentences(p.Source, l.tag)), len(language.Sentences(p.Target,"en"))
				n++
				if ns > 1 || nt > 1 { multi++ ; r := math.Log((float64(runes(p.Target))+15)/(c*float64(runes(p.Source))+15)); s2 += r*r }
				if nt < ns { less++ }
				if nt < ns-1 { less2++ }
				if nt > ns { more++ }
			}
		}
		t.Logf("%s n=%d multi %d less %d less2 %d more %d sd %.3f", l.tag, n, multi, less, less2, more, math.Sqrt(s2/float64(multi)))
	}
}
