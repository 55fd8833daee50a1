package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A project's file comes with a repository that somebody else may have written.
// It may therefore choose providers and models by name, but not define or
// change one (a base URL, a header, a proxy or a command that prints a key
// would send articles and keys elsewhere, or run programs), not falsify
// prices, by which money is counted, not undo local: true, and not name files
// outside the project.

// refuse says why this file may not have a setting, and where it may stand
// instead; or nothing.
func (r *reader) refuse(y *yaml.Node, n *node) (problem, hint string) {
	if r.kind != FromProject {
		return "", ""
	}
	switch {
	case n.place == outside && n.name == "providers":
		problem = "a project's file chooses providers by name; it does not define or change one"
	case n.place == outside:
		problem = "a project's file does not set it"
	case n.place == tighten && !strings.EqualFold(y.Value, "true") && !isNull(y):
		problem = "a project's file may only turn it on"
	default:
		return "", ""
	}
	return problem, r.instead(n)
}

// instead says where a setting that a project's file may not have can stand.
func (r *reader) instead(n *node) string {
	hint := "it may stand in "
	if file := UserFile(r.env); file != "" {
		hint += file + ", "
	}
	if v := n.variable(); v != "" {
		hint += v + ", "
	}
	return hint + "or in a file that you name yourself: --config " + r.file
}

// locate returns the path that a file's text means: relative to the file, with
// the home folder for ~. In a project's file it must lie in the project,
// whatever links lead there, and is returned with the links followed.
func (r *reader) locate(text string) (string, string) {
	if r.kind == FromProject {
		return r.confine(text)
	}
	path, problem := r.expand(text)
	if problem != "" || filepath.IsAbs(path) {
		return path, problem
	}
	return filepath.Join(r.dir, path), ""
}

// confine returns the path of a project's file or folder.
func (r *reader) confine(text string) (string, string) {
	away := quote(text) + " leads out of the project; a project's file names only paths in its own folder"
	if !filepath.IsLocal(text) || text[0] == '~' {
		return "", away
	}
	root, err := filepath.EvalSymlinks(r.dir)
	if err != nil {
		return "", quote(text) + ": " + err.Error()
	}
	path, err := follow(filepath.Join(root, text))
	if err != nil {
		return "", quote(text) + " cannot be followed: a link on the way leads nowhere or in a circle"
	}
	if rel, err := filepath.Rel(root, path); err != nil || !filepath.IsLocal(rel) {
		return "", away
	}
	return path, ""
}

// follow resolves the links of a path whose last parts need not be there. A
// link that leads nowhere is an error: what is made later at its end would be
// somewhere else.
func follow(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", fs.ErrInvalid
	}
	parent := filepath.Dir(path)
	if parent == path {
		return path, nil
	}
	real, err = follow(parent)
	return filepath.Join(real, filepath.Base(path)), err
}
