package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	enumspb "go.temporal.io/api/enums/v1"
)

// searchAttributes maps names to types; it is a repeatable flag.
type searchAttributes map[string]enumspb.IndexedValueType

var searchAttributeName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// Set adds a "Name=Type". Repeating a name with another type is an error.
func (s searchAttributes) Set(value string) error {
	name, typeName, found := strings.Cut(value, "=")
	if !found || !searchAttributeName.MatchString(name) {
		return fmt.Errorf("expected Name=Type, got %q", value)
	}
	kind, err := enumspb.IndexedValueTypeFromString(typeName)
	if err != nil || kind == enumspb.INDEXED_VALUE_TYPE_UNSPECIFIED {
		return fmt.Errorf("unknown type %q of search attribute %s (Keyword, KeywordList, Text, Int, Double, Bool, Datetime)", typeName, name)
	}
	if known, ok := s[name]; ok && known != kind {
		return fmt.Errorf("search attribute %s already has type %s", name, known)
	}
	s[name] = kind
	return nil
}

func (s searchAttributes) String() string {
	pairs := make([]string, 0, len(s))
	for name, kind := range s {
		pairs = append(pairs, name+"="+kind.String())
	}
	slices.Sort(pairs)
	return strings.Join(pairs, ",")
}
