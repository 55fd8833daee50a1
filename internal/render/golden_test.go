package render

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/digest"
	"dragoman/internal/digest/digesttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestGolden(t *testing.T) {
	rows := []struct {
		name   string
		record digest.Digest
		opt    Options
	}{
		{"arabic", arabic(), Options{Width: 72}},
		{"arabic-bilingual", arabic(), Options{Bilingual: true}},
		{"arabic-clean", arabic(), Options{Clean: true, Width: 40}},
		{"arabic-summary", arabic(), Options{Part: Summary, Fragment: true}},
		{"arabic-translation", arabic(), Options{Part: Translation, Fragment: true}},
		{"arabic-names", arabic(), Options{Part: Names, Fragment: true}},
		{"arabic-with-names", arabic(), Options{WithNames: true, Width: 72}},
		{"arabic-findings", arabic(), Options{Part: Findings, Fragment: true}},
		{"partial", partial(), Options{}},
		{"partial-clean-bilingual", partial(), Options{Clean: true, Bilingual: true}},
		{"extractive", extractive(), Options{Width: 20}},
		{"hostile", hostile(), Options{Bilingual: true, Width: 60}},
		{"hostile-names", hostile(), Options{Part: Names}},
		{"hostile-findings", hostile(), Options{Part: Findings}},
		{"approved", approved(), Options{}},
		{"recorded", recorded(), Options{Width: 40}},
	}
	formats := []struct {
		name  string
		write func(io.Writer, digest.Digest, Options) error
	}{{"txt", Text}, {"md", Markdown}, {"html", HTML}}
	for _, row := range rows {
		for _, f := range formats {
			t.Run(row.name+"."+f.name, func(t *testing.T) {
				var out bytes.Buffer
				if err := f.write(&out, row.record, row.opt); err != nil {
					t.Fatal(err)
				}
				golden(t, row.name+"."+f.name, out.Bytes())
			})
		}
	}
}

// The records of these tests are records the program could write.
func TestRecordsAreValid(t *testing.T) {
	for name, d := range map[string]digest.Digest{
		"arabic": arabic(), "partial": partial(), "extractive": extractive(), "approved": approved(), "recorded": recorded(), "hostile": hostile(),
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := digest.Encode(&out, d); err != nil {
				t.Fatal(err)
			}
			digesttest.Valid(t, out.Bytes())
		})
	}
}
