package exchange

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"dragoman/internal/fixture"
)

func all(r io.Reader) ([]Unit, error) {
	var units []Unit
	err := ReadTMX(r, func(u Unit) error { units = append(units, u); return nil })
	return units, err
}

func TestRoundTrip(t *testing.T) {
	units := []Unit{
		{State: "approved", Texts: []Text{{"ar", "قال «نعم» & لا <b>"}, {"en", "He said \"yes\" & no <b>"}}, By: "desk", At: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), Note: "house & style"},
		{State: "approved", Texts: []Text{{"zh", "第一\n第二"}, {"en", "One\ntwo"}}},
	}
	var b bytes.Buffer
	if err := WriteTMX(&b, `1.0 "x" & y`, units); err != nil {
		t.Fatal(err)
	}
	got, err := all(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(units, got, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Line" }, cmp.Ignore())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInlineCodes(t *testing.T) {
	const in = `<tmx version="1.4"><header/><body><tu changeid="B" creationid="A" changedate="20260102T030405Z">
<note>first</note><prop type="x">no</prop><note>second</note>
<tuv xml:lang="EN-US"><prop type="y">no</prop><seg>Press <bpt i="1">&lt;b&gt;</bpt>the <hi type="term">red</hi><ept i="1">&lt;/b&gt;</ept> key<ph>&lt;br/&gt;<sub>not this</sub></ph>.</seg></tuv>
<tuv lang="fr"><seg/></tuv></tu></body></tmx>`
	got, err := all(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	want := []Unit{{By: "B", At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Note: "first; second", Line: 1,
		Texts: []Text{{"EN-US", "Press the red key."}, {"fr", ""}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text, ok := got[0].In("en"); !ok || text.Text != "Press the red key." {
		t.Errorf("English is %+v", text)
	}
}

func TestBadTMX(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"no TMX":      {"<html></html>", "no TMX"},
		"no XML":      {"hello", "no TMX"},
		"empty":       {"", "no TMX"},
		"cut in unit": {"<tmx><body>\n<tu><tuv lang='fr'><seg>a", "line 2"},
		"not closed":  {"<tmx><body>\n\n<tu><tuv></tu>", "line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := all(strings.NewReader(test.in)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want it to say %q", err, test.want)
			}
		})
	}
	stop := errors.New("stop")
	if err := ReadTMX(strings.NewReader("<tmx><tu></tu></tmx>"), func(Unit) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the caller's own error", err)
	}
}

// TestComplianceKit reads the import tests of the TMX compliance kit, whose
// texts stand beside them.
func TestComplianceKit(t *testing.T) {
	dir := fixture.Path(t, "data", "xliff", "tmx", "compliance-kit")
	files, err := filepath.Glob(filepath.Join(dir, "ImportTest1*.tmx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files (%v)", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			units, err := all(f)
			if err != nil {
				t.Fatal(err)
			}
			if len(units) == 0 {
				t.Fatal("no units")
			}
			compareTexts(t, units, strings.TrimSuffix(file, ".tmx")+".txt", "en")
			compareTexts(t, units, strings.TrimSuffix(file, ".tmx")+"_fr-ca.txt", "fr")
		})
	}
}

// compareTexts looks for each unit's text in the file of what a tool should
// show, where there is one.
func compareTexts(t *testing.T, units []Unit, file, base string) {
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	data, _, err = transform.Bytes(unicode.BOMOverride(unicode.UTF8.NewDecoder()), data)
	if err != nil {
		t.Fatal(err)
	}
	want := squeeze(string(data))
	for _, u := range units {
		if text, ok := u.In(base); ok && !strings.Contains(want, squeeze(text.Text)) {
			t.Errorf("%s: %q is not in %s", base, text.Text, filepath.Base(file))
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestOmegaT reads the memories of another tool's own tests.
func TestOmegaT(t *testing.T) {
	dir := fixture.Path(t, "data", "xliff", "tmx", "omegat")
	for file, least := range map[string]int{"en-US_en-GB_fr_sr.tmx": 1, "test-level1.tmx": 1, "test-level2.tmx": 1, "test-multiple-tuv14.tmx": 1, "test-SMP.tmx": 1, "empty.tmx": 0} {
		f, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		units, err := all(f)
		f.Close()
		if err != nil && file != "empty.tmx" || len(units) < least {
			t.Errorf("%s: %d units, %v", file, len(units), err)
		}
	}
	f, err := os.Open(filepath.Join(dir, "invalid.tmx")) // its codes end before they begin
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	units, err := all(f)
	if err != nil || len(units) != 1 || squeeze(units[0].Texts[0].Text) != "" {
		t.Errorf("invalid.tmx: got %+v, %v, want its one unit without codes", units, err)
	}
}
