package fetch

import (
	"net/url"
	"strings"
	"testing"
)

const jarFile = "\uFEFF# Netscape HTTP Cookie File\r\n" +
	"# https://curl.se/docs/http-cookies.html\r\n\r\n" +
	".example.org\tTRUE\t/\tFALSE\t0\tall\t1\r\n" +
	"www.example.org\tFALSE\t/\tFALSE\t4102444800\thost\t\"quoted, with comma\"\r\n" +
	"#HttpOnly_.example.org\tTRUE\t/news\tTRUE\t4102444800.5\tsafe\ta=b\r\n" +
	".example.org\tTRUE\t/\tFALSE\t1000000000\tpast\tx\r\n" +
	"example.org\tFALSE\t/\tFALSE\t0\tempty\r\n" +
	".co.uk\tTRUE\t/\tFALSE\t0\twide\tx\n" +
	"10.0.0.1\tFALSE\t/\tFALSE\t0\taddress\t1\n" +
	".xn--mller-kva.example\tTRUE\t/\tFALSE\t0\tidn\t1\n"

func TestCookies(t *testing.T) {
	cookies, err := ReadCookies(strings.NewReader(jarFile))
	if err != nil {
		t.Fatal(err)
	}
	if len(cookies) != 8 || !cookies[2].HttpOnly || cookies[1].HttpOnly {
		t.Fatalf("read %d cookies: %v", len(cookies), cookies)
	}
	jar := newJar(cookies)
	for address, want := range map[string]string{
		"http://example.org/":            "all=1; empty=",
		"http://www.example.org/":        `all=1; host="quoted, with comma"`,
		"http://sub.www.example.org/":    "all=1",
		"https://example.org/news/today": "safe=a=b; all=1; empty=",
		"https://example.org/newsletter": "all=1; empty=",
		"http://example.org/news":        "all=1; empty=",
		"https://evilexample.org/":       "",
		"https://a.co.uk/":               "",
		"http://10.0.0.1/":               "address=1",
		"http://xn--mller-kva.example/":  "idn=1",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := cookiesFor(jar, u); got != want {
			t.Errorf("%s gets %q, want %q", address, got, want)
		}
	}
}

func TestCookieFileFaults(t *testing.T) {
	for line, want := range map[string]string{
		"SID=secret; Path=/":                               "line 2: not a cookie: 1 fields",
		"[{\"name\": \"secret\"}]":                         "line 2: not a cookie: 1 fields",
		"a.example\tFALSE\t/\tFALSE\tsoon\tn\tsecret":      "no time",
		"a.example\tFALSE\t/\tFALSE\tNaN\tn\tsecret":       "no time",
		"a.example\tFALSE\t/\tFALSE\t1e300\tn\tsecret":     "no time",
		"\tFALSE\t/\tFALSE\t0\tn\tsecret":                  "no host",
		"a b\tFALSE\t/\tFALSE\t0\tn\tsecret":               "no host",
		"a.example\tFALSE\t/\tFALSE\t0\t\tsecret":          "name or value",
		"a.example\tFALSE\t/\tFALSE\t0\tn\tsecret\x00":     "name or value",
		"a.example\tFALSE\t/\tFALSE\t0\tn\tsecret; x=y":    "name or value",
		"a.example\tFALSE\t/\tFALSE\t0\tn\tsecret\rX-Bad:": "name or value",
		strings.Repeat("secret", 1<<18):                    "read cookies",
	} {
		_, err := ReadCookies(strings.NewReader("# file\n" + line + "\n"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: error is %v, want %q in it", line, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells what is in the file: %v", err)
		}
	}
}

// FuzzReadCookies looks for a file that breaks the header it ends up in.
func FuzzReadCookies(f *testing.F) {
	f.Add(jarFile)
	f.Add("example.org\tTRUE\t/\tTRUE\t0\ta\tb")
	f.Add("#HttpOnly_[::1]\tFALSE\tx\tFALSE\t-1\ta\t\xFF\"")
	f.Fuzz(func(t *testing.T, file string) {
		cookies, err := ReadCookies(strings.NewReader(file))
		if err != nil {
			return
		}
		jar := newJar(cookies)
		for _, c := range cookies {
			u := &url.URL{Scheme: "https", Host: bracketed(strings.TrimPrefix(c.Domain, ".")), Path: "/"}
			header := cookiesFor(jar, u)
			if strings.ContainsFunc(header, func(r rune) bool { return r < ' ' || r == 0x7F }) {
				t.Errorf("%q makes the header %q", file, header)
			}
			if n := len(jar.Cookies(u)); header != "" && strings.Count(header, "; ")+1 != n {
				t.Errorf("%q: %d cookies become %q", file, n, header)
			}
		}
	})
}

// FuzzAddress looks for an address that passes and then is another one.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://user:pw@example.org:443/a?b#c", "http://[fe80::1%25lo]:80/", "http://１２７.1/", "//x", "http:a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		target, fault := parseTarget(s, nil)
		if fault != nil {
			return
		}
		again, fault := parseTarget(target.String(), nil)
		if fault != nil || again.String() != target.String() {
			t.Errorf("%q becomes %q and then %v %v", s, target, again.url, fault)
		}
	})
}
