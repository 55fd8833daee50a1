package llm

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Identity is what shapes an answer beside the Request: where it is sent and
// how the adapter writes it on the wire.
type Identity struct {
	Endpoint string `json:"endpoint"` // base URL, no credentials
	Dialect  string `json:"dialect"`  // hash of the dialect row
	Adapter  string `json:"adapter"`  // adapter name and version, such as "openai/1"
}

// keyed is the canonical form under the hash. Struct order is fixed, maps do
// not occur, and every string is length-delimited by JSON.
type keyed struct {
	Version  int      `json:"v"`
	Request  Request  `json:"request"`
	Identity Identity `json:"identity"`
}

// Key returns the cache key of a request: 64 hex digits of SHA-256 over its
// canonical JSON and the identity.
func Key(req Request, id Identity) string {
	data, err := json.Marshal(keyed{Version: 1, Request: req, Identity: id})
	if err != nil {
		panic("llm: request does not marshal: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
