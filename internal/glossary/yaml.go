package glossary

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// readYAML reads a list of terms, each a mapping of fields, or a mapping whose
// "terms" is that list. A target is a text or a list of texts.
func readYAML(data []byte) ([]row, error) {
	var doc yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, yamlError(err)
	}
	top := doc.Content[0]
	if top.Kind == yaml.MappingNode && len(top.Content) == 2 && top.Content[0].Value == "terms" {
		top = top.Content[1]
	}
	if top.Kind == yaml.ScalarNode && top.Tag == "!!null" {
		return nil, nil
	}
	if top.Kind != yaml.SequenceNode {
		return nil, lineError{top.Line, "a list of terms is expected here: - source: …"}
	}
	var rows []row
	for _, item := range top.Content {
		rows = append(rows, yamlRow(item))
	}
	return rows, nil
}

// yamlError gives an error of the library its line.
func yamlError(err error) error {
	match := regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`).FindStringSubmatch(err.Error())
	if match == nil {
		return err
	}
	line, _ := strconv.Atoi(match[1])
	return lineError{max(line, 1), "not YAML: " + match[2]}
}

func yamlRow(item *yaml.Node) row {
	r := row{line: item.Line, cells: map[string]string{}}
	if item.Kind != yaml.MappingNode {
		r.wrong = "a term is expected here, with fields: source: …"
		return r
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], item.Content[i+1]
		field, known := fieldOf(key.Value)
		if !known {
			r.wrong = unknownField(key.Value)
			return r
		}
		if _, twice := r.cells[field]; twice {
			r.wrong = fmt.Sprintf("the field %s stands here twice", field)
			return r
		}
		r.cells[field] = value.Value
		if wrong := r.yamlValue(field, value); wrong != "" {
			r.wrong = wrong
			return r
		}
	}
	return r
}

// yamlValue reads the value of a field where that may be more than a text.
func (r *row) yamlValue(field string, value *yaml.Node) string {
	switch {
	case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
		r.cells[field] = ""
	case value.Kind == yaml.ScalarNode && value.Anchor == "":
	case value.Kind == yaml.SequenceNode && field == fieldTarget:
		r.targets = []string{}
		for _, t := range value.Content {
			if t.Kind != yaml.ScalarNode {
				return "a target is a text"
			}
			r.targets = append(r.targets, t.Value)
		}
	default:
		return fmt.Sprintf("the field %s is one text", field)
	}
	return ""
}
