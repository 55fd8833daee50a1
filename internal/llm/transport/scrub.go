package transport

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMessage is the longest message of a service that is shown: two lines of a
// wide terminal.
const maxMessage = 300

// quoted is how many bytes of the prompt make a quotation: shorter runs are
// words anybody may use.
const quoted = 40

// Scrub makes a service's words fit for an error: one line, short, without
// control characters, the key, or quotations from the prompt.
func (k *Call) Scrub(message string) string {
	return k.Short(k.unquote(message), maxMessage)
}

// shortestSecret is the length from which on a configured value is hidden in a
// service's words; shorter ones, such as a version, are words anybody may use.
const shortestSecret = 8

// hidden returns what a service's words must not show beside the key: the
// values of the configured headers and what the base URL has for credentials.
func hidden(headers http.Header, base string) []string {
	var found []string
	add := func(s string) {
		if len(s) >= shortestSecret {
			found = append(found, s)
		}
	}
	for _, values := range headers {
		for _, value := range values {
			add(value)
			_, token, _ := strings.Cut(value, " ") // "Bearer …"
			add(token)
		}
	}
	u, err := url.Parse(base)
	if err != nil {
		return found
	}
	password, _ := u.User.Password()
	add(password)
	for _, values := range u.Query() {
		for _, value := range values {
			add(value)
		}
	}
	return found
}

// Short returns s on one line without the key and what else is hidden, at most
// n runes long.
func (k *Call) Short(s string, n int) string {
	if k.key != "" {
		s = strings.ReplaceAll(s, k.key, "[key]")
	}
	for _, secret := range k.hidden {
		s = strings.ReplaceAll(s, secret, "[hidden]")
	}
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsGraphic(r)
	}), " ")
	if utf8.RuneCountInString(s) > n {
		s = string([]rune(s)[:n]) + "…"
	}
	return s
}

// unquote cuts out every run of the message that stands in the prompt.
func (k *Call) unquote(message string) string {
	if len(message) > maxFault {
		message = message[:maxFault]
	}
	var b strings.Builder
	for i := 0; i < len(message); {
		n := k.quotedAt(message[i:])
		if n == 0 {
			b.WriteByte(message[i])
			i++
			continue
		}
		b.WriteString("…")
		i += n
	}
	return b.String()
}

// quotedAt returns the length of the prompt's text that s begins with, or 0
// when that is no quotation.
func (k *Call) quotedAt(s string) int {
	if len(s) < quoted {
		return 0
	}
	for _, m := range k.Request.Messages {
		at := strings.Index(m.Content, s[:quoted])
		if at < 0 {
			continue
		}
		n := quoted
		for n < len(s) && at+n < len(m.Content) && s[n] == m.Content[at+n] {
			n++
		}
		return n
	}
	return 0
}
