package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"dragoman/internal/config"
	"dragoman/internal/llm"
	"dragoman/internal/read"
	"dragoman/summarize"
)

func TestWorse(t *testing.T) {
	order := []int{130, 143, 70, 78, 77, 75, 74, 73, 69, 65, 1, 3, 0}
	for i, a := range order {
		for j, b := range order {
			if got, want := worse(a, b), order[min(i, j)]; got != want {
				t.Errorf("worse(%d, %d) = %d, want %d", a, b, got, want)
			}
		}
	}
	if worse(exitUsage, exitInput) != exitUsage || worse(exitUsage, exitProvider) != exitProvider {
		t.Error("64 stands between 69 and 65")
	}
}

func TestTotal(t *testing.T) {
	cases := []struct {
		codes []int
		want  int
	}{
		{[]int{0}, 0}, {[]int{65}, 65}, {[]int{69}, 69}, {[]int{3}, 3}, {[]int{1}, 1},
		{[]int{0, 0}, 0}, {[]int{0, 3}, 3}, {[]int{3, 1}, 1},
		{[]int{0, 65}, 1}, {[]int{65, 65}, 1}, {[]int{69, 0}, 1}, {[]int{73, 0}, 1}, {[]int{1, 0}, 1},
		{[]int{0, 75, 1}, 75}, {[]int{77, 0}, 77}, {[]int{78, 77}, 78}, {[]int{65, 74}, 74},
		{[]int{70, 78}, 70}, {[]int{130, 70}, 130}, {[]int{1, 143}, 143},
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.codes), func(t *testing.T) {
			if got := total(c.codes); got != c.want {
				t.Errorf("total(%v) = %d, want %d", c.codes, got, c.want)
			}
		})
	}
}

// kinds is every kind of a model's failure with the code it ends one article
// with.
var kinds = map[llm.Kind]int{
	llm.Auth: 77, llm.Quota: 69, llm.Rate: 75, llm.Overload: 69, llm.Network: 69, llm.BadRequest: 69,
	llm.Context: 1, llm.Refused: 1, llm.Cut: 1, llm.BadReply: 69, llm.Missing: 69,
}

func TestCodeOfEveryKind(t *testing.T) {
	for kind, want := range kinds {
		failure := &llm.Error{Provider: "p", Kind: kind}
		wrapped := fmt.Errorf("summarise: %w", &summarize.Error{Tried: []summarize.Try{{Model: "p/m", Err: failure}}})
		for _, err := range []error{failure, wrapped} {
			if got := codeOf(err); got != want {
				t.Errorf("codeOf(%v) = %d, want %d", err, got, want)
			}
			if got := kindOf(err); got != string(kind) {
				t.Errorf("kindOf(%v) = %q, want %q", err, got, kind)
			}
		}
	}
}

func TestCodeOf(t *testing.T) {
	cases := []struct {
		name  string
		err   error
		code  int
		kind  string
		again bool
	}{
		{"done", nil, 0, "internal", false},
		{"interrupt", signalled{os.Interrupt}, 130, "interrupted", true},
		{"interrupt with what it cut off", errors.Join(signalled{os.Interrupt}, &llm.Error{Kind: llm.Network}), 130, "network", true},
		{"terminate", errors.Join(signalled{syscall.SIGTERM}, context.Canceled), 143, "interrupted", true},
		{"time limit", fmt.Errorf("translate: %w", context.DeadlineExceeded), 75, "time_limit", true},
		{"cancelled", context.Canceled, 130, "interrupted", true},
		{"stopped with the run", errors.Join(errStopped, context.Canceled), 1, "stopped", true},
		{"input", &read.Error{}, 65, "input", false},
		{"a flag's value", &config.Error{Kind: config.FromFlag}, 64, "settings", false},
		{"a setting", &config.Error{}, 78, "settings", false},
		{"named", fail(exitDisk, errors.New("disk")), 74, "output", true},
		{"no room", written(&fs.PathError{Err: syscall.ENOSPC}), 74, "output", true},
		{"no permission", written(&fs.PathError{Err: fs.ErrPermission}), 73, "output", false},
		{"the reader went away", written(syscall.EPIPE), 73, "output", false},
		{"what nobody thought of", errors.New("x"), 70, "internal", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := codeOf(c.err); got != c.code {
				t.Errorf("code %d, want %d", got, c.code)
			}
			if got := kindOf(c.err); got != c.kind {
				t.Errorf("kind %q, want %q", got, c.kind)
			}
			if got := retryable(c.err); got != c.again {
				t.Errorf("retryable %t, want %t", got, c.again)
			}
		})
	}
}

// TestEveryCodeIsRanked: a code outside the order would win over everything.
func TestEveryCodeIsRanked(t *testing.T) {
	for _, codes := range commandCodes {
		for _, code := range codes {
			if !slices.Contains(rank, code) {
				t.Errorf("code %d has no rank", code)
			}
		}
	}
}

func TestWritten(t *testing.T) {
	own := fail(exitSettings, errors.New("x"))
	cases := []struct {
		name string
		err  error
		want error
	}{
		{"nothing", nil, nil},
		{"cancelled", context.Canceled, context.Canceled},
		{"broken pipe", &fs.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}, errBrokenPipe},
		{"one that has a code", own, own},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := written(c.err); !errors.Is(got, c.want) {
				t.Errorf("written(%v) = %v, want %v", c.err, got, c.want)
			}
		})
	}
}

func TestSlug(t *testing.T) {
	cases := map[string]string{
		"oic-jeddah.ar": "oic-jeddah.ar", "Über uns": "ber-uns", "../../etc/passwd": "etc-passwd",
		"a  b": "a-b", "مقال": "", "...": "", "-x-": "x", "CON": "article-con", "a\x1b[31mb": "a-31mb", "x/y\\z": "x-y-z", ".hidden": "hidden",
	}
	for in, want := range cases {
		if got := slug(in); got != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
		if got := slug(slug(in)); got != slug(in) {
			t.Errorf("slug(%q) is not its own slug: %q", slug(in), got)
		}
	}
	if long := slug(strings.Repeat("é/", 300)); strings.ContainsAny(long, "/.") {
		t.Errorf("slug of a long name: %q", long)
	}
}
