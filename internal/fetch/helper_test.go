package fetch

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

const html = "<!DOCTYPE html><html><title>Seite</title><p>Ein Absatz, der für sich steht.</p></html>"

// page is a handler that answers with a page.
func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, body)
	}
}

func server(t testing.TB, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func noProxy(*http.Request) (*url.URL, error) { return nil, nil }

// local returns a client that may ask test servers and never waits.
func local(t testing.TB, opt Options) *Client {
	t.Helper()
	opt.AllowPrivate = true
	if opt.Proxy == nil {
		opt.Proxy = noProxy
	}
	if opt.Sleep == nil {
		opt.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	c := New(opt)
	t.Cleanup(c.Close)
	return c
}

func mustGet(t testing.TB, c *Client, url string) Page {
	t.Helper()
	p, err := c.Get(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// faultOf returns the *Error of a Get that has to fail.
func faultOf(t testing.TB, c *Client, url string) *Error {
	t.Helper()
	_, err := c.Get(t.Context(), url)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v, want a *fetch.Error", err)
	}
	return e
}

func wantFault(t testing.TB, e *Error, kind Kind, message string) {
	t.Helper()
	if e.Kind != kind || !strings.Contains(e.Error(), message) {
		t.Errorf("got %q of kind %s, want %q of kind %s", e, e.Kind, message, kind)
	}
}

// memory is a Store.
type memory struct {
	mu   sync.Mutex
	data map[string][]byte
	err  error // of every Save
}

func (m *memory) Load(key string) ([]byte, time.Time, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.data[key]
	return data, time.Time{}, ok
}

func (m *memory) Save(key string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return m.err
	}
	if m.data == nil {
		m.data = map[string][]byte{}
	}
	m.data[key] = data
	return nil
}

// all returns everything that was stored.
func (m *memory) all() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b strings.Builder
	for key, data := range m.data {
		b.WriteString(key + " " + string(data) + "\n")
	}
	return b.String()
}

// names is a name server. Each lookup takes the next address of a host, and
// the last one again and again; it knows addresses of one family each.
type names struct {
	mu    sync.Mutex
	hosts map[string][]string
}

func (n *names) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go n.serve(server)
		return client, nil
	}}
}

// serve answers questions in the form they have over TCP.
func (n *names) serve(conn net.Conn) {
	defer conn.Close()
	for {
		var length uint16
		if binary.Read(conn, binary.BigEndian, &length) != nil {
			return
		}
		data := make([]byte, length)
		if _, err := io.ReadFull(conn, data); err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(data) != nil {
			return
		}
		reply, err := n.answer(m)
		if err != nil {
			return
		}
		conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
	}
}

func (n *names) answer(m dnsmessage.Message) ([]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m.Response, m.Additionals = true, nil
	q := m.Questions[0]
	host := strings.TrimSuffix(q.Name.String(), ".")
	list := n.hosts[host]
	if len(list) == 0 {
		m.RCode = dnsmessage.RCodeNameError
		return m.Pack()
	}
	addr := netip.MustParseAddr(list[0])
	head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
	switch {
	case q.Type == dnsmessage.TypeA && addr.Is4():
		m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: addr.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && addr.Is6():
		m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AAAAResource{AAAA: addr.As16()}}}
	}
	if len(m.Answers) > 0 && len(list) > 1 {
		n.hosts[host] = list[1:]
	}
	return m.Pack()
}
