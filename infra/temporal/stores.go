package main

import (
	"context"

	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
)

// stores holds the connections of the main and the visibility store, whose schemas exist.
type stores struct {
	main       config.SQL
	visibility config.SQL
}

// openStores opens the configured database and creates or migrates its schemas.
func openStores(ctx context.Context, opts options, logger tlog.Logger) (stores, error) {
	if opts.postgres != "" {
		return openPostgres(ctx, opts.postgres, logger)
	}
	return openSQLite(ctx, opts.db)
}

const (
	mainStore       = "main"
	visibilityStore = "visibility"
)

// persistence: the number of shards of a store that exists stays what it was made with.
func (s stores) persistence(historyShards int) config.Persistence {
	return config.Persistence{
		DefaultStore:     mainStore,
		VisibilityStore:  visibilityStore,
		NumHistoryShards: int32(historyShards),
		DataStores: map[string]config.DataStore{
			mainStore:       {SQL: &s.main},
			visibilityStore: {SQL: &s.visibility},
		},
	}
}
