package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"dragoman/internal/language"
)

func itoa(n int) string { return strconv.Itoa(n) }

// house is a provider for command scripts: an OpenAI-shaped server that
// answers with a translation by rule, counts what it is asked, and can be told
// to misbehave by the name of the model.
type house struct {
	mu      sync.Mutex
	asked   int
	site    http.Handler // pages of a news site, from the script's folder "site"
	fetched int
}

const houseKey = "house"

// startServer starts a provider for one script. HOUSE_URL is its base URL, and
// SITE that of the pages in the script's folder "site".
func startServer(env *testscript.Env) error {
	h := &house{site: http.StripPrefix("/site", http.FileServer(http.Dir(filepath.Join(env.WorkDir, "site"))))}
	server := httptest.NewServer(h)
	env.Defer(server.Close)
	env.Values[houseKey] = h
	env.Setenv("HOUSE_URL", server.URL+"/v1")
	env.Setenv("SITE", server.URL+"/site")
	return nil
}

// cmdAsked compares how often the provider was asked since the script began:
// asked N.
func cmdAsked(ts *testscript.TestScript, neg bool, args []string) {
	h := ts.Value(houseKey).(*house)
	h.mu.Lock()
	defer h.mu.Unlock()
	if neg || len(args) != 1 || args[0] != itoa(h.asked) {
		ts.Fatalf("the provider was asked %d times, want %v", h.asked, args)
	}
}

// cmdFetched compares how many requests for pages there were: fetched N.
func cmdFetched(ts *testscript.TestScript, neg bool, args []string) {
	h := ts.Value(houseKey).(*house)
	h.mu.Lock()
	defer h.mu.Unlock()
	if neg || len(args) != 1 || args[0] != itoa(h.fetched) {
		ts.Fatalf("the site was asked %d times, want %v", h.fetched, args)
	}
}

type houseRequest struct {
	Model    string `json:"model"`
	Messages []struct {
		Content string `json:"content"`
	} `json:"messages"`
	ResponseFormat struct {
		JSONSchema struct {
			Schema struct {
				Required []string `json:"required"`
			} `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

func (h *house) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/site/") {
		h.mu.Lock()
		h.fetched++
		h.mu.Unlock()
		h.site.ServeHTTP(w, r)
		return
	}
	if !strings.HasSuffix(r.URL.Path, "/chat/completions") {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"object":"list","data":[{"id":"good","object":"model"}]}`)
		return
	}
	var req houseRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	h.asked++
	h.mu.Unlock()
	switch req.Model {
	case "locked":
		houseError(w, http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided")
	case "busy":
		w.Header().Set("Retry-After", "3600")
		houseError(w, http.StatusTooManyRequests, "rate_limit_exceeded", "slow down")
	case "poor":
		houseError(w, http.StatusTooManyRequests, "insufficient_quota", "no credit")
	case "silent":
		<-r.Context().Done() // until the program gives up
	case "prude":
		houseStream(w, req.Model, "", "content_filter")
	default:
		houseStream(w, req.Model, houseReply(req), "stop")
	}
}

func houseError(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Request-Id", "req_house")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": message, "type": code, "code": code}})
}

// houseReply translates each segment into a sentence that passes the checks:
// as long as its source, with its numbers.
func houseReply(req houseRequest) string {
	ids := req.ResponseFormat.JSONSchema.Schema.Required
	user := req.Messages[len(req.Messages)-1].Content
	if len(ids) > 0 && ids[0] == "headline" {
		return `{"headline":"Officials meet in the city","headline_evidence":["s01"],"dek":"The officials met to discuss the matter.","dek_evidence":["s02"],"body":[{"text":"They agreed to meet again.","evidence":["s02"]}]}`
	}
	if len(ids) == 1 && ids[0] == "errors" {
		return houseOpinion(user)
	}
	parts := map[string]string{}
	for _, id := range ids {
		parts[id] = houseTranslation(user, id, req.Model)
	}
	data, _ := json.Marshal(parts)
	return string(data)
}

// houseOpinion judges a segment: where the source speaks of the quay, the
// translation of its first word is wrong.
func houseOpinion(user string) string {
	_, asked, _ := strings.Cut(user, "errors in the English of ")
	id, _, _ := strings.Cut(asked, ",")
	_, target, _ := strings.Cut(user, "["+id+" en] ")
	word, _, _ := strings.Cut(target, " ")
	_, source, _ := strings.Cut(user, "["+id+"] ")
	if source, _, _ = strings.Cut(source, "\n"); !strings.Contains(source, "quai électrifié") {
		return `{"errors":[]}`
	}
	data, _ := json.Marshal(word)
	return `{"errors":[{"category":"accuracy/mistranslation","severity":"major","source":"quai","target":` + string(data) + `,"why":"is no quay"}]}`
}

func houseTranslation(user, id, model string) string {
	_, source, _ := strings.Cut(user, "["+id)
	_, source, _ = strings.Cut(source, "] ")
	source, _, _ = strings.Cut(source, "\n")
	if model == "copy" || model == "flaky" && id == "s05" {
		return source
	}
	tags, plain := houseTag.FindAllString(source, -1), houseTag.ReplaceAllString(source, "")
	terms := ""
	if model != "forgetful" || strings.Contains(user, "\n[fault] ") {
		terms = houseTerms(user, plain)
	}
	n := max(len([]rune(plain))-len(terms), 10)
	text := plainEnglish(n) + terms
	for _, tag := range tags {
		switch {
		case model == "tagless", strings.HasPrefix(tag, "</"):
		case strings.HasSuffix(tag, "/>"):
			text += " " + tag
		default:
			text += " " + tag + "aid</" + tag[1:]
		}
	}
	return text + " " + digitsOf(plain) + "."
}

// houseTerms returns the renderings of the request's terms that stand in a
// segment, as the end of a sentence.
func houseTerms(user, segment string) string {
	_, list, _ := strings.Cut(user, "Terms of this article (source → English):\n")
	var found []string
	for line := range strings.Lines(list) {
		source, target, ok := strings.Cut(strings.TrimSpace(line), " → ")
		if !ok {
			break
		}
		target, _, _ = strings.Cut(target, " (")
		target, _, _ = strings.Cut(target, " / ")
		if target == "keep as it is" {
			target = source
		}
		if strings.Contains(segment, source) {
			found = append(found, target)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return " with " + strings.Join(found, " and ")
}

var houseTag = regexp.MustCompile(`</?x\d+/?>`)

// plainEnglish returns about n characters of English words, with no run of
// four words twice.
func plainEnglish(n int) string {
	words := strings.Fields("the officials met in city on that day and said they would go with work for people of region after long talks about aid")
	var b strings.Builder
	b.WriteString("The officials said that")
	for i := 0; b.Len() < n-8; i++ {
		b.WriteString(" " + words[(i*i+3*i)%len(words)])
		if i%5 == 0 {
			b.WriteString(" " + words[(7*i+i/5)%len(words)])
		}
	}
	return b.String()
}

// digitsOf returns the numbers of a text by value, so that none is missing.
func digitsOf(s string) string {
	tag, _ := language.Detect(s)
	var values []string
	for _, n := range language.Numbers(s, tag) {
		if !n.InWords() {
			values = append(values, n.Value)
		}
	}
	return strings.Join(values, " ")
}

func houseStream(w http.ResponseWriter, model, text, finish string) {
	w.Header().Set("Content-Type", "text/event-stream")
	frame := func(v any) {
		data, _ := json.Marshal(v)
		fmt.Fprintf(w, "data: %s\n\n", data)
	}
	chunk := func(delta map[string]any, finish any) map[string]any {
		return map[string]any{"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model,
			"choices": []any{map[string]any{"index": 0, "delta": delta, "finish_reason": finish}}}
	}
	frame(chunk(map[string]any{"role": "assistant", "content": text}, nil))
	frame(chunk(map[string]any{}, finish))
	frame(map[string]any{"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": []any{},
		"usage": map[string]any{"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}})
	fmt.Fprint(w, "data: [DONE]\n\n")
}
