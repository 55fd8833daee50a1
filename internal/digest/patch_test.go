package digest_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/digest"
	"dragoman/internal/digest/digesttest"
)

// A decision changes what it says and nothing else: a record that the codec
// wrote is as the codec would write it now.
func TestPatch(t *testing.T) {
	for name, encode := range map[string]func(io.Writer, digest.Digest) error{"indented": digest.Encode, "line": digest.EncodeLine} {
		for _, already := range []bool{false, true} {
			d := sample()
			if !already {
				d.Accepted = nil
			}
			d.Tally()
			raw := encoded(t, encode, d)
			d.Accept(digest.Acceptance{ID: "f1", Check: "completeness", Reason: "an \"advertisement\" <b>", At: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)})
			got, err := digest.Patch(raw, d)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(encoded(t, encode, d)), string(got)); diff != "" {
				t.Errorf("%s, accepted before: %v (-want +got):\n%s", name, already, diff)
			}
			digesttest.Valid(t, got)
		}
	}
}

// What this program does not know stays, and so does the form.
func TestPatchKeepsTheRest(t *testing.T) {
	d := sample()
	d.Accepted = nil
	raw := encoded(t, digest.Encode, d)
	raw = bytes.Replace(raw, []byte(`"names":`), []byte(`"from_the_future" : {"x":1.0e0},   "names":`), 1)
	d.Accept(digest.Acceptance{ID: "f1", Check: "completeness", Reason: "r"})
	got, err := digest.Patch(raw, d)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(got), `"from_the_future" : {"x":1.0e0},   "names":`) {
		t.Errorf("a member that is not known was changed:\n%s", got)
	}
	if _, err := digest.Patch([]byte("{"), d); err == nil {
		t.Error("half a record was patched")
	}
}

func TestPatchLosesNoDecision(t *testing.T) {
	d := digest.Digest{Accepted: []digest.Acceptance{{ID: "0123456789ab", Check: "numbers", Reason: "as the source has it"}}}
	if out, err := digest.Patch([]byte(`{"schema":"dragoman/digest/1","checks":{}}`), d); err == nil {
		t.Errorf("a record without a place for the decision was patched: %s", out)
	}
}
