package source

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/read"
)

// readable are the endings of files in a folder that can be articles, unless
// patterns say otherwise.
var readable = []string{".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom", ".rdf", ".opml"}

// headBytes is how much of a file is looked at to see what it is.
const headBytes = 4 << 10

// file returns what a file or folder stands for. A file that is one article is
// not read before its item is opened.
func (f *Finder) file(ctx context.Context, name string) Found {
	at := f.Path(name)
	info, err := os.Stat(at)
	if err == nil && info.IsDir() && (f.Recursive || len(f.Glob) > 0) {
		return f.folder(ctx, name, at)
	}
	if err == nil && info.Mode().IsRegular() && mayHoldSeveral(head(at)) {
		return f.listFile(ctx, name, at)
	}
	return Found{Items: []Item{{Name: name, Stem: stem(name), File: true, Open: func(context.Context) (article.Article, error) {
		return read.File(at, f.Read)
	}}}}
}

// listFile reads a file that may hold several articles.
func (f *Finder) listFile(ctx context.Context, name, at string) Found {
	file, err := os.Open(at)
	if err != nil {
		return failed(name, err)
	}
	defer file.Close()
	data, err := read.Load(file, name, listSize)
	if err != nil {
		return failed(name, err)
	}
	return f.several(ctx, data, origin{Origin: read.Origin{Source: name}, leads: notNamed, mark: absolute(at)})
}

// absolute returns the path by which a file is remembered, whatever folder the
// program is started in.
func absolute(at string) string {
	if abs, err := filepath.Abs(at); err == nil {
		return abs
	}
	return at
}

// listSize is the largest file of several articles. Each article in it has the
// reader's own limit; all of them are held in memory.
const listSize = 1 << 30

// head returns the beginning of a file, or nothing where it cannot be read.
func head(at string) []byte {
	file, err := os.Open(at)
	if err != nil {
		return nil
	}
	defer file.Close()
	data := make([]byte, headBytes)
	n, _ := file.Read(data)
	return data[:n]
}

// mayHoldSeveral reports whether a file's beginning can be that of records, a
// feed or a list of feeds. Whether it is one, its whole content decides.
func mayHoldSeveral(head []byte) bool {
	text := strings.TrimLeft(string(bytes.ReplaceAll(bytes.TrimLeft(head, "\xEF\xBB\xBF\xFE\xFF"), []byte{0}, nil)), " \t\r\n")
	switch {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return true
	case !strings.HasPrefix(text, "<"):
		return false
	}
	text = strings.ToLower(text)
	return strings.Contains(text, "<rss") || strings.Contains(text, "<feed") || strings.Contains(text, "<rdf:rdf") || strings.Contains(text, "<opml") || strings.HasPrefix(text, "<?xml")
}

// folder returns the articles in a folder, in the order of their names. Hidden
// files and folders are left out, links to folders are not followed except the
// one that was named, and what is no file, such as a pipe, would never end.
func (f *Finder) folder(ctx context.Context, name, at string) Found {
	root, err := filepath.EvalSymlinks(at)
	if err != nil {
		return failed(name, err)
	}
	var found Found
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, p)
		switch {
		case err != nil:
			found.add(failed(filepath.Join(name, rel), err))
		case rel == ".":
		case d.IsDir():
			if !f.Recursive || isHidden(d) || f.isOut(d) {
				return fs.SkipDir
			}
		case !isHidden(d) && f.matches(filepath.ToSlash(rel)) && isFile(p, d):
			found.add(f.file(ctx, filepath.Join(name, rel)))
		}
		return ctx.Err()
	})
	if err == nil && len(found.Items) == 0 && found.Seen+found.Older == 0 {
		return failed(name, &read.Error{Source: name, Offset: -1, Message: "no article is in this folder", Hint: f.folderHint(name)})
	}
	return found
}

func isHidden(d fs.DirEntry) bool { return strings.HasPrefix(d.Name(), ".") }

// isOut reports whether a folder is the one that output goes to.
func (f *Finder) isOut(d fs.DirEntry) bool {
	if f.Out == "" {
		return false
	}
	out, err := os.Stat(f.Out)
	if err != nil {
		return false
	}
	info, err := d.Info()
	return err == nil && os.SameFile(out, info)
}

// isFile reports whether an entry of a folder is a file or a link to one. A link
// to nothing is taken for one, so that opening it says so.
func isFile(at string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(at)
	return err != nil || info.Mode().IsRegular()
}

func (f *Finder) folderHint(name string) string {
	if len(f.Glob) > 0 {
		return "no file in it matches " + strings.Join(f.Glob, " or ")
	}
	return "name the files: --recursive --glob '*.text' " + name
}

// matches reports whether a file in a folder is to be read. A pattern with a
// slash is for the whole path below the folder, one without for the name.
func (f *Finder) matches(rel string) bool {
	if len(f.Glob) == 0 {
		return slices.Contains(readable, strings.ToLower(path.Ext(rel)))
	}
	return slices.ContainsFunc(f.Glob, func(pattern string) bool {
		on := rel
		if !strings.Contains(pattern, "/") {
			on = path.Base(rel)
		}
		ok, _ := path.Match(pattern, on)
		return ok
	})
}
