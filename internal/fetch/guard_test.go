package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func TestIsPrivate(t *testing.T) {
	for want, list := range map[bool]string{
		true: `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 100.100.100.200 127.0.0.1 127.9.9.9 169.254.169.254
			172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
			198.51.100.1 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
			:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
			64:ff9b:1::1 100::1 fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1
			2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 2001:10::1 2001:20::1 3fff::1
			2002:7f00:1:: 2002:a00:1::1 2002:c0a8:101::1 4000::1`,
		false: `1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1
			198.20.0.1 223.255.255.255 ::ffff:93.184.216.34 64:ff9b::5db8:d822 2002:5db8:d822::1
			2606:2800:220:1:248:1893:25c8:1946 2a00:1450:4001::1 2001:4860:4860::8888 2400:cb00::1`,
	} {
		for _, s := range strings.Fields(list) {
			if got := isPrivate(netip.MustParseAddr(s)); got != want {
				t.Errorf("%s: private is %v, want %v", s, got, want)
			}
		}
	}
	if !isPrivate(netip.Addr{}) {
		t.Error("no address counts as public")
	}
}

// TestGuard refuses on the way to the connection: no test server hears of it.
func TestGuard(t *testing.T) {
	s := server(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }))
	n := &names{hosts: map[string][]string{"inside.example": {"10.0.0.1"}, "six.example": {"fd00:ec2::254"}}}
	c := New(Options{Proxy: noProxy, Resolver: n.resolver()})
	for url, want := range map[string]string{
		s.URL:                           "refused: 127.0.0.1 is a private address",
		"https://inside.example/a":      "https://inside.example/a: refused: inside.example resolves to a private address (10.0.0.1)",
		"http://six.example/":           "resolves to a private address (fd00:ec2::254)",
		"http://[::ffff:127.0.0.1]/":    "resolves to a private address (127.0.0.1)",
		"http://[64:ff9b::a9fe:a9fe]/":  "is a private address",
		"http://169.254.169.254/latest": "169.254.169.254 is a private address",
		"http://１６９.２５４.１６９.２５４/":       "169.254.169.254 is a private address",
		"http://[fe80::1%25lo]/":        "private address",
		"http://0.0.0.0/":               "0.0.0.0 is a private address",
	} {
		e := faultOf(t, c, url)
		wantFault(t, e, KindPrivate, want)
		if e.Hint != "allow it: --allow-private" {
			t.Errorf("hint %q", e.Hint)
		}
	}
}

// TestGuardAfterRedirect has a public host lead inside: by an address, and by a
// name whose address is another the second time.
func TestGuardAfterRedirect(t *testing.T) {
	inside := server(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }))
	to := inside.URL + "/admin"
	outside := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		http.Redirect(w, r, to, http.StatusFound)
	}))
	n := &names{hosts: map[string][]string{"public.example": {"127.0.0.1"}}}
	c := New(Options{Proxy: noProxy, Resolver: n.resolver()})
	guarded, first := c.direct.DialContext, true
	c.direct.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if first {
			first = false
			return (&net.Dialer{}).DialContext(ctx, network, outside.Listener.Addr().String())
		}
		return guarded(ctx, network, addr)
	}
	wantFault(t, faultOf(t, c, "http://public.example/"), KindPrivate, "refused: 127.0.0.1 is a private address, at "+to)
	first, to = true, "http://public.example/again"
	wantFault(t, faultOf(t, c, "http://public.example/"), KindPrivate, "refused: public.example resolves to a private address (127.0.0.1), at "+to)
}
