// Package prompts holds every instruction the program gives to a model, as
// text files that read as a page of instructions to a colleague.
//
// A [Set] renders them. Each file has a part for the system message and, after
// a line "=== user ===", a part for the user message; both are in the language
// of package template.
// A file's hash is part of whatever was made with it, so an edited prompt never
// returns an old answer. No clock, random value or path enters a prompt.
package prompts

import (
	"crypto/sha256"
	"embed"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dragoman/internal/template"
)

// The prompts there are.
const (
	Translate = "translate"
	Repair    = "repair"
	Summarise = "summarise"
	Shorten   = "shorten"
	Judge     = "judge"
)

// Names returns the names of all prompts, in the order of their use.
func Names() []string { return []string{Translate, Repair, Summarise, Shorten, Judge} }

//go:embed *.txt
var embedded embed.FS

// userMark separates the system part of a prompt file from the user part.
const userMark = "=== user ==="

// Prompt is a rendered prompt.
type Prompt struct {
	System string
	User   string
}

// Set is a complete set of prompts: the embedded ones, of which a folder may
// replace some. It is safe for concurrent use.
type Set struct {
	texts map[string]string
}

// Embedded returns the prompts that come with the program.
func Embedded() *Set {
	set, err := load(nil)
	if err != nil {
		panic("prompts: " + err.Error())
	}
	return set
}

// Dir returns the embedded prompts with those replaced that stand in dir as
// NAME.txt. A folder without any prompt, a prompt that does not parse and a
// .txt file of another name are errors.
func Dir(dir string) (*Set, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("prompts folder %s: no prompt there; write the built-in ones with: dragoman prompts eject %s", dir, dir)
	}
	for _, file := range files {
		if _, err := fs.Stat(embedded, filepath.Base(file)); err != nil {
			return nil, fmt.Errorf("prompts folder %s: %s is no prompt (there are: %s)", dir, filepath.Base(file), strings.Join(Names(), ", "))
		}
	}
	return load(os.DirFS(dir))
}

func load(over fs.FS) (*Set, error) {
	set := &Set{texts: map[string]string{}}
	for _, name := range Names() {
		data, err := embedded.ReadFile(name + ".txt")
		if err != nil {
			return nil, err
		}
		if over != nil {
			if own, err := fs.ReadFile(over, name+".txt"); err == nil {
				data = own
			} else if !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("read prompt %s: %w", name, err)
			}
		}
		set.texts[name] = strings.ReplaceAll(string(data), "\r\n", "\n")
		if !strings.Contains(set.texts[name], "\n"+userMark+"\n") {
			return nil, fmt.Errorf("prompt %s: the line %q that starts the user message is missing", name, userMark)
		}
		if _, err := set.parse(name); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// Text returns a prompt as it stands in its file.
func (s *Set) Text(name string) string { return s.texts[name] }

// Hash returns 16 hex digits of SHA-256 over a prompt's file.
func (s *Set) Hash(name string) string {
	sum := sha256.Sum256([]byte(s.texts[name]))
	return hex.EncodeToString(sum[:8])
}

// Render fills a prompt with data. A field that the prompt names and the data
// lacks is an error, so a misspelt field in an edited prompt shows at once.
func (s *Set) Render(name string, data any) (Prompt, error) {
	tmpl, err := s.parse(name)
	if err != nil {
		return Prompt{}, err
	}
	text, err := tmpl.Execute(data)
	if err != nil {
		return Prompt{}, fmt.Errorf("prompt %s: %w", name, err)
	}
	system, user, found := strings.Cut(text, "\n"+userMark+"\n")
	if !found {
		return Prompt{}, fmt.Errorf("prompt %s: the line %q is gone after rendering", name, userMark)
	}
	return Prompt{System: strings.TrimSpace(system), User: strings.TrimSpace(user)}, nil
}

func (s *Set) parse(name string) (*template.Template, error) {
	text, ok := s.texts[name]
	if !ok {
		return nil, fmt.Errorf("there is no prompt %q (there are: %s)", name, strings.Join(Names(), ", "))
	}
	tmpl, err := template.Parse(name, text)
	if err != nil {
		return nil, fmt.Errorf("prompt %s: %w", name, err)
	}
	return tmpl, nil
}

// fenceBytes is 80 bits: 16 characters of base32.
const fenceBytes = 10

// Fence returns the token that encloses block in a request: 16 base32
// characters of SHA-256 over block. An author cannot write it into the text,
// because that changes the hash; and the same block always has the same fence,
// so caching and replay hold.
func Fence(block string) string {
	sum := sha256.Sum256([]byte(block))
	return base32.StdEncoding.EncodeToString(sum[:fenceBytes])
}

// Eject writes the set's prompts into dir as NAME.txt, through write, and
// returns the paths. A file that is there already is an error: it may be
// somebody's work.
func (s *Set) Eject(dir string, write func(path string, data []byte) error) ([]string, error) {
	var paths []string
	for _, name := range Names() {
		path := filepath.Join(dir, name+".txt")
		if _, err := os.Lstat(path); err == nil {
			return nil, fmt.Errorf("%s is there already; name an empty folder, or remove it first", path)
		}
		paths = append(paths, path)
	}
	for i, name := range Names() {
		if err := write(paths[i], []byte(s.texts[name])); err != nil {
			return nil, err
		}
	}
	return paths, nil
}
