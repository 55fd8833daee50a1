package fetch

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

// ReadCookies reads a cookie file of the Netscape format, as browsers' add-ons
// and curl write it. A Domain that begins with a dot is for the hosts below,
// too. Errors name the line, never what is on it.
func ReadCookies(r io.Reader) ([]*http.Cookie, error) {
	var cookies []*http.Cookie
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		line, only := strings.CutPrefix(line, "#HttpOnly_")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c, err := parseCookie(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		c.HttpOnly = only
		cookies = append(cookies, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read cookies: %w", err)
	}
	return cookies, nil
}

// parseCookie reads domain, subdomains too, path, secure, expiry, name, value.
func parseCookie(line string) (*http.Cookie, error) {
	f := strings.Split(line, "\t")
	if len(f) == 6 { // an empty value whose tab an editor has cut off
		f = append(f, "")
	}
	if len(f) != 7 {
		return nil, fmt.Errorf("not a cookie: %d fields between tabs, want 7; export a cookies.txt in Netscape format", len(f))
	}
	host := strings.ToLower(strings.TrimPrefix(f[0], "."))
	if _, fault := cleanHost(host); fault != nil {
		return nil, fmt.Errorf("not a cookie: its first field is no host")
	}
	if !tokenOnly(f[5]) || strings.ContainsFunc(f[6], isBadInValue) {
		return nil, fmt.Errorf("not a cookie: its name or value has characters that none may have")
	}
	c := &http.Cookie{Domain: host, Path: f[2], Secure: isTrue(f[3]), Name: f[5], Value: f[6]}
	if isTrue(f[1]) {
		c.Domain = "." + host
	}
	expiry, err := strconv.ParseFloat(f[4], 64) // some add-ons write fractions
	if err != nil || expiry != expiry || expiry > 1e11 || expiry < -1e11 {
		return nil, fmt.Errorf("not a cookie: its fifth field is no time")
	}
	if expiry > 0 { // 0 ends with the session, which is this process
		c.Expires = time.Unix(int64(expiry), 0)
	}
	return c, nil
}

func isTrue(s string) bool { return strings.EqualFold(s, "TRUE") }

// tokenOnly reports whether a cookie's name can stand in a header.
func tokenOnly(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return isBadInValue(r) || r == '=' })
}

func isBadInValue(r rune) bool { return r < ' ' || r == 0x7F || r == ';' }

// newJar returns a jar with the user's cookies. What is past its time stays out.
func newJar(cookies []*http.Cookie) *cookiejar.Jar {
	jar, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		panic("fetch: " + err.Error())
	}
	for _, c := range cookies {
		own := *c
		host, below := strings.CutPrefix(c.Domain, ".")
		if !below {
			own.Domain = "" // for this host only
		}
		jar.SetCookies(&url.URL{Scheme: "https", Host: bracketed(host), Path: "/"}, []*http.Cookie{&own})
	}
	return jar
}

func bracketed(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// cookieHeader returns what to send to an address: the user's cookies, and
// over them what servers have set.
func (c *Client) cookieHeader(u *url.URL) string { return cookiesFor(c.cookies, u) }

// cookiesFor writes the header itself: values go as they came, also those that
// the standard library would change.
func cookiesFor(jar *cookiejar.Jar, u *url.URL) string {
	header := ""
	for _, c := range jar.Cookies(u) {
		value := c.Value
		if c.Quoted {
			value = `"` + value + `"`
		}
		header = join(header, c.Name+"="+value)
	}
	return header
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
