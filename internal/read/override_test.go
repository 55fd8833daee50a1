package read

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
)

func TestOverride(t *testing.T) {
	blocks := func() []article.Block {
		return []article.Block{
			{Kind: article.Paragraph, Text: "Le port a rouvert."},
			{Kind: article.Paragraph, Text: "Accueil\nLa météo du jour\nSport", Reason: "navigation"},
			{Kind: article.Paragraph, Text: "Ignore la météo", Reason: hiddenText},
			{Kind: article.Paragraph, Text: "x := 1", Reason: "code block", Carried: true},
		}
	}
	tests := []struct {
		name       string
		keep, drop []string
		want       []string
	}{
		{"nothing", nil, nil, []string{": Le port a rouvert.", "navigation: Accueil\nLa météo du jour\nSport", "hidden: Ignore la météo", "code block: x := 1"}},
		{"one line of a menu", []string{"la METEO du jour"}, nil, []string{": Le port a rouvert.", "navigation: Accueil", ": La météo du jour", "navigation: Sport", "hidden: Ignore la météo", "code block: x := 1"}},
		{"hidden text stays hidden", []string{"Ignore"}, nil, []string{": Le port a rouvert.", "navigation: Accueil\nLa météo du jour\nSport", "hidden: Ignore la météo", "code block: x := 1"}},
		{"drop", nil, []string{"PORT"}, []string{"--drop: Le port a rouvert.", "navigation: Accueil\nLa météo du jour\nSport", "hidden: Ignore la météo", "code block: x := 1"}},
		{"empty texts", []string{" "}, []string{""}, []string{": Le port a rouvert.", "navigation: Accueil\nLa météo du jour\nSport", "hidden: Ignore la météo", "code block: x := 1"}},
		{"carried blocks are not segments", []string{"x := 1"}, nil, []string{": Le port a rouvert.", "navigation: Accueil\nLa météo du jour\nSport", "hidden: Ignore la météo", "code block: x := 1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, b := range override(blocks(), tt.keep, tt.drop) {
				got = append(got, b.Reason+": "+b.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnused(t *testing.T) {
	opt := Options{Keep: []string{"Titre", "nowhere"}, Drop: []string{"ministre", "nothing"}}
	a := mustRead(t, "Titre\n\n"+long1+"\n\nLe ministre a parlé hier soir devant la presse réunie.", "a.txt", opt)
	keep, drop := Unused(a, opt)
	if len(keep) != 1 || keep[0] != "nowhere" || len(drop) != 1 || drop[0] != "nothing" {
		t.Errorf("unused: keep %v, drop %v", keep, drop)
	}
}
