package name

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var update = flag.Bool("update", false, "write data/cldr.txt anew")

const cldrHead = `# What countries and languages are called, from CLDR, as the package
# golang.org/x/text/language/display has it (CLDR %s). That package would add
# 2.4 MB to the program and works at its start, so what is needed of it is here.
# Written by: go test ./internal/name -run CLDR -update
# A section for each language; lines: a country's code (capitals) or a
# language's, and its name.
`

// TestCLDRFile holds the file against the library it is made from.
func TestCLDRFile(t *testing.T) {
	tags := strings.Fields("en ar fa ur ps he ru uk be bg sr mk el hi mr ne zh ja ko tr az fr de es it pt nl pl ro sv id")
	languages := strings.Fields("ar am az be bg bn ca cs da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn ko ku ky la lo lt lv mk ml mn mr ms mt my nb ne nl pa pl ps pt ro ru sa sd si sk sl so sq sr sv sw ta te tg th tk tl tr ug uk ur uz vi yi yo zh zu")
	var b strings.Builder
	fmt.Fprintf(&b, cldrHead, display.CLDRVersion)
	for _, tag := range tags {
		fmt.Fprintf(&b, "\n[%s]\n", tag)
		lt := language.MustParse(tag)
		regions, langs := display.Regions(lt), display.Languages(lt)
		var codes []string
		for _, r := range display.Values.Regions() {
			if r.IsCountry() && len(r.String()) == 2 {
				codes = append(codes, r.String())
			}
		}
		slices.Sort(codes)
		for _, code := range codes {
			if n := regions.Name(language.MustParseRegion(code)); n != "" && n != "Unknown Region" {
				fmt.Fprintln(&b, code, n)
			}
		}
		for _, l := range languages {
			if n := langs.Name(language.MustParse(l)); n != "" {
				fmt.Fprintln(&b, l, n)
			}
		}
	}
	if *update {
		if err := os.WriteFile("data/cldr.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() != cldrFile {
		t.Errorf("data/cldr.txt is not what CLDR %s says; run the test with -update", display.CLDRVersion)
	}
}
