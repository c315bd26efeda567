package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	sqliteschema "go.temporal.io/server/schema/sqlite"
)

// openSQLite uses one file for both stores; it creates the file and its folder if missing.
func openSQLite(ctx context.Context, path string) (stores, error) {
	// The path becomes part of a URI.
	if strings.ContainsAny(path, "?#%") {
		return stores{}, fmt.Errorf("-db must not contain ?, # or %%: %s", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return stores{}, err
	}
	if err := lockFile(ctx, path+".lock"); err != nil {
		return stores{}, fmt.Errorf("open the SQLite file %s: %w", path, err)
	}
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = createSQLite(path)
	}
	if err != nil {
		return stores{}, fmt.Errorf("open the SQLite file %s: %w", path, err)
	}
	sql := sqliteConfig(path)
	// A write-ahead log survives a crash of the process, and is twice as fast as the default journal.
	sql.ConnectAttributes["journal_mode"] = "WAL"
	sql.ConnectAttributes["synchronous"] = "NORMAL"
	return stores{main: sql, visibility: sql}, nil
}

// createSQLite creates the schema in a temporary file and renames it, so that an interrupted first
// start leaves no incomplete database.
func createSQLite(path string) error {
	draft := path + ".new"
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	sql := sqliteConfig(draft)
	if err := sqliteschema.SetupSchema(&sql); err != nil {
		return err
	}
	return os.Rename(draft, path)
}

func sqliteConfig(path string) config.SQL {
	return config.SQL{
		PluginName:        sqlite.PluginName,
		DatabaseName:      path,
		ConnectAttributes: map[string]string{"mode": "rwc"},
	}
}
