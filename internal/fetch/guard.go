package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
)

// privateError is the refusal to connect to an address.
type privateError struct{ addr netip.Addr }

func (e *privateError) Error() string { return fmt.Sprintf("%s is a private address", e.addr) }

func (e *privateError) fault(host string) *Error {
	const hint = "allow it: --allow-private"
	switch {
	case !e.addr.IsValid():
		return fault(KindPrivate, hint, "refused: %s is a private name", host)
	case host == e.addr.String():
		return fault(KindPrivate, hint, "refused: %s is a private address", host)
	}
	return fault(KindPrivate, hint, "refused: %s resolves to a private address (%s)", host, e.addr)
}

// refusedNets are the networks that are not the public Internet, after the
// IANA special-purpose address registries of IPv4 and IPv6, RFC 6890. Of IPv6
// only 2000::/3 is public; the rest of it need not be listed.
var refusedNets = sync.OnceValue(func() []netip.Prefix {
	var nets []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"168.63.129.16/32",           // Azure's platform service
		"2001::/23",                  // Teredo, benchmarking, ORCHID
		"2001:db8::/32", "3fff::/20", // documentation
	} {
		nets = append(nets, netip.MustParsePrefix(s))
	}
	return nets
})

var (
	public6 = netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20}), 3)
	nat64   = netip.PrefixFrom(netip.AddrFrom16([16]byte{0x00, 0x64, 0xff, 0x9b}), 96)
	sixTo4  = netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x02}), 16)
)

// isPrivate reports whether an address is anything but public. An IPv4 address
// that is carried in an IPv6 one decides for it.
func isPrivate(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		b := addr.As16()
		switch {
		case nat64.Contains(addr):
			return isPrivate(netip.AddrFrom4([4]byte(b[12:16])))
		case sixTo4.Contains(addr):
			return isPrivate(netip.AddrFrom4([4]byte(b[2:6])))
		case !public6.Contains(addr):
			return true
		}
	}
	for _, net := range refusedNets() {
		if net.Contains(addr) {
			return true
		}
	}
	return !addr.IsValid()
}

// isPrivateName knows the names that only ever mean a machine's own services,
// for where the address is looked up by somebody else: a proxy.
func isPrivateName(host string) bool {
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "metadata.google.internal"
}

// guard is the last thing before a connection is made, after every name lookup.
func guard(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if isPrivate(to.Addr()) {
		return &privateError{addr: to.Addr().Unmap().WithZone("")}
	}
	return nil
}

// checkTarget refuses what lies behind a proxy, as far as its name can be
// looked up here; the proxy connects, so the guard sees only the proxy.
func (c *Client) checkTarget(ctx context.Context, host string) error {
	if c.opt.AllowPrivate {
		return nil
	}
	if isPrivateName(host) {
		return &privateError{}
	}
	addrs, err := c.opt.Resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return ctx.Err()
	}
	for _, addr := range addrs {
		if isPrivate(addr) {
			return &privateError{addr: addr.Unmap()}
		}
	}
	return nil
}

// transports returns one way to the public Internet, guarded, and one to
// proxies, which the user has chosen and which may stand in the house.
func transports(opt Options) (direct, proxied *http.Transport) {
	dial := net.Dialer{Timeout: opt.Timeout, KeepAlive: 15 * time.Second, Resolver: opt.Resolver}
	guarded := dial
	if !opt.AllowPrivate {
		guarded.ControlContext = guard
	}
	direct = transport(&guarded, opt.PerHost)
	proxied = transport(&dial, opt.PerHost)
	proxied.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
		if resp.StatusCode != http.StatusOK {
			return fault(KindNetwork, "", "the proxy refuses the connection (%d)", resp.StatusCode)
		}
		return nil
	}
	proxied.Proxy = func(r *http.Request) (*url.URL, error) {
		proxy, err := opt.Proxy(r)
		if err == nil && proxy == nil { // it said otherwise a moment ago
			err = fmt.Errorf("no proxy for %s", r.URL.Host)
		}
		return proxy, err
	}
	return direct, proxied
}

// transport leaves compression to us, so that every encoding is undone under
// the same limit.
func transport(dialer *net.Dialer, perHost int) *http.Transport {
	return &http.Transport{
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxIdleConnsPerHost:    perHost,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}
