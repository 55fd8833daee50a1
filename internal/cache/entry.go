package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// An entry file is
//
//	dragoman-cache FORMAT SHA256 HEADER\n
//	BODY
//
// where SHA256 is that of HEADER, a JSON object on one line, which in turn
// holds the length and the SHA-256 of BODY, JSON compressed by zstd. So every
// byte is under a checksum, and the header can be trusted without the body.
const (
	magic  = "dragoman-cache "
	format = 1
)

// Kind says what an entry holds; it is also the name of its folder.
type Kind string

// The kinds of entries.
const (
	Reply   Kind = "reply" // a model's answer to a whole request
	Segment Kind = "seg"   // one translated segment
	Page    Kind = "page"  // a page or feed as it was fetched
	Seen    Kind = "seen"  // a marker: this entry of a feed was worked on
)

// kinds are all of them. A program that does not know one leaves its folder
// alone, so a new kind is no new format.
var kinds = [...]Kind{Reply, Segment, Page, Seen}

// header is what listing, counting and searching need to know of an entry.
type header struct {
	Kind             Kind              `json:"kind"`
	Key              string            `json:"key"`
	Stored           time.Time         `json:"stored"`
	Provider         string            `json:"provider,omitempty"`
	Model            string            `json:"model,omitempty"` // that really answered
	PromptTokens     int               `json:"prompt_tokens,omitempty"`
	CompletionTokens int               `json:"completion_tokens,omitempty"`
	Parts            map[string]string `json:"parts,omitempty"`  // short hash of each part of the key
	Sketch           []sketch          `json:"sketch,omitempty"` // of each message
	BodyBytes        int64             `json:"body_bytes"`
	BodySHA256       string            `json:"body_sha256"`
}

// Damage is why an entry cannot be used. It counts as a miss.
type Damage struct {
	Key    string `json:"key"`
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

func (d *Damage) Error() string {
	return fmt.Sprintf("cache entry %s: %s; it will be asked again", d.Path, d.Reason)
}

// What can be wrong with an entry file.
var (
	errNoEntry   = errors.New("not a cache entry")
	errHeaderSum = errors.New("the header is damaged")
	errLength    = errors.New("the file is cut or too long")
	errBodySum   = errors.New("the body is damaged")
	errOtherKey  = errors.New("the file belongs to another key")
)

// seal returns the file of an entry.
func seal(h header, plain []byte) []byte {
	body := encoder().EncodeAll(plain, nil)
	h.BodyBytes, h.BodySHA256 = int64(len(body)), sum(body)
	line, err := json.Marshal(h)
	if err != nil {
		panic("cache: header does not marshal: " + err.Error())
	}
	var file bytes.Buffer
	fmt.Fprintf(&file, "%s%d %s %s\n", magic, format, sum(line), line)
	file.Write(body)
	return file.Bytes()
}

// unseal checks the file of an entry, every byte of it, and returns what was
// sealed.
func unseal(data []byte, kind Kind, key string) (header, []byte, error) {
	line, body, found := bytes.Cut(data, []byte("\n"))
	if !found {
		return header{}, nil, headless(string(data))
	}
	h, err := parseHeader(string(line))
	switch {
	case err != nil:
		return header{}, nil, err
	case h.Key != key || h.Kind != kind:
		return header{}, nil, errOtherKey
	case h.BodyBytes != int64(len(body)):
		return header{}, nil, errLength
	case h.BodySHA256 != sum(body):
		return header{}, nil, errBodySum
	}
	plain, err := decoder().DecodeAll(body, nil)
	if err != nil {
		return header{}, nil, fmt.Errorf("unpack the body: %w", err)
	}
	return h, plain, nil
}

// headless returns what is wrong with a file that has no whole first line.
func headless(text string) error {
	if strings.HasPrefix(text, magic) {
		return errLength
	}
	return errNoEntry
}

// parseHeader checks and decodes the first line of an entry file.
func parseHeader(line string) (header, error) {
	rest, ok := strings.CutPrefix(line, magic)
	number, rest, ok2 := strings.Cut(rest, " ")
	check, text, ok3 := strings.Cut(rest, " ")
	if !ok || !ok2 || !ok3 {
		return header{}, errNoEntry
	}
	if number != strconv.Itoa(format) {
		if n, err := strconv.Atoi(number); err == nil && n > format {
			return header{}, fmt.Errorf("a newer dragoman wrote it (format %d)", n)
		}
		return header{}, errNoEntry
	}
	if check != sum([]byte(text)) {
		return header{}, errHeaderSum
	}
	var h header
	if err := json.Unmarshal([]byte(text), &h); err != nil {
		return header{}, errHeaderSum
	}
	return h, nil
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// maxBody is the most that an entry may unpack to: a reply is capped at 16 MB
// by the adapters, its request is smaller, and a file that unpacks to more was
// not written by us.
const maxBody = 64 << 20

// The coders are made when first used: they cost memory that most commands do
// not need. Both are safe for concurrent use.
var (
	encoder = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderCRC(false), zstd.WithLowerEncoderMem(true))
		if err != nil {
			panic("cache: " + err.Error())
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBody), zstd.WithDecoderConcurrency(0))
		if err != nil {
			panic("cache: " + err.Error())
		}
		return d
	})
)
