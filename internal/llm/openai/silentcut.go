package openai

import (
	"fmt"
	"unicode"

	"dragoman/internal/llm"
)

// Ollama cuts a prompt that is longer than its context window without saying
// so: it keeps the first tokens and the last ones, exactly num_ctx of them
// (runner.go, NewSequence, "truncating input prompt"), or drops older messages
// (server/prompt.go), and reports the cut number as prompt_tokens. Two signs
// tell: fewer tokens than any tokenizer could make of the prompt, and a number
// that is just a context window while the prompt looks longer than that.

// windowStep is what context windows are multiples of: all defaults (4k, 32k,
// 256k) and the sizes people set.
const windowStep = 1024

// silentlyCut reports whether the service saw less than the whole prompt.
func silentlyCut(req llm.Request, u llm.Usage) bool {
	if u.PromptTokens == 0 { // not reported
		return false
	}
	least, likely := 0, 0
	for _, m := range req.Messages {
		l, p := tokens(m.Content)
		least, likely = least+l, likely+p
	}
	window := u.PromptTokens%windowStep == 0 && likely > u.PromptTokens
	return u.PromptTokens < least || window
}

// tokens estimates how many tokens a text has: the fewest any tokenizer makes,
// and a likely number. Tokenizers split at spaces, so words are a lower bound
// where words have spaces; scripts without them get four runes to a token at
// the very least (no vocabulary has many longer pieces), and one and a half as
// the likely number. Words have about four Latin letters to a token and two of
// other alphabets.
func tokens(text string) (least, likely int) {
	var words, latin, other, dense int
	inWord := false
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan):
			dense++
			inWord = false
			continue
		case unicode.IsSpace(r):
			inWord = false
			continue
		case r < 0x250:
			latin++
		default:
			other++
		}
		if !inWord {
			words++
		}
		inWord = true
	}
	least = words + dense/4
	return least, max(least, latin/4+other/2+dense*2/3)
}

// promptCut is the error of a cut prompt.
func (k *call) promptCut(u llm.Usage) *llm.Error {
	e := k.NewError(llm.Context, fmt.Sprintf("the server saw only %d tokens of the prompt; its context window is too small", u.PromptTokens), nil)
	e.Hint = "OLLAMA_CONTEXT_LENGTH=16384 ollama serve (or PARAMETER num_ctx 16384 in the Modelfile)"
	return e
}
