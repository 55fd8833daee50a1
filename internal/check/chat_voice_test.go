package check

import (
	"strings"
	"testing"
)

// chatting are things that models say around a translation, which stands for _.
var chatting = strings.Split(strings.TrimSpace(`
Here is the translation: _
Here's the text in English: _
Here is my rendering of the passage: _
Translation: _
**Translation:** _
English: _
English version: _
In English: _
Final translation:\n\n_
Translated text: _
Translated paragraph (Arabic to English): _
Output: _
Result: _
Polished translation: _
My translation would be: _
The translation is as follows: _
The translated segment is: _
The text reads in English: _
The sentence translates as: _
This passage can be translated as follows: _
The English rendering would be: _
A faithful translation of this paragraph: _
Sure! _
Sure, here you go: _
Certainly. _
Of course! _
Absolutely! Here's the passage in English: _
Okay, so here is what the text says: _
Alright, let me translate this sentence. _
Got it. _
Understood. Here is the revised version: _
Thank you for the text. Here is the English version: _
As requested, here is the passage in English: _
Following your instructions, I have translated the segment below:\n_
Below is the requested English text:\n\n_
Based on the context, the best translation would be: _
Let me think about how to render this sentence. _
Hmm, the idiom is tricky; a natural translation is: _
I apologize for the confusion. Here is the corrected version: _
Sorry, my previous translation was wrong. _
Assistant: _
### Translation\n_
_\n\nNote: I have kept the proper names as they are in the original.
_\n\nPlease note that some terms may have different meanings depending on the context.
_\n\nNotes:\n- The idiom was rendered freely.
_\n\n(Translator's note: the original is ambiguous.)
_\n\nTranslated from the Arabic.
_\n\nI hope this is what you were looking for!
_\n\nLet me know if you'd like a different tone.
_\n\nWould you like a more literal version?
_\n\nAlternative: a freer rendering is possible.
_\n\nThis version preserves the style of the source text.
_\n\n---\nExplanation: the verb is in the passive.
_\n\nThe phrase at the end is an idiom in the original language.
_\n\nConfidence: high
_\n\nIs there another segment you want me to work on?
_\nOr, more literally: he came and went.
_ (literally: he came and went)
_ (Note: the name was kept as in the original.)
_ [Translator's note: a pun in the original.]
_ Or, more literally: he came and went.
_ Alternatively: he came and went.
_ I hope this translation is helpful.
_ Please let me know if the tone is right for your readers.
_ I have tried to stay close to the original wording.
_ Note that the original text uses the passive voice.
_ This translation keeps the register of the original.
_ The translation above is literal.
_ If you need a smoother version, I can revise the wording.
_ Feel free to send the next paragraph.
_ Please note that I left the names untranslated.
_ I'm happy to adjust the style if you like.
_ The term at the end may also be translated differently.
_ I can also provide a more literal translation if you prefer.
_ Disclaimer: this is a machine translation.
`), "\n")

// told are translations to speak about, each with its source.
var told = []struct{ tag, source, target string }{
	{"de", "Der Minister kam am Montag in Wien an und sprach mit der Presse.", "The minister arrived in Vienna on Monday and spoke to the press."},
	{"ar", "انتخابات رئاسية مبكرة في تونس", "Early presidential elections in Tunisia"},
	{"ru", "Видео: пожар в центре Москвы", "Video: Fire in central Moscow"},
	{"zh", "他说，政府将在下周公布新的计划。", "He said the government would present a new plan next week."},
	{"fr", "« Nous sommes prêts », a déclaré le président.", "\"We are ready,\" the president said."},
}

func TestModelVoice(t *testing.T) {
	for _, phrase := range chatting {
		for _, pair := range told {
			target := strings.ReplaceAll(strings.ReplaceAll(phrase, `\n`, "\n"), "_", pair.target)
			doc := Document{SourceLanguage: pair.tag, TargetLanguage: "en", Translated: true, Pairs: []Pair{{Number: 1, Source: pair.source, Target: target}}}
			if findings := Run(doc, []Check{chat, leftover}).Findings; len(findings) == 0 {
				t.Errorf("%s: nothing found in %q", pair.tag, target)
			} else if findings[0].Severity != Error {
				t.Logf("warning in %q: %s", target, findings[0].Message)
			}
		}
	}
}

// TestNewsVoice has good translations that look like what models say.
func TestNewsVoice(t *testing.T) {
	tests := []struct{ tag, source, target string }{
		{"de", "„Sicher, ich hoffe, dass Sie das Original lesen“, sagte sie.", `"Sure, I hope you read the original," she said.`},
		{"de", "Ich hoffe, dass Sie mir diese Worte verzeihen. Ich habe sie nicht gern geschrieben.", "I hope you will forgive me these words. I did not enjoy writing them."},
		{"de", "Hinweis: Der Text erschien zuerst im Original auf Englisch.", "Note: The text first appeared in the original English."},
		{"de", "Die Übersetzung: ein Kunstwerk für sich.", "The translation: a work of art in its own right."},
		{"fr", "La traduction du roman est fidèle au ton de l'original. Je vous la recommande.", "The translation of the novel is faithful to the tone of the original. I recommend it to you."},
		{"fr", "Bien sûr. Mais à quel prix ?", "Of course. But at what price?"},
		{"es", "Claro. Nadie lo sabe todavía.", "Sure. Nobody knows yet."},
		{"es", "Resultado: dos muertos y cinco heridos.", "Result: two dead and five injured."},
		{"ru", "Контекст: выборы пройдут в сентябре.", "Context: the elections will be held in September."},
		{"ru", "Переводчик сказал, что не понял ни слова.", "The translator said he had not understood a word."},
		{"ar", "وقال المترجم إن النص الأصلي غامض.", "The translator said the original text was ambiguous."},
		{"ar", "أرجو أن تقرأوا هذا النص بعناية.", "I hope you will read this text carefully."},
		{"fa", "توجه: این متن به معنای تایید سیاست‌های دولت نیست.", "Note: This text does not mean endorsement of government policies."},
		{"he", "\"תודיעו לי אם אתם צריכים עזרה\", אמר.", `"Let me know if you need help," he said.`},
		{"zh", "注意：本文内容仅代表作者观点。", "Note: The content of this article represents the author's views only."},
		{"zh", "请告诉我们您的想法。", "Please tell us what you think."},
		{"ja", "翻訳：山田太郎", "Translation: Taro Yamada"},
		{"hi", "मैं आपसे वादा करता हूं कि मैं यह काम करूंगा।", "I promise you that I will do this work."},
		{"tr", "Okurlara not: Bu yazı ilk kez 2015'te yayımlandı.", "Note to readers: This article was first published in 2015."},
		{"tr", "Elbette. Bunu siz de biliyorsunuz.", "Of course. You know that, too."},
		{"de", "Der Vertrag sieht drei Bedingungen vor: Ruhe, Geld und Zeit.", "The contract sets three terms: calm, money and time."},
		{"de", "Er sprach von der Bedeutung des Textes, vom Stil und vom Ton der Rede.", "He spoke of the meaning of the text, of the style and tone of the speech."},
		{"fr", "La peine a été traduite en amende.", "The sentence was converted into a fine."},
		{"es", "La sentencia (de 300 páginas) se leerá mañana.", "The sentence (of 300 pages) will be read tomorrow."},
		{"ru", "Вот что я вам скажу: так больше нельзя.", "Here is what I will tell you: this cannot go on."},
		{"ur", "آپ کا شکریہ۔ میں آپ کو نہیں بھولوں گا۔", "Thank you. I will not forget you."},
	}
	for _, test := range tests {
		doc := Document{SourceLanguage: test.tag, TargetLanguage: "en", Translated: true, Pairs: []Pair{{Number: 1, Source: test.source, Target: test.target}}}
		for _, f := range Run(doc, []Check{chat}).Findings {
			t.Errorf("%s: %q: %s: %s", test.tag, test.target, f.Severity, f.Message)
		}
	}
}
