package config

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

const (
	envPrefix   = "DRAGOMAN_"
	configEnv   = "DRAGOMAN_CONFIG" // names a settings file; the command line reads it
	testPrefix  = "DRAGOMAN_TEST_"  // for tests of the program
	projectFile = "dragoman.yaml"
)

// source is what the layers are read from.
type source struct {
	Options
	env  environ
	home string // empty when unknown
}

// environ is an environment as os.Environ returns it.
type environ []string

// lookup returns a variable's value; the last one counts, as it does for a
// program that is started with it.
func (e environ) lookup(name string) string {
	for _, v := range slices.Backward(e) {
		if key, value, found := strings.Cut(v, "="); found && key == name {
			return value
		}
	}
	return ""
}

func (e environ) home() string {
	if runtime.GOOS == "windows" {
		return e.lookup("USERPROFILE")
	}
	return e.lookup("HOME")
}

// UserFile returns the path of the user's settings file: dragoman/config.yaml
// in the folder that os.UserConfigDir returns for that environment. It is empty
// when the environment names no such folder.
func UserFile(environment []string) string {
	return userFile(runtime.GOOS, environ(environment))
}

func userFile(system string, env environ) string {
	dir := ""
	switch system {
	case "windows":
		dir = env.lookup("AppData")
		if dir == "" {
			dir = env.lookup("APPDATA")
		}
	case "darwin", "ios":
		if home := env.lookup("HOME"); home != "" {
			dir = filepath.Join(home, "Library", "Application Support")
		}
	default:
		dir = env.lookup("XDG_CONFIG_HOME")
		if home := env.lookup("HOME"); dir == "" && home != "" {
			dir = filepath.Join(home, ".config")
		}
	}
	if !filepath.IsAbs(dir) {
		return ""
	}
	return filepath.Join(dir, "dragoman", "config.yaml")
}

// files returns where settings files are looked for, strongest first.
func (s *source) files() []File {
	var files []File
	if s.ConfigFile != "" {
		path := s.ConfigFile
		if !filepath.IsAbs(path) {
			path = filepath.Join(s.WorkDir, path)
		}
		files = append(files, File{Kind: FromConfig, Path: path})
	} else {
		files = append(files, File{Kind: FromProject, Path: s.project()})
	}
	if path := UserFile(s.env); path != "" {
		files = append(files, File{Kind: FromUser, Path: path})
	}
	return files
}

// project returns the path of the project's file: the nearest one in the
// working folder or above it, up to the home folder or the root. When there is
// none, it is where one would be.
func (s *source) project() string {
	for dir := s.WorkDir; ; {
		path := filepath.Join(dir, projectFile)
		if _, err := os.Lstat(path); err == nil {
			return path
		}
		parent := filepath.Dir(dir)
		if parent == dir || sameFolder(dir, s.home) {
			return filepath.Join(s.WorkDir, projectFile)
		}
		dir = parent
	}
}

// sameFolder reports whether two paths name one folder, by whatever links.
func sameFolder(a, b string) bool {
	if b == "" {
		return false
	}
	ia, err := os.Stat(a)
	if err != nil {
		return false
	}
	ib, err := os.Stat(b)
	return err == nil && os.SameFile(ia, ib)
}

// display returns a path as people know it: relative when it is below the
// working folder, so that messages are short.
func (s *source) display(path string) string {
	if rel, err := filepath.Rel(s.WorkDir, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// expand replaces a leading ~ by the home folder, which the shell does not do
// in files and after "=".
func (s *source) expand(path string) (string, string) {
	if path != "~" && !strings.HasPrefix(path, "~/") {
		return path, ""
	}
	if s.home == "" {
		return "", quote(path) + " needs the home folder, which the environment does not name"
	}
	return filepath.Join(s.home, path[1:]), ""
}

// flags returns the layer of the flags that were given.
func (s *source) flags() (layer, error) {
	l := layer{values: map[string]any{}, origins: map[string]Origin{}}
	for _, name := range slices.Sorted(maps.Keys(s.Flags)) {
		flag := s.Flags[name]
		n := leaf(name)
		if n == nil || n.list {
			panic("config: a flag stands for " + name + ", which is no setting for flags")
		}
		if flag == nil || !flag.Changed {
			continue
		}
		from := Origin{Kind: FromFlag, Name: "--" + flag.Name}
		if list, several := flag.Value.(pflag.SliceValue); several {
			value, problem := n.parseTexts(list.GetSlice())
			if err := s.put(&l, n, value, problem, from); err != nil {
				return layer{}, err
			}
			continue
		}
		if err := s.say(&l, n, flag.Value.String(), from); err != nil {
			return layer{}, err
		}
	}
	return l, nil
}

// environment returns the layer of the environment. Empty variables say
// nothing. Unknown ones are refused: a wrong name would silently do nothing.
func (s *source) environment() (layer, error) {
	byName := map[string]*node{}
	for _, n := range leaves() {
		if v := n.variable(); v != "" {
			byName[v] = n
		}
	}
	l := layer{values: map[string]any{}, origins: map[string]Origin{}}
	for _, pair := range s.env {
		name, value, _ := strings.Cut(pair, "=")
		if runtime.GOOS == "windows" {
			name = strings.ToUpper(name)
		}
		if !strings.HasPrefix(name, envPrefix) || name == configEnv || strings.HasPrefix(name, testPrefix) || value == "" {
			continue
		}
		n := byName[name]
		if n == nil {
			return layer{}, s.unknownVariable(name, byName)
		}
		if err := s.say(&l, n, value, Origin{Kind: FromEnv, Name: name}); err != nil {
			return layer{}, err
		}
	}
	return l, nil
}

func (s *source) unknownVariable(name string, known map[string]*node) error {
	e := &Error{Kind: FromEnv, Key: name, Message: fmt.Sprintf("%s in the environment is no setting", name), Hint: "all settings and their variables: dragoman help settings"}
	for _, n := range leaves() {
		if n.list && name == envPrefix+strings.ToUpper(strings.ReplaceAll(n.name, ".", "_")) {
			e.Message = fmt.Sprintf("%s in the environment: %s is a list of entries, which stands in a settings file", name, n.name)
			e.Hint = "the files: dragoman config path"
			return e
		}
	}
	names := append(slices.Sorted(maps.Keys(known)), configEnv)
	bare := make([]string, len(names)) // the common prefix would make everything near
	for i, n := range names {
		bare[i] = strings.TrimPrefix(n, envPrefix)
	}
	if near := Nearest(strings.TrimPrefix(name, envPrefix), bare); near != "" {
		e.Message += fmt.Sprintf("; did you mean %s?", envPrefix+near)
		e.Hint = ""
	}
	return e
}

// say adds one value to a layer, as text.
func (s *source) say(l *layer, n *node, text string, from Origin) error {
	if n.graded() {
		return s.sayGrades(l, n, text, from)
	}
	value, problem := n.parse(text)
	return s.put(l, n, value, problem, from)
}

// put adds a value that was parsed to a layer, or says what is wrong with it.
// Paths get their home folder.
func (s *source) put(l *layer, n *node, value any, problem string, from Origin) error {
	if problem == "" && n.path {
		switch v := value.(type) {
		case string:
			value, problem = s.expand(v)
		case []string:
			for i := range v {
				if problem == "" {
					v[i], problem = s.expand(v[i])
				}
			}
		}
	}
	if problem != "" {
		return from.fail(n.name, problem, "")
	}
	l.values[n.name], l.origins[n.name] = value, from
	return nil
}
