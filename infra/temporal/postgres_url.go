package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
)

// postgresServer holds the parts of a PostgreSQL URL.
type postgresServer struct {
	address             string
	user                string
	password            string
	attributes          map[string]string
	maintenanceDatabase string
}

// parsePostgresURL parses postgres://user:password@host:port/database?sslmode=…
// The database (default postgres) is used only to create others; the query holds driver settings
// such as sslmode, sslrootcert, sslcert, sslkey. Errors never contain the password.
func parsePostgresURL(raw string) (postgresServer, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return postgresServer{}, errors.New("-postgres is not a valid URL; escape special characters of the password as %XX")
	}
	if u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return postgresServer{}, errors.New("-postgres must start with postgres://")
	}
	if u.Hostname() == "" || u.User.Username() == "" {
		return postgresServer{}, errors.New("-postgres must have a user and a host: postgres://user:password@host:5432")
	}
	password, _ := u.User.Password()
	// The server's own URL encoding of the password turns a space into a plus sign.
	if strings.Contains(password, " ") {
		return postgresServer{}, errors.New("-postgres: passwords with spaces are not supported")
	}
	attributes := map[string]string{}
	for key, values := range u.Query() {
		if len(values) > 1 {
			return postgresServer{}, fmt.Errorf("-postgres has %s more than once", key)
		}
		attributes[key] = values[0]
	}
	s := postgresServer{
		address:             net.JoinHostPort(u.Hostname(), orElse(u.Port(), "5432")),
		user:                u.User.Username(),
		password:            password,
		attributes:          attributes,
		maintenanceDatabase: orElse(strings.TrimPrefix(u.Path, "/"), "postgres"),
	}
	return s, nil
}

func (s postgresServer) config(database string) config.SQL {
	return config.SQL{
		PluginName:   postgresql.PluginNamePGX,
		DatabaseName: database,
		ConnectAddr:  s.address, ConnectProtocol: "tcp",
		// The server escapes the password, but not the user.
		User:              url.User(s.user).String(),
		Password:          s.password,
		ConnectAttributes: s.attributes,
		MaxConns:          postgresMaxConns,
		MaxIdleConns:      postgresMaxConns,
		MaxConnLifetime:   postgresMaxConnLifetime,
	}
}

func orElse(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
