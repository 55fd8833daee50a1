package cli

import (
	"fmt"
	"io"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/language"
	"dragoman/internal/render"
)

// instructions warns, a line for each segment, of what reads like an
// instruction to a model, before any model sees it. The text is sent as it is:
// a story on such attempts must be translated too.
func (a *app) instructions(w io.Writer, name string, art article.Article) {
	if a.settings.Quiet {
		return
	}
	for _, s := range art.Segments {
		found := check.Instructions(s.Text, language.SegmentTag(s.Text, art.Language))
		if len(found) == 0 {
			continue
		}
		says := "holds"
		if found[0].Quoted {
			says = "quotes"
		}
		fmt.Fprintf(w, "%s: [%d] %s what reads like an instruction to the model: %q\n", render.Line(name), s.Number, says, render.Line(found[0].Text))
	}
}
