package check

import (
	"testing"

	"dragoman/internal/article"
)

func TestMarkup(t *testing.T) {
	link := article.Mark{Kind: article.Link, Start: 0, End: 4, Open: "[", Close: "](http://x.example)"}
	bold := article.Mark{Kind: article.Strong, Start: 0, End: 4, Open: "**", Close: "**"}
	cell := article.Mark{Kind: article.Cell, Start: 4, End: 7, Open: "|"}
	number := article.Mark{Kind: article.Number, Start: 0, End: 3, Open: "1. "}
	marks := func(m ...article.Mark) []article.Mark { return m }
	pair := func(target string, source, found []article.Mark) Pair {
		return Pair{Source: "قال الوزير", Target: target, Marks: source, TargetMarks: found}
	}
	testPairs(t, markupKept, []pairRow{
		{name: "no marks", pair: pair("The minister said", nil, nil)},
		{name: "kept", pair: pair("The minister said", marks(link, bold, cell), marks(bold, cell, link))},
		{name: "link lost", pair: pair("The minister said", marks(link), nil), want: "error lacks the link of the source"},
		{name: "another link", pair: pair("The minister said", marks(link), marks(article.Mark{Kind: article.Link, Open: "[", Close: "](http://y.example)"})), want: "error lacks the link of the source"},
		{name: "link twice", pair: pair("The minister said", marks(link), marks(link, link)), want: "error has the link 2 times, the source 1"},
		{name: "a cell of two lost", pair: pair("The minister said", marks(cell, cell), marks(cell)), want: "error has the border between table cells 1 times, the source 2"},
		{name: "bold lost", pair: pair("The minister said", marks(bold), nil), want: "warning lacks the bold type of the source"},
		{name: "bold twice", pair: pair("The minister said", marks(bold), marks(bold, bold))},
		{name: "number moved", pair: pair("The minister said", marks(number), nil)},
		{name: "stray tag", pair: pair("The minister </x1> said", marks(bold), marks(bold)), want: "error holds the tag </x1>, which opens or closes nothing"},
		{name: "the author's own", pair: Pair{Source: "وسم <x1> قال", Target: "A tag <x1> said", Marks: marks(bold), TargetMarks: marks(bold)}},
		{name: "no tags were sent", pair: pair("The minister <x1> said", marks(number), marks(number))},
	})
}
