package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"dragoman/internal/article"
)

// handmade is a page in our own words, built as a newsroom's software builds it.
type handmade struct {
	name     string
	charset  encoding.Encoding // nil is UTF-8
	before   string            // of the document, up to the text
	headline string
	body     []string // paragraphs
	after    string   // what stands behind the text
	want     article.Article
	reasons  []string // some of those for which blocks are left out
	gone     []string // words of the page that are no part of the article
}

func (p handmade) bytes(t *testing.T) []byte {
	t.Helper()
	text := p.before + "<p>" + strings.Join(p.body, "</p>\n<p>") + "</p>" + p.after
	if p.charset == nil {
		return []byte(text)
	}
	data, err := p.charset.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(data)
}

var handmadePages = []handmade{{
	name: "an Arabic weblog with a comment form",
	before: `<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>افتتاح مكتبة عامة في الحي القديم &#8211; صحيفة المرفأ</title>
<meta property="og:site_name" content="صحيفة المرفأ"><link rel="canonical" href="https://marfa.example/2026/11/library/">
<meta property="article:published_time" content="2026-11-03T09:15:00+02:00"></head>
<body class="rtl single single-post"><div id="page"><header id="masthead" class="site-header"><p class="site-title"><a href="/">صحيفة المرفأ</a></p>
<nav id="site-navigation"><ul><li><a href="/politics/">سياسة</a></li><li><a href="/economy/">اقتصاد</a></li><li><a href="/sport/">رياضة</a></li></ul></nav></header>
<main id="main"><article id="post-71" class="post-71 post type-post"><header class="entry-header"><h1 class="entry-title">افتتاح مكتبة عامة في الحي القديم</h1></header><div class="entry-content">`,
	headline: "افتتاح مكتبة عامة في الحي القديم",
	body: []string{
		"افتتح رئيس البلدية صباح الثلاثاء مكتبة عامة جديدة في الحي القديم، بعد عامين من أعمال الترميم التي شملت المبنى كله وساحته الخلفية.",
		"وتضم المكتبة نحو أربعين ألف كتاب، وقاعة مخصصة للأطفال، وأخرى لقراءة الصحف اليومية، وتبقى أبوابها مفتوحة حتى الساعة العاشرة مساء.",
		"وقالت مديرة المكتبة إن الاشتراك مجاني لسكان المدينة، وإن المتطوعين سيساعدون كبار السن على استعارة الكتب من منازلهم.",
	},
	after: `<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">شارك هذا الموضوع:</h3><ul><li><a href="#">فيس بوك</a></li><li><a href="#">تويتر</a></li></ul></div></div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">رأي واحد حول &ldquo;افتتاح مكتبة عامة&rdquo;</h2><ol class="comment-list"><li class="comment"><p>خبر جميل، شكرا لكل من عمل على هذا المشروع طوال السنتين الماضيتين.</p></li></ol>
<div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">اترك تعليقاً <small><a href="#respond">إلغاء الرد</a></small></h3><form id="commentform" class="comment-form"><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p><p><label>التعليق *</label><textarea></textarea></p><p><label>الاسم *</label><input></p><p><input type="submit" value="إرسال التعليق"></p></form></div></div></main>
<aside id="secondary" class="widget-area"><h2>أحدث المقالات</h2><ul><li><a href="/a">تأجيل مباراة القمة بسبب الأمطار</a></li><li><a href="/b">أسعار السمك ترتفع قبل العيد</a></li></ul></aside><footer id="colophon">جميع الحقوق محفوظة</footer></div></body></html>`,
	want:    article.Article{Language: "ar", Publisher: "صحيفة المرفأ", URL: "https://marfa.example/2026/11/library/", Published: "2026-11-03T09:15:00+02:00"},
	reasons: []string{"header", "share bar", "reader comments", "sidebar"},
	gone:    []string{"اترك", "بريدك", "خبر جميل", "فيس بوك", "رياضة", "أسعار السمك", "جميع الحقوق"},
}, {
	name: "a Hebrew page in windows-1255", charset: charmap.Windows1255,
	before: `<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1255"><title>הגשר הישן נפתח מחדש להולכי רגל</title></head>
<body><div class="menu"><a href="/1">חדשות</a> | <a href="/2">כלכלה</a> | <a href="/3">ספורט</a></div><div class="article"><h1>הגשר הישן נפתח מחדש להולכי רגל</h1>`,
	headline: "הגשר הישן נפתח מחדש להולכי רגל",
	body: []string{
		"הגשר הישן שמעל הנחל נפתח ביום ראשון מחדש להולכי רגל ולרוכבי אופניים, לאחר שלוש שנים שבהן היה סגור בשל סכנת התמוטטות.",
		"העבודות עלו לעירייה שנים עשר מיליון שקלים, כמעט כפול מן התקציב המקורי, ונמשכו שמונה חודשים יותר מן המתוכנן.",
		"ראש העיר אמר בטקס הפתיחה כי בשנה הבאה יוצב על הגשר גם שלט המספר את תולדותיו של המקום.",
	},
	after:   `</div><div class="related"><h3>כתבות נוספות</h3><ul><li><a href="/4">מחיר הדלק יעלה בסוף השבוע</a></li><li><a href="/5">הקבוצה המקומית ניצחה שוב</a></li></ul></div></body></html>`,
	want:    article.Article{Language: "he"},
	reasons: []string{"related links"},
	gone:    []string{"כלכלה", "מחיר הדלק", "כתבות נוספות"},
}, {
	name: "a Chinese page in GBK", charset: simplifiedchinese.GBK,
	before: `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="gb2312"><title>老城区新图书馆正式开放_海港新闻网</title></head>
<body><div class="nav"><a href="/gn">国内</a><a href="/gj">国际</a><a href="/ty">体育</a></div><div id="artibody" class="article"><h1>老城区新图书馆正式开放</h1>`,
	headline: "老城区新图书馆正式开放",
	body: []string{
		"经过两年的修缮，位于老城区的新图书馆星期二上午正式向市民开放，市长和数百名居民出席了开馆仪式。",
		"图书馆藏书约四万册，设有儿童阅览室和报刊阅览室，每天开放到晚上十点，周末也不休息。",
		"馆长表示，本市居民可以免费办理借书证，志愿者还会把图书送到行动不便的老人家中。",
	},
	after: `</div><div class="hot"><h3>热门推荐</h3><ul><li><a href="/1">周末将有大雨请注意出行安全</a></li><li><a href="/2">港口货运量创下新高</a></li></ul></div><div class="footer">版权所有</div></body></html>`,
	want:  article.Article{Language: "zh-CN"},
	gone:  []string{"国际", "周末将有大雨", "版权所有"},
}}

// Pages of three scripts, from bytes to segments: all of the text and nothing
// else.
func TestHandmadePages(t *testing.T) {
	for _, p := range handmadePages {
		t.Run(p.name, func(t *testing.T) {
			a, err := Bytes(p.bytes(t), Origin{Source: "page.html"}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := "headline: " + p.headline + "\n"
			for _, text := range p.body {
				want += "paragraph: " + text + "\n"
			}
			kept, dropped, _ := strings.Cut(outline(a), "\n- ")
			if diff := cmp.Diff(want, strings.TrimRight(kept, "\n")+"\n"); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, reason := range p.reasons {
				if !strings.Contains("- "+dropped, "- "+reason+": ") {
					t.Errorf("nothing is left out as %s:\n%s", reason, dropped)
				}
			}
			for _, words := range p.gone {
				if strings.Contains(kept, words) || !strings.Contains(dropped, words) {
					t.Errorf("%q is not among what is left out", words)
				}
			}
			got := article.Article{Language: a.Language, Publisher: a.Publisher, URL: a.URL, Published: a.Published}
			if diff := cmp.Diff(p.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
