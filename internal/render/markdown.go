package render

import (
	"bytes"
	"fmt"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
)

func writeMarkdown(out *bytes.Buffer, d digest.Digest, opt Options) error {
	switch opt.Part {
	case Names:
		markdownNames(out, d)
		return nil
	case Findings:
		markdownFindings(out, d)
		return nil
	}
	if opt.Part != Translation {
		markdownSummary(out, d, opt)
	}
	if opt.Part != Summary && d.Translation != nil {
		heading := "#"
		if out.Len() > 0 {
			out.WriteString("\n## Translation\n\n")
			heading = "###"
		}
		if len(d.Article.Layout) > 0 && !opt.Bilingual {
			markdownDocument(out, d)
		} else {
			markdownTranslation(out, d, opt, heading)
		}
	}
	if f, ok := foot(d, opt); ok {
		fmt.Fprintf(out, "\n---\n\n%s\n", markdown(f.String()))
	}
	if opt.WithNames {
		out.WriteString("\n## Names\n\n")
		markdownNames(out, d)
	}
	return nil
}

func markdownSummary(out *bytes.Buffer, d digest.Digest, opt Options) {
	if summaryMissing(d) {
		fmt.Fprintf(out, "**%s**\n", noSummary)
	}
	s := d.Summary
	if s == nil {
		return
	}
	foreign := !language.IsEnglish(s.Language)
	if foreign {
		fmt.Fprintf(out, "%s\n\n", div(s.Language))
	}
	fmt.Fprintf(out, "# %s%s\n", markdown(Line(s.Headline)), evidence(s.HeadlineEvidence, opt))
	if s.Dek != "" {
		fmt.Fprintf(out, "\n**%s**%s\n", markdown(Line(s.Dek)), evidence(s.DekEvidence, opt))
	}
	if len(s.Body) > 0 {
		out.WriteString("\n")
	}
	body := make([]string, len(s.Body))
	for i, b := range s.Body {
		body[i] = markdown(Line(b.Text)) + evidence(b.Evidence, opt)
	}
	switch {
	case len(body) == 0:
	case s.Form == digest.Bullets:
		fmt.Fprintf(out, "- %s\n", strings.Join(body, "\n- "))
	default:
		fmt.Fprintln(out, strings.Join(body, " "))
	}
	if foreign {
		out.WriteString("\n</div>\n")
	}
}

func markdownTranslation(out *bytes.Buffer, d digest.Digest, opt Options, heading string) {
	var prev article.Kind
	for i, b := range blocks(*d.Translation, opt.Bilingual) {
		items := b.Kind == article.ListItem && prev == article.ListItem && len(b.Source) == 0
		if i > 0 && !items {
			out.WriteString("\n")
		}
		prev = b.Kind
		if len(b.Source) > 0 {
			source := markdownPieces(b.Source, Options{Clean: true})
			fmt.Fprintf(out, "%s\n\n", quoted(div(d.Article.Language)+"\n\n"+source+"\n\n</div>"))
		}
		fmt.Fprintln(out, markdownBlock(b, opt, heading))
	}
}

// markdownBlock gives a block the form of its kind. Lines after the first
// belong to the same list item or quotation.
func markdownBlock(b block, opt Options, heading string) string {
	if b.Failure != "" {
		return fmt.Sprintf("**[%d] %s**", b.Number, markdown(b.Failure))
	}
	text := markdownPieces(b.Target, opt)
	switch b.Kind {
	case article.Headline:
		return heading + " " + strings.ReplaceAll(text, "\\\n", " ")
	case article.Subheading:
		return heading + "# " + strings.ReplaceAll(text, "\\\n", " ")
	case article.ListItem:
		return "- " + strings.ReplaceAll(text, "\n", "\n  ")
	case article.Quote:
		return quoted(text)
	case article.Caption:
		return "*" + text + "*"
	}
	return text
}

func markdownPieces(pieces []piece, opt Options) string {
	var out strings.Builder
	for i, p := range pieces {
		if !opt.Clean {
			fmt.Fprintf(&out, "[%d] ", p.Number)
		}
		out.WriteString(markdown(p.Text))
		if i+1 < len(pieces) {
			out.WriteString(dash(p.Text))
		}
	}
	return out.String()
}

func markdownNames(out *bytes.Buffer, d digest.Digest) {
	if len(d.Names) == 0 {
		fmt.Fprintln(out, noNames)
		return
	}
	out.WriteString("| English | source | kind | origin | segments |\n| --- | --- | --- | --- | --- |\n")
	for _, n := range names(d) {
		numbers := strings.TrimSpace(evidence(n.Segments, Options{}))
		fmt.Fprintf(out, "| %s | <bdi%s>%s</bdi> | %s | %s | %s |\n", markdown(Line(n.Target)),
			attributes(d.Article.Language), markdown(Line(n.Source)), markdown(Line(n.Kind)), markdown(originOf(n)), numbers)
	}
}

func markdownFindings(out *bytes.Buffer, d digest.Digest) {
	all := groups(d)
	if len(all) == 0 {
		out.WriteString("no findings\n")
	}
	for _, g := range all {
		severity := string(g.Severity)
		if g.Severity == check.Error {
			severity = "**" + severity + "**"
		}
		head := strings.TrimSpace(severity + " " + markdown(g.Check) + " " + g.at())
		fmt.Fprintf(out, "- %s: %s\n", head, markdown(g.Message))
		if g.Source != "" {
			fmt.Fprintf(out, "  - source: <bdi%s>%s</bdi>\n", attributes(d.Article.Language), markdown(g.Source))
		}
		if g.Target != "" {
			fmt.Fprintf(out, "  - English: %s\n", markdown(g.Target))
		}
	}
	fmt.Fprintf(out, "\n%s\n", markdown(ChecksLine(d)))
}

// div opens an element with the language and direction of a text. The blank
// line after it lets Markdown go on inside.
func div(tag string) string { return "<div" + attributes(tag) + ">" }

// attributes returns dir and lang for a tag.
func attributes(tag string) string {
	l := langOf(tag)
	if l.Lang == "" {
		return ` dir="` + l.Dir + `"`
	}
	return ` dir="` + l.Dir + `" lang="` + l.Lang + `"`
}

// quoted makes a block quotation of lines.
func quoted(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace("> " + line)
	}
	return strings.Join(lines, "\n")
}

// markdown returns text in which no character is Markdown or HTML. Line ends
// within it become hard breaks, blank lines go.
func markdown(text string) string {
	var lines []string
	for line := range strings.Lines(Safe(text)) {
		if line = Line(line); line != "" {
			lines = append(lines, escapeLine(line))
		}
	}
	return strings.Join(lines, "\\\n")
}

// inline escapes what means something anywhere in a line. "<" and "&" become
// entities, since a reader that knows no backslashes before them would see
// markup; "$" starts mathematics on some sites; "!" and "^" matter only beside
// a bracket, which is escaped.
var inline = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"|", `\|`, "~", `\~`, "$", `\$`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
)

// escapeLine escapes one line, with what means something only at its start:
// headings, lists, rules and numbered lists.
func escapeLine(line string) string {
	digits := strings.TrimLeft(line, "0123456789")
	if n := len(line) - len(digits); n > 0 && digits != "" && (digits[0] == '.' || digits[0] == ')') {
		return line[:n] + `\` + digits[:1] + inline.Replace(digits[1:])
	}
	if strings.ContainsRune("#+-=:", rune(line[0])) {
		return `\` + line[:1] + inline.Replace(line[1:])
	}
	return inline.Replace(line)
}
