package translate

import (
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/llm"
	"dragoman/internal/memory"
)

// A name that was translated keeps its spelling in the segments that are asked
// for later, and the line that says so is data, inside the fence.
func TestDecidedNamesStayDecided(t *testing.T) {
	a := article.Article{Language: "ar"}
	for i, text := range []string{
		"وصل الوزير نوح يلماز إلى جدة يوم الأحد للمشاركة في الاجتماع الوزاري.",
		"وقال نوح يلماز إن الاجتماع ناقش المساعدات الإنسانية ووقف القتال في المنطقة.",
		"ودعا الأمين العام المجتمع الدولي إلى الاستجابة بشكل أسرع للوضع في المنطقة.",
	} {
		a.Segments = append(a.Segments, article.Segment{Number: i + 1, Kind: article.Paragraph, Text: text})
	}
	m := &scripted{replies: []reply{{make: func(req llm.Request) string {
		return carry(req, map[string]string{
			"s02": "Nuh Yilmaz said that the meeting discussed humanitarian aid and a halt to the fighting in the region.",
			"s03": "The secretary-general called on the international community to respond faster to the situation in the region.",
		})
	}}}}
	tr := translator(candidate("a", m))
	tr.Memory = memory.New([]memory.Pair{{Source: a.Segments[0].Text, Target: "Minister Nuh Yilmaz arrived in Jeddah on Sunday to take part in the ministerial meeting.", Language: "ar"}})
	if _, err := tr.Translate(t.Context(), a, nil); err != nil {
		t.Fatal(err)
	}
	user := m.requests[0].Messages[1].Content
	want := "Names as they are spelled so far, to be kept:\n- نوح يلماز → Nuh Yilmaz\n"
	at := strings.Index(user, want)
	if at < 0 {
		t.Fatalf("the request lacks %q:\n%s", want, user)
	}
	if strings.Contains(user, "→ Jeddah") {
		t.Error("a name that does not occur is sent")
	}
	lines := strings.Split(strings.TrimSpace(user[:at]), "\n")
	if fence := lines[len(lines)-1]; len(fence) != 16 || strings.Count(user, "\n"+fence+"\n") != 2 {
		t.Errorf("the names do not stand behind the fence but behind %q", fence)
	}
}
