package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxFile is the largest settings file, some hundred times one with every
// setting in it.
const maxFile = 1 << 20

// read returns the layer of one file. A project's or user's file need not be
// there; one that was named must.
func (s *source) read(f *File) (layer, error) {
	l := layer{values: map[string]any{}, origins: map[string]Origin{}}
	r := &reader{source: s, kind: f.Kind, file: s.display(f.Path), dir: filepath.Dir(f.Path), into: &l}
	data, err := r.load(f.Path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && f.Kind != FromConfig {
			return l, nil
		}
		return layer{}, err
	}
	f.Found = true
	top, err := r.document(data)
	if err != nil || top == nil {
		return l, err
	}
	return l, r.section(top, tree())
}

// load reads a file whole. Only a plain file is one: a pipe would be waited on
// for ever.
func (r *reader) load(path string) ([]byte, error) {
	fail := func(err error) error {
		message := err.Error()
		var p *fs.PathError
		if errors.As(err, &p) {
			message = p.Err.Error()
		}
		e := &Error{Kind: r.kind, File: r.file, Message: "read settings: " + message, Err: err}
		if r.kind == FromConfig && errors.Is(err, fs.ErrNotExist) {
			e.Hint = "write one: dragoman config init " + r.file
		}
		return e
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fail(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fail(errors.New("it is not a file"))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fail(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fail(err)
	}
	if len(data) > maxFile {
		return nil, fail(errors.New("it is larger than 1 MiB, which no settings are"))
	}
	return data, nil
}

// document parses a file and returns its one document, or nil when there is
// nothing in it.
func (r *reader) document(data []byte) (*yaml.Node, error) {
	if at := invalid(data); at >= 0 {
		return nil, r.fail(1+bytes.Count(data[:at], []byte("\n")), "", "it is not UTF-8 text, or holds a control character", "save the file as UTF-8")
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	err := decoder.Decode(&doc)
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err == nil {
		if err = decoder.Decode(&more); errors.Is(err, io.EOF) {
			return only(&doc), nil
		} else if err == nil {
			return nil, r.fail(more.Line, "", "a second document begins here; settings are one document", `remove the line "---"`)
		}
	}
	line, message := yamlError(err)
	return nil, r.fail(line, "", "it is not YAML: "+message, "")
}

// yamlError takes an error of the YAML library apart. Its parser, unlike its
// scanner, counts lines from 0, and neither writes line 0.
func yamlError(err error) (line int, message string) {
	where := regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	parser := regexp.MustCompile(`^(?:did not find expected (?:',' or|'-' ind|<|key|node)|found (?:duplicate|incompatible|undefined))`)
	message = where.ReplaceAllString(err.Error(), "")
	if match := where.FindStringSubmatch(err.Error()); match != nil && match[1] != "" {
		line, _ = strconv.Atoi(match[1])
		if parser.MatchString(message) {
			line++
		}
		return line, message
	}
	if strings.HasPrefix(message, "unknown anchor") {
		return 0, message // the one error that never has a line
	}
	return 1, message
}

// only returns what a document holds, or nil when that is nothing.
func only(doc *yaml.Node) *yaml.Node {
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 || isNull(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// invalid returns where data stops being UTF-8 text, or -1.
func invalid(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return at
		}
		at += size
	}
	return -1
}

// fail returns an error about a line of the file. The setting's name, if any,
// opens the message.
func (r *reader) fail(line int, key, message, hint string) *Error {
	if key != "" {
		message = key + ": " + message
	}
	return &Error{Kind: r.kind, File: r.file, Line: line, Key: key, Message: message, Hint: hint}
}

// list says where all settings are listed.
func (r *reader) list() string {
	if r.hint != "" {
		return r.hint
	}
	return "all settings: dragoman help settings"
}

// unknown refuses a key that is none.
func (r *reader) unknown(key *yaml.Node, in *node, path string) error {
	e := r.fail(key.Line, "", "unknown setting "+quote(key.Value), r.list())
	e.Key = path + key.Value
	if key.Value == "api_key" || key.Value == "key" || key.Value == "apikey" {
		e.Hint = "a key does not stand in settings; say where it is: api_key_env, api_key_file or api_key_command"
		return e
	}
	near := Nearest(key.Value, in.keys())
	if near == "" {
		near = elsewhere(key.Value)
	}
	if near != "" {
		e.Message += fmt.Sprintf("; did you mean %q?", near)
		e.Hint = ""
	}
	return e
}

// elsewhere returns the setting that ends in a key, where there is just one.
func elsewhere(key string) string {
	found := ""
	for _, k := range rules() {
		if strings.HasSuffix(k.name, "."+key) {
			if found != "" {
				return ""
			}
			found = k.name
		}
	}
	return found
}
