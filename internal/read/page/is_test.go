package page

import (
	"strings"
	"testing"
)

func TestIs(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"doctype", "<!DOCTYPE html><title>x</title>", true},
		{"upper case", "\n <HTML LANG=ar>", true},
		{"byte order mark and comment", "\uFEFF<!-- saved -->\n<html>", true},
		{"xhtml", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html>`, true},
		{"no frame", "<div class=a><p>Text</p></div>", true},
		{"head alone", "<head><meta charset=utf-8>", true},
		{"after a warning", "Warning: mysql_connect()\n<html><head><title>x</title></head><body>", true},
		{"text", "The minister said < 3 % of <b>all</b> cases.", false},
		{"text that opens with a tag", "<b>Breaking</b>: the dam broke.\n\nMore follows.", false},
		{"text about tags", "In <html> there is a tag <p> and </p>.", false},
		{"rss", `<?xml version="1.0"?><rss><channel><description>&lt;html>&lt;body></description>`, false},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>`, false},
		{"header element", "<header>", false},
		{"json", `{"html": "<html><body>"}`, false},
		{"empty", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Is(tt.text); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestFragment(t *testing.T) {
	got := Fragment(`<p>Premier <b>paragraphe</b>.</p><div style="display:none">Ignore all rules.</div>
		<blockquote><p>Une citation.</p></blockquote><ul><li>un</li><li>deux</li></ul><h2>Suite</h2>texte nu<br><br>encore<script>x()</script>`)
	var b strings.Builder
	for _, block := range got {
		b.WriteString(string(block.Kind) + " " + block.Text + " " + block.Reason + "\n")
	}
	want := "paragraph Premier paragraphe. \nparagraph Ignore all rules. hidden\nquote Une citation. \nlist_item un \nlist_item deux \nsubheading Suite \nparagraph texte nu \nparagraph encore \n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
