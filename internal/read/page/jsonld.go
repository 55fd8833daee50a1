package page

import (
	"encoding/json"
	"html"
	"strings"
	"unicode"
)

// linked is what the page's JSON-LD says of its article.
type linked struct {
	headline, description, body string
	byline, publisher           string
	published, updated          string
	language, url               string
	free                        *bool // isAccessibleForFree
}

// maxDepth and maxObjects bound what is read of JSON-LD; no real page comes near.
const (
	maxDepth   = 40
	maxObjects = 5000
)

// linkedData reads the article out of the JSON-LD of a page. Of several
// articles it is the one that title names or, failing that, the first.
func linkedData(scripts []string, title string) linked {
	g := graph{ids: map[string]map[string]any{}}
	for _, script := range scripts {
		g.collect(parseJSON(script), 0)
	}
	var best map[string]any
	for _, o := range g.articles {
		if best == nil || title != "" && !sameTitle(str(best["headline"]), title) && sameTitle(str(o["headline"]), title) {
			best = o
		}
	}
	if best == nil {
		return linked{}
	}
	return g.read(best)
}

type graph struct {
	ids      map[string]map[string]any
	articles []map[string]any
	objects  int
}

func (g *graph) collect(v any, depth int) {
	if depth > maxDepth || g.objects > maxObjects {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.collect(e, depth+1)
		}
	case map[string]any:
		g.objects++
		if id := str(v["@id"]); id != "" && len(v) > 1 {
			g.ids[id] = v
		}
		if isArticle(v["@type"]) {
			g.articles = append(g.articles, v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "@list"} {
			g.collect(v[key], depth+1)
		}
	}
}

// isArticle reports whether a type is schema.org's Article or one of its kinds.
func isArticle(v any) bool {
	for _, t := range list(v) {
		t = t[strings.LastIndexByte(t, '/')+1:]
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report" || t == "Review" {
			return true
		}
	}
	return false
}

func (g *graph) read(o map[string]any) linked {
	l := linked{
		headline: plainText(str(o["headline"])), description: plainText(str(o["description"])), body: str(o["articleBody"]),
		byline: strings.Join(g.names(o["author"], 0), ", "), publisher: strings.Join(g.names(o["publisher"], 0), ", "),
		published: str(o["datePublished"]), updated: str(o["dateModified"]), language: str(o["inLanguage"]), url: str(o["url"]),
	}
	if l.headline == "" {
		l.headline = plainText(str(o["name"]))
	}
	switch free := o["isAccessibleForFree"].(type) {
	case bool:
		l.free = &free
	case string:
		is := !strings.EqualFold(free, "false")
		l.free = &is
	}
	return l
}

// names returns the names of people or organisations: strings, objects with a
// name, references to such, or lists of them.
func (g *graph) names(v any, depth int) []string {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case string:
		if name := plainText(v); isName(name) {
			return []string{name}
		}
	case []any:
		var all []string
		for _, e := range v[:min(len(v), 20)] {
			all = append(all, g.names(e, depth+1)...)
		}
		return all
	case map[string]any:
		if v["name"] != nil {
			return g.names(v["name"], depth+1)
		}
		if o := g.ids[str(v["@id"])]; o != nil {
			return g.names(o["name"], depth+1)
		}
	}
	return nil
}

// isName reports whether a text can be a name and not an address.
func isName(s string) bool {
	return s != "" && len(s) < 200 && !strings.Contains(s, "://") && !strings.HasPrefix(s, "@") && !strings.HasPrefix(s, "www.") && strings.ContainsFunc(s, unicode.IsLetter)
}

// plainText returns a text that may hold entities or tags as one line.
func plainText(s string) string {
	if strings.ContainsRune(s, '<') {
		s = strings.Join(stripTags(s), " ")
	}
	return squeeze(html.UnescapeString(s))
}

// str returns a string, the first of a list of strings, or "".
func str(v any) string {
	if l := list(v); len(l) > 0 {
		return l[0]
	}
	return ""
}

func list(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// parseJSON reads JSON and forgives what hand-made templates do to it: comments
// of HTML around it, raw line ends in strings, commas before a closing bracket.
// What cannot be read at all is nil.
func parseJSON(text string) any {
	text = strings.TrimSpace(text)
	for _, wrap := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		text = strings.TrimSpace(strings.TrimPrefix(text, wrap))
	}
	for _, wrap := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		text = strings.TrimSpace(strings.TrimSuffix(text, wrap))
	}
	var v any
	if json.Unmarshal([]byte(text), &v) == nil {
		return v
	}
	if json.Unmarshal(repairJSON(text), &v) == nil {
		return v
	}
	return fields(text)
}

func repairJSON(text string) []byte {
	out := make([]byte, 0, len(text))
	inString := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case inString && c == '\\' && i+1 < len(text):
			out = append(out, c)
			i++
			c = text[i]
		case c == '"':
			inString = !inString
		case c < ' ':
			c = ' '
		case !inString && (c == '}' || c == ']'):
			for len(out) > 0 && (out[len(out)-1] == ' ' || out[len(out)-1] == ',') {
				out = out[:len(out)-1]
			}
		}
		out = append(out, c)
	}
	return out
}

// fields returns the plain fields of an article that stand in broken JSON.
func fields(text string) any {
	if !strings.Contains(text, "Article\"") {
		return nil
	}
	o := map[string]any{"@type": "Article"}
	for _, key := range []string{"headline", "description", "datePublished", "dateModified", "inLanguage", "isAccessibleForFree"} {
		_, rest, ok := strings.Cut(text, `"`+key+`"`)
		rest = strings.TrimLeft(rest, " \t\r\n")
		if !ok || !strings.HasPrefix(rest, ":") {
			continue
		}
		var v any
		rest = strings.TrimLeft(rest[1:], " \t\r\n")
		if json.NewDecoder(strings.NewReader(rest)).Decode(&v) == nil {
			o[key] = v
		}
	}
	return o
}
