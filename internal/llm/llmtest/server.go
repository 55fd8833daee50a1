package llmtest

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// Step is one scripted response.
type Step struct {
	Status int           // 0 is 200
	Header http.Header   // beside Content-Type, which follows from the body
	Body   []string      // written and flushed one by one
	Pause  time.Duration // before each part; for a bubble's clock only
	Length string        // a Content-Length to claim, true or not
	Ending Ending
}

// Ending says how a response ends.
type Ending string

// The endings of a response.
const (
	Whole  Ending = ""      // as it should
	Closed Ending = "close" // the connection is closed in the middle
	Reset  Ending = "reset" // the connection is reset
	Silent Ending = "hold"  // nothing more comes, until the client leaves
)

// Received is one request the server got.
type Received struct {
	Method string
	Path   string
	Header http.Header
	Body   []byte
}

// Script decides what the n-th request, counted from 0, is answered.
type Script func(n int, r Received) Step

// Steps returns the script that plays steps in order and repeats the last.
func Steps(steps ...Step) Script {
	return func(n int, _ Received) Step { return steps[min(n, len(steps)-1)] }
}

// Server is a scripted server on the loopback interface.
type Server struct {
	URL string
	handler
}

// NewServer starts a server that ends with the test.
func NewServer(t testing.TB, script Script) *Server {
	t.Helper()
	s := &Server{handler: handler{script: script}}
	server := httptest.NewServer(&s.handler)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// handler plays a script.
type handler struct {
	script   Script
	mu       sync.Mutex
	received []Received
}

// Received returns the requests so far.
func (h *handler) Received() []Received {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]Received(nil), h.received...)
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client left
	}
	got := Received{Method: r.Method, Path: r.URL.Path, Header: r.Header.Clone(), Body: body}
	h.mu.Lock()
	n := len(h.received)
	h.received = append(h.received, got)
	step := h.script(n, got)
	h.mu.Unlock()
	step.play(w, r)
}

// play writes a step.
func (s Step) play(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", contentType(s.Body))
	for name, values := range s.Header {
		w.Header()[name] = values
	}
	if s.Length != "" {
		w.Header().Set("Content-Length", s.Length)
	}
	w.WriteHeader(max(s.Status, 200))
	flush := http.NewResponseController(w)
	for _, part := range s.Body {
		time.Sleep(s.Pause)
		if _, err := io.WriteString(w, part); err != nil {
			return
		}
		_ = flush.Flush() // a client that left shows at the next write
	}
	switch s.Ending {
	case Closed:
		panic(http.ErrAbortHandler)
	case Reset:
		reset(flush)
	case Silent:
		_ = flush.Flush()
		<-r.Context().Done()
	}
}

// contentType guesses as servers declare: JSON, a page, or a stream.
func contentType(body []string) string {
	if len(body) == 0 || body[0] == "" {
		return "text/event-stream"
	}
	switch body[0][0] {
	case '{', '[':
		return "application/json"
	case '<':
		return "text/html"
	}
	return "text/event-stream"
}

// reset closes the connection so that the client sees a reset.
func reset(c *http.ResponseController) {
	conn, _, err := c.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	conn.Close()
}

// memory is a network of one server without sockets, for use inside a
// testing/synctest bubble.
type memory struct {
	handler
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
	server *http.Server
}

// NewMemory starts a server in memory and returns a client that reaches it
// whatever the address. Both end with the test, inside its bubble.
func NewMemory(t testing.TB, script Script) *http.Client {
	m := &memory{handler: handler{script: script}, conns: make(chan net.Conn), closed: make(chan struct{})}
	m.server = &http.Server{Handler: &m.handler}
	done := make(chan struct{})
	go func() { defer close(done); _ = m.server.Serve(m) }()
	transport := &http.Transport{DialContext: m.dial}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		m.server.Close()
		<-done
	})
	return &http.Client{Transport: transport}
}

func (m *memory) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case m.conns <- server:
		return client, nil
	case <-m.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept, Close and Addr make memory a net.Listener.
func (m *memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error {
	m.once.Do(func() { close(m.closed) })
	return nil
}

func (m *memory) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "memory"} }
