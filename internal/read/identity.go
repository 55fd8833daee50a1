package read

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// idDigits is the length of an id: 48 bits, so that two in ten thousand
// articles share one once in five million times.
const idDigits = 12

// identity returns the id of an article: from where it stands, so that a new
// version has the id of the old one, else from its text.
func identity(address, contentHash string) string {
	if c := canonical(address); c != "" {
		sum := sha256.Sum256([]byte(c))
		return hex.EncodeToString(sum[:])[:idDigits]
	}
	return contentHash[:idDigits]
}

// canonical returns an address in the one form that all ways of writing it
// share, or "" for what is no web address: without fragment, tracking
// parameters, default port and the slash at the end, http as https.
func canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	query := u.Query()
	for name := range query {
		if isTracking(strings.ToLower(name)) {
			query.Del(name)
		}
	}
	c := "https://" + host + strings.TrimRight(u.EscapedPath(), "/")
	if q := query.Encode(); q != "" {
		c += "?" + q
	}
	return c
}

// isTracking reports whether a parameter says who sent a reader and not what
// is read: those of the large analytics, advertising and mailing services.
func isTracking(name string) bool {
	switch name {
	case "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "ref_src", "cmpid", "ocid", "_ga":
		return true
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "at_")
}

// hostOf returns the host of an address in lower case, without "www.", or "".
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
