package exchange

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
)

// The parts of TMX 1.4b that are written.
type (
	tmxUnit struct {
		XMLName  xml.Name     `xml:"tu"`
		Created  string       `xml:"creationdate,attr,omitempty"`
		By       string       `xml:"creationid,attr,omitempty"`
		Note     string       `xml:"note,omitempty"`
		State    tmxProp      `xml:"prop"`
		Variants []tmxVariant `xml:"tuv"`
	}
	tmxProp struct {
		Type  string `xml:"type,attr"`
		Value string `xml:",chardata"`
	}
	tmxVariant struct {
		Language string `xml:"xml:lang,attr"`
		Segment  string `xml:"seg"`
	}
)

// WriteTMX writes units as TMX 1.4b, level 1. All of them are approved: that is
// what a memory holds.
func WriteTMX(w io.Writer, version string, units []Unit) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, xml.Header, `<!DOCTYPE tmx SYSTEM "tmx14.dtd">`, "\n", `<tmx version="1.4">`, "\n")
	fmt.Fprint(out, `  <header creationtool="dragoman" creationtoolversion="`)
	if err := xml.EscapeText(out, []byte(version)); err != nil {
		return err
	}
	fmt.Fprintln(out, `" segtype="paragraph" o-tmf="dragoman" adminlang="en" srclang="*all*" datatype="plaintext"/>`)
	fmt.Fprintln(out, "  <body>")
	enc := xml.NewEncoder(out)
	enc.Indent("    ", "  ")
	for _, u := range units {
		if err := enc.Encode(unitOf(u)); err != nil {
			return fmt.Errorf("write TMX: %w", err)
		}
	}
	fmt.Fprint(out, "\n  </body>\n</tmx>\n")
	return out.Flush()
}

func unitOf(u Unit) tmxUnit {
	t := tmxUnit{By: u.By, Note: u.Note, State: tmxProp{"x-state", "approved"}}
	if !u.At.IsZero() {
		t.Created = u.At.UTC().Format(tmxDate)
	}
	for _, text := range u.Texts {
		t.Variants = append(t.Variants, tmxVariant{text.Language, text.Text})
	}
	return t
}
