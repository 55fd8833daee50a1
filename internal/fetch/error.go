package fetch

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"
)

// Kind says what kind of failure an [Error] is. Callers decide by it.
type Kind string

// The kinds.
const (
	KindStatus    Kind = "status"    // the server answered, not with a page
	KindPrivate   Kind = "private"   // a private or local address
	KindTimeout   Kind = "timeout"   // no whole answer in time
	KindNetwork   Kind = "network"   // no connection, or it broke
	KindSize      Kind = "size"      // larger than MaxSize
	KindRedirects Kind = "redirects" // a loop, or too many, or to nowhere
	KindURL       Kind = "url"       // not an address
	KindHeader    Kind = "header"    // one of Options that cannot be sent
	KindScheme    Kind = "scheme"    // neither http nor https
	KindEncoding  Kind = "encoding"  // a Content-Encoding that cannot be undone
	KindType      Kind = "type"      // a PDF, an image: not a page
	KindOffline   Kind = "offline"   // not stored, and Offline
)

// Error says why a page could not be fetched. Message and Hint are for people;
// no header, cookie or password is ever in them.
type Error struct {
	URL     string // as asked, without password
	At      string // the address that failed, without its query, when a redirect led there
	Status  int    // of the answer, or 0
	Kind    Kind
	Message string // lower case, no full stop
	Hint    string // what to do about it, or empty
	Err     error  // the cause, or nil
}

// Error returns the address and the message, without the hint.
func (e *Error) Error() string {
	if e.At != "" {
		return e.URL + ": " + e.Message + ", at " + e.At
	}
	return e.URL + ": " + e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func fault(kind Kind, hint, format string, args ...any) *Error {
	return &Error{Kind: kind, Hint: hint, Message: fmt.Sprintf(format, args...)}
}

const (
	hintBrowser = "if your browser shows it: --cookie-file cookies.txt, or --header 'Cookie: …'"
	hintLater   = "try again later"
	hintProxy   = "check HTTP_PROXY and HTTPS_PROXY"
)

// statusFault returns the error of an answer that is not a page.
func statusFault(status int) *Error {
	e := fault(KindStatus, "", "%s (%d)", statusText(status), status)
	e.Status = status
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		e.Hint = hintBrowser
	case status == http.StatusPaymentRequired:
		e.Hint = "with a subscription: --cookie-file cookies.txt"
	case status == http.StatusTooManyRequests, status >= 500:
		e.Hint = hintLater
	}
	return e
}

func statusText(status int) string {
	switch status {
	case http.StatusNoContent, http.StatusResetContent:
		return "the server sends no content"
	case http.StatusUnauthorized:
		return "the server wants a login"
	case http.StatusPaymentRequired:
		return "the page is for subscribers"
	case http.StatusForbidden:
		return "the server refuses"
	case http.StatusNotFound:
		return "not found"
	case http.StatusProxyAuthRequired:
		return "the proxy wants a login"
	case http.StatusGone:
		return "it was removed"
	case http.StatusTooManyRequests:
		return "the server is asked too often"
	case http.StatusUnavailableForLegalReasons:
		return "withheld for legal reasons"
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return "the server is not available"
	}
	switch {
	case status >= 500:
		return "the server has a fault"
	case status >= 400:
		return "the server refuses the request"
	}
	return "the server does not answer with a page"
}

// transportFault returns what a failed request or a broken body is to people.
func transportFault(err error, host string) *Error {
	var known *Error
	var refused *privateError
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &op) && op.Op == "proxyconnect":
		known = fault(KindNetwork, hintProxy, "the proxy cannot be reached")
	case errors.As(err, &refused):
		known = refused.fault(host)
	case errors.As(err, &dns) && dns.IsNotFound:
		known = fault(KindNetwork, "", "there is no host %s", host)
	case errors.As(err, &dns):
		known = fault(KindNetwork, hintLater, "the address of %s cannot be looked up", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		known = fault(KindNetwork, "", "%s accepts no connection", host)
	case isReset(err):
		known = fault(KindNetwork, hintLater, "%s broke the connection", host)
	case errors.Is(err, io.ErrUnexpectedEOF):
		known = fault(KindNetwork, hintLater, "the page was cut off on its way")
	case isCertificate(err):
		known = fault(KindNetwork, "", "%s has no valid certificate (%s)", host, root(err))
	case op != nil:
		known = fault(KindNetwork, "", "no connection to %s: %s", host, root(err))
	default: // its text may quote a header, so it stays here
		return fault(KindNetwork, hintLater, "%s does not answer as a web server does", host)
	}
	known.Err = root(err)
	return known
}

// root returns the cause that says most: without the addresses and operations
// that the network packages put around it.
func root(err error) error {
	var op *net.OpError
	var call *os.SyscallError
	var verify *tls.CertificateVerificationError
	switch {
	case errors.As(err, &verify):
		return verify.Err
	case errors.As(err, &call):
		return call.Err
	case errors.As(err, &op):
		return op.Err
	}
	return err
}

func timeoutFault(limit time.Duration) *Error {
	return fault(KindTimeout, fmt.Sprintf("allow more, in the settings: fetch.timeout: %gs", 2*limit.Seconds()), "no whole answer within %g s", limit.Seconds())
}

// isReset reports whether the other side dropped the connection without a
// word: as a reset, or by closing it where an answer was due.
func isReset(err error) bool {
	const wsaReset = syscall.Errno(10054) // Windows; no other system has it
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, wsaReset) || errors.Is(err, io.EOF)
}

func isCertificate(err error) bool {
	var verify *tls.CertificateVerificationError
	return errors.As(err, &verify)
}

// Redact returns an address, even one that cannot be parsed, without what may be a
// password.
func Redact(rawURL string) string {
	scheme, rest, found := strings.Cut(rawURL, "//")
	if !found {
		scheme, rest = "", rawURL
	} else {
		scheme += "//"
	}
	end := len(rest)
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		end = i
	}
	if i := strings.LastIndex(rest[:end], "@"); i >= 0 {
		rest = rest[i+1:]
	}
	rest, _, _ = strings.Cut(rest, "#")
	return scheme + rest
}
