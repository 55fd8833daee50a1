// Package testdata embeds the sample articles and the recorded replies, so that
// the demo works from any folder and without a network.
package testdata

import (
	"embed"
	"io/fs"
)

//go:embed articles recordings
var files embed.FS

// Articles returns the sample articles, one file each, named NAME.LANGUAGE.txt.
func Articles() fs.FS { return sub("articles") }

// Recordings returns the recorded replies of real models to the program's
// prompts for the sample articles.
func Recordings() fs.FS { return sub("recordings") }

func sub(dir string) fs.FS {
	f, err := fs.Sub(files, dir)
	if err != nil {
		panic("testdata: " + err.Error())
	}
	return f
}
