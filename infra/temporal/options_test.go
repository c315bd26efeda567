package main

import (
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
)

func TestParseOptions(t *testing.T) {
	o, err := parseOptions([]string{"-port", "0", "-retention", "24h", "-search-attribute", "Score=Double", "-search-attribute", "Stage=Keyword"})
	if err != nil {
		t.Fatal(err)
	}
	if o.port != 0 || o.uiPort != 8233 || !o.ui || o.timeSkipping || o.retention != 24*time.Hour {
		t.Errorf("unexpected options: %+v", o)
	}
	want := searchAttributes{
		"CompanyId":  enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"Stage":      enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"NextStep":   enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"NextStepAt": enumspb.INDEXED_VALUE_TYPE_DATETIME,
		"Score":      enumspb.INDEXED_VALUE_TYPE_DOUBLE,
	}
	if o.searchAttributes.String() != want.String() {
		t.Errorf("got %s, want %s", o.searchAttributes, want)
	}
}

func TestParseOptionsOfCluster(t *testing.T) {
	o, err := parseOptions([]string{"-broadcast", "127.0.0.1", "-services", "history, worker,history", "-postgres", "postgres://a@b"})
	if err != nil {
		t.Fatal(err)
	}
	if !o.isCluster() || o.services.String() != "history,worker" {
		t.Errorf("unexpected options: %+v", o)
	}
}

func TestParseOptionsRejects(t *testing.T) {
	for name, args := range map[string][]string{
		"host name":           {"-host", "localhost"},
		"port too large":      {"-port", "65536"},
		"same port twice":     {"-port", "8233"},
		"short retention":     {"-retention", "1h"},
		"left-over argument":  {"start"},
		"attribute, no type":  {"-search-attribute", "Score"},
		"attribute, bad type": {"-search-attribute", "Score=Number"},
		"attribute, bad name": {"-search-attribute", "a b=Int"},
		"no such service":     {"-services", "frontend,database"},
		"a part alone":        {"-services", "frontend"},
		"a cluster on SQLite": {"-broadcast", "127.0.0.1"},
		"no shards":           {"-history-shards", "0"},
		"everywhere":          {"-broadcast", "0.0.0.0", "-postgres", "postgres://a@b"},
		"attribute, retyped":  {"-search-attribute", "Stage=Int"},
	} {
		if _, err := parseOptions(args); err == nil {
			t.Errorf("%s: accepted %v", name, args)
		}
	}
}
