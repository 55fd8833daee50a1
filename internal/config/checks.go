package config

import (
	"net/url"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/andybalholm/cascadia"

	"dragoman/internal/llm"
)

// The checks say what is wrong with a value, or "". Those of settings that
// people may mistake for the place of a secret never repeat it.

func carriers() []string {
	return []string{string(llm.CarrierSchema), string(llm.CarrierJSON), string(llm.CarrierTags), string(llm.CarrierSingle)}
}

// printable refuses control codes, which would reach prompts and terminals,
// but for line ends and tabs.
func printable(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		return "it holds control characters"
	}
	return ""
}

func oneLine(text string) string {
	if strings.TrimSpace(text) == "" {
		return "it is empty"
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		return "it holds a line end or another control character"
	}
	return ""
}

func oneWord(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return quote(text) + " holds a space"
	}
	return ""
}

func reference(text string) string {
	if problem := oneWord(text); problem != "" {
		return problem
	}
	provider, model, found := strings.Cut(text, "/")
	if !found || provider == "" || model == "" {
		return quote(text) + ` names no provider; write it as "provider/model"`
	}
	return ""
}

// languageTag accepts the shape of BCP 47 tags; which languages there are is
// not a matter of settings.
func languageTag(text string) string {
	parts := strings.Split(text, "-")
	for i, p := range parts {
		if p == "" || len(p) > 8 || !every(p, alphanumeric) || i == 0 && (len(p) < 2 || len(p) > 3 || !every(p, letter)) {
			return quote(text) + " is no language tag; write it as ar, zh or pt-BR"
		}
	}
	return ""
}

func atLeastOne(text string) string {
	if text == "0" {
		return "it must be 1 at least"
	}
	return ""
}

func providerName(text string) string {
	if !every(text, func(r rune) bool { return alphanumeric(r) || r == '-' || r == '_' || r == '.' }) {
		return quote(text) + " is no name for a provider; use letters, digits, - and _"
	}
	if text == Auto || text == Recorded {
		return quote(text) + " is a name that the program uses itself"
	}
	return ""
}

func baseURL(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return "it is no address; write it as https://host/v1"
	case u.User != nil:
		return "it holds a user name or password; use api_key_env or headers"
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return "it holds a query or fragment, to which no path can be added"
	}
	return ""
}

// hostName wants what stands between "https://" and the next "/".
func hostName(text string) string {
	u, err := url.Parse("https://" + text)
	if err != nil || u.Host == "" || u.Host != text || !strings.Contains(text, ".") {
		return quote(text) + " is no host; write it as example.org"
	}
	return ""
}

func selector(text string) string {
	if _, err := cascadia.ParseGroup(text); err != nil {
		return quote(text) + " is no CSS selector: " + err.Error()
	}
	return ""
}

// variableName wants upper case, as variables usually are, because a key that
// was pasted in by mistake nearly never is.
func variableName(text string) string {
	if !every(text, func(r rune) bool { return r == '_' || r >= 'A' && r <= 'Z' || digit(r) }) || digit(rune(text[0])) {
		return "it is no name of a variable in upper case, such as HOUSE_LLM_KEY; the key itself does not stand in settings"
	}
	return ""
}

func commandLine(text string) string {
	words, err := split(text)
	switch {
	case err != nil:
		return err.Error()
	case len(words) == 0:
		return "it is empty"
	case strings.ContainsAny(words[0], "/\\") && !filepath.IsAbs(words[0]) && !strings.HasPrefix(words[0], "~/"):
		return "the program is relative to whatever folder one works in; write its name alone or its whole path"
	}
	return ""
}

// headerName accepts the tokens of RFC 9110, 5.6.2.
func headerName(text string) string {
	if !every(text, func(r rune) bool { return alphanumeric(r) || strings.ContainsRune("!#$%&'*+-.^_`|~", r) }) {
		return quote(text) + " is no name for a header"
	}
	return ""
}

func headerValue(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) {
		return "it holds a line end or another control character"
	}
	return ""
}

func proxyURL(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" && u.Scheme != "socks5h" || u.Hostname() == "" {
		return "it is no address of a proxy; write it as http://host:3128"
	}
	return ""
}

func temperature(text string) string {
	if f, problem := scalar(floatType, text); problem != "" || f.(float64) < 0 || f.(float64) > 2 {
		return quote(text) + " is not a number from 0 to 2"
	}
	return ""
}

func money(text string) string {
	if f, problem := scalar(floatType, text); problem != "" || f.(float64) < 0 {
		return quote(text) + " is no price in USD per million tokens"
	}
	return ""
}

// droppable refuses the fields that a request cannot do without: they are the
// program's to send.
func droppable(text string) string {
	if problem := oneWord(text); problem != "" {
		return problem
	}
	switch text {
	case "model", "messages", "stream":
		return quote(text) + " is the program's own to send"
	}
	return ""
}

// every reports whether text is not empty and all of it passes.
func every(text string, is func(rune) bool) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return !is(r) })
}

func digit(r rune) bool        { return r >= '0' && r <= '9' }
func letter(r rune) bool       { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func alphanumeric(r rune) bool { return letter(r) || digit(r) }
