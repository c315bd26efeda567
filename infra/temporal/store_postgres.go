package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql/driver"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql/session"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
)

const (
	postgresDatabase           = "temporal"
	postgresVisibilityDatabase = "temporal_visibility"

	// Per store, so up to twice as many connections in total.
	postgresMaxConns        = 20
	postgresMaxConnLifetime = time.Hour
)

// openPostgres creates the two databases if they are missing and migrates their schemas. Processes that start at once
// take turns.
func openPostgres(ctx context.Context, url string, logger tlog.Logger) (stores, error) {
	server, err := parsePostgresURL(url)
	if err != nil {
		return stores{}, err
	}
	unlock, err := lockMigrations(ctx, server.config(server.maintenanceDatabase))
	if err != nil {
		return stores{}, fmt.Errorf("reach PostgreSQL on %s: %w", server.address, err)
	}
	defer unlock()
	s := stores{main: server.config(postgresDatabase), visibility: server.config(postgresVisibilityDatabase)}
	for _, part := range []struct {
		sql    config.SQL
		schema string
	}{
		{s.main, "postgresql/v12/temporal"},
		{s.visibility, "postgresql/v12/visibility"},
	} {
		if err := migratePostgres(part.sql, server.maintenanceDatabase, part.schema, logger); err != nil {
			return stores{}, fmt.Errorf("prepare the database %s on %s: %w", part.sql.DatabaseName, part.sql.ConnectAddr, err)
		}
	}
	return s, nil
}

// Any number that nothing else locks.
const migrationLock = 7233

func lockMigrations(ctx context.Context, maintenance config.SQL) (func(), error) {
	s, err := session.NewSession(&maintenance, &driver.PGXDriver{}, resolver.NewNoopResolver())
	if err != nil {
		return nil, err
	}
	connection, err := s.Conn(ctx)
	if err == nil {
		_, err = connection.ExecContext(ctx, "select pg_advisory_lock($1)", migrationLock)
	}
	// Closing the session ends its lock.
	if err != nil {
		s.Close()
		return nil, err
	}
	return s.Close, nil
}

func migratePostgres(cfg config.SQL, maintenanceDatabase, schemaName string, logger tlog.Logger) error {
	if err := ensureDatabase(cfg, maintenanceDatabase, logger); err != nil {
		return err
	}
	connection, err := sql.NewConnection(&cfg, logger)
	if err != nil {
		return err
	}
	defer connection.Close()
	// Does nothing to a database past its initial version.
	if err := schema.NewSetupSchemaTask(connection, &schema.SetupConfig{InitialVersion: "0.0"}, logger).Run(); err != nil {
		return fmt.Errorf("set up the schema: %w", err)
	}
	if err := schema.NewUpdateSchemaTask(connection, &schema.UpdateConfig{SchemaName: schemaName}, logger).Run(); err != nil {
		return fmt.Errorf("update the schema: %w", err)
	}
	return nil
}

const undefinedDatabase = "3D000" // SQLSTATE invalid_catalog_name

// ensureDatabase creates the database only if it is missing, so a user without the privilege to
// create databases can be given existing ones.
func ensureDatabase(cfg config.SQL, maintenanceDatabase string, logger tlog.Logger) error {
	err := tryConnect(cfg)
	var postgresErr *pgconn.PgError
	if !errors.As(err, &postgresErr) || postgresErr.Code != undefinedDatabase {
		return err
	}
	maintenance := cfg
	maintenance.DatabaseName = maintenanceDatabase
	if err := tryConnect(maintenance); err != nil {
		return err
	}
	return sql.DoCreateDatabase(&cfg, maintenanceDatabase, logger)
}

// tryConnect returns the reason of a failure, which the server's own connections only log.
func tryConnect(cfg config.SQL) error {
	s, err := session.NewSession(&cfg, &driver.PGXDriver{}, resolver.NewNoopResolver())
	if err != nil {
		return err
	}
	s.Close()
	return nil
}
