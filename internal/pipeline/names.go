package pipeline

import (
	"slices"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/glossary"
)

// passages returns the segments of an article, each in its own language.
func passages(a article.Article) []glossary.Passage {
	texts := make([]string, len(a.Segments))
	for i, s := range a.Segments {
		texts[i] = s.Text
	}
	return glossary.PassagesOf(a.Language, texts...)
}

// terms returns the lines of the house's renderings that occur in an article.
func (p *Pipeline) terms(a article.Article) []string {
	if !p.Style.HasTerms() {
		return nil
	}
	return p.Style.Terms(passages(a)...)
}

// names lists the names of the glossary that occur, in the glossary's order,
// with the rendering that the translation has taken.
func (p *Pipeline) names(d *digest.Digest) []digest.Name {
	names, at := []digest.Name{}, map[int]int{} // position in names by term
	if p.Style.Glossary.Len() == 0 {
		return names
	}
	ids := []int{}
	for i, passage := range passages(d.Article) {
		for _, m := range p.Style.Glossary.In(passage.Text, passage.Language) {
			if !m.Term.Kind.IsName() {
				continue
			}
			n, known := at[m.ID]
			if !known {
				n = len(names)
				at[m.ID], ids = n, append(ids, m.ID)
				names = append(names, digest.Name{Source: m.Term.Source, Target: preferred(m.Term), Kind: string(m.Term.Kind), Origin: digest.NameFromGlossary, Confirmed: true})
			}
			if number := d.Article.Segments[i].Number; !slices.Contains(names[n].Segments, number) {
				names[n].Segments = append(names[n].Segments, number)
			}
		}
	}
	p.taken(d, names, at)
	return inOrder(names, ids)
}

// preferred is the rendering of a term where the translation does not show one.
func preferred(t glossary.Term) string {
	if t.Keep {
		return t.Source
	}
	return t.Targets[0]
}

// taken gives the names of a translation the alternative that it has taken
// first. It is spelled as in the glossary.
func (p *Pipeline) taken(d *digest.Digest, names []digest.Name, at map[int]int) {
	if d.Translation == nil {
		return
	}
	done := map[int]bool{}
	for _, s := range d.Translation.Segments {
		if s.Target == nil {
			continue
		}
		for _, m := range p.Style.Glossary.Renderings(*s.Target) {
			n, ok := at[m.ID]
			if !ok || done[m.ID] || m.Term.Keep || !slices.Contains(names[n].Segments, s.Number) {
				continue
			}
			for _, target := range m.Term.Targets {
				one := m.Term
				one.Targets = []string{target}
				if _, _, ok := glossary.Rendered((*s.Target)[m.Start:m.End], one); ok {
					names[n].Target, done[m.ID] = target, true
					break
				}
			}
		}
	}
}

// inOrder sorts names by their terms' places in the glossary.
func inOrder(names []digest.Name, ids []int) []digest.Name {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return ids[a] - ids[b] })
	sorted := make([]digest.Name, len(names))
	for i, n := range order {
		sorted[i] = names[n]
	}
	return sorted
}
