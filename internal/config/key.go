package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode"
)

// commandTime is how long a program that prints a key may take: enough to
// unlock a password store by hand, too short to be taken for a hang.
const commandTime = 10 * time.Second

// maxKey is the longest key that is read; the longest known are JSON web
// tokens of some kilobytes.
const maxKey = 64 << 10

// KeySource is where the key of one provider comes from. It is safe for
// concurrent use, and reads a file or runs a command once.
type KeySource struct {
	where string
	label string // the setting, for errors
	fetch func(context.Context) (string, error)

	mu   sync.Mutex
	done bool
	key  string
	err  error
}

// FindKey returns where the provider's key comes from: the place its own
// settings name, else the first of the usual variables that is set. It reads no
// file and runs nothing. Without a key it returns nil; what was named and is
// not there is found out by [KeySource.Key].
func (p Provider) FindKey(usual, environment []string) *KeySource {
	env := environ(environment)
	label := "providers[" + p.Name + "]."
	switch {
	case !p.APIKeyCommand.IsZero():
		return &KeySource{where: "command " + p.APIKeyCommand.Program(), label: label + "api_key_command", fetch: func(ctx context.Context) (string, error) {
			return run(ctx, p.APIKeyCommand, environment)
		}}
	case p.APIKeyFile != "":
		return &KeySource{where: "file " + p.APIKeyFile, label: label + "api_key_file", fetch: func(context.Context) (string, error) {
			return readKey(p.APIKeyFile)
		}}
	case p.APIKeyEnv != "":
		if env.lookup(p.APIKeyEnv) == "" {
			return nil
		}
		usual = []string{p.APIKeyEnv}
	}
	for _, name := range usual {
		if value := env.lookup(name); value != "" {
			return &KeySource{where: name, label: name, fetch: func(context.Context) (string, error) { return value, nil }}
		}
	}
	return nil
}

// String says where the key comes from, for people; never the key.
func (k *KeySource) String() string {
	if k == nil {
		return "no key"
	}
	return k.where
}

// GoString keeps the key out of the verb %#v.
func (k *KeySource) GoString() string { return k.String() }

// Key returns the key. The answer of a file or a command holds for the life of
// the process, and so does its failure, unless ctx ended it.
func (k *KeySource) Key(ctx context.Context) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.done {
		return k.key, k.err
	}
	text, err := k.fetch(ctx)
	if err == nil {
		text, err = clean(text)
	}
	if err != nil && ctx.Err() != nil {
		return "", ctx.Err()
	}
	k.done = true
	if err != nil {
		k.err = &Error{Key: k.label, Message: k.label + ": " + err.Error(), Hint: "what is in effect: dragoman config show", Err: err}
		return "", k.err
	}
	k.key = text
	return k.key, nil
}

// clean returns the first line without the space around it.
func clean(text string) (string, error) {
	text, _, _ = strings.Cut(strings.TrimLeft(text, "\ufeff"), "\n")
	text = strings.TrimSpace(text)
	if text == "" {
		return "", errors.New("there is no key in its first line")
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsGraphic(r) || r == ' ' }) {
		return "", errors.New("its first line holds characters that are in no key")
	}
	return text, nil
}

// readKey reads a file that holds a key.
func readKey(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxKey {
		return "", fmt.Errorf("read %s: it is not a file with a key", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read %s: it may not be read", path)
	}
	return string(data), nil
}

// Exposed says that others on this machine can read a key's file, and what to
// do; or nothing. Files of container secrets are readable by all and fine, so
// it is advice and no error.
func (p Provider) Exposed() string {
	if p.APIKeyFile == "" || runtime.GOOS == "windows" {
		return ""
	}
	info, err := os.Stat(p.APIKeyFile)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return ""
	}
	return "others on this machine may read the key in " + p.APIKeyFile + "; if it is not a container's secret: chmod 600 " + p.APIKeyFile
}

// run returns what a program prints, without a shell. What it says on standard
// error may hold secrets and is not kept.
func run(ctx context.Context, command Command, environment []string) (string, error) {
	words, err := split(command.Reveal())
	if err != nil {
		return "", err
	}
	if rest, ok := strings.CutPrefix(words[0], "~/"); ok {
		words[0] = filepath.Join(environ(environment).home(), rest)
	}
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	var out limited
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Env, cmd.Stdout = environment, &out
	cmd.WaitDelay = time.Second // for children that hold the pipe
	err = cmd.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return out.kept.String(), nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("%s gave no key within %s", words[0], commandTime)
	case errors.As(err, &ended):
		return "", fmt.Errorf("%s ended with %s", words[0], ended.ProcessState)
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("there is no program %s", quote(words[0]))
	case errors.Is(err, exec.ErrDot):
		return "", fmt.Errorf("%s is in the working folder only; write its whole path", words[0])
	}
	return "", fmt.Errorf("%s cannot be run: %w", words[0], err)
}

// limited keeps the first bytes that are written to it.
type limited struct{ kept bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	l.kept.Write(p[:min(len(p), maxKey-l.kept.Len())])
	return len(p), nil
}
