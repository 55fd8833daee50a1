package openai

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// fault is an error as a service wrote it, in whichever shape.
type fault struct {
	Message string
	Code    string // a word, or an HTTP status in digits
	Type    string
	Param   string
	Wait    time.Duration // Gemini's RetryInfo
	Daily   bool          // Gemini: a quota per day
	Page    bool          // a web page
}

// parseFault reads an error's body, in the shapes services really send:
// OpenAI's object, an array of it (Gemini), a text as "error" (Ollama), a bare
// "message" (Cohere, DashScope), "detail" as a text or a list (Mistral), a web
// page, plain text, nothing.
func parseFault(data []byte) fault {
	var f fault
	data = bytes.TrimSpace(data)
	var v any
	if json.Unmarshal(data, &v) == nil {
		f.read(v)
		return f
	}
	if bytes.HasPrefix(data, []byte("<")) {
		f.Page = true
		f.Message = pageTitle(string(data))
		return f
	}
	f.Message = string(data)
	return f
}

// read takes what it finds in a decoded body; what is found first wins.
func (f *fault) read(v any) {
	switch v := v.(type) {
	case string:
		f.say(v)
	case []any:
		if len(v) > 0 {
			f.read(v[0])
		}
	case map[string]any:
		f.readObject(v)
	}
}

func (f *fault) readObject(m map[string]any) {
	f.read(m["error"])
	f.readDetail(m["detail"])
	switch message := m["message"].(type) {
	case string:
		f.say(message)
	case map[string]any:
		f.readObject(message)
	}
	set(&f.Code, m["code"])
	set(&f.Type, m["type"])
	set(&f.Type, m["status"]) // Gemini: RESOURCE_EXHAUSTED
	set(&f.Param, m["param"])
	if inner, ok := m["innererror"].(map[string]any); ok { // Azure
		set(&f.Code, inner["code"])
	}
	f.readDetails(m["details"])
}

// readDetail reads FastAPI's list of refused fields. Only the place and the
// words are taken: an item's "input" quotes the request.
func (f *fault) readDetail(v any) {
	items, ok := v.([]any)
	if !ok {
		f.read(v)
		return
	}
	for _, item := range items {
		m, _ := item.(map[string]any)
		loc, _ := m["loc"].([]any)
		place := make([]string, 0, len(loc))
		for _, l := range loc {
			var s string
			set(&s, l)
			if s != "body" {
				place = append(place, s)
			}
		}
		message, _ := m["msg"].(string)
		f.say(strings.Trim(strings.Join(place, ".")+": "+message, ": "))
		set(&f.Type, m["type"])
		if len(place) > 0 {
			set(&f.Param, place[0])
		}
	}
}

// readDetails reads the details of Google's errors.
func (f *fault) readDetails(v any) {
	items, _ := v.([]any)
	for _, item := range items {
		m, _ := item.(map[string]any)
		if s, ok := m["retryDelay"].(string); ok {
			if d, err := time.ParseDuration(s); err == nil && d > 0 {
				f.Wait = d
			}
		}
		if s, ok := m["reason"].(string); ok && f.Code == "" || s == "API_KEY_INVALID" {
			f.Code = s
		}
		violations, _ := m["violations"].([]any)
		for _, violation := range violations {
			quota, _ := violation.(map[string]any)
			id, _ := quota["quotaId"].(string)
			f.Daily = f.Daily || strings.Contains(id, "PerDay")
		}
	}
}

func (f *fault) say(message string) {
	if f.Message == "" {
		f.Message = message
	}
}

// set fills an empty string from a JSON string or number.
func set(to *string, v any) {
	if *to != "" {
		return
	}
	switch v := v.(type) {
	case string:
		*to = v
	case float64:
		if v != 0 {
			*to = strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
}

var titleTag = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
})

// pageTitle returns the title of a web page.
func pageTitle(page string) string {
	if m := titleTag().FindStringSubmatch(page); m != nil {
		return html.UnescapeString(m[1])
	}
	return "a web page"
}
