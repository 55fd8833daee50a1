// Command dragoman translates and summarises foreign-language news articles
// into English, as records that can be checked.
package main

import (
	"os"

	"dragoman/internal/cli"
)

// version is set by the release build.
var version = ""

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System(version)))
}
