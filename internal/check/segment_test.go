package check

import (
	"strings"
	"testing"

	"dragoman/internal/article"
)

const (
	arabic  = "وأكد الأمين العام على أهمية تعزيز الجهود الإقليمية والدولية لوقف الاعتداءات وضمان عودة النازحين."
	english = "The secretary-general stressed the importance of strengthening regional and international efforts to stop the attacks and guarantee the return of the displaced."
	french  = "Le ministre a déclaré mardi que les deux pays poursuivront leurs discussions sur le partage de l'eau dans les semaines qui viennent."
)

func TestCompleteness(t *testing.T) {
	rows := []struct {
		name  string
		pairs []Pair
		want  string
	}{
		{"whole", []Pair{{Number: 1, Source: arabic, Target: english}, {Number: 2, Source: arabic, Target: english}}, ""},
		{"refused", []Pair{{Number: 1, Source: arabic, Reason: "refused"}}, "error completeness [1] was not translated: the model refused it"},
		{"check", []Pair{{Number: 1, Source: arabic, Reason: "check"}}, "error completeness [1] was not translated: what came back failed a check"},
		{"unavailable", []Pair{{Number: 1, Source: arabic, Reason: "unavailable"}}, "error completeness [1] was not translated: no model could be asked"},
		{"cut is reported by cut", []Pair{{Number: 1, Source: arabic, Reason: "cut"}}, ""},
		{"twice", []Pair{{Number: 1, Source: arabic, Target: english}, {Number: 1, Source: arabic, Target: english}}, "error completeness [1] stands there more than once"},
		{"gap", []Pair{{Number: 1, Source: arabic, Target: english}, {Number: 3, Source: arabic, Target: english}}, "error completeness [2] segment 2 is missing"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			report := Run(Document{Translated: true, Pairs: row.pairs}, []Check{completeness})
			if got := strings.Join(lines(report.Findings), "\n"); got != row.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, row.want)
			}
		})
	}
	if got := Run(Document{Pairs: []Pair{{Number: 1, Source: arabic}}}, []Check{completeness}); len(got.Skipped) != 1 {
		t.Errorf("without a translation: %+v, want it skipped", got)
	}
}

func TestCut(t *testing.T) {
	testPairs(t, cut, []pairRow{
		{name: "whole", pair: Pair{Source: arabic, Target: english}},
		{name: "closing quotation mark", pair: Pair{Source: "قال: «نحن هنا».", Target: "He said: \"We are here.\""}},
		{name: "colon", pair: Pair{Source: "قال.", Target: "He said the following:"}},
		{name: "dash", pair: Pair{Source: "قال.", Target: "He said –"}},
		{name: "neither", pair: Pair{Source: "قال", Target: "He said"}},
		{name: "headline", pair: Pair{Kind: article.Headline, Source: "قال.", Target: "He said"}},
		{name: "no stop", pair: Pair{Source: "قال الوزير.", Target: "The minister said"}, want: "warning ends without punctuation, its source does not"},
		{name: "hanging article", pair: Pair{Source: arabic, Target: "The secretary-general stressed the importance of the"}, want: "error stops in mid-sentence"},
		{name: "comma", pair: Pair{Source: arabic, Target: "The secretary-general stressed,"}, want: "error stops in mid-sentence"},
		{name: "Urdu and Hindi stops", source: "hi", pair: Pair{Source: "यह है।", Target: "This is true"}, want: "warning ends without punctuation, its source does not"},
		{name: "cut by the model", pair: Pair{Source: arabic, Reason: "cut"}, want: "error was not translated: the answer was cut before its end"},
		{name: "failed for another reason", pair: Pair{Source: arabic, Reason: "refused"}},
	})
}

func TestCopied(t *testing.T) {
	testPairs(t, copied, []pairRow{
		{name: "translated", pair: Pair{Source: arabic, Target: english}},
		{name: "copied from another script", pair: Pair{Source: arabic, Target: arabic}, want: "error is the same as its source"},
		{name: "copied but for marks", pair: Pair{Source: "وأَكَّد الأمين العام.", Target: "وأكد الأمين العام"}, want: "error is the same as its source"},
		{name: "empty", pair: Pair{Source: arabic, Target: ""}, want: "error has no translation"},
		{name: "white space", pair: Pair{Source: arabic, Target: " \n"}, want: "error has no translation"},
		{name: "only marks", pair: Pair{Source: arabic, Target: "…"}, want: "error has no words in its translation"},
		{name: "failed", pair: Pair{Source: arabic, Target: "", Reason: "check"}},
		{name: "only numbers", pair: Pair{Source: "2024 – 2025", Target: "2024 – 2025"}},
		{name: "stars", pair: Pair{Source: "***", Target: "***"}},
		{name: "digits for digits", pair: Pair{Source: "٥", Target: "5"}},
		{name: "French paragraph", source: "fr", pair: Pair{Source: french, Target: french}, want: "error is the same as its source"},
		{name: "name", source: "fr", pair: Pair{Source: "Emmanuel Macron", Target: "Emmanuel Macron"}},
		{name: "agency in an Arabic article", pair: Pair{Source: "Reuters", Target: "Reuters"}},
		{name: "dateline", source: "fr", pair: Pair{Kind: article.Dateline, Source: "Paris, 3 mai", Target: "Paris, 3 mai"}},
		{name: "short words", source: "fr", pair: Pair{Source: "la vie en rose", Target: "la vie en rose"}, want: "warning is the same as its source"},
		{name: "list of names", source: "fr", pair: Pair{Source: "Mbappé, Griezmann, Dembélé, Giroud, Pogba, Kanté, Varane, Lloris", Target: "Mbappé, Griezmann, Dembélé, Giroud, Pogba, Kanté, Varane, Lloris"}, want: "warning is the same as its source"},
		{name: "sentence of a language nobody detects", source: "fr", pair: Pair{Source: "zum zim ga zo bli bla blu ti ka mo re", Target: "zum zim ga zo bli bla blu ti ka mo re"}, want: "error is the same as its source"},
		{name: "half a sentence left", source: "fr", pair: Pair{Source: french, Target: "The minister declared que les deux pays poursuivront leurs discussions sur le partage of the water in the weeks to come."}, want: "error has 10 words in a row as the source has them"},
		{name: "a phrase left", source: "de", pair: Pair{Source: "Der Minister sagte, dass alle noch heute nach Hause gehen sollten.", Target: "The minister said dass alle noch heute nach Hause they should go."}, want: "warning has 6 words in a row as the source has them"},
		{name: "a phrase quoted", source: "de", pair: Pair{Source: "Der Minister sagte, dass alle noch heute nach Hause gehen sollten.", Target: "The minister used the words “dass alle noch heute nach Hause” in his speech."}},
		{name: "a name of many words", source: "de", pair: Pair{Source: "Er liegt im Rady Children's Hospital in San Diego, USA, seit Mai.", Target: "He has been in Rady Children's Hospital in San Diego, USA, since May."}},
		{name: "English in the source", source: "fr", pair: Pair{Source: "Il joue dans la série the man who came to dinner and never left, dit-on.", Target: "He plays in the series the man who came to dinner and never left, they say."}},
		{name: "English quotation in a French article", source: "fr", pair: Pair{Source: english, Target: english}},
	})
}

func TestLanguage(t *testing.T) {
	mixed := "The minister said on Tuesday that the two countries would go on with their talks on sharing the water of the river in the coming weeks and months. " + french +
		" He added that the two delegations would meet again in the capital at the end of the month to look at the first draft of the agreement."
	testPairs(t, wrongLanguage, []pairRow{
		{name: "English", pair: Pair{Source: arabic, Target: english}},
		{name: "all Arabic", pair: Pair{Source: arabic, Target: arabic}, want: "error has 100% of its letters in another script"},
		{name: "one word left", pair: Pair{Source: arabic, Target: "The secretary-general stressed the importance of تعزيز efforts by all the countries of the region."}, want: "warning has a word in another script"},
		{name: "four words left", pair: Pair{Source: arabic, Target: english + " " + english + " الجهود الإقليمية والدولية لوقف"}, want: "error has 4 words in another script"},
		{name: "quoted word", pair: Pair{Source: arabic, Target: "The secretary-general used the word «صمود», steadfastness, for what the people of the region have shown."}},
		{name: "original name in brackets", pair: Pair{Source: arabic, Target: "The secretary-general, Hissein Brahim Taha (حسين إبراهيم طه), stressed the importance of efforts in the region."}},
		{name: "original in square brackets", source: "ru", pair: Pair{Source: "a", Target: "The paper Pravda [Правда] wrote that the two sides had met for the first time in years."}},
		{name: "brackets that follow nothing", pair: Pair{Source: arabic, Target: "(تعزيز) The secretary-general stressed the importance of efforts by all the countries of the region."}, want: "warning has a word in another script"},
		{name: "long text in brackets", pair: Pair{Source: arabic, Target: english + " " + english + " They met (وأكد الأمين العام على أهمية تعزيز الجهود)."}, want: "error has 7 words in another script"},
		{name: "long quotation", pair: Pair{Source: arabic, Target: english + " " + english + " «وأكد الأمين العام على أهمية تعزيز الجهود»"}, want: "error has 7 words in another script"},
		{name: "Greek letter", pair: Pair{Source: arabic, Target: "The particles measured 5 μm, and the angle α was small."}},
		{name: "accents", source: "fr", pair: Pair{Source: "a", Target: "François Bayrou met Łukasz Żal in Kraków, Poland."}},
		{name: "French", source: "fr", pair: Pair{Source: "autre", Target: french}, want: "error is in French, not in English"},
		{name: "French sentence inside", source: "fr", pair: Pair{Source: french, Target: mixed}, want: "error has a sentence in French"},
		{name: "short text is not judged", source: "fr", pair: Pair{Source: "a", Target: "Le ministre de la Culture"}},
		{name: "Cyrillic name in quotes", source: "ru", pair: Pair{Source: "a", Target: "The paper \"Правда\" wrote that the two sides had met for the first time in years."}},
	})
}

func TestLeftover(t *testing.T) {
	prompt := "You are a professional news translator. Keep every number, date and unit, and translate every segment whole."
	testPairs(t, leftover, []pairRow{
		{name: "clean", prompt: prompt, pair: Pair{Source: arabic, Target: english}},
		{name: "fence", pair: Pair{Source: arabic, Target: "MZXW6YTBOI3DCMRT The secretary-general"}, want: "error holds the fence of the request"},
		{name: "fence without digits", pair: Pair{Source: arabic, Target: "XKQZJWBVTPLMNRSD The secretary-general"}, want: "error holds the fence of the request"},
		{name: "capitals in news", pair: Pair{Source: arabic, Target: "COUNTERTERRORISM and CHARACTERIZATION; COVID19VACCINES; MZXW6YTB"}},
		{name: "fence in the source", pair: Pair{Source: "MZXW6YTBOI3DCMRT", Target: "MZXW6YTBOI3DCMRT"}},
		{name: "tag", pair: Pair{Source: arabic, Target: "<s01>The secretary-general</s01>"}, want: "error holds a mark of the request or reply\nerror holds a mark of the request or reply"},
		{name: "seg tag", pair: Pair{Source: arabic, Target: `<seg id="1">The secretary-general`}, want: "error holds a mark of the request or reply"},
		{name: "id", pair: Pair{Source: arabic, Target: "s01: The secretary-general"}, want: "error holds a mark of the request or reply"},
		{name: "JSON member", pair: Pair{Source: arabic, Target: `"s01": "The secretary-general"`}, want: "error holds a mark of the request or reply"},
		{name: "block mark", pair: Pair{Source: arabic, Target: "[s04 paragraph] The secretary-general"}, want: "error holds a mark of the request or reply"},
		{name: "Markdown fence", pair: Pair{Source: arabic, Target: "```\nThe secretary-general\n"}, want: "error holds a mark of the request or reply"},
		{name: "Markdown fence of the source", pair: Pair{Source: "```\nx", Target: "```\nx"}},
		{name: "thinking", pair: Pair{Source: arabic, Target: "</think> The secretary-general"}, want: "error holds a mark of the request or reply"},
		{name: "chat template", pair: Pair{Source: arabic, Target: "The secretary-general<|im_end|>"}, want: "error holds a mark of the request or reply"},
		{name: "JSON", pair: Pair{Source: arabic, Target: `{"text": "The secretary-general"}`}, want: "error is JSON, not a text"},
		{name: "time and S-Bahn", pair: Pair{Source: arabic, Target: "The S12 left at 5:30: nobody saw it <again>."}},
		{name: "prompt", prompt: prompt, pair: Pair{Source: arabic, Target: "He said: keep every number, date and unit and translate every segment, please."}, want: "error repeats the instructions of the request"},
		{name: "seven words of the prompt", prompt: prompt, pair: Pair{Source: arabic, Target: "Keep every number, date and unit, and rest."}},
		{name: "news about prompts", prompt: prompt, source: "fr", pair: Pair{Source: "« Keep every number, date and unit, and translate »", Target: "“Keep every number, date and unit, and translate”"}},
	})
}

func TestLeftoverQuotesTheWholeRun(t *testing.T) {
	doc := Document{Translated: true, Prompt: "one two three four five six seven eight nine ten", TargetLanguage: "en",
		Pairs: []Pair{{Number: 1, Source: arabic, Target: "He counted: one, two, three, four, five, six, seven, eight, nine and ran."}}}
	f := Run(doc, []Check{leftover}).Findings
	if len(f) != 1 || f[0].TargetEvidence.Text != "one, two, three, four, five, six, seven, eight, nine" {
		t.Errorf("got %+v, want the nine words quoted", f)
	}
}

func TestChat(t *testing.T) {
	says := func(severity, words string) string { return severity + ` says "` + words + `", which no source says` }
	testPairs(t, chat, []pairRow{
		{name: "clean", pair: Pair{Source: arabic, Target: english}},
		{name: "preamble", pair: Pair{Source: arabic, Target: "Here is the translation:\n" + english}, want: says("error", "Here is the translation")},
		{name: "curly apostrophe", pair: Pair{Source: arabic, Target: "Sure! Here’s the text: " + english}, want: says("error", "Sure! Here’s")},
		{name: "label", pair: Pair{Source: arabic, Target: "Translation: " + english}, want: says("error", "Translation")},
		{name: "bold label", pair: Pair{Source: arabic, Target: "**English translation:** " + english}, want: says("error", "English translation")},
		{name: "a label of the source", pair: Pair{Source: "ترجمة: أحمد", Target: "Translation: Ahmed"}},
		{name: "translation is the news", pair: Pair{Source: arabic, Target: "Translation services will close on Friday."}},
		{name: "note", pair: Pair{Source: arabic, Target: "Note: the term is charged."}, want: says("warning", "Note")},
		{name: "note of the source", pair: Pair{Source: "ملاحظة: يغلق المكتب.", Target: "Note: the office closes."}},
		{name: "translator's note", pair: Pair{Source: arabic, Target: english + " (Translator's note: literal.)"}, want: says("error", "Translator's note")},
		{name: "note in brackets", pair: Pair{Source: arabic, Target: english + " (Note: \"displaced\" is literal.)"}, want: says("error", "Note")},
		{name: "note on a line of its own", pair: Pair{Source: arabic, Target: english + "\n\nTN: literal."}, want: says("error", "TN")},
		{name: "brackets of the source", pair: Pair{Source: "قال (ملاحظة: يغلق المكتب).", Target: "He said (note: the office closes)."}, want: says("warning", "note")},
		{name: "what it keeps", pair: Pair{Source: arabic, Target: english + " This translation maintains the original tone."}, want: says("error", "This translation maintains")},
		{name: "offer", pair: Pair{Source: arabic, Target: english + " I hope this helps!"}, want: says("error", "I hope this helps")},
		{name: "question", pair: Pair{Source: arabic, Target: english + " Let me know if you need anything else."}, want: says("error", "Let me know if you need")},
		{name: "quoted speech", pair: Pair{Source: arabic, Target: "She told him: \"I hope this helps.\""}},
		{name: "in mid-text", pair: Pair{Source: arabic, Target: "I hope this helps, she said. " + english + " " + english}},
		{name: "here in the news", pair: Pair{Source: arabic, Target: "Here is the minister's answer to the translation of his speech."}},
	})
}

func TestRefusal(t *testing.T) {
	testPairs(t, refusal, []pairRow{
		{name: "clean", pair: Pair{Source: arabic, Target: english}},
		{name: "plain", pair: Pair{Source: arabic, Target: "I'm sorry, but I can't assist with that request."}, want: `error begins like a refusal: "I'm sorry, but I can't assist"`},
		{name: "curly", pair: Pair{Source: arabic, Target: "I’m sorry, but I cannot translate this content."}, want: `error begins like a refusal: "I’m sorry, but I"`},
		{name: "as an AI", pair: Pair{Source: arabic, Target: "As an AI, I do not take sides."}, want: `error begins like a refusal: "As an AI"`},
		{name: "unable", pair: Pair{Source: arabic, Target: "I am unable to translate this."}, want: `error begins like a refusal: "I am unable to translate"`},
		{name: "later the task", pair: Pair{Source: arabic, Target: "I cannot, for reasons of policy, comply."}, want: `error begins like a refusal: "I cannot"`},
		{name: "no task", pair: Pair{Source: arabic, Target: "I cannot sleep at night, she said."}, want: `warning begins like a refusal: "I cannot"`},
		{name: "quoted speech", pair: Pair{Source: arabic, Target: "\"I'm sorry, but I can't help with this request,\" the mayor said."}},
		{name: "the source apologises", pair: Pair{Source: "آسف، لا أستطيع قبول هذا الطلب، قال العمدة.", Target: "I'm sorry, but I cannot accept this request, the mayor said."}},
		{name: "in mid-text", pair: Pair{Source: arabic, Target: "The mayor said: I'm sorry, but I can't assist with that request."}},
		{name: "in the source's language", pair: Pair{Source: arabic, Target: "عذراً، لا يمكنني ترجمة هذا النص."}, want: `error begins like a refusal: "عذراً، لا يمكنني"`},
		{name: "French source, French refusal", source: "fr", pair: Pair{Source: french, Target: "Je suis désolé, mais je ne peux pas traduire ce texte."}, want: `error begins like a refusal: "Je suis désolé, mais je ne peux"`},
	})
}

func TestLength(t *testing.T) {
	long := strings.Repeat(english+" ", 5)
	testPairs(t, length, []pairRow{
		{name: "good", pair: Pair{Source: arabic, Target: english}},
		{name: "short", pair: Pair{Source: arabic + " " + arabic + ".", Target: english[:105] + "."}, want: "warning is short for its source: 106 characters for 194"},
		{name: "short and not ended", pair: Pair{Source: arabic + ".", Target: english[:50]}, want: "warning is short for its source: 50 characters for 97"},
		{name: "short, but the text is too", pair: Pair{Source: arabic + ".", Target: english[:50] + "."}},
		{name: "long, with another sentence", pair: Pair{Source: arabic[:len(arabic)/2] + ".", Target: english[:45] + ". " + english[:50] + "."}, want: "warning is long for its source: 98 characters for 49"},
		{name: "far too short", pair: Pair{Source: arabic, Target: "The secretary."}, want: "error is far too short for its source: 14 characters for 96"},
		{name: "long", pair: Pair{Source: arabic, Target: english + " " + english[:80]}, want: "warning is long for its source: 241 characters for 96"},
		{name: "far too long", pair: Pair{Source: arabic, Target: long}, want: "error is far too long for its source: 804 characters for 96"},
		{name: "short source", pair: Pair{Source: "في جدة", Target: "In the city of Jeddah in Saudi Arabia"}},
		{name: "short source, long text", pair: Pair{Source: "في جدة", Target: english}, want: "error is far too long: 160 characters for 6"},
		{name: "Chinese is dense", source: "zh", pair: Pair{Source: strings.Repeat("外交部长会议在吉达举行", 5), Target: english}},
		{name: "script's band", source: "ps", pair: Pair{Source: arabic, Target: english}},
		{name: "a French paragraph in a Chinese article", source: "zh", pair: Pair{Source: french, Target: french[:80]}},
	})
	for tag, want := range map[string]string{"ko": "not checked for Korean", "": "the source language is unknown", "en": "not checked for English"} {
		doc := Document{SourceLanguage: tag, TargetLanguage: "en", Translated: true}
		if got := Run(doc, []Check{length}).Skipped; len(got) != 1 || got[0].Reason != want {
			t.Errorf("from %q: skipped %v, want %q", tag, got, want)
		}
	}
}

func TestLengthTotal(t *testing.T) {
	document := func(targets ...string) Document {
		doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true}
		for i := range 10 {
			doc.Pairs = append(doc.Pairs, Pair{Number: i + 1, Source: arabic, Target: targets[min(i, len(targets)-1)]})
		}
		return doc
	}
	usual := english[:len(english)*2/3]
	rows := []struct {
		name string
		doc  Document
		want string
	}{
		{"good", document(usual), ""},
		{"a sentence lost in each", document(english[:70]), "warning the translation is short for its source: 700 characters for 960"},
		{"added to", document(english + " It said"), "warning the translation is long for its source: 1680 characters for 960"},
		{"too few segments", Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Pairs: document(english[:70]).Pairs[:3]}, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) { compare(t, Run(row.doc, []Check{lengthTotal}), row.want) })
	}
}

func TestPunctuation(t *testing.T) {
	testPairs(t, punctuation, []pairRow{
		{name: "question", pair: Pair{Source: "هل تعود المحادثات؟", Target: "Will the talks resume?"}},
		{name: "question answered", pair: Pair{Source: "هل تعود المحادثات؟", Target: "The talks will resume."}, want: "warning asks no question, its source does"},
		{name: "question before the attribution", pair: Pair{Source: "وسأل: «هل تعود المحادثات؟»", Target: "\"Will the talks resume?\" he asked."}},
		{name: "Chinese question", source: "zh", pair: Pair{Source: "会谈会恢复吗？", Target: "Will the talks resume?"}},
		{name: "not closed in the source", pair: Pair{Source: "قال: “نحن هنا ورحل.", Target: "He said: “We are here, and left."}},
		{name: "bracket lost", pair: Pair{Source: "الأمين العام (طه) قال.", Target: "The secretary-general (Taha said."}, want: "warning opens or closes ( alone"},
		{name: "bracket kept", pair: Pair{Source: "الأمين العام (طه) قال.", Target: "The secretary-general (Taha) said."}},
		{name: "list and face", pair: Pair{Source: "أ) الأول (هنا) :)", Target: "a) the first (here) :)"}},
		{name: "inches", source: "de", pair: Pair{Source: "ein „großes“ Rohr von 6 Zoll", Target: "a \"large\" 6\" pipe"}},
		{name: "apostrophes", source: "fr", pair: Pair{Source: "l'« ami » d'hier", Target: "yesterday’s ‘friend’ and the ministers’ one"}},
		{name: "Japanese", source: "ja", pair: Pair{Source: "「ここにいる」と述べた。", Target: "“We are here”, he said."}},
	})
}

func TestLoops(t *testing.T) {
	testPairs(t, loops, []pairRow{
		{name: "clean", pair: Pair{Source: arabic, Target: english}},
		{name: "stuck", pair: Pair{Source: arabic, Target: strings.Repeat("The return of the displaced. ", 6)}, want: `error repeats "The return of the" 6 times`},
		{name: "three times", pair: Pair{Source: arabic, Target: strings.Repeat("The return of the displaced. ", 3)}},
		{name: "a sentence twice", pair: Pair{Source: arabic, Target: english + " " + english}, want: "error says 23 words twice"},
		{name: "a sentence twice in the source", pair: Pair{Source: arabic + " " + arabic, Target: english + " " + english}},
		{name: "a short text twice", pair: Pair{Source: "قُتل الملايين.", Target: "Millions of people died. Millions of people died."}, want: "error says 4 words twice"},
		{name: "a title twice", pair: Pair{Source: arabic, Target: "The Council of Ministers for Foreign Affairs met; the Council of Ministers for Foreign Affairs said little."}},
		{name: "without words", pair: Pair{Source: arabic, Target: strings.Repeat("ha-", 100)}, want: `error repeats "ha-ha-ha-ha" 97 times`},
		{name: "without spaces", pair: Pair{Source: arabic, Target: strings.Repeat("ha", 300)}, want: "error is 100% repetition"},
		{name: "one word", pair: Pair{Source: arabic, Target: "No " + strings.Repeat("peace ", 12)}, want: `error repeats "peace peace peace peace" 9 times`},
		{name: "chant of the source", pair: Pair{Source: strings.Repeat("الشعب يريد إسقاط النظام. ", 4), Target: strings.Repeat("The people want to bring down the regime. ", 4)}},
		{name: "more than the source", pair: Pair{Source: strings.Repeat("الشعب يريد إسقاط النظام. ", 4), Target: strings.Repeat("The people want to bring down the regime. ", 9)}, want: `error repeats "The people want to" 9 times`},
	})
}
