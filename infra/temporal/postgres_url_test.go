package main

import (
	"strings"
	"testing"
)

func TestParsePostgresURL(t *testing.T) {
	s, err := parsePostgresURL("postgres://te%40m:p%2Fw%3A@db.example:6543/admin?sslmode=verify-full&sslrootcert=/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	c := s.config("temporal")
	if c.ConnectAddr != "db.example:6543" || c.User != "te%40m" || c.Password != "p/w:" || c.DatabaseName != "temporal" {
		t.Errorf("unexpected config: %+v", c)
	}
	if c.ConnectAttributes["sslmode"] != "verify-full" || c.ConnectAttributes["sslrootcert"] != "/ca.pem" {
		t.Errorf("unexpected attributes: %v", c.ConnectAttributes)
	}
	if s.maintenanceDatabase != "admin" {
		t.Errorf("unexpected maintenance database %q", s.maintenanceDatabase)
	}
}

func TestParsePostgresURLDefaults(t *testing.T) {
	s, err := parsePostgresURL("postgresql://u@[::1]")
	if err != nil {
		t.Fatal(err)
	}
	if s.address != "[::1]:5432" || s.password != "" || s.maintenanceDatabase != "postgres" {
		t.Errorf("unexpected server: %+v", s)
	}
}

func TestParsePostgresURLRejectsWithoutLeakingThePassword(t *testing.T) {
	for _, raw := range []string{
		"mysql://u:secret@h",
		"postgres://:secret@h",
		"postgres://u:secret@",
		"postgres://u:secret%@h",
		"postgres://u:sec%20ret@h",
		"postgres://u:secret@h?sslmode=a&sslmode=b",
	} {
		_, err := parsePostgresURL(raw)
		if err == nil {
			t.Errorf("accepted %s", raw)
		} else if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "sec ret") {
			t.Errorf("error contains the password: %v", err)
		}
	}
}
