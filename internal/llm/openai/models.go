package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"dragoman/internal/llm"
)

// Models returns the ids of the models the service lists, in its order.
func (c *Client) Models(ctx context.Context) ([]string, error) {
	k := c.newCall(llm.Request{})
	ctx, stop := k.Watch(ctx)
	defer stop()
	list, err := k.api(&lister{k}).ListModels(ctx)
	if err != nil {
		return nil, k.Fail(ctx, err)
	}
	ids := make([]string, 0, len(list.Models))
	for _, m := range list.Models {
		ids = append(ids, strings.TrimPrefix(m.ID, c.dialect.ModelPrefix))
	}
	return ids, nil
}

// listed is one model, by the names services give its id.
type listed struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// lister is the HTTPDoer of a list of models.
type lister struct{ *call }

// Do implements go-openai's HTTPDoer. The list comes out as ids alone, because
// services disagree on the other fields, and Together sends a bare array.
func (l *lister) Do(r *http.Request) (*http.Response, error) {
	resp, err := l.call.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := readAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var list struct {
		Data []listed `json:"data"`
	}
	data = bytes.TrimSpace(data)
	if bytes.HasPrefix(data, []byte("[")) {
		err = json.Unmarshal(data, &list.Data)
	} else {
		err = json.Unmarshal(data, &list)
	}
	if err != nil || list.Data == nil {
		return nil, l.notAList(data)
	}
	for i, m := range list.Data {
		if m.ID == "" {
			list.Data[i].ID = m.Name
		}
	}
	if data, err = json.Marshal(list); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	return resp, nil
}

// notAList returns the error of a 200 that holds no list.
func (l *lister) notAList(data []byte) error {
	if f := parseFault(data); f.Message != "" && !f.Page && bytes.HasPrefix(data, []byte("{")) {
		return l.inStream(data)
	}
	return l.Unexpected("the answer is not a list of models")
}
