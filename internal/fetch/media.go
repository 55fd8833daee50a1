package fetch

import (
	"fmt"
	"strings"
)

// contentType takes a Content-Type header apart, as far as it can be
// understood: servers write it in many ways.
func contentType(header string) (media, charset string) {
	media, params, _ := strings.Cut(header, ";")
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(param, "=")
		if charset == "" && strings.EqualFold(strings.TrimSpace(name), "charset") {
			charset = strings.ToLower(strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
	return strings.ToLower(strings.TrimSpace(media)), charset
}

// checkType refuses what the server itself says is no text.
func checkType(media string) *Error {
	major, minor, _ := strings.Cut(media, "/")
	switch {
	case media == "", media == "application/octet-stream", media == "unknown/unknown": // the body will show
		return nil
	case major == "text" && minor != "css" && minor != "javascript":
		return nil
	case major == "application" && isTextual(minor):
		return nil
	}
	return typeFault(media)
}

// isTextual knows the application types that pages, feeds and their data have.
func isTextual(minor string) bool {
	switch minor {
	case "xhtml+xml", "xml", "json", "x-ndjson", "jsonl", "x-jsonlines", "markdown", "x-rss", "rss", "atom", "txt", "html":
		return true
	}
	return strings.HasSuffix(minor, "+xml") || strings.HasSuffix(minor, "+json") || strings.HasPrefix(minor, "xhtml")
}

func typeFault(media string) *Error {
	hint := ""
	if media == "application/pdf" {
		hint = "take its text: pdftotext FILE.pdf - | dragoman digest -"
	}
	return fault(KindType, hint, "is %s, not an article page", nameOf(media))
}

// nameOf names a media type for people.
func nameOf(media string) string {
	major, minor, _ := strings.Cut(media, "/")
	switch {
	case media == "application/pdf":
		return "a PDF"
	case major == "image":
		return "an image"
	case major == "audio":
		return "a sound file"
	case major == "video":
		return "a video"
	case major == "font":
		return "a font"
	case strings.Contains(minor, "zip"), strings.Contains(minor, "rar"), strings.Contains(minor, "7z"):
		return "an archive"
	case minor == "msword", strings.HasPrefix(minor, "vnd.openxmlformats"), strings.HasPrefix(minor, "vnd.ms-"), strings.HasPrefix(minor, "vnd.oasis"):
		return "an office document"
	case media == "application/octet-stream":
		return "binary data"
	}
	return fmt.Sprintf("%.60q", media)
}

// sizeFault is about a body over the limit.
func sizeFault(limit int64) *Error {
	return fault(KindSize, "allow more: --max-size", "larger than %s, the largest that is read", size(limit))
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.4g MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.4g KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
