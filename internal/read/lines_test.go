package read

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	for name, row := range map[string]struct {
		data string
		want []TextLine
	}{
		"plain":         {"one\n\n  \ntwo\n", []TextLine{{1, 0, "one"}, {4, 0, "two"}}},
		"Windows":       {"\xEF\xBB\xBFone\r\n\r\ntwo", []TextLine{{1, 0, "one"}, {3, 0, "two"}}},
		"old Mac":       {"one\r\rtwo\r", []TextLine{{1, 0, "one"}, {3, 0, "two"}}},
		"indented":      {"\t«سلام»  \n", []TextLine{{1, 1, "«سلام»"}}},
		"windows-1256":  {"\xc3\xdf\xcf \xc7\xe1\xe3\xd3\xc4\xe6\xe1\xe6\xe4 \xdd\xed \xc7\xe1\xe3\xcf\xed\xe4\xc9 \xc3\xe4 \xc7\xe1\xda\xe3\xe1 \xed\xd3\xca\xe3\xd1\n", []TextLine{{1, 0, "أكد المسؤولون في المدينة أن العمل يستمر"}}},
		"no-break only": {"\u00a0\none\n", []TextLine{{2, 0, "one"}}},
	} {
		got, err := Lines([]byte(row.data), "a.txt")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, data := range map[string]string{"empty": "", "blank": " \n\n", "binary": "\x00\x01\x02PNG"} {
		if got, err := Lines([]byte(data), "a.txt"); err == nil {
			t.Errorf("%s: got %v, want an error", name, got)
		}
	}
}
