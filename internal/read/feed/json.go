package feed

import (
	"encoding/json"
	"errors"
	"strings"
)

// isJSON reports whether a text is a JSON Feed: an object whose version is the
// address of the format's page, or a bare 1 or 1.1 beside a list of items.
func isJSON(text string) bool {
	text = trimStart(text)
	if !strings.HasPrefix(text, "{") {
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.Token()
	version, items := "", false
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return false
		}
		switch key {
		case "version":
			json.Unmarshal(value, &version)
		case "items":
			items = len(value) > 0 && value[0] == '['
		}
		if isFeedPage(version) || items && (version == "1.0" || version == "1.1" || version == "1") {
			return true
		}
	}
	return false
}

func isFeedPage(version string) bool {
	_, page, _ := strings.Cut(version, "://")
	return strings.HasPrefix(strings.TrimPrefix(page, "www."), "jsonfeed.org/version/")
}

// jsonError says where JSON does not fit.
func jsonError(text string, err error) *Error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return &Error{Line: line(text, syntax.Offset), Message: "the feed is not valid JSON: " + printable(syntax.Error())}
	case errors.As(err, &kind):
		return &Error{Message: "the feed has the wrong type at " + printable(strings.TrimPrefix(kind.Field, "alias.")) + ": " + kind.Value}
	}
	return &Error{Message: "the feed is not valid JSON"}
}

func line(text string, offset int64) int {
	return 1 + strings.Count(text[:min(max(offset, 0), int64(len(text)))], "\n")
}
