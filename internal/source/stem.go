package source

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// stem returns what an output file can be named after: a file's name without
// its ending, a page's host and the last part of its path.
func stem(name string) string {
	if name == "-" {
		return "stdin"
	}
	if !isAddress(name) {
		base := filepath.Base(name)
		return strings.TrimSuffix(base, filepath.Ext(base))
	}
	u, err := url.Parse(name)
	if err != nil {
		return ""
	}
	last := path.Base(u.Path)
	if last == "/" || last == "." {
		last = ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.") + " " + strings.TrimSuffix(last, path.Ext(last))
}
