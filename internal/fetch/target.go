package fetch

import (
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"
	"golang.org/x/net/idna"
)

// target is what the user asked for: an address without secrets, and the
// headers that go to its host alone.
type target struct {
	url    *url.URL
	header http.Header
	key    string // in the store
}

func (t target) String() string { return t.url.String() }

// parseTarget takes an address apart. A name and password in it become a
// header, as in a browser, and are nowhere else from then on.
func parseTarget(rawURL string, header http.Header) (target, *Error) {
	u, err := url.Parse(strings.TrimSpace(rawURL))
	if err != nil {
		return target{}, fault(KindURL, "", "not a valid address")
	}
	user := u.User
	if fault := clean(u); fault != nil {
		return target{}, fault
	}
	own, fault := cleanHeader(header)
	if fault != nil {
		return target{}, fault
	}
	if user != nil && own.Get("Authorization") == "" {
		password, _ := user.Password()
		own.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	}
	return target{url: u, header: own}, nil
}

// cleanHeader returns a copy in canonical form. The fault names no more than a
// valid name: what is not one may be a secret.
func cleanHeader(header http.Header) (http.Header, *Error) {
	own := http.Header{}
	for name, values := range header {
		if !httpguts.ValidHeaderFieldName(name) {
			return nil, fault(KindHeader, "write --header 'Name: value'", "a header of yours has no valid name")
		}
		for _, value := range values {
			if !httpguts.ValidHeaderFieldValue(value) {
				return nil, fault(KindHeader, "", "your header %s has characters that none may have", name)
			}
			own.Add(name, value)
		}
	}
	return own, nil
}

// clean checks an address and puts it into the form that is asked for, compared
// and stored: no user, no fragment, the host in lower case and ASCII.
func clean(u *url.URL) *Error {
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme == "" || u.Opaque != "" && strings.ContainsAny(u.Opaque[:1], "0123456789") { // "host:80/x" has none either
		return fault(KindScheme, "write https://… in front", "an address begins with https:// or http://")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return fault(KindScheme, "", "only http and https can be fetched, not %s", u.Scheme)
	}
	host, fault := cleanHost(u.Hostname())
	if fault != nil {
		return fault
	}
	if port := u.Port(); port != "" && port != defaultPort(u.Scheme) {
		host = net.JoinHostPort(strings.Trim(host, "[]"), port)
	}
	u.Host, u.User, u.Fragment, u.RawFragment = host, nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return nil
}

// cleanHost returns a host in ASCII, an IPv6 address in brackets. What merely
// looks like a number, such as 0x7f.1, is refused: some resolvers and proxies
// take it for an address.
func cleanHost(host string) (string, *Error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		if addr.Is6() {
			return "[" + addr.String() + "]", nil
		}
		return addr.String(), nil
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil && isASCII(host) { // names with an underscore exist
		ascii, err = strings.ToLower(strings.TrimSuffix(host, ".")), nil
	}
	if err != nil || ascii == "" || strings.ContainsAny(ascii, " %<>[]|^\\") {
		return "", fault(KindURL, "", "not a valid host name")
	}
	if addr, err := netip.ParseAddr(ascii); err == nil { // written in wide digits
		return addr.String(), nil
	}
	last := ascii[strings.LastIndex(ascii, ".")+1:]
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		return "", fault(KindURL, "", "not a valid host name or address")
	}
	return ascii, nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7E || r <= ' ' }) < 0
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// mayTell reports whether what is meant for the user's host may be sent to u:
// the same host and service, and not in clear what would have been encrypted.
func (t target) mayTell(u *url.URL) bool {
	if t.url.Scheme == "https" && u.Scheme == "http" {
		return false
	}
	return t.url.Hostname() == u.Hostname() && t.url.Port() == u.Port()
}
