package render

import (
	"bytes"
	"fmt"
	"io"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// Article writes an article as it was read: what is known of it, then each
// segment with its number and kind and, when asked for, what was left out and
// why. Texts stand on lines of their own, in logical order.
func Article(w io.Writer, a article.Article, showDropped bool) error {
	var out bytes.Buffer
	for _, field := range []struct{ name, value string }{
		{"id", a.ID}, {"source", a.Source}, {"language", languageField(a.Language)},
		{"url", a.URL}, {"publisher", a.Publisher}, {"byline", a.Byline},
		{"published", a.Published}, {"updated", a.Updated}, {"title", title(a)},
		{"copy of", copyOf(a)},
	} {
		if field.value != "" {
			fmt.Fprintf(&out, "%s: %s\n", field.name, Line(field.value))
		}
	}
	for _, s := range a.Segments {
		fmt.Fprintf(&out, "\n[%d] %s\n%s\n", s.Number, Line(string(s.Kind)), indented(s.Text, "    "))
	}
	if showDropped {
		out.WriteString("\n--- left out ---\n")
		if len(a.Dropped) == 0 {
			out.WriteString("\nnothing\n")
		}
		for _, b := range a.Dropped {
			what := ""
			if b.Carried {
				what = ", kept in Markdown output, not translated"
			}
			fmt.Fprintf(&out, "\n%s%s:\n%s\n", Line(b.Reason), what, indented(b.Text, "    "))
		}
	}
	_, err := io.WriteString(w, Safe(out.String()))
	return err
}

func copyOf(a article.Article) string {
	if a.CopyOf == nil {
		return ""
	}
	return fmt.Sprintf("%s (%.0f %%)", a.CopyOf.Source, 100*a.CopyOf.Similarity)
}

func languageField(tag string) string {
	if tag == "" {
		return ""
	}
	return fmt.Sprintf("%s (%s)", language.Name(tag), tag)
}

// title returns an article's title where no segment says it already.
func title(a article.Article) string {
	for _, s := range a.Segments {
		if s.Text == a.Title {
			return ""
		}
	}
	return a.Title
}
