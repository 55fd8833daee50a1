package render_test

import (
	"fmt"
	"os"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/render"
)

func ExampleText() {
	rain := "It rained in Lyon."
	d := digest.Digest{Translation: &digest.Translation{Language: "en", Status: digest.Machine, Segments: []digest.Segment{
		{Number: 1, Kind: article.Paragraph, Source: "Il a plu à Lyon.", Target: &rain, State: digest.OK, Model: "ollama/gemma3"},
		{Number: 2, Kind: article.Paragraph, Source: "Il a neigé.", State: digest.SegmentFailed, Reason: digest.ReasonCut},
	}}}
	if err := render.Text(os.Stdout, d, render.Options{Bilingual: true}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Il a plu à Lyon.
	// [1] It rained in Lyon.
	//
	// Il a neigé.
	// [2] was not translated: the answer ended before it
	//
	// Machine translation, not reviewed · ollama/gemma3
}
