package preset_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"dragoman/internal/fixture"
	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/preset"
)

// spec loads a service's official document. The documents are not valid by
// their own standard, so they are not validated.
func spec(t *testing.T, name string) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile(fixture.Path(t, "specs", name+"-openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: "/"}}
	return doc
}

// chatPath returns the path of chat completions in a document.
func chatPath(t *testing.T, doc *openapi3.T) string {
	for path := range doc.Paths.Map() {
		if strings.HasSuffix(path, "/chat/completions") {
			return path
		}
	}
	t.Fatal("the document has no chat completions")
	return ""
}

// validate checks a body against a document.
func validate(doc *openapi3.T, router routers.Router, path string, body []byte) error {
	r, err := http.NewRequest(http.MethodPost, "http://localhost"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	route, params, err := router.FindRoute(r)
	if err != nil {
		return err
	}
	return openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	})
}

// TestRequestsAreWhatTheServicesDocument checks every level of thinking, every
// carrier and some models against the services' own documents.
func TestRequestsAreWhatTheServicesDocument(t *testing.T) {
	if testing.Short() {
		t.Skip("loads megabytes of documents")
	}
	for _, name := range []string{"openai", "mistral", "together"} {
		t.Run(name, func(t *testing.T) {
			doc := spec(t, name)
			router, err := gorillamux.NewRouter(doc)
			if err != nil {
				t.Fatal(err)
			}
			path := chatPath(t, doc)
			p, _ := preset.Find(name)
			for _, model := range p.Models {
				for _, thinking := range []llm.Thinking{llm.ThinkingLeast, llm.ThinkingDefault, llm.ThinkingLow, llm.ThinkingMedium, llm.ThinkingHigh} {
					for _, carrier := range []llm.Carrier{llm.CarrierSchema, llm.CarrierJSON, llm.CarrierTags} {
						body := sent(t, p, full(model, thinking, carrier))
						if err := validate(doc, router, path, body); err != nil {
							t.Errorf("%s, thinking %q, %s: %v\n%s", model, thinking, carrier, err, body)
						}
					}
				}
			}
			if err := validate(doc, router, path, []byte(`{"model":"m"}`)); err == nil {
				t.Error("the check accepts a request without messages")
			}
		})
	}
}

// TestFakeServerWritesWhatOpenAIDocuments keeps the fake server honest.
func TestFakeServerWritesWhatOpenAIDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("loads megabytes of documents")
	}
	doc := spec(t, "openai")
	schema := doc.Components.Schemas["CreateChatCompletionStreamResponse"].Value
	events := llmtest.OpenAI().Stream(llmtest.Answer{Pieces: []string{"one", "two"}, Usage: llm.Usage{PromptTokens: 3, CompletionTokens: 2}})
	checked := 0
	for _, event := range events {
		data := strings.TrimSpace(strings.TrimPrefix(event, "data: "))
		if data == "[DONE]" {
			continue
		}
		var frame map[string]any
		if err := json.Unmarshal([]byte(data), &frame); err != nil {
			t.Fatal(err)
		}
		if frame["usage"] == nil {
			delete(frame, "usage") // null is documented in words only
		}
		if err := schema.VisitJSON(frame, openapi3.VisitAsResponse()); err != nil {
			t.Errorf("%s: %v", data, err)
		}
		checked++
	}
	if checked < 4 {
		t.Errorf("checked %d frames, want at least 4", checked)
	}
}
